package org.latentfx.model.classifier;

import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.latentfx.data.ImageSet;
import org.latentfx.data.Shuffle;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.math.RandomStream;
import org.latentfx.nn.Dense;
import org.latentfx.nn.Parameter;

/**
 * A small classifier of images: pixels → 256 → 64 → classes, ReLU, trained by Adam on the cross-entropy of a softmax.
 * What its 64 units say of an image is its feature vector. It sees images alone, never a model's latents. Confined to
 * one thread; {@link #learn} may be called from the background, step by step. {@link #another} reads the same weights
 * on another thread.
 */
public final class Classifier {
    /** Numbers of a feature vector. */
    public static final int FEATURES = 64;

    private static final int HIDDEN = 256;
    /** Images a step. */
    public static final int BATCH = 128;

    private static final double RATE = 0.001;

    private final int pixels;
    private final int classes;
    private final Kernel kernel;
    private final List<Dense> layers;
    private final FMatrixRMaj x;
    private final FMatrixRMaj[] outputs = new FMatrixRMaj[3];
    private final Kernel.PackedMatrix[] gradients = new Kernel.PackedMatrix[3];
    private final double[] probability;
    private long steps;

    /** With weights drawn from {@code seed}, for images of {@code pixels} numbers. */
    public Classifier(int pixels, int classes, long seed, Kernel kernel) {
        this(pixels, classes, kernel, layers(pixels, classes, RandomStream.CLASSIFIER.key(seed), kernel));
    }

    private Classifier(int pixels, int classes, Kernel kernel, List<Dense> layers) {
        this.pixels = pixels;
        this.classes = classes;
        this.kernel = kernel;
        this.layers = layers;
        x = new FMatrixRMaj(BATCH, pixels);
        for (int i = 0; i < 3; i++) {
            outputs[i] = new FMatrixRMaj(BATCH, layers.get(i).out());
            gradients[i] =
                    kernel.packGradients(new FMatrixRMaj(BATCH, layers.get(i).out()));
        }
        probability = new double[classes];
    }

    /** The same weights with scratch of its own, for another thread; neither may learn any more. */
    public Classifier another() {
        return new Classifier(pixels, classes, kernel, layers);
    }

    private static List<Dense> layers(int pixels, int classes, long key, Kernel kernel) {
        if (classes < 2) throw new IllegalArgumentException("classes: found " + classes + ", expected 2 or more");
        return List.of(
                layer(0, pixels, HIDDEN, Activation.RELU, key, kernel),
                layer(1, HIDDEN, FEATURES, Activation.RELU, key, kernel),
                layer(2, FEATURES, classes, Activation.IDENTITY, key, kernel));
    }

    /** He et al. (2015). */
    private static Dense layer(int index, int in, int out, Activation activation, long key, Kernel kernel) {
        var weight = Parameter.trained("classifier." + index + ".weight", in, out);
        double bound = Math.sqrt(6.0 / in);
        for (int i = 0; i < in * out; i++)
            weight.value().data[i] = (float) (bound * (2 * RandomStream.uniform(RandomStream.bits(key, index), i) - 1));
        return new Dense(weight, Parameter.trained("classifier." + index + ".bias", 1, out), activation, kernel);
    }

    public int classes() {
        return classes;
    }

    /** How many steps one pass over {@code images} takes. */
    public static int stepsPerEpoch(ImageSet images) {
        return (images.size() + BATCH - 1) / BATCH;
    }

    /** The order in which an epoch goes through {@code images}. */
    public static int[] order(ImageSet images, long seed, int epoch) {
        int[] order = new int[images.size()];
        Shuffle.epoch(RandomStream.CLASSIFIER.key(seed), epoch, order);
        return order;
    }

    /** One step on at most 128 images from place {@code first} of {@code order} on; labels are classes from 0. */
    public void learn(ImageSet images, int[] order, int first) {
        int rows = Math.min(BATCH, order.length - first);
        for (int r = 0; r < rows; r++) images.read(kernel, order[first + r], 1, x.data, r * pixels);
        forward(rows);
        float[] logits = outputs[2].data;
        float[] error = gradients[2].matrix.data;
        for (int r = 0; r < rows; r++) {
            softmax(logits, r * classes);
            int label = images.labels()[order[first + r]] & 0xFF;
            for (int c = 0; c < classes; c++)
                error[r * classes + c] = (float) ((probability[c] - (c == label ? 1 : 0)) / rows);
        }
        steps++;
        var step = Kernel.AdamStep.at(steps, RATE);
        for (int i = 2; i >= 0; i--) {
            gradients[i].changed(0, rows);
            if (i > 0)
                layers.get(i)
                        .backward(
                                gradients[i].matrix, outputs[i - 1], Activation.RELU, gradients[i - 1].matrix, 0, rows);
        }
        for (int i = 0; i < 3; i++) {
            layers.get(i).begin(step, 1);
            layers.get(i).gradientsAndUpdate(i == 0 ? x : outputs[i - 1], gradients[i], rows, 0, 1);
        }
    }

    private void forward(int rows) {
        for (int i = 0; i < 3; i++) layers.get(i).forward(i == 0 ? x : outputs[i - 1], outputs[i], 0, rows);
    }

    private void softmax(float[] logits, int at) {
        double most = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) most = Math.max(most, logits[at + c]);
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            probability[c] = Math.exp(logits[at + c] - most);
            sum += probability[c];
        }
        for (int c = 0; c < classes; c++) probability[c] /= sum;
    }

    /** What the classifier says of images: a feature vector each, and the probability of each class. */
    public record Verdicts(int images, float[] features, float[] probabilities, int classes) {
        /** The likeliest class of image {@code i}. */
        public int classOf(int i) {
            int best = 0;
            for (int c = 1; c < classes; c++)
                if (probabilities[i * classes + c] > probabilities[i * classes + best]) best = c;
            return best;
        }

        /** How likely it finds that class, from 1/classes to 1. */
        public float certainty(int i) {
            return probabilities[i * classes + classOf(i)];
        }
    }

    /** Of {@code count} images with {@code pixels} numbers in 0..1 each, row-major. */
    public Verdicts judge(float[] images, int count) {
        var features = new float[count * FEATURES];
        var probabilities = new float[count * classes];
        for (int done = 0; done < count; done += BATCH) {
            int rows = Math.min(BATCH, count - done);
            System.arraycopy(images, done * pixels, x.data, 0, rows * pixels);
            judge(rows, done, features, probabilities);
        }
        return new Verdicts(count, features, probabilities, classes);
    }

    /** Of the first {@code count} images of a set. */
    public Verdicts judge(ImageSet images, int count) {
        var features = new float[count * FEATURES];
        var probabilities = new float[count * classes];
        for (int done = 0; done < count; done += BATCH) {
            int rows = Math.min(BATCH, count - done);
            images.read(kernel, done, rows, x.data, 0);
            judge(rows, done, features, probabilities);
        }
        return new Verdicts(count, features, probabilities, classes);
    }

    private void judge(int rows, int done, float[] features, float[] probabilities) {
        forward(rows);
        System.arraycopy(outputs[1].data, 0, features, done * FEATURES, rows * FEATURES);
        for (int r = 0; r < rows; r++) {
            softmax(outputs[2].data, r * classes);
            for (int c = 0; c < classes; c++) probabilities[(done + r) * classes + c] = (float) probability[c];
        }
    }

    /** Share of the images whose likeliest class is their label, 0..1. */
    public double accuracy(ImageSet images) {
        var verdicts = judge(images, images.size());
        int right = 0;
        for (int i = 0; i < images.size(); i++) if (verdicts.classOf(i) == (images.labels()[i] & 0xFF)) right++;
        return (double) right / images.size();
    }
}
