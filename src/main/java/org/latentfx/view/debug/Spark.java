package org.latentfx.view.debug;

import java.util.Arrays;
import javafx.beans.value.ObservableValue;
import org.latentfx.view.kit.Axis;
import org.latentfx.view.kit.LinePainter;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.Palette;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.PixelView;
import org.latentfx.view.kit.Theme;

/** A small logarithmic line of one figure over the steps, without axes. FX thread only. */
final class Spark extends PaintedRegion {
    /** Less is no more than noise. */
    private static final double LEAST_SPAN = 4;

    /** Room for the dot. */
    private static final double PAD = 3;

    private final PixelView view = new PixelView();
    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private long[] steps = {};
    private double[] values = {};
    private long moment = Long.MAX_VALUE;

    Spark() {
        getChildren().add(view);
        setMouseTransparent(true);
        dark.addListener((property, before, now) -> repaint());
    }

    /** @param at the moment shown, a step */
    void show(long[] steps, double[] values, long at) {
        this.steps = steps;
        this.values = values;
        moment = at;
        repaint();
    }

    @Override
    protected void paint() {
        double density = density();
        PixelImage image = view.cover(getWidth(), getHeight(), density);
        image.fill(0);
        double[] sound = Arrays.stream(values)
                .filter(v -> v > 0 && v < Double.POSITIVE_INFINITY)
                .toArray();
        if (sound.length > 0) line(image, axis(sound), density);
        image.update();
    }

    private static Axis axis(double[] sound) {
        double low = Arrays.stream(sound).min().orElse(1);
        double high = Arrays.stream(sound).max().orElse(1);
        double room = Math.max(1.15, Math.sqrt(Math.max(1, LEAST_SPAN * low / high)));
        return new Axis(low / room, high * room, true);
    }

    private void line(PixelImage image, Axis up, double density) {
        Palette palette = Palette.of(dark.getValue());
        var painter = new LinePainter(image, 0, image.height());
        int last = steps.length - 1;
        double span = Math.max(1, steps[last] - steps[0]);
        double wide = image.width() - 4 * density;
        float[] top = new float[image.width()];
        Arrays.fill(top, Float.NaN);
        int next = 0;
        for (int x = 0; x < image.width(); x++) {
            double step = steps[0] + Math.min(1, x / wide) * span;
            while (next < last && steps[next] < step) next++;
            double value = next == 0 ? values[0] : between(next, step);
            if (x <= wide && value > 0) top[x] = (float) row(up, value, image, density);
        }
        float[] bottom = top.clone();
        for (int x = 0; x + 1 < top.length; x++) {
            if (Float.isNaN(top[x]) || Float.isNaN(top[x + 1])) continue;
            bottom[x] = Math.max(top[x], top[x + 1]);
            top[x] = Math.min(top[x], top[x + 1]);
        }
        painter.line(top, bottom, 1.4 * density, palette.colour(0), 0.95, 1, 0);
        int here = last;
        while (here > 0 && steps[here] > moment) here--;
        double y = row(up, values[here], image, density);
        painter.dot((steps[here] - steps[0]) / span * wide, y, 2.2 * density, palette.mark());
    }

    private static double row(Axis up, double value, PixelImage image, double density) {
        return PAD * density + (1 - up.fraction(value)) * (image.height() - 2 * PAD * density);
    }

    /** Between the moments {@code next − 1} and {@code next}, on a straight line of logarithms. */
    private double between(int next, double step) {
        double share = (step - steps[next - 1]) / Math.max(1, steps[next] - steps[next - 1]);
        return Math.pow(values[next - 1], 1 - share) * Math.pow(values[next], share);
    }
}
