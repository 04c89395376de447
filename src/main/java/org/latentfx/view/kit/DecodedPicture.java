package org.latentfx.view.kit;

import javafx.beans.value.ObservableValue;
import javafx.scene.AccessibleRole;
import javafx.scene.image.ImageView;
import org.jspecify.annotations.Nullable;

/** One picture with every pixel a crisp square, as large as fits in whole multiples. FX thread only. */
public final class DecodedPicture extends PaintedRegion {
    /** The colours of pixels in a theme. */
    public interface Look {
        PicturePainter.Colours of(boolean dark);
    }

    private final Look look;
    private final ImageView view = new ImageView();
    private PixelImage image = new PixelImage(1, 1);
    private float @Nullable [] picture;
    private int columns = 28;
    private int rows = 28;
    private final ObservableValue<Boolean> dark = Theme.isDark(this);

    public DecodedPicture() {
        this(dark -> Ink.of(dark)::argb);
    }

    public DecodedPicture(Look look) {
        this.look = look;
        getStyleClass().add("decoded-picture");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        view.setManaged(false);
        getChildren().add(view);
        dark.addListener((property, before, now) -> repaint());
    }

    public void show(float @Nullable [] now, int width, int height) {
        picture = now;
        columns = width;
        rows = height;
        repaint();
    }

    public PixelImage image() {
        return image;
    }

    /** The largest edge in whole multiples of the picture's that is not above {@code most} (nor below one multiple). */
    public double edge(double most) {
        return columns * Math.max(1, Math.floor(most / columns));
    }

    @Override
    protected void paint() {
        double density = density();
        int multiple = (int) Math.max(1, Math.min(getWidth() * density / columns, getHeight() * density / rows));
        int width = multiple * columns;
        int height = multiple * rows;
        if (image.width() != width || image.height() != height) {
            image = new PixelImage(width, height);
            view.setImage(image.image());
        }
        view.setFitWidth(width / density);
        view.setFitHeight(height / density);
        view.relocate(Math.round((getWidth() - width / density) / 2), Math.round((getHeight() - height / density) / 2));
        image.fill(Ink.of(dark.getValue()).paper());
        if (picture != null && picture.length == columns * rows)
            PicturePainter.paint(image, picture, 0, columns, rows, 0, 0, width, height, look.of(dark.getValue()));
        image.update();
    }
}
