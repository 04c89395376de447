package org.latentfx.analysis.slip;

import org.latentfx.analysis.Progress;
import org.latentfx.data.ImageSet;
import org.latentfx.math.RandomStream;
import org.latentfx.model.Decoder;
import org.latentfx.model.Encoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.prior.Posterior;

/**
 * What a model costs on some images as it should be used, and with one mistake made on purpose: nats per image, summed
 * over pixels or latents, averaged over the images, with one z an image and the same ε on both sides. A value; made by
 * a pure function on the calling thread.
 *
 * @param reconstruction −log p(x|z), z = μ + σε from the image's own code
 * @param kl KL(q(z|x) ‖ p(z))
 * @param wrongReconstruction the same with the mistake
 * @param wrongKl of the code that the mistake makes; the same as {@code kl} where it leaves the code alone
 */
public record SlipCost(int images, double reconstruction, double kl, double wrongReconstruction, double wrongKl) {
    /** What is done wrongly. */
    public enum Slip {
        /** z is drawn from the prior before the image is looked at. */
        PRIOR_FIRST,
        /** The output is compared with another image than the one encoded. */
        NO_X,
        /** The numbers that should be μ serve as log σ², too. */
        ONE_HEAD
    }

    private static final int BLOCK = 100;

    /** −ELBO. */
    public double total() {
        return reconstruction + kl;
    }

    /** −ELBO with the mistake. */
    public double wrongTotal() {
        return wrongReconstruction + wrongKl;
    }

    /**
     * Makes {@code slip} on all of {@code images}, two or more.
     *
     * @param key of the normal draws
     */
    public static SlipCost of(FrozenModel model, ImageSet images, Slip slip, long key, Progress progress) {
        int n = images.size();
        if (n < 2) throw new IllegalArgumentException("images: found " + n + ", expected 2 or more");
        var work = new Work(model, images, slip, key);
        for (int first = 0; first < n; first += BLOCK) {
            progress.at(first, n);
            work.block(first, Math.min(BLOCK, n - first));
        }
        return new SlipCost(n, work.sums[0] / n, work.sums[1] / n, work.sums[2] / n, work.sums[3] / n);
    }

    /** Codes, points and sums of a block of images. */
    private static final class Work {
        private final ImageSet images;
        private final FrozenModel model;
        private final Slip slip;
        private final long key;
        private final Encoder encoder;
        private final Decoder decoder;
        private final int d;
        private final float[] x;
        private final float[] other;
        private final float[] mean;
        private final float[] mu;
        private final float[] logVar;
        private final float[] z;
        private final double[] loss = new double[BLOCK];

        /** Reconstruction and KL, then both with the mistake. */
        private final double[] sums = new double[4];

        Work(FrozenModel model, ImageSet images, Slip slip, long key) {
            this.images = images;
            this.model = model;
            this.slip = slip;
            this.key = key;
            encoder = new Encoder(model, BLOCK);
            decoder = new Decoder(model, BLOCK);
            d = model.latents();
            x = new float[BLOCK * model.values()];
            other = new float[BLOCK * model.values()];
            mean = new float[BLOCK * model.values()];
            mu = new float[BLOCK * d];
            logVar = new float[BLOCK * d];
            z = new float[BLOCK * d];
        }

        void block(int first, int rows) {
            images.read(model.kernel(), first, rows, x, 0);
            encoder.encode(images, first, rows, mu, logVar);
            for (int i = 0; i < rows * d; i++) z[i] = Posterior.sample(mu[i], logVar[i], epsilon(first * d + i));
            decode(x, first, rows, 0);
            addKl(rows, 1);
            for (int i = 0; i < rows * d; i++) mistake(i, epsilon(first * d + i));
            decode(slip == Slip.NO_X ? another(first, rows) : x, first, rows, 2);
            addKl(rows, 3);
        }

        private float epsilon(int i) {
            return RandomStream.gaussian(key, i);
        }

        private void mistake(int i, float epsilon) {
            switch (slip) {
                case PRIOR_FIRST -> z[i] = epsilon;
                case ONE_HEAD -> {
                    logVar[i] = Math.max(-Posterior.LIMIT, Math.min(Posterior.LIMIT, mu[i]));
                    z[i] = Posterior.sample(mu[i], logVar[i], epsilon);
                }
                case NO_X -> {} // the code is right, what it is compared with is not
            }
        }

        /** The images half the set farther on, in their places. */
        private float[] another(int first, int rows) {
            int n = images.size();
            for (int r = 0; r < rows; r++)
                images.read(model.kernel(), (first + r + n / 2) % n, 1, other, r * model.values());
            return other;
        }

        private void decode(float[] target, int first, int rows, int to) {
            decoder.decode(z, images.labels(), first, target, rows, mean, loss);
            for (int r = 0; r < rows; r++) sums[to] += loss[r];
        }

        private void addKl(int rows, int to) {
            for (int i = 0; i < rows * d; i++) sums[to] += Posterior.kl(mu[i], logVar[i]);
        }
    }
}
