package org.latentfx.view.kit;

import javafx.beans.value.ObservableValue;
import javafx.scene.AccessibleRole;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.PictureFormat;

/**
 * One picture whose pixels are sharp squares, scaled by the largest whole factor that fits; drawn smoothly where there
 * is too little room for that, or where it would leave much of the room empty. FX thread only.
 */
public final class DecodedPicture extends PaintedRegion {
    /** The colours of grey pixels in a theme. */
    public interface Look {
        PicturePainter.Colours of(boolean dark);
    }

    /** A whole factor has to fill so much of the room: 32 pixels in room for 56 would be a stamp. */
    private static final double FILLED = 0.7;

    private final Look look;
    private final PixelView view = new PixelView();
    private float @Nullable [] picture;
    private PictureFormat format = PictureFormat.grey(28, 28);
    private final ObservableValue<Boolean> dark = Theme.isDark(this);

    public DecodedPicture() {
        this(dark -> Ink.of(dark)::argb);
    }

    public DecodedPicture(Look look) {
        this.look = look;
        getStyleClass().add("decoded-picture");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        getChildren().add(view);
        dark.addListener((property, before, now) -> repaint());
    }

    public void show(float @Nullable [] now, PictureFormat of) {
        picture = now;
        format = of;
        repaint();
    }

    public PixelImage image() {
        return view.picture();
    }

    /**
     * The largest multiple of the picture's longest side that is at most {@code most}; if none is, or none fills most
     * of it, that itself.
     */
    public double edge(double most) {
        int longest = Math.max(format.width(), format.height());
        double whole = longest * Math.floor(most / longest);
        return whole < FILLED * most ? Math.max(1, Math.floor(most)) : whole;
    }

    @Override
    protected void paint() {
        double density = density();
        double room = Math.min(getWidth() * density / format.width(), getHeight() * density / format.height());
        double within = Math.min(
                (getWidth() - snappedLeftInset() - snappedRightInset()) * density / format.width(),
                (getHeight() - snappedTopInset() - snappedBottomInset()) * density / format.height());
        double multiple = Math.floor(room) < FILLED * room ? within : Math.floor(room);
        int width = (int) Math.max(1, multiple * format.width());
        int height = (int) Math.max(1, multiple * format.height());
        PixelImage image = view.fit(width, height, density);
        view.relocate(Math.round((getWidth() - width / density) / 2), Math.round((getHeight() - height / density) / 2));
        image.fill(Ink.of(dark.getValue()).paper());
        if (picture != null && picture.length == format.values())
            PicturePainter.paint(
                    new PicturePainter.Picture(picture, 0, format),
                    PicturePainter.Target.whole(image),
                    look.of(dark.getValue()));
        image.update();
    }
}
