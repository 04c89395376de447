package org.latentfx.view.evaluation;

import javafx.beans.value.ObservableValue;
import javafx.scene.AccessibleRole;
import org.latentfx.view.kit.LinePainter;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.PixelView;
import org.latentfx.view.kit.Theme;

/**
 * The mean of a latent over the values of a factor as a line, with a band of a standard deviation of images on both
 * sides, from −{@link #RANGE} to {@link #RANGE}. FX thread only.
 */
final class MeanCurve extends PaintedRegion {
    /** Of a latent's values. */
    static final double RANGE = 2.5;

    static final double WIDTH = 96;
    static final double HEIGHT = 48;

    private final PixelView view = new PixelView();
    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private double[] mean = {};
    private double[] deviation = {};

    MeanCurve() {
        getStyleClass().add("mean-curve");
        view.setMouseTransparent(true);
        getChildren().add(view);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        dark.addListener((property, before, now) -> repaint());
    }

    void show(double[] mean, double[] deviation) {
        this.mean = mean;
        this.deviation = deviation;
        repaint();
    }

    @Override
    protected void paint() {
        double density = density();
        int width = (int) Math.round(getWidth() * density);
        int height = (int) Math.round(getHeight() * density);
        PixelImage image = view.fit(width, height, density);
        image.fill(0);
        boolean night = dark.getValue();
        int argb = night ? 0xff539bf5 : 0xff0969da;
        var painter = new LinePainter(image, 0, height);
        painter.level(height / 2, night ? 0xff8b949e : 0xff6e7781, 0.5);
        if (mean.length > 1) paint(painter, width, height, argb);
        image.update();
    }

    private void paint(LinePainter painter, int width, int height, int argb) {
        float[] line = new float[width];
        for (int x = 0; x < width; x++) {
            double middle = at(mean, x, width);
            double spread = at(deviation, x, width);
            line[x] = (float) y(middle, height);
            if (spread > 0) painter.span(x, y(middle + spread, height), y(middle - spread, height), argb, 0.25);
        }
        float[] top = line.clone();
        float[] bottom = line.clone();
        for (int x = 1; x < width; x++) { // each column reaches to the one before
            top[x] = Math.min(line[x], line[x - 1]);
            bottom[x] = Math.max(line[x], line[x - 1]);
        }
        painter.line(top, bottom, 1.5 * density(), argb, 1, 1, 0);
    }

    /** Between the values at both sides of column {@code x}. */
    private static double at(double[] of, int x, int width) {
        double at = (double) x / (width - 1) * (of.length - 1);
        int left = (int) Math.min(of.length - 2, Math.floor(at));
        return of[left] + (at - left) * (of[left + 1] - of[left]);
    }

    private static double y(double value, int height) {
        return height * (0.5 - value / (2 * RANGE));
    }
}
