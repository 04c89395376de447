package org.latentfx.analysis.sweep;

import java.util.Arrays;
import java.util.List;
import org.latentfx.analysis.Progress;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;

/**
 * How low no model can get on a set of images: for every rate, the squared error below which no encoder and decoder of
 * any size come. The rate is the KL term averaged over the images (at least the information that z has about which
 * image it was), the distortion the squared error of a decoded sample z, both over the same images. It is the dual form
 * of the rate–distortion function (Cover & Thomas 2006, theorem 13.7.1; Blahut 1972) with the same multiplier for every
 * image: for each s ≥ 0
 *
 * <pre>R(D) ≥ −s·D − ln max_y (1/N) Σᵢ exp(−s‖xᵢ − y‖²)</pre>
 *
 * and of these lines the highest counts. The maximum over y is searched by mean shift (Fukunaga & Hostetler 1975) from
 * many images; a higher one that was not found would move the bound down. Immutable; any thread.
 */
public final class RateDistortionBound {
    /** Slopes by the variance of the images: from a line by the mean image to one that sees single images. */
    private static final double FLATTEST = 0.25;

    private static final double STEEPEST = 160;
    private static final int LINES = 26;

    private static final int FRESH = 48;
    private static final int FRESH_ROUNDS = 3;
    private static final int CARRIED = 6;
    private static final int CARRIED_ROUNDS = 8;

    /**
     * A line below which no model lies: rate ≥ height − slope · distortion.
     *
     * @param slope s, per squared error summed over an image
     * @param height nats
     */
    record Line(double slope, double height) {}

    private final List<Line> lines;
    private final int values;
    private final int images;

    private RateDistortionBound(List<Line> lines, int values, int images) {
        this.lines = List.copyOf(lines);
        this.values = values;
        this.images = images;
    }

    /** The bound for {@code images}; some seconds for 10,000 of them, watched by {@code progress}. */
    public static RateDistortionBound of(ImageSet images, Kernel kernel, Progress progress) {
        var density = new ImageDensity(images, kernel);
        double variance = variance(images);
        int values = images.valuesPerImage();
        var lines = new Line[LINES];
        if (variance == 0) return new RateDistortionBound(List.of(new Line(0, 0)), values, images.size());
        float[][] best = new float[0][];
        for (int i = 0; i < LINES; i++) {
            progress.at(i, LINES);
            double s = FLATTEST * Math.pow(STEEPEST / FLATTEST, i / (LINES - 1.0)) / variance;
            best = climbed(density, best, s);
            lines[i] = new Line(s, -density.highest(best, s));
        }
        return new RateDistortionBound(Arrays.asList(lines), values, images.size());
    }

    private static float[][] climbed(ImageDensity density, float[][] carried, double s) {
        float[][] points = Arrays.copyOf(carried, carried.length + FRESH);
        for (int k = 0; k < FRESH; k++) points[carried.length + k] = density.start(k, FRESH);
        for (int round = 0; round < FRESH_ROUNDS; round++) points = density.shifted(points, s);
        points = density.highestOf(points, CARRIED, s);
        for (int round = 0; round < CARRIED_ROUNDS; round++) points = density.shifted(points, s);
        return points;
    }

    /** Squared distance from the mean image, averaged over images, summed over values. */
    private static double variance(ImageSet images) {
        double[] mean = images.meanPixels();
        double sum = 0;
        for (byte[] piece : images.store().pieces())
            for (int i = 0; i < piece.length; i++) {
                double difference = (piece[i] & 0xFF) / 255.0 - mean[i % mean.length];
                sum += difference * difference;
            }
        return sum / Math.max(1, images.size());
    }

    /** The lowest rate, in nats per image, at which a squared error per pixel value of {@code mse} may be reached. */
    public double rate(double mse) {
        double highest = 0;
        for (Line line : lines) highest = Math.max(highest, line.height - line.slope * mse * values);
        return highest;
    }

    /** The lowest squared error per pixel value that a rate of {@code rate} nats per image may reach. */
    public double mse(double rate) {
        double highest = 0;
        for (Line line : lines)
            if (line.slope > 0) highest = Math.max(highest, (line.height - rate) / line.slope / values);
        return highest;
    }

    /** Above this many nats nothing is forbidden: enough to say which of the images it was. */
    public double mostRate() {
        return Math.log(images);
    }
}
