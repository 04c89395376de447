package org.latentfx.analysis.quality;

import java.util.Arrays;
import org.latentfx.analysis.Progress;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;

/** Looks through a set for the image closest to a picture, by the mean squared difference of pixels in 0..1. */
public final class NearestImage {
    private static final int ROWS = 256;

    private final ImageSet images;
    private final Kernel kernel;

    public NearestImage(ImageSet images, Kernel kernel) {
        this.images = images;
        this.kernel = kernel;
    }

    /** An image and how far it is: the root of the mean squared difference, 0..1. */
    public record Found(int image, double distance) {}

    /** The nearest to each of the first {@code count} of {@code pictures} (row-major, 0..1). */
    public Found[] of(float[] pictures, int count, Progress progress) {
        int n = images.valuesPerImage();
        double[] least = new double[count];
        int[] nearest = new int[count];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        float[] some = new float[ROWS * n];
        for (int done = 0; done < images.size(); done += ROWS) {
            progress.at(done, images.size());
            int rows = Math.min(ROWS, images.size() - done);
            images.read(kernel, done, rows, some, 0);
            for (int k = 0; k < count; k++)
                for (int r = 0; r < rows; r++) {
                    double distance = squared(pictures, k * n, some, r * n, n, least[k]);
                    if (distance >= least[k]) continue;
                    least[k] = distance;
                    nearest[k] = done + r;
                }
        }
        var found = new Found[count];
        for (int k = 0; k < count; k++) found[k] = new Found(nearest[k], Math.sqrt(least[k] / n));
        return found;
    }

    /** The median of the distances. */
    public static double median(Found[] found) {
        double[] distances =
                Arrays.stream(found).mapToDouble(Found::distance).sorted().toArray();
        int half = distances.length / 2;
        return distances.length % 2 == 1 ? distances[half] : (distances[half - 1] + distances[half]) / 2;
    }

    /** The squared distance, or anything from {@code limit} on where it is not below. */
    private static double squared(float[] a, int at, float[] b, int bAt, int n, double limit) {
        double sum = 0;
        for (int from = 0; from < n && sum < limit; from += 64) {
            float part = 0;
            for (int i = from; i < Math.min(n, from + 64); i++) {
                float difference = a[at + i] - b[bAt + i];
                part += difference * difference;
            }
            sum += part;
        }
        return sum;
    }
}
