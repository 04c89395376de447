package org.latentfx.view.compare;

import java.util.List;
import java.util.function.IntConsumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.image.Reconstructions;
import org.latentfx.analysis.samples.SampledPictures;
import org.latentfx.data.PictureFormat;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.PicturePainter;
import org.latentfx.view.kit.PicturePainter.Picture;
import org.latentfx.view.kit.PicturePainter.Target;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.PixelView;
import org.latentfx.view.kit.Theme;

/**
 * Pictures of a run in one row, all of what all columns share; where there is room those they are compared with stand
 * over them. A click chooses one. FX thread only.
 */
final class PictureStrip extends PaintedRegion {
    /** So many pictures. */
    static final int IMAGES = 8;

    private static final int GAP = 4;

    /** Two rows are no lower than this. */
    private static final double TWO_ROWS = 64;

    /**
     * What is shown.
     *
     * @param rows from the top, pixels in 0..1; of those only the last where there is little room
     */
    record Pictures(PictureFormat format, int count, List<float[]> rows) {
        static Pictures of(Reconstructions of) {
            return new Pictures(of.format(), of.count(), List.of(of.originals(), of.outputs()));
        }

        static Pictures of(SampledPictures of) {
            return new Pictures(of.format(), of.count(), List.of(of.pixels()));
        }
    }

    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private final PixelView view = new PixelView();
    private @Nullable Object source;
    private @Nullable Pictures shown;
    private double edge = 1;

    /** @param name to be heard */
    PictureStrip(String name, IntConsumer chosen) {
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(name);
        setCursor(Cursor.HAND);
        view.setMouseTransparent(true);
        getChildren().add(view);
        setPickOnBounds(true);
        dark.addListener((property, before, now) -> repaint());
        setOnMouseClicked(event -> {
            int i = (int) (event.getX() / (edge + GAP));
            if (shown != null && i < Math.min(IMAGES, shown.count())) chosen.accept(i);
        });
    }

    void show(@Nullable Reconstructions now) {
        if (now != source) show(now, now == null ? null : Pictures.of(now));
    }

    void show(@Nullable SampledPictures now) {
        if (now != source) show(now, now == null ? null : Pictures.of(now));
    }

    private void show(@Nullable Object from, @Nullable Pictures now) {
        source = from;
        shown = now;
        repaint();
    }

    PixelImage image() {
        return view.picture();
    }

    @Override
    protected void paint() {
        double density = density();
        PixelImage image =
                view.fit((int) Math.max(1, getWidth() * density), (int) Math.max(1, getHeight() * density), density);
        image.fill(0);
        Pictures now = shown;
        List<float[]> all = now == null ? List.of() : now.rows;
        int rows = getHeight() >= TWO_ROWS ? Math.max(1, all.size()) : 1;
        edge = Math.floor(
                Math.min((getHeight() - (rows - 1) * GAP) / rows, (getWidth() - (IMAGES - 1) * GAP) / IMAGES));
        for (int i = 0; now != null && i < Math.min(IMAGES, now.count); i++)
            for (int row = 0; row < rows; row++)
                paint(image, now.format, all.get(all.size() - rows + row), i, row, density);
        image.update();
    }

    private void paint(PixelImage image, PictureFormat format, float[] pixels, int i, int row, double density) {
        int size = (int) Math.max(1, edge * density);
        int x = (int) (i * (edge + GAP) * density);
        int y = (int) (row * (edge + GAP) * density);
        if (x + size > image.width() || y + size > image.height()) return;
        var picture = new Picture(pixels, i * format.values(), format);
        PicturePainter.paint(picture, Target.inside(image, x, y, size, format), Ink.of(dark.getValue())::argb);
    }
}
