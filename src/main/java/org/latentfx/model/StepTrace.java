package org.latentfx.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.latentfx.math.Activation;
import org.latentfx.model.batch.OneHot;
import org.latentfx.model.likelihood.LogitRows;
import org.latentfx.model.prior.Posterior;

/**
 * Everything that one training step computed, copied out of the model that took it: what a step throws away at once,
 * to be looked at. Matrices are row-major, one row an image. Immutable by convention; any thread.
 *
 * @param batch images of the step, the rows of every matrix
 * @param klTerm what was minimised of the KL
 * @param x batch × pixels, 0..1, drawn as 0 or 1 where the run binarises
 * @param read the same as the encoder read it: x itself, unless inputs are corrupted
 * @param epsilon batch × latents, from N(0, 1)
 * @param sigma batch × latents, e^{s/2} of s = log σ² held within its bounds
 * @param z batch × latents, μ + σ ε
 * @param layers in order: encoder, the heads as one, decoder, output
 * @param means batch × pixels: x̂, what the decoder expects, 0..1
 * @param losses of each image and of the batch
 * @param before every weight before the step, laid out as {@link ModelConfiguration#tensors()} says
 * @param gradients derivatives of what was minimised by these weights, nats per image, laid out alike
 * @param after every weight after the step, laid out alike
 * @param importance of a model with several z an image: those above are the ones that weigh most; null of others
 */
public record StepTrace(
        ModelConfiguration configuration,
        int batch,
        KlTerm klTerm,
        float[] x,
        float[] read,
        float[] epsilon,
        float[] sigma,
        float[] z,
        List<Layer> layers,
        float[] means,
        Losses losses,
        float[] before,
        float[] gradients,
        float[] after,
        @Nullable Importance importance) {
    private static final float[] NONE = {};

    /**
     * A layer.
     *
     * @param name as in {@link ModelConfiguration#tensors()}, without the part behind the last point; "heads" for both
     * @param activation of its outputs
     * @param outputs batch × out; of the heads μ and then log σ² in each row, of the last layer the logits
     */
    public record Layer(String name, int in, int out, Activation activation, float[] outputs) {}

    /**
     * Nats, a sum over pixels or latents; those of the batch are means over its images.
     *
     * @param reconstructionOfImage −log p(x|z) by image
     * @param klOfImage batch × latents
     * @param klPerLatent mean of the batch by latent
     * @param all of the batch, in the order of the kind's losses
     */
    public record Losses(
            double reconstruction,
            double kl,
            double[] all,
            double[] reconstructionOfImage,
            double[] klOfImage,
            double[] klPerLatent) {
        /** KL of one image, summed over latents. */
        public double kl(int image) {
            int latents = klPerLatent.length;
            double sum = 0;
            for (int j = 0; j < latents; j++) sum += klOfImage[image * latents + j];
            return sum;
        }
    }

    /**
     * What several z an image make of a bound.
     *
     * @param samples k, z an image
     * @param heaviest which of them weighs most, by image
     * @param shares w̃ = w / Σ w of each, batch × k
     * @param lossOfImage −L_k, nats
     * @param loss the mean of that
     */
    public record Importance(int samples, int[] heaviest, float[] shares, double[] lossOfImage, double loss) {
        /** The share of the z of image {@code row} that weighs most. */
        public float largest(int row) {
            return shares[row * samples + heaviest[row]];
        }
    }

    /**
     * What {@code step} computes, which has to be one {@link Autoencoder#step} of {@code vae}. The model is afterwards
     * as it was before: the step is taken by nobody. The gradients, which a step does not keep, are made once more.
     */
    public static StepTrace of(Autoencoder vae, Runnable step) {
        float[] before = vae.weights().values();
        float[] m = vae.firstMoments();
        float[] v = vae.secondMoments();
        step.run();
        float[] after = vae.weights().values();
        vae.restore(before, m, v);
        int batch = vae.batch;
        int latents = vae.configuration().latents();
        int values = vae.configuration().values();
        float[] x = columns(vae.noise.target(), batch, values);
        float[] read = vae.noise.target() == vae.x ? x : columns(vae.x, batch, values);
        float[] epsilon = Arrays.copyOf(vae.epsilon, batch * latents);
        float[] sigma = Arrays.copyOf(vae.deviation, batch * latents);
        float[] z = columns(vae.z, batch, latents);
        Losses losses = losses(vae.losses, vae.losses().clone(), batch, latents);
        List<Layer> layers = layers(vae);
        float[] means = layers.get(layers.size() - 1).outputs.clone();
        vae.configuration().likelihood().means(vae.kernel, means, 0, means.length);
        vae.differentiateAgain();
        return new StepTrace(
                vae.configuration(),
                batch,
                vae.klTerm,
                x,
                read,
                epsilon,
                sigma,
                z,
                layers,
                means,
                losses,
                before,
                vae.gradients(),
                after,
                null);
    }

    /** The same of an importance-weighted model: what is taken of its decoder is made once more with the gradients. */
    static StepTrace of(ImportanceWeighted model, Runnable step) {
        ModelConfiguration c = model.configuration();
        float[] before = model.weights().values();
        float[] m = model.firstMoments();
        float[] v = model.secondMoments();
        step.run();
        float[] after = model.weights().values();
        model.restore(before, m, v);
        var heaviest = model.heaviest();
        int batch = model.batch;
        float[] x = columns(model.noise.target(), batch, c.values());
        float[] read = model.noise.target() == model.x ? x : columns(model.x, batch, c.values());
        int heads = c.hidden().size();
        var layers = new ArrayList<Layer>();
        for (int i = 0; i <= heads; i++)
            layers.add(layer(c, i, model.encoder.layers().get(i), model.encoder.output(i).data, batch));
        for (int i = 0; i <= heads; i++)
            layers.add(layer(c, heads + 1 + i, model.decoderLayers().get(i), heaviest.outputs[i], batch));
        float[] means = layers.get(2 * heads + 1).outputs.clone();
        c.likelihood().means(model.kernel, means, 0, means.length);
        return new StepTrace(
                c,
                batch,
                KlTerm.weighted(model.beta),
                x,
                read,
                heaviest.epsilon,
                Arrays.copyOf(model.deviation, batch * c.latents()),
                heaviest.points,
                List.copyOf(layers),
                means,
                losses(model.losses, model.losses().clone(), batch, c.latents()),
                before,
                model.gradients(),
                after,
                importance(model, heaviest.sample));
    }

    private static Importance importance(ImportanceWeighted model, int[] heaviest) {
        int k = model.configuration().samples();
        float[] shares = new float[heaviest.length * k];
        double[] losses = new double[heaviest.length];
        for (int i = 0; i < shares.length; i++) shares[i] = model.weights.share(i);
        for (int i = 0; i < losses.length; i++) losses[i] = model.weights.loss(i);
        return new Importance(k, heaviest, shares, losses, model.weights.loss());
    }

    /**
     * What {@code model} makes of one image with z = μ: no step, so there are neither gradients nor changed weights.
     *
     * @param x pixels, 0..1; not modified
     */
    public static StepTrace forward(FrozenModel model, float[] x) {
        ModelConfiguration c = model.configuration();
        int latents = c.latents();
        int heads = c.hidden().size();
        var layers = new ArrayList<Layer>();
        float[] told = Arrays.copyOf(x, c.inputs());
        if (c.classes() > 0) OneHot.write((byte) model.label(), told, x.length, c.classes());
        float[] h = pass(model.encoder(), told, layers, heads, 2 * heads + 1);
        float[] z = Arrays.copyOf(h, latents);
        model.round(z, 1, latents);
        float[] logits = pass(model.decoder(), z, layers, heads, 2 * heads + 1);
        float[] means = logits.clone();
        c.likelihood().means(model.kernel(), means, 0, means.length);
        double reconstruction = c.likelihood()
                .loss(new LogitRows(model.kernel(), logits.clone(), x.length), 0, x, 0, model.variance(), 1);
        float[] sigma = new float[latents];
        double[] kl = new double[latents];
        for (int j = 0; j < latents && c.kind().variational(); j++) {
            float s = Posterior.clamp(h[latents + j]);
            sigma[j] = (float) Math.exp(0.5 * s);
            kl[j] = Posterior.kl(z[j], s);
        }
        var losses = new Losses(
                reconstruction,
                Arrays.stream(kl).sum(),
                new double[] {reconstruction, Arrays.stream(kl).sum()},
                new double[] {reconstruction},
                kl,
                kl);
        return new StepTrace(
                c,
                1,
                KlTerm.OF_THE_BOUND,
                x,
                x,
                new float[latents],
                sigma,
                z,
                layers,
                means,
                losses,
                NONE,
                NONE,
                NONE,
                null);
    }

    /** Adds to {@code layers} what each layer of {@code network} puts out for one row; returns the last one's. */
    private static float[] pass(Network network, float[] row, List<Layer> layers, int heads, int last) {
        var in = FMatrixRMaj.wrap(1, row.length, row);
        for (var layer : network.layers) {
            var out = new FMatrixRMaj(1, layer.out());
            layer.forward(in, out, 0, 1);
            layers.add(
                    new Layer(name(layers.size(), heads, last), layer.in(), layer.out(), layer.activation(), out.data));
            in = out;
        }
        return in.data;
    }

    /** The first {@code count} columns of the first {@code rows} rows. */
    private static float[] columns(FMatrixRMaj of, int rows, int count) {
        float[] copy = new float[rows * count];
        for (int r = 0; r < rows; r++) System.arraycopy(of.data, r * of.numCols, copy, r * count, count);
        return copy;
    }

    private static Losses losses(BatchLosses of, double[] all, int batch, int latents) {
        return new Losses(
                of.reconstruction,
                of.kl,
                all,
                Arrays.copyOf(of.reconstructionOfRow, batch),
                Arrays.copyOf(of.klOfRow, batch * latents),
                of.klPerLatent.clone());
    }

    /** The logits are made once more, since a step writes their gradient over them. */
    private static List<Layer> layers(Autoencoder vae) {
        var layers = new ArrayList<Layer>();
        ModelConfiguration c = vae.configuration();
        int heads = c.hidden().size();
        for (int i = 0; i <= heads; i++)
            layers.add(layer(c, i, vae.encoder.layers().get(i), vae.encoder.output(i).data, vae.batch));
        for (int i = 0; i <= heads; i++) {
            var outputs = i == heads ? vae.decoder.outputAgain(vae.batch) : vae.decoder.output(i);
            layers.add(layer(c, heads + 1 + i, vae.decoder.layers().get(i), outputs.data, vae.batch));
        }
        return List.copyOf(layers);
    }

    private static Layer layer(ModelConfiguration c, int i, org.latentfx.nn.Layer of, float[] outputs, int batch) {
        String name = name(i, c.hidden().size(), 2 * c.hidden().size() + 1);
        return new Layer(name, of.in(), of.out(), of.activation(), Arrays.copyOf(outputs, batch * of.out()));
    }

    private static String name(int i, int heads, int last) {
        if (i == heads) return "heads";
        if (i == last) return "out";
        return i < heads ? "encoder." + i : "decoder." + (i - heads - 1);
    }

    /** Index of the layer of the heads among {@link #layers}. */
    public int heads() {
        return configuration.hidden().size();
    }

    /** Mean μ of latent {@code j} of image {@code image}. */
    public float mu(int image, int j) {
        int latents = configuration.latents();
        return layers.get(heads()).outputs[configuration.heads().size() * image * latents + j];
    }

    /** log σ² of latent {@code j} of image {@code image}, as the encoder puts it out; −∞ where a code is a point. */
    public float logVar(int image, int j) {
        if (!configuration.kind().variational()) return Float.NEGATIVE_INFINITY;
        int latents = configuration.latents();
        return layers.get(heads()).outputs[(2 * image + 1) * latents + j];
    }
}
