package org.latentfx.analysis.samples;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.Progress;
import org.latentfx.data.ImageSet;
import org.latentfx.data.PictureFormat;
import org.latentfx.math.RandomStream;
import org.latentfx.model.Decoder;
import org.latentfx.model.Encoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.autoregressive.Draws;
import org.latentfx.model.prior.Posterior;
import org.latentfx.model.prior.PosteriorMixture;

/**
 * Points drawn at random from a distribution over the latent space, and the pictures decoded there. Everything drawn is
 * a function of the seed and of the picture's number alone: the same seed gives the same noise under other weights, and
 * more pictures of it begin with the same ones. Immutable by convention.
 *
 * @param z count × latents
 * @param pixels count × values of one picture in 0..1: means of p(x|z), or pixels drawn from it
 */
public record SampledPictures(int latents, float[] z, PictureFormat format, float[] pixels) {
    private static final int ROWS = 32;

    /** What a seed draws, each from a key of its own. */
    private enum Part {
        PRIOR,
        IMAGE,
        POSTERIOR,
        PRIOR_PIXELS,
        POSTERIOR_PIXELS;

        long key(long seed) {
            return RandomStream.bits(RandomStream.INTERFACE.key(seed), Long.MIN_VALUE + ordinal());
        }
    }

    /**
     * {@code count} pictures from the prior, z ~ p(z). Runs on the calling thread.
     *
     * @param drawn whether pixels are drawn from p(x|z) rather than its mean shown
     */
    public static SampledPictures ofPrior(FrozenModel model, long seed, int count, boolean drawn, Progress progress) {
        float[] z = new float[count * model.latents()];
        model.prior().draw(model.kernel(), Part.PRIOR.key(seed), 0, count, z);
        return decoded(model, z, null, drawn, Part.PRIOR_PIXELS.key(seed), progress);
    }

    /**
     * The means of one picture of each of {@code labels}, which a conditional model is asked for; the z are the same.
     */
    public static SampledPictures ofPrior(FrozenModel model, long seed, byte[] labels, Progress progress) {
        float[] z = new float[labels.length * model.latents()];
        model.prior().draw(model.kernel(), Part.PRIOR.key(seed), 0, labels.length, z);
        return decoded(model, z, labels, false, 0, progress);
    }

    /**
     * As many from the aggregate posterior: each from an image drawn among {@code images} (with replacement), z ~
     * q(z|x) of that image.
     */
    public static SampledPictures ofAggregate(
            FrozenModel model, ImageSet images, long seed, int count, boolean drawn, Progress progress) {
        int latents = model.latents();
        float[] z = new float[count * latents];
        model.kernel().gaussian(Part.POSTERIOR.key(seed), 0, z, 0, z.length);
        float[] mu = new float[latents];
        float[] logVar = new float[latents];
        var encoder = new Encoder(model, 1);
        for (int k = 0; k < count; k++) {
            progress.at(k, 2 * count);
            int image = (int) (RandomStream.uniform(Part.IMAGE.key(seed), k) * images.size());
            encoder.encode(images, image, 1, mu, logVar);
            for (int j = 0; j < latents; j++)
                z[k * latents + j] = Posterior.sample(mu[j], logVar[j], z[k * latents + j]);
        }
        return decoded(model, z, null, drawn, Part.POSTERIOR_PIXELS.key(seed), progress);
    }

    /** The pseudo-inputs of a learnt prior, not decoded, each with the μ of its component; null of another prior. */
    public static @Nullable SampledPictures ofPseudoInputs(FrozenModel model) {
        if (!(model.prior() instanceof PosteriorMixture prior)) return null;
        return new SampledPictures(
                model.latents(), prior.mu(), model.configuration().format(), model.pseudoInputs());
    }

    private static SampledPictures decoded(
            FrozenModel model, float[] z, byte @Nullable [] labels, boolean drawn, long key, Progress progress) {
        ModelConfiguration configuration = model.configuration();
        if (configuration.autoregressive()) return inOrder(model, z, drawn, progress);
        var likelihood = configuration.likelihood();
        int latents = model.latents();
        int pixels = model.values();
        int count = z.length / latents;
        float[] all = new float[count * pixels];
        float[] some = new float[ROWS * pixels];
        var decoder = new Decoder(model, Math.max(1, Math.min(ROWS, count)));
        for (int done = 0; done < count; done += ROWS) {
            progress.at(done, count);
            int rows = Math.min(ROWS, count - done);
            decoder.logits(Arrays.copyOfRange(z, done * latents, (done + rows) * latents), labels, done, rows, some);
            int values = rows * pixels;
            if (drawn) draw(model, key, some, values, (long) done * pixels);
            else likelihood.means(model.kernel(), some, 0, values);
            System.arraycopy(some, 0, all, done * pixels, rows * pixels);
        }
        return new SampledPictures(latents, z, configuration.format(), all);
    }

    /** Each drawn value by value: the draws, or how likely each value was given those drawn before it. */
    private static SampledPictures inOrder(FrozenModel model, float[] names, boolean drawn, Progress progress) {
        int pixels = model.values();
        float[] all = new float[names.length * pixels];
        var draws = new Draws(model.drawing(), 1, pixels);
        for (int i = 0; i < names.length; i++) {
            progress.at(i, names.length);
            float[] logits = draws.logits(names, i, 1);
            System.arraycopy(drawn ? draws.drawn() : logits, 0, all, i * pixels, pixels);
        }
        if (!drawn) model.configuration().likelihood().means(model.kernel(), all, 0, all.length);
        return new SampledPictures(1, names, model.configuration().format(), all);
    }

    /** Each logit gives way to a draw from p(x|z): 0 or 1, or a grey value, held within 0..1. */
    private static void draw(FrozenModel model, long key, float[] logits, int n, long index) {
        var configuration = model.configuration();
        configuration.likelihood().draw(model.kernel(), logits, 0, n, model.variance(), key, index);
        for (int i = 0; i < n; i++) logits[i] = Math.max(0, Math.min(1, logits[i]));
    }

    public int count() {
        return z.length / latents;
    }

    /** Point {@code k}, all latents; a new array. */
    public float[] point(int k) {
        return Arrays.copyOfRange(z, k * latents, (k + 1) * latents);
    }
}
