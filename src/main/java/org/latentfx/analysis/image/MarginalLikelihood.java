package org.latentfx.analysis.image;

import java.util.stream.IntStream;
import org.latentfx.analysis.Progress;
import org.latentfx.data.ImageSet;
import org.latentfx.math.RandomStream;
import org.latentfx.math.Workers;
import org.latentfx.model.FrozenModel;

/**
 * −log p(x) averaged over a set of images, estimated from above with k samples of q(z|x) an image (Burda, Grosse &
 * Salakhutdinov 2016): the published "NLL". In nats per image. A value; made by a pure function that gives the same for
 * any number of workers.
 *
 * @param k samples an image
 * @param nll −[logsumexp log w − log k]: the IWAE bound with its sign turned
 * @param standardError of {@code nll} over images: s/√n; NaN of one image
 * @param negativeElbo the mean of −log w over the same samples, never below {@code nll}
 * @param effective mean over images of the effective sample size 1/Σw̃², 1..k
 * @param leastEffective the smallest of any image: near 1 that image's bound rests on a single sample
 * @param images how many images
 */
public record MarginalLikelihood(
        int k,
        double nll,
        double standardError,
        double negativeElbo,
        double effective,
        double leastEffective,
        int images) {
    /** Each image's own, in order. */
    private record Each(double[] bound, double[] elbo, double[] effective) {
        Each(int images) {
            this(new double[images], new double[images], new double[images]);
        }

        void set(int image, WeightSummary summary) {
            bound[image] = summary.bound;
            elbo[image] = summary.mean;
            effective[image] = summary.effective;
        }

        MarginalLikelihood together(int k) {
            int n = bound.length;
            double mean = IntStream.range(0, n).mapToDouble(i -> bound[i]).sum() / n;
            double squares = 0;
            double negative = 0;
            double sizes = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < n; i++) {
                squares += (bound[i] - mean) * (bound[i] - mean);
                negative -= elbo[i] / n;
                sizes += effective[i] / n;
                least = Math.min(least, effective[i]);
            }
            return new MarginalLikelihood(k, -mean, Math.sqrt(squares / (n - 1) / n), negative, sizes, least, n);
        }
    }

    /** From the logarithms of the weights, images × k. */
    public static MarginalLikelihood of(double[][] logW) {
        var each = new Each(logW.length);
        var summary = new WeightSummary();
        for (int i = 0; i < logW.length; i++) {
            summary.read(logW[i]);
            each.set(i, summary);
        }
        return each.together(logW[0].length);
    }

    /**
     * Of {@code model} on all {@code images}. Images are shared by the workers, each with scratch of its own; nothing
     * is allocated per image.
     *
     * @param k samples an image, 1 or more
     * @param binarise whether pixels are drawn as 0/1 with their grey value as probability, as {@link Evaluation} does
     * @param seed root seed; the draws are those of {@link RandomStream#EVALUATION}
     */
    public static MarginalLikelihood of(
            FrozenModel model,
            ImageSet images,
            Workers workers,
            int k,
            boolean binarise,
            long seed,
            Progress progress) {
        if (images.size() == 0) throw new IllegalArgumentException("images: found 0, expected 1 or more");
        var each = new Each(images.size());
        var shared = new ImportanceSampler(model, k);
        long evaluationKey = RandomStream.EVALUATION.key(seed);
        long binariseKey = RandomStream.bits(evaluationKey, 0);
        long key = RandomStream.bits(evaluationKey, 1);
        var onlyStopped = new Progress(progress.cancelled(), share -> {});
        workers.run((member, members) -> {
            var sampler = shared.another();
            var summary = new WeightSummary();
            int n = images.valuesPerImage();
            float[] x = new float[n];
            for (int image = member; image < images.size(); image += members) {
                if (member == 0) progress.at(image, images.size());
                if (binarise) images.draw(model.kernel(), binariseKey, image, 1, x, 0);
                else images.read(model.kernel(), image, 1, x, 0);
                sampler.weigh(x, images.labels()[image], key, (long) image * k * model.latents(), onlyStopped);
                summary.read(sampler.logW);
                each.set(image, summary);
            }
        });
        return each.together(k);
    }
}
