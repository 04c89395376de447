package org.latentfx.analysis.path;

import org.latentfx.analysis.Progress;
import org.latentfx.model.DecoderJacobian;
import org.latentfx.model.FrozenModel;

/**
 * The shortest way in the metric JᵀJ that the decoder pulls back from the pixels (Shao, Kumar & Fletcher 2018): a chain
 * of points with fixed ends whose energy (n − 1)·Σ|f(zᵢ₊₁) − f(zᵢ)|² is brought down by gradient descent, smoothed
 * along the chain so that long bends move as quickly as short ones. The energy bounds the squared length in pixels from
 * above. One thread.
 */
final class Geodesic {
    private static final int ROUNDS = 400;

    /** The path counts as found when a full step promises to take away less than this share of the energy. */
    private static final double PROMISE = 1e-3;

    private final DecoderJacobian jacobian;
    private final int n;
    private final int d;
    private final int pixels;
    private final float[] pull;
    private final float[] pulled;

    Geodesic(FrozenModel model, int points) {
        jacobian = new DecoderJacobian(model, points);
        n = points;
        d = model.configuration().latents();
        pixels = model.configuration().values();
        pull = new float[n * pixels];
        pulled = new float[n * d];
    }

    record Found(float[] z, boolean converged, int rounds, double energy) {}

    /** From the chain {@code start} (points × latents). */
    Found from(float[] start, Progress progress) {
        float[] z = start.clone();
        double energy = energy(z);
        double step = 1;
        for (int round = 0; round < ROUNDS; round++) {
            progress.at(round, ROUNDS);
            double[] gradient = gradient();
            double[] direction = smoothed(gradient, energy / Math.max(latentEnergy(z), 1e-30));
            double promise = 0;
            for (int i = 0; i < gradient.length; i++) promise += gradient[i] * direction[i];
            if (!(promise > PROMISE * energy)) return new Found(z, true, round, energy);
            step = Math.min(8, 2 * step);
            double lower = energy;
            float[] next = z;
            // Armijo's rule; the first trial is twice the last step taken
            for (; step > 1e-6; step /= 2) {
                next = moved(z, direction, step);
                lower = energy(next);
                if (lower <= energy - 0.01 * step * promise) break;
            }
            if (!(lower < energy)) return new Found(z, false, round, energy);
            z = next;
            energy = lower;
        }
        return new Found(z, false, ROUNDS, energy);
    }

    /** Decodes the chain; its energy in squared pixels. */
    double energy(float[] z) {
        jacobian.at(z, n);
        float[] f = jacobian.means();
        double sum = 0;
        for (int i = 0; i < (n - 1) * pixels; i++) {
            double difference = f[i + pixels] - f[i];
            sum += difference * difference;
        }
        return (n - 1) * sum;
    }

    /** Slopes of the energy by z where it was last asked for: 2(n − 1)·Jᵢᵀ(2fᵢ − fᵢ₋₁ − fᵢ₊₁), 0 at the ends. */
    double[] gradient() {
        float[] f = jacobian.means();
        for (int i = pixels; i < (n - 1) * pixels; i++) pull[i] = 2 * f[i] - f[i - pixels] - f[i + pixels];
        jacobian.pull(pull, pulled);
        double[] gradient = new double[n * d];
        for (int i = d; i < (n - 1) * d; i++) gradient[i] = 2.0 * (n - 1) * pulled[i];
        return gradient;
    }

    private double latentEnergy(float[] z) {
        double sum = 0;
        for (int i = 0; i < (n - 1) * d; i++) {
            double difference = z[i + d] - z[i];
            sum += difference * difference;
        }
        return (n - 1) * sum;
    }

    /**
     * Newton's step if the metric were {@code metric} times the identity everywhere: solves 2(n − 1)·metric·L·x =
     * gradient with L the chain's (−1, 2, −1), by elimination for each latent.
     */
    private double[] smoothed(double[] gradient, double metric) {
        double[] x = new double[n * d];
        double[] ratio = new double[n];
        double scale = 1 / (2.0 * (n - 1) * Math.max(metric, 1e-30));
        for (int i = 1; i < n - 1; i++) {
            double pivot = 2 - ratio[i - 1];
            ratio[i] = 1 / pivot;
            for (int j = 0; j < d; j++) x[i * d + j] = (gradient[i * d + j] * scale + x[(i - 1) * d + j]) / pivot;
        }
        for (int i = n - 3; i >= 1; i--) for (int j = 0; j < d; j++) x[i * d + j] += ratio[i] * x[(i + 1) * d + j];
        return x;
    }

    private static float[] moved(float[] z, double[] direction, double step) {
        float[] next = new float[z.length];
        for (int i = 0; i < z.length; i++) next[i] = (float) (z[i] - step * direction[i]);
        return next;
    }
}
