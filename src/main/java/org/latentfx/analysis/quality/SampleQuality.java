package org.latentfx.analysis.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.quality.FrechetDistance.Gaussian;
import org.latentfx.analysis.quality.NearestImage.Found;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.math.RandomStream;
import org.latentfx.model.Decoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.classifier.Classifier;
import org.latentfx.model.classifier.Classifier.Verdicts;

/**
 * How good pictures decoded from the prior are, by the features of a small classifier trained on the same images (not
 * Inception's, so the figures compare only with others of the same features). A value; a pure function of model, data,
 * classifier and seed.
 *
 * @param samples pictures of each set; as many held-out images stand against them
 * @param frechet Fréchet distance to the held-out images, the mean of {@link #SETS} sets of samples
 * @param frechetError standard deviation over those sets
 * @param floor that of as many training images, which are as real as can be
 * @param ceiling that of noise, each number uniform in 0..1
 * @param within precision and recall, means of {@link #SETS} sets
 * @param withinError their standard deviations over those sets
 * @param classes what the classifier takes the samples of the first set for
 * @param toTraining median distance of a sample to the nearest training image: root of the mean squared difference of
 *     pixels in 0..1
 * @param heldOutToTraining the same of held-out images: samples much closer than these are copies
 * @param pairs the first samples, each beside the training image nearest to it
 * @param accuracy the classifier's on held-out images, 0..1
 */
public record SampleQuality(
        int samples,
        double frechet,
        double frechetError,
        double floor,
        double ceiling,
        PrecisionRecall within,
        PrecisionRecall withinError,
        ClassHistogram classes,
        double toTraining,
        double heldOutToTraining,
        List<Pair> pairs,
        double accuracy) {
    /** Sets of samples that the distance is taken of. */
    public static final int SETS = 3;

    /** At most so many pictures on either side of precision and recall, which take time by their square. */
    public static final int MOST_COMPARED = 2000;

    private static final int ROWS = 128;

    /** Steps in which a classifier learns a set well. */
    private static final int LEAST_STEPS = 1000;

    /** Pictures whose nearest training image is looked for. */
    private static final int SEARCHED = 64;

    /** Of which so many are shown beside it. */
    private static final int SHOWN = 12;

    /**
     * A sample beside the nearest training image, pixels in 0..1.
     *
     * @param image which training image
     * @param distance root of the mean squared difference, 0..1
     */
    public record Pair(float[] sample, float[] training, int image, double distance) {}

    /**
     * @param most samples of a set; not more than there are held-out images
     * @param seed of z and noise
     */
    public static SampleQuality of(
            FrozenModel model, Classifier classifier, DataSplit data, int most, long seed, Progress progress) {
        int n = Math.min(most, Math.min(data.test().size(), data.train().size()));
        Verdicts real = classifier.judge(data.test().evenly(n), n);
        Gaussian realCloud = gaussian(real);
        double[][] figures = new double[3][SETS];
        Samples[] sets = new Samples[SETS];
        for (int set = 0; set < SETS; set++) {
            long key = RandomStream.bits(RandomStream.INTERFACE.key(seed), ~set);
            sets[set] = samples(model, classifier, n, key, progress.part(set / 6.0, (set + 0.5) / 6));
            figures[0][set] = FrechetDistance.of(gaussian(sets[set].verdicts), realCloud);
            var within = PrecisionRecall.of(compared(real), compared(sets[set].verdicts), Classifier.FEATURES);
            figures[1][set] = within.precision();
            figures[2][set] = within.recall();
            progress.at(set + 1, 6);
        }
        double floor = FrechetDistance.of(gaussian(classifier.judge(data.train().evenly(n), n)), realCloud);
        double ceiling = FrechetDistance.of(gaussian(noise(classifier, model.values(), n, seed)), realCloud);
        Kernel kernel = model.kernel();
        int searched = Math.min(SEARCHED, n);
        var copies = new NearestImage(data.train(), kernel);
        float[] held = new float[searched * model.values()];
        data.test().evenly(searched).read(kernel, 0, searched, held, 0);
        var nearest = copies.of(sets[0].first, searched, progress.part(0.5, 0.75));
        var nearestToReal = copies.of(held, searched, progress.part(0.75, 1));
        return new SampleQuality(
                n,
                mean(figures[0]),
                deviation(figures[0]),
                floor,
                ceiling,
                new PrecisionRecall(mean(figures[1]), mean(figures[2])),
                new PrecisionRecall(deviation(figures[1]), deviation(figures[2])),
                ClassHistogram.of(sets[0].verdicts),
                NearestImage.median(nearest),
                NearestImage.median(nearestToReal),
                pairs(sets[0].first, nearest, data.train(), kernel),
                classifier.accuracy(data.test()));
    }

    private static List<Pair> pairs(float[] samples, Found[] nearest, ImageSet training, Kernel kernel) {
        int values = training.valuesPerImage();
        var pairs = new ArrayList<Pair>();
        for (int k = 0; k < Math.min(SHOWN, nearest.length); k++) {
            float[] image = new float[values];
            training.read(kernel, nearest[k].image(), 1, image, 0);
            float[] sample = Arrays.copyOfRange(samples, k * values, (k + 1) * values);
            pairs.add(new Pair(sample, image, nearest[k].image(), nearest[k].distance()));
        }
        return List.copyOf(pairs);
    }

    private record Samples(Verdicts verdicts, float[] first) {}

    /** Some at a time, so that many large pictures need not be held. */
    private static Samples samples(FrozenModel model, Classifier classifier, int count, long key, Progress progress) {
        var decoder = new Decoder(model, ROWS);
        int values = model.values();
        float[] z = new float[ROWS * model.latents()];
        byte[] labels = new byte[ROWS]; // of a conditional model as many of each class
        float[] pictures = new float[ROWS * values];
        float[] first = new float[Math.min(SEARCHED, count) * values];
        var all = new Verdicts(
                count,
                new float[count * Classifier.FEATURES],
                new float[count * classifier.classes()],
                classifier.classes());
        for (int done = 0; done < count; done += ROWS) {
            progress.at(done, count);
            int rows = Math.min(ROWS, count - done);
            model.prior().draw(model.kernel(), key, (long) done * model.latents(), ROWS, z);
            for (int r = 0; r < rows; r++) labels[r] = (byte) ((done + r) % classifier.classes());
            decoder.decode(z, labels, 0, rows, pictures);
            if (done == 0) System.arraycopy(pictures, 0, first, 0, first.length);
            put(classifier.judge(pictures, rows), all, done);
        }
        return new Samples(all, first);
    }

    private static Verdicts noise(Classifier classifier, int values, int count, long seed) {
        float[] pictures = new float[ROWS * values];
        long key = RandomStream.bits(RandomStream.INTERFACE.key(seed), Long.MAX_VALUE);
        var all = new Verdicts(
                count,
                new float[count * Classifier.FEATURES],
                new float[count * classifier.classes()],
                classifier.classes());
        for (int done = 0; done < count; done += ROWS) {
            int rows = Math.min(ROWS, count - done);
            for (int i = 0; i < rows * values; i++)
                pictures[i] = (float) RandomStream.uniform(key, (long) done * values + i);
            put(classifier.judge(pictures, rows), all, done);
        }
        return all;
    }

    private static void put(Verdicts some, Verdicts all, int at) {
        int classes = all.classes();
        System.arraycopy(
                some.features(), 0, all.features(), at * Classifier.FEATURES, some.images() * Classifier.FEATURES);
        System.arraycopy(some.probabilities(), 0, all.probabilities(), at * classes, some.images() * classes);
    }

    private static Gaussian gaussian(Verdicts verdicts) {
        return Gaussian.of(verdicts.features(), verdicts.images(), Classifier.FEATURES);
    }

    private static float[] compared(Verdicts verdicts) {
        int count = Math.min(MOST_COMPARED, verdicts.images());
        return Arrays.copyOf(verdicts.features(), count * Classifier.FEATURES);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / (values.length - 1));
    }

    /** The classifier that judges samples of models of {@code data}. Takes seconds; throws if it is cancelled. */
    public static Classifier trained(ImageSet images, Kernel kernel, long seed, Progress progress) {
        int classes = images.classNames().size();
        var classifier = new Classifier(images.valuesPerImage(), classes, seed, kernel);
        int perEpoch = Classifier.stepsPerEpoch(images);
        // a small set is gone through more often, so that it is learnt as well
        int epochs = Math.max(3, (LEAST_STEPS + perEpoch - 1) / perEpoch);
        for (int epoch = 0; epoch < epochs; epoch++) {
            int[] order = Classifier.order(images, seed, epoch);
            for (int step = 0; step < perEpoch; step++) {
                progress.at(epoch * perEpoch + step, epochs * perEpoch);
                classifier.learn(images, order, step * Classifier.BATCH);
            }
        }
        return classifier;
    }
}
