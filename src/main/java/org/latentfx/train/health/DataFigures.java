package org.latentfx.train.health;

import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;

/**
 * What the images tell before anything is learnt from them. Immutable; any thread.
 *
 * @param images how many there are to learn from
 * @param values in an image: pixels × channels
 * @param brightest the largest byte, 0 to 255
 * @param mean of all values, 0..1
 * @param edge the mean of those at an image's edge, where mostly paper is, 0..1
 * @param classes that occur among the images to learn from
 * @param fewest name of the class with the fewest images
 * @param least how many it has
 * @param most how many the class with the most has
 */
public record DataFigures(
        int images,
        int values,
        int brightest,
        double mean,
        double edge,
        int classes,
        String fewest,
        int least,
        int most) {
    /** Brighter than this is no sign of numbers that were meant for another scale. */
    private static final int DIM = 127;

    /** Paper that is lighter than this, with ink on it: the mean of all lies below. */
    private static final double LIGHT = 0.8;

    /** With so many times fewer images than another, a class is rare. */
    private static final int RARE = 8;

    /** Looks at every pixel once. */
    public static DataFigures of(DataSplit data) {
        ImageSet train = data.train();
        int[] counts = new int[256];
        for (byte label : train.labels()) counts[label & 0xff]++;
        int classes = 0;
        int few = -1;
        int most = 0;
        for (int k = 0; k < counts.length; k++) {
            if (counts[k] == 0) continue;
            classes++;
            if (few < 0 || counts[k] < counts[few]) few = k;
            most = Math.max(most, counts[k]);
        }
        double[] pixels = train.meanPixels();
        double mean = 0;
        for (double pixel : pixels) mean += pixel / pixels.length;
        return new DataFigures(
                train.size(),
                train.valuesPerImage(),
                train.brightest(),
                mean,
                edge(train, pixels),
                classes,
                few < 0 ? "" : train.className(few),
                few < 0 ? 0 : counts[few],
                most);
    }

    private static double edge(ImageSet images, double[] pixels) {
        int w = images.width();
        int h = images.height();
        int channels = pixels.length / (w * h);
        double sum = 0;
        int count = 0;
        for (int y = 0; y < h; y++)
            for (int x = 0; x < w; x++) {
                if (x > 0 && y > 0 && x < w - 1 && y < h - 1) continue;
                for (int c = 0; c < channels; c++) sum += pixels[(y * w + x) * channels + c];
                count += channels;
            }
        return sum / count;
    }

    boolean dim() {
        return brightest > 0 && brightest <= DIM;
    }

    /** Whether these seem to be dark strokes on light paper. */
    boolean inverted() {
        return edge > LIGHT && mean < edge;
    }

    boolean imbalanced() {
        return classes > 1 && (long) least * RARE <= most;
    }
}
