package org.latentfx.view.slow;

import java.util.Arrays;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.PictureFormat;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.PicturePainter;
import org.latentfx.view.kit.PicturePainter.Colours;
import org.latentfx.view.kit.PicturePainter.Picture;
import org.latentfx.view.kit.PicturePainter.Target;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.PixelView;
import org.latentfx.view.kit.Theme;

/** An image, or what the units of a layer put out, a small rectangle each. FX thread only. */
final class TilePicture extends PaintedRegion {
    private final PixelView view = new PixelView();
    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private Function<Boolean, Colours> colours = isDark -> Ink.of(isDark)::argb;
    private float[] values = {};
    private @Nullable PictureFormat format;

    TilePicture() {
        view.setMouseTransparent(true);
        setMouseTransparent(true);
        getChildren().add(view);
        dark.addListener((property, before, now) -> repaint());
    }

    PixelImage image() {
        return view.picture();
    }

    /** Shows an image in these colours. */
    void show(float[] pixels, PictureFormat of, Function<Boolean, Colours> ink) {
        values = pixels;
        format = of;
        colours = ink;
        repaint();
    }

    /** Shows the outputs of a layer: 0 is the paper, the largest size is full colour. */
    void showUnits(float[] outputs) {
        float largest = 0;
        for (float output : outputs) largest = Math.max(largest, Math.abs(output));
        float scale = largest > 0 ? largest : 1;
        values = outputs;
        format = null;
        colours = isDark -> UnitInk.of(isDark).upTo(scale);
        repaint();
    }

    void clear() {
        values = new float[0];
        repaint();
    }

    @Override
    protected void paint() {
        double density = density();
        int width = (int) Math.max(1, Math.floor(getWidth() * density));
        int height = (int) Math.max(1, Math.floor(getHeight() * density));
        PixelImage image = view.fit(width, height, density);
        image.fill(0);
        if (values.length > 0) {
            PictureFormat of = format;
            if (of == null) units(image);
            else {
                int edge = Math.min(width, height);
                Target to = Target.inside(image, (width - edge) / 2, (height - edge) / 2, edge, of);
                PicturePainter.paint(new Picture(values, 0, of), to, colours.apply(dark.getValue()));
            }
        }
        image.update();
    }

    /** Row by row, in rectangles near to squares that fill the place. */
    private void units(PixelImage image) {
        double square = Math.sqrt((double) image.width() * image.height() / values.length);
        int columns = (int) Math.max(1, Math.min(values.length, Math.round(image.width() / square)));
        columns = Math.min(columns, image.width());
        int rows = Math.min(image.height(), (values.length + columns - 1) / columns);
        float[] padded = Arrays.copyOf(values, columns * rows);
        Arrays.fill(padded, Math.min(values.length, padded.length), padded.length, Float.NaN);
        int width = columns * (image.width() / columns);
        int height = rows * (image.height() / rows);
        PicturePainter.paint(
                new Picture(padded, 0, PictureFormat.grey(columns, rows)),
                new Target(image, (image.width() - width) / 2, (image.height() - height) / 2, width, height),
                colours.apply(dark.getValue()));
    }
}
