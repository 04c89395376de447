package org.latentfx.analysis.linear;

import org.latentfx.analysis.Progress;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.plane.Manifold;
import org.latentfx.analysis.statistics.Normal;
import org.latentfx.data.ImageSet;
import org.latentfx.data.PictureFormat;
import org.latentfx.math.Kernel;
import org.latentfx.model.prior.Posterior;

/**
 * Probabilistic principal component analysis (Tipping & Bishop 1999): x = mean + W z + noise, z ~ N(0, I), noise ~
 * N(0, σ² I), at its maximum of likelihood, W = U(Λ − σ² I)^½ with σ² the mean of the eigenvalues that are left out. It
 * is what a VAE with linear networks and one shared σ² would learn at best (Lucas et al. 2019). Its posterior is a
 * normal distribution with the same variances σ²/λ for every image, so the ELBO is log p(x) itself. Immutable by
 * convention; any thread.
 *
 * @param images that it was fitted to
 * @param mean of each number of an image, 0..1
 * @param axes orthonormal, numbers of an image × latents, row-major; a column's largest number is positive
 * @param variances λ along the axes, falling, in squared units of a pixel
 * @param noise σ², in squared units of a pixel
 */
public record ProbabilisticPca(
        PictureFormat format, int images, double[] mean, float[] axes, double[] variances, double noise) {
    /** What a byte's rounding alone brings: (1/255)²/12. Below it the images hold nothing more to explain. */
    public static final double LEAST_NOISE = 1 / (255.0 * 255 * 12);

    private static final int ROWS = 256;

    /** Maximum likelihood for {@code images}, on the calling thread. */
    public static ProbabilisticPca of(ImageSet images, int latents, Kernel kernel, Progress progress) {
        int values = images.valuesPerImage();
        if (latents < 1 || latents >= values)
            throw new IllegalArgumentException("latents: found " + latents + ", expected 1 to " + (values - 1));
        double[] mean = images.meanPixels();
        var found = LeadingAxes.of(images, mean, latents, kernel, progress.part(0.1, 1));
        double rest = total(images, mean, kernel, progress.part(0, 0.1));
        for (double variance : found.variances()) rest -= variance;
        double noise = Math.max(LEAST_NOISE, rest / (values - latents));
        return new ProbabilisticPca(images.format(), images.size(), mean, found.axes(), found.variances(), noise);
    }

    /** Σ over an image's numbers of their variance. */
    private static double total(ImageSet images, double[] mean, Kernel kernel, Progress progress) {
        double sum = 0;
        float[] some = new float[ROWS * mean.length];
        for (int first = 0; first < images.size(); first += ROWS) {
            progress.at(first, images.size());
            int rows = Math.min(ROWS, images.size() - first);
            images.read(kernel, first, rows, some, 0);
            for (int r = 0; r < rows; r++) sum += distance(some, r * mean.length, mean);
        }
        return sum / images.size();
    }

    private static double distance(float[] x, int at, double[] mean) {
        double sum = 0;
        for (int i = 0; i < mean.length; i++) {
            double d = x[at + i] - mean[i];
            sum += d * d;
        }
        return sum;
    }

    public int latents() {
        return variances.length;
    }

    /** Variance of z given an image, the same for all: σ²/λ, at most 1. */
    public double posteriorVariance(int latent) {
        return Math.min(1, noise / Math.max(variances[latent], noise));
    }

    /** Length of W's column, units of a pixel: how far one unit of z moves the picture. */
    private double length(int latent) {
        return Math.sqrt(Math.max(0, variances[latent] - noise));
    }

    /**
     * What it says of images.
     *
     * @param points posterior means and log variances
     * @param reconstruction −E log p(x|z) of a density over pixels in 0..1: nats, mean over images; may be below 0
     * @param klPerLatent nats, means over images
     * @param nll −log p(x), nats, mean over images: the two before it added
     * @param mse of the decoded mean: mean over numbers and images
     */
    public record Measured(LatentPoints points, double reconstruction, double[] klPerLatent, double nll, double mse) {
        /** Sum over latents, nats, mean over images. */
        public double kl() {
            double sum = 0;
            for (double one : klPerLatent) sum += one;
            return sum;
        }
    }

    /** Of images of its format, on the calling thread. */
    public Measured measure(ImageSet images, Kernel kernel, Progress progress) {
        int d = latents();
        int n = images.size();
        int values = mean.length;
        var projection = new Projection(mean, axes, kernel);
        float[] mu = new float[n * d];
        float[] logVar = new float[n * d];
        float[] some = new float[ROWS * values];
        float[] along = new float[ROWS * d];
        double[] kl = new double[d];
        double reconstruction = 0;
        double nll = 0;
        double squares = 0;
        for (int first = 0; first < n; first += ROWS) {
            progress.at(first, n);
            int rows = Math.min(ROWS, n - first);
            images.read(kernel, first, rows, some, 0);
            projection.of(some, rows, along);
            for (int r = 0; r < rows; r++) {
                double far = distance(some, r * values, mean);
                place(along, r * d, mu, logVar, (first + r) * d);
                for (int j = 0; j < d; j++)
                    kl[j] += Posterior.kl(mu[(first + r) * d + j], logVar[(first + r) * d + j]) / n;
                double missed = missed(along, r * d, far);
                squares += missed / ((double) n * values);
                reconstruction += reconstruction(missed) / n;
                nll += nll(along, r * d, far) / n;
            }
        }
        return new Measured(new LatentPoints(images, d, mu, logVar), reconstruction, kl, nll, squares);
    }

    /** Posterior mean (λ − σ²)^½/λ · uᵀ(x − mean) and log variance of each latent. */
    private void place(float[] along, int at, float[] mu, float[] logVar, int to) {
        for (int j = 0; j < latents(); j++) {
            mu[to + j] = (float) (length(j) / Math.max(variances[j], noise) * along[at + j]);
            logVar[to + j] = (float) Math.log(posteriorVariance(j));
        }
    }

    /** ‖x − decoded mean‖²: along an axis σ²/λ of the way is missed, across all of them everything. */
    private double missed(float[] along, int at, double far) {
        double missed = far;
        for (int j = 0; j < latents(); j++) {
            double a = along[at + j];
            double rest = posteriorVariance(j);
            missed += a * a * (rest * rest - 1);
        }
        return Math.max(0, missed);
    }

    /** −E log p(x|z) over z given x: ½(D log 2πσ² + (‖x − decoded mean‖² + Σ |w|² σ²/λ)/σ²). */
    private double reconstruction(double missed) {
        double spread = 0;
        for (int j = 0; j < latents(); j++) spread += length(j) * length(j) * posteriorVariance(j);
        return 0.5 * (mean.length * Math.log(2 * Math.PI * noise) + (missed + spread) / noise);
    }

    /** −log N(x; mean, WWᵀ + σ² I), of the projections and the squared distance from the mean. */
    private double nll(float[] along, int at, double far) {
        double sum = mean.length * Math.log(2 * Math.PI);
        double across = far;
        for (int j = 0; j < latents(); j++) {
            double a = along[at + j];
            double variance = Math.max(variances[j], noise);
            sum += Math.log(variance) + a * a / variance;
            across -= a * a;
        }
        return 0.5 * (sum + (mean.length - latents()) * Math.log(noise) + Math.max(0, across) / noise);
    }

    /** What it decodes at equal shares of the prior's mass along its first two latents; of one, a row. */
    public Manifold manifold(int side) {
        float[] across = Normal.quantiles(side);
        float[] up = latents() > 1 ? across : new float[1];
        int values = mean.length;
        float[] pixels = new float[across.length * up.length * values];
        for (int row = 0; row < up.length; row++)
            for (int column = 0; column < across.length; column++) {
                int at = (row * across.length + column) * values;
                for (int i = 0; i < values; i++) {
                    double x = mean[i] + length(0) * across[column] * axes[i * latents()];
                    if (latents() > 1) x += length(1) * up[up.length - 1 - row] * axes[i * latents() + 1];
                    pixels[at + i] = (float) Math.max(0, Math.min(1, x));
                }
            }
        return new Manifold(across, up, format, pixels);
    }
}
