package org.latentfx.view.compare;

import java.util.function.IntConsumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.image.Reconstructions;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.PicturePainter;
import org.latentfx.view.kit.PicturePainter.Picture;
import org.latentfx.view.kit.PicturePainter.Target;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.PixelView;
import org.latentfx.view.kit.Theme;

/**
 * What a run makes of the images that all columns share, in one row; where there is room the images themselves stand
 * over them. A click probes one. FX thread only.
 */
final class PictureStrip extends PaintedRegion {
    /** So many images. */
    static final int IMAGES = 8;

    private static final int GAP = 4;

    /** Two rows are no lower than this. */
    private static final double TWO_ROWS = 64;

    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private final PixelView view = new PixelView();
    private @Nullable Reconstructions shown;
    private double edge = 1;

    PictureStrip(IntConsumer chosen) {
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(Texts.of("compare.strip.accessible"));
        setCursor(Cursor.HAND);
        view.setMouseTransparent(true);
        getChildren().add(view);
        setPickOnBounds(true);
        dark.addListener((property, before, now) -> repaint());
        setOnMouseClicked(event -> {
            int i = (int) (event.getX() / (edge + GAP));
            if (shown != null && i < Math.min(IMAGES, shown.count())) chosen.accept(shown.indices()[i]);
        });
    }

    void show(@Nullable Reconstructions now) {
        if (now == shown) return;
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
        int rows = getHeight() >= TWO_ROWS ? 2 : 1;
        edge = Math.floor(
                Math.min((getHeight() - (rows - 1) * GAP) / rows, (getWidth() - (IMAGES - 1) * GAP) / IMAGES));
        Reconstructions now = shown;
        for (int i = 0; now != null && i < Math.min(IMAGES, now.count()); i++)
            for (int row = 0; row < rows; row++) paint(image, now, i, row, row == rows - 1, density);
        image.update();
    }

    private void paint(PixelImage image, Reconstructions of, int i, int row, boolean output, double density) {
        int size = (int) Math.max(1, edge * density);
        int x = (int) (i * (edge + GAP) * density);
        int y = (int) (row * (edge + GAP) * density);
        if (x + size > image.width() || y + size > image.height()) return;
        var picture = new Picture(
                output ? of.outputs() : of.originals(), i * of.format().values(), of.format());
        PicturePainter.paint(picture, Target.inside(image, x, y, size, of.format()), Ink.of(dark.getValue())::argb);
    }
}
