package org.latentfx.analysis.image;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.latentfx.analysis.Progress;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.math.RandomStream;
import org.latentfx.math.Workers;
import org.latentfx.model.Decoder;
import org.latentfx.model.Encoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.prior.Posterior;

/**
 * How well a frozen model does on a set of images, every figure averaged over all of them. A value; made by a pure
 * function that gives the same for any number of workers.
 *
 * @param reconstruction −E log p(x|z), nats per image, summed over pixels
 * @param kl KL(q(z|x) ‖ prior), nats per image, of all latents together; where the prior is learnt estimated by
 *     {@value ImageKl#DRAWS} z an image; NaN where a code is a point
 * @param klPerLatent that of each latent; empty where there is none
 * @param activeUnits latents whose μ has a variance over images above 0.01 (Burda, Grosse & Salakhutdinov 2016)
 * @param mse squared difference between pixel and decoded mean, per pixel
 * @param images how many images
 * @param classes each class's own losses, in the order of the labels, those without an image left out
 */
public record Evaluation(
        double reconstruction,
        double kl,
        double[] klPerLatent,
        int activeUnits,
        double mse,
        int images,
        List<ClassLoss> classes) {
    /** The losses of the images of one class, nats per image, averaged over them. */
    public record ClassLoss(String name, int images, double reconstruction, double kl) {
        /** −ELBO with β = 1. */
        public double total() {
            return reconstruction + kl;
        }
    }

    private static final int BLOCK = 100;
    private static final double ACTIVE = 0.01;

    /** Of a model with a KL of each latent, or with none. */
    public Evaluation(
            double reconstruction,
            double[] klPerLatent,
            int activeUnits,
            double mse,
            int images,
            List<ClassLoss> classes) {
        this(
                reconstruction,
                klPerLatent.length == 0
                        ? Double.NaN
                        : Arrays.stream(klPerLatent).sum(),
                klPerLatent,
                activeUnits,
                mse,
                images,
                classes);
    }

    /** Whether codes are distributions, so that there is a KL and a bound. */
    public boolean variational() {
        return !Double.isNaN(kl);
    }

    /** −ELBO with β = 1, nats per image; the reconstruction where there is no bound. */
    public double total() {
        return variational() ? reconstruction + kl : reconstruction;
    }

    /**
     * Evaluates {@code weights} on {@code images}.
     *
     * @param samples how many z are drawn for each image; 0 decodes the mean μ instead (not a bound on log p(x))
     * @param binarise whether pixels are drawn as 0/1 with their grey value as probability (once for each image)
     * @param seed root seed; the draws are those of {@link RandomStream#EVALUATION}
     */
    public static Evaluation of(
            FrozenModel model, ImageSet images, Workers workers, int samples, boolean binarise, long seed) {
        return of(model, images, workers, samples, binarise, seed, Progress.NONE);
    }

    /** The same, watched. */
    public static Evaluation of(
            FrozenModel model,
            ImageSet images,
            Workers workers,
            int samples,
            boolean binarise,
            long seed,
            Progress progress) {
        if (images.size() == 0) throw new IllegalArgumentException("images: found 0, expected 1 or more");
        boolean variational = model.configuration().kind().variational();
        int drawn = variational ? samples : 0; // where a code is a point, there is nothing to draw
        var sums = new Sums(
                images.size(),
                model.latents(),
                variational,
                model.configuration().klPerLatent());
        var encoder = new Encoder(model, BLOCK);
        var decoder = new Decoder(model, BLOCK);
        var imageKl = new ImageKl(model);
        workers.run((member, members) -> {
            var part = new Part(
                    encoder.another(), decoder.another(), model.kernel(), images, sums, imageKl, drawn, binarise, seed);
            for (int first = member * BLOCK; first < images.size(); first += members * BLOCK) {
                if (member == 0) progress.at(first, images.size());
                part.block(first, Math.min(BLOCK, images.size() - first));
            }
        });
        return sums.evaluation(images);
    }

    /** What is kept of each image, summed in order of the images at the end. */
    private record Sums(
            double[] loss,
            double[] squares,
            double[] kl,
            float[] mu,
            float[] logVar,
            int latents,
            boolean variational,
            boolean perLatent) {
        Sums(int images, int latents, boolean variational, boolean perLatent) {
            this(
                    new double[images],
                    new double[images],
                    new double[variational && !perLatent ? images : 0],
                    new float[images * latents],
                    new float[images * latents],
                    latents,
                    variational,
                    perLatent);
        }

        Evaluation evaluation(ImageSet images) {
            int n = loss.length;
            double[] kl = new double[perLatent ? latents : 0];
            int active = 0;
            for (int j = 0; j < latents; j++) {
                double mean = 0;
                double square = 0;
                for (int i = j; i < mu.length; i += latents) {
                    if (perLatent) kl[j] += Posterior.kl(mu[i], logVar[i]) / n;
                    mean += mu[i] / (double) n;
                }
                for (int i = j; i < mu.length; i += latents) square += (mu[i] - mean) * (mu[i] - mean) / n;
                if (square > ACTIVE) active++;
            }
            double mse = Arrays.stream(squares).sum() / n / images.valuesPerImage();
            double reconstruction = Arrays.stream(loss).sum() / n;
            if (!variational || perLatent) return new Evaluation(reconstruction, kl, active, mse, n, classes(images));
            double together = Arrays.stream(this.kl).sum() / n;
            return new Evaluation(reconstruction, together, kl, active, mse, n, classes(images));
        }

        private List<ClassLoss> classes(ImageSet images) {
            int count = images.classNames().size();
            int[] members = new int[count];
            double[] reconstruction = new double[count];
            double[] kl = new double[count];
            for (int i = 0; i < loss.length; i++) {
                int label = images.labels()[i] & 0xff;
                if (label >= count) continue;
                members[label]++;
                reconstruction[label] += loss[i];
                if (this.kl.length > 0) kl[label] += this.kl[i];
                for (int j = i * latents; perLatent && j < (i + 1) * latents; j++)
                    kl[label] += Posterior.kl(mu[j], logVar[j]);
            }
            return IntStream.range(0, count)
                    .filter(label -> members[label] > 0)
                    .mapToObj(label -> new ClassLoss(
                            images.className(label),
                            members[label],
                            reconstruction[label] / members[label],
                            kl[label] / members[label]))
                    .toList();
        }
    }

    /** One member's models and scratch. */
    private static final class Part {
        private final Encoder encoder;
        private final Decoder decoder;
        private final Kernel kernel;
        private final ImageSet images;
        private final Sums sums;
        private final ImageKl imageKl;
        private final int samples;
        private final boolean binarise;
        private final long noiseKey;
        private final int pixels;
        private final int latents;
        private final float[] x;
        private final float[] mean;
        private final float[] mu;
        private final float[] logVar;
        private final float[] z;
        private final float[] epsilon;
        private final double[] loss = new double[BLOCK];

        Part(
                Encoder encoder,
                Decoder decoder,
                Kernel kernel,
                ImageSet images,
                Sums sums,
                ImageKl imageKl,
                int samples,
                boolean binarise,
                long seed) {
            this.encoder = encoder;
            this.decoder = decoder;
            this.kernel = kernel;
            this.images = images;
            this.sums = sums;
            this.imageKl = imageKl;
            this.samples = samples;
            this.binarise = binarise;
            noiseKey = RandomStream.EVALUATION.key(seed);
            pixels = images.valuesPerImage();
            latents = sums.latents;
            x = new float[BLOCK * pixels];
            mean = new float[BLOCK * pixels];
            mu = new float[BLOCK * latents];
            logVar = new float[BLOCK * latents];
            z = new float[BLOCK * latents];
            epsilon = new float[latents];
        }

        void block(int first, int rows) {
            byte[] labels = images.labels();
            long binariseKey = RandomStream.bits(noiseKey, 0);
            if (binarise) images.draw(kernel, binariseKey, first, rows, x, 0);
            else images.read(kernel, first, rows, x, 0);
            encoder.encode(x, labels, first, rows, mu, logVar);
            System.arraycopy(mu, 0, sums.mu, first * latents, rows * latents);
            System.arraycopy(logVar, 0, sums.logVar, first * latents, rows * latents);
            for (int r = 0; r < rows && sums.kl.length > 0; r++)
                sums.kl[first + r] = imageKl.of(mu, logVar, r * latents, first + r);
            for (int sample = 0; sample < Math.max(1, samples); sample++) {
                draw(first, rows, sample);
                decoder.decode(z, labels, first, x, rows, mean, loss);
                for (int r = 0; r < rows; r++) add(first + r, r);
            }
        }

        private void draw(int first, int rows, int sample) {
            System.arraycopy(mu, 0, z, 0, rows * latents);
            if (samples == 0) return;
            for (int r = 0; r < rows; r++) {
                long draw = (first + r) * (long) samples + sample;
                kernel.gaussian(noiseKey, draw * latents, epsilon, 0, latents);
                for (int j = 0; j < latents; j++)
                    z[r * latents + j] += (float) Math.exp(0.5 * logVar[r * latents + j]) * epsilon[j];
            }
        }

        private void add(int image, int row) {
            int weight = Math.max(1, samples);
            double squares = 0;
            for (int i = row * pixels; i < (row + 1) * pixels; i++) {
                double difference = mean[i] - x[i];
                squares += difference * difference;
            }
            sums.squares[image] += squares / weight;
            sums.loss[image] += loss[row] / weight;
        }
    }
}
