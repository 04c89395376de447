package org.latentfx.model.decomposition;

import java.util.Arrays;
import org.latentfx.math.Kernel;
import org.latentfx.math.WorkPartition;
import org.latentfx.math.Workers;

/**
 * The mean KL of a batch taken apart (Chen et al. 2018): KL(q(z|x) ‖ p(z)) = I(x; z) + KL(q(z) ‖ Π q(z_j)) + Σ
 * KL(q(z_j) ‖ p(z_j)), that is mutual information, total correlation and dimension-wise KL, in nats per image, by one
 * sample z an image. With log q(z_i) and log q(z_ij) estimated from the batch itself by {@link Sampling}; sums over
 * images are made in their order, so the result is the same for any number of threads. All is allocated once. Owned by
 * one thread, which shares the work with {@link Workers}.
 */
public final class KlDecomposition {
    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    /** What each of the batch's codes counts in the estimate of q(z_i). */
    public enum Sampling {
        /** All count 1/(NM): simple, and low by far where N is large (Chen et al. 2018, equation S4). */
        WEIGHTED {
            @Override
            double own(int batch, long images) {
                return 1.0 / ((double) images * batch);
            }

            @Override
            double other(int batch, long images) {
                return own(batch, images);
            }
        },
        /**
         * The own code counts 1/N, as it does in q(z), the others alike what is left to 1, which makes the estimate of
         * q(z_i) unbiased (Chen et al. 2018, equation S6, with the mean over which of the others stands for the rest).
         */
        STRATIFIED {
            @Override
            double own(int batch, long images) {
                return 1.0 / Math.max(batch, images);
            }

            @Override
            double other(int batch, long images) {
                return batch == 1 ? 1 : (1 - own(batch, images)) / (batch - 1); // of one there is no other
            }
        };

        abstract double own(int batch, long images);

        abstract double other(int batch, long images);
    }

    private final int latents;
    private final int stride;
    private final Kernel kernel;
    private final Workers workers;
    private final Sampling sampling;
    private final WorkPartition rows = new WorkPartition(4, 4);
    private final Workers.Part densities = this::densities;
    private final Workers.Part slopes = this::slopes;

    // latents × stride: what lies side by side is of one latent, so that a loop over images reads in order
    private final float[] mu;
    private final float[] precision;
    /** ½ (log 2π + log σ²). */
    private final float[] half;

    private final float[] z;
    /** log q(z_ij). */
    private final float[] logEach;

    /** log q(z_i). */
    private final float[] logAll;

    private final double[] informationOfRow;
    private final double[] correlationOfRow;
    private final double[] dimensionsOfRow;

    // the loss's derivatives, batch × latents: by z as a point, and by μ and log σ² of the code as a density
    private final float[] byZ;
    private final float[] byMu;
    private final float[] byLogVar;

    /** Of each member: a number an image of all latents together, then of each, and behind them the largest of each. */
    private final float[][] scratch;

    private long images = 1;
    private int batch;
    private float logOwn;
    private float logOther;

    // the loss's derivatives by log q(z_i), each log q(z_ij), −log p(z_i) and log q(z_i|x_i) of an image
    private float byAll;
    private float byEach;
    private float byPrior;
    private float byOwn;

    private boolean finite = true;

    /** By stratified sampling. */
    public KlDecomposition(int largestBatch, int latents, Kernel kernel, Workers workers) {
        this(largestBatch, latents, Sampling.STRATIFIED, kernel, workers);
    }

    KlDecomposition(int largestBatch, int latents, Sampling sampling, Kernel kernel, Workers workers) {
        this.latents = latents;
        this.sampling = sampling;
        this.kernel = kernel;
        this.workers = workers;
        stride = largestBatch;
        int numbers = largestBatch * latents;
        mu = new float[numbers];
        precision = new float[numbers];
        half = new float[numbers];
        z = new float[numbers];
        logEach = new float[numbers];
        logAll = new float[largestBatch];
        informationOfRow = new double[largestBatch];
        correlationOfRow = new double[largestBatch];
        dimensionsOfRow = new double[largestBatch];
        byZ = new float[numbers];
        byMu = new float[numbers];
        byLogVar = new float[numbers];
        scratch = new float[workers.threads()][(latents + 1) * (largestBatch + 1)];
    }

    /** About how many floats one for such batches keeps, with a team of eight. */
    public static long floats(long largestBatch, long latents) {
        return largestBatch * (16 * latents + 15);
    }

    /**
     * The code of an image and its sample, in latent {@code j}. Any thread, for images of its own.
     *
     * @param s log σ², held within its bounds
     * @param sigma e^{s/2}
     */
    public void put(int image, int j, float mean, float s, float sigma, float sample) {
        int at = j * stride + image;
        mu[at] = mean;
        precision[at] = 1 / (sigma * sigma);
        half[at] = (float) (0.5 * (LOG_TWO_PI + s));
        z[at] = sample;
    }

    /** From now on q(z) is the mean of so many codes: N. */
    public void of(long images) {
        this.images = images;
    }

    /**
     * Takes apart the KL of the first {@code batch} codes, and writes information, total correlation and dimension-wise
     * KL, nats per image, to {@code parts} from {@code at} on.
     */
    public void measure(int batch, double[] parts, int at) {
        this.batch = batch;
        logOwn = (float) Math.log(sampling.own(batch, images));
        logOther = (float) Math.log(sampling.other(batch, images));
        rows.start(0, batch, workers.threads());
        workers.run(densities);
        double information = 0;
        double correlation = 0;
        double dimensions = 0;
        for (int i = 0; i < batch; i++) {
            information += informationOfRow[i];
            correlation += correlationOfRow[i];
            dimensions += dimensionsOfRow[i];
        }
        parts[at] = information / batch;
        parts[at + 1] = correlation / batch;
        parts[at + 2] = dimensions / batch;
        finite = Double.isFinite(information + correlation + dimensions);
    }

    /** Whether what was measured last is all of numbers. */
    public boolean finite() {
        return finite;
    }

    /**
     * The derivatives of α · information + β · total correlation + γ · dimension-wise KL, of what was measured last; to
     * be had from {@link #byZ}, {@link #byMu} and {@link #byLogVar}.
     */
    public void differentiate(double alpha, double beta, double gamma) {
        byAll = (float) ((beta - alpha) / batch);
        byEach = (float) ((gamma - beta) / batch);
        byPrior = (float) (gamma / batch);
        byOwn = (float) (alpha / batch);
        rows.start(0, batch, workers.threads());
        workers.run(slopes);
    }

    /** By z of that image and latent, its own code apart. */
    public float byZ(int image, int j) {
        return byZ[image * latents + j];
    }

    /** By μ of that image and latent, z held. */
    public float byMu(int image, int j) {
        return byMu[image * latents + j];
    }

    /** By log σ² of that image and latent, z held. */
    public float byLogVar(int image, int j) {
        return byLogVar[image * latents + j];
    }

    // ---- forward ----

    private void densities(int member, int members) {
        float[] some = scratch[member];
        for (int from = rows.take(member); from < batch; from = rows.take(member))
            for (int i = from; i < rows.pieceEnd(from); i++) densities(i, some);
    }

    /** Of image {@code i}: log q(z_i) and each log q(z_ij). */
    private void densities(int i, float[] some) {
        logs(i, some);
        int most = (latents + 1) * stride;
        for (int b = 0; b <= latents; b++) lower(some, b * batch, most + b);
        kernel.exp(some, some, 0, (latents + 1) * batch);
        logAll[i] = logSum(some, 0, most);
        double own = 0;
        double prior = 0;
        double each = 0;
        for (int j = 0; j < latents; j++) {
            int at = j * stride;
            logEach[at + i] = logSum(some, (j + 1) * batch, most + j + 1);
            each += logEach[at + i];
            own += logDensity(at, i, z[at + i]);
            prior -= 0.5 * (LOG_TWO_PI + z[at + i] * z[at + i]);
        }
        informationOfRow[i] = own - logAll[i];
        correlationOfRow[i] = logAll[i] - each;
        dimensionsOfRow[i] = each - prior;
    }

    /** The logarithms of what each code gives to q(z_i), and behind them of what it gives to each q(z_ij). */
    private void logs(int i, float[] some) {
        begin(some, i);
        for (int j = 0; j < latents; j++) {
            int at = j * stride;
            int to = (j + 1) * batch;
            float zij = z[at + i];
            for (int k = 0; k < batch; k++) {
                float log = logDensity(at, k, zij);
                some[k] += log;
                some[to + k] = logOther + log;
            }
            some[to + i] += logOwn - logOther;
        }
    }

    /** log q(z_ij|x_k) for the z given; {@code at} is where the latent begins. */
    private float logDensity(int at, int k, float zij) {
        float d = zij - mu[at + k];
        return -half[at + k] - 0.5f * d * d * precision[at + k];
    }

    /** What each code counts, for the sum over latents to be added. */
    private void begin(float[] some, int own) {
        Arrays.fill(some, 0, batch, logOther);
        some[own] = logOwn;
    }

    /** Takes the largest number of a row away from each, and keeps it at {@code kept}. */
    private void lower(float[] x, int offset, int kept) {
        float most = Float.NEGATIVE_INFINITY;
        for (int k = offset; k < offset + batch; k++) most = Math.max(most, x[k]);
        for (int k = offset; k < offset + batch; k++) x[k] -= most;
        x[kept] = most;
    }

    private float logSum(float[] x, int offset, int kept) {
        double sum = 0;
        for (int k = offset; k < offset + batch; k++) sum += x[k];
        return (float) (x[kept] + Math.log(sum));
    }

    // ---- backward ----

    private void slopes(int member, int members) {
        float[] some = scratch[member];
        for (int from = rows.take(member); from < batch; from = rows.take(member))
            for (int i = from; i < rows.pieceEnd(from); i++) {
                slopesOfSample(i, some);
                slopesOfCode(i, some);
            }
    }

    /** From log q(z_i) = log Σ_k w_k q(z_i|x_k), and the same of each latent: the derivative by z_i. */
    private void slopesOfSample(int i, float[] some) {
        logs(i, some);
        for (int k = 0; k < batch; k++) some[k] -= logAll[i];
        for (int j = 0; j < latents; j++) {
            int to = (j + 1) * batch;
            float log = logEach[j * stride + i];
            for (int k = 0; k < batch; k++) some[to + k] -= log;
        }
        kernel.exp(some, some, 0, (latents + 1) * batch);
        for (int j = 0; j < latents; j++) {
            int at = j * stride;
            int to = (j + 1) * batch;
            float zij = z[at + i];
            float sum = byPrior * zij - byOwn * (zij - mu[at + i]) * precision[at + i];
            for (int k = 0; k < batch; k++)
                sum -= (byAll * some[k] + byEach * some[to + k]) * (zij - mu[at + k]) * precision[at + k];
            byZ[i * latents + j] = sum;
        }
    }

    /** From the same densities of every sample: the derivatives by the code of image {@code k}. */
    private void slopesOfCode(int k, float[] some) {
        begin(some, k);
        for (int j = 0; j < latents; j++) {
            int at = j * stride;
            int to = (j + 1) * batch;
            for (int i = 0; i < batch; i++) {
                float log = logDensity(at, k, z[at + i]);
                some[i] += log;
                some[to + i] = logOther + log - logEach[at + i];
            }
            some[to + k] += logOwn - logOther;
        }
        for (int i = 0; i < batch; i++) some[i] -= logAll[i];
        kernel.exp(some, some, 0, (latents + 1) * batch);
        for (int j = 0; j < latents; j++) {
            int at = j * stride;
            int to = (j + 1) * batch;
            float mean = mu[at + k];
            float narrow = precision[at + k];
            float own = z[at + k] - mean;
            float first = byOwn * own;
            float second = byOwn * (own * own * narrow - 1);
            for (int i = 0; i < batch; i++) {
                float d = z[at + i] - mean;
                float weight = byAll * some[i] + byEach * some[to + i];
                first += weight * d;
                second += weight * (d * d * narrow - 1);
            }
            byMu[k * latents + j] = first * narrow;
            byLogVar[k * latents + j] = 0.5f * second;
        }
    }
}
