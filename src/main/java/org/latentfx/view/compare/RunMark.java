package org.latentfx.view.compare;

import javafx.beans.value.ObservableValue;
import javafx.scene.image.ImageView;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.Theme;

/** The glyph of a run in its colour. FX thread only. */
final class RunMark extends ImageView {
    private static final int EDGE = 11;

    /** Painted so much larger than it is shown, for dense screens. */
    private static final int FINE = 2;

    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private RunLook look = new RunLook(0);

    RunMark() {
        setFitWidth(EDGE);
        setFitHeight(EDGE);
        setMouseTransparent(true);
        dark.subscribe(now -> paint());
    }

    void show(RunLook now) {
        if (now.equals(look)) return;
        look = now;
        paint();
    }

    private void paint() {
        var image = new PixelImage(EDGE * FINE, EDGE * FINE);
        stamp(image, look, dark.getValue(), EDGE * FINE / 2.0, EDGE * FINE / 2.0, EDGE * FINE);
        image.update();
        setImage(image.image());
    }

    /** Draws a glyph {@code edge} pixels wide around (x, y) of an image; what sticks out is cut off. */
    static void stamp(PixelImage image, RunLook look, boolean dark, double x, double y, int edge) {
        int[] mask = look.glyph().mask(edge);
        int left = (int) Math.round(x - edge / 2.0);
        int top = (int) Math.round(y - edge / 2.0);
        int argb = look.argb(dark);
        for (int k = 0; k < mask.length; k++) {
            int column = left + k % edge;
            int row = top + k / edge;
            if (column < 0 || row < 0 || column >= image.width() || row >= image.height()) continue;
            int at = row * image.width() + column;
            image.pixels()[at] = PixelImage.blend(image.pixels()[at], argb, mask[k]);
        }
    }
}
