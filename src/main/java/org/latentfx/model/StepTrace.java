package org.latentfx.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.latentfx.math.Activation;

/**
 * Everything that one training step computed, copied out of the model that took it: what a step throws away at once,
 * to be looked at. Matrices are row-major, one row an image. Immutable by convention; any thread.
 *
 * @param batch images of the step, the rows of every matrix
 * @param klTerm what was minimised of the KL
 * @param x batch × pixels, 0..1, drawn as 0 or 1 where the run binarises
 * @param epsilon batch × latents, from N(0, 1)
 * @param sigma batch × latents, e^{s/2} of s = log σ² held within its bounds
 * @param z batch × latents, μ + σ ε
 * @param layers in order: encoder, the heads as one, decoder, output
 * @param means batch × pixels: x̂, what the decoder expects, 0..1
 * @param losses of each image and of the batch
 * @param before every weight before the step, laid out as {@link ModelConfiguration#tensors()} says
 * @param gradients derivatives of what was minimised by these weights, nats per image, laid out alike
 * @param after every weight after the step, laid out alike
 */
public record StepTrace(
        ModelConfiguration configuration,
        int batch,
        KlTerm klTerm,
        float[] x,
        float[] epsilon,
        float[] sigma,
        float[] z,
        List<Layer> layers,
        float[] means,
        Losses losses,
        float[] before,
        float[] gradients,
        float[] after) {
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
     */
    public record Losses(
            double reconstruction,
            double kl,
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
        float[] x =
                Arrays.copyOf(vae.inputs[0].data, batch * vae.configuration().values());
        float[] epsilon = Arrays.copyOf(vae.epsilon, batch * latents);
        float[] sigma = Arrays.copyOf(vae.deviation, batch * latents);
        float[] z = Arrays.copyOf(vae.z.data, batch * latents);
        Losses losses = losses(vae.losses, batch, latents);
        List<Layer> layers = layers(vae);
        float[] means = layers.get(layers.size() - 1).outputs.clone();
        vae.kernel.sigmoid(means, means, 0, means.length);
        vae.differentiate(x, epsilon, batch, vae.klTerm);
        return new StepTrace(
                vae.configuration(),
                batch,
                vae.klTerm,
                x,
                epsilon,
                sigma,
                z,
                layers,
                means,
                losses,
                before,
                vae.gradients(),
                after);
    }

    private static Losses losses(BatchLosses of, int batch, int latents) {
        return new Losses(
                of.reconstruction,
                of.kl,
                Arrays.copyOf(of.reconstructionOfRow, batch),
                Arrays.copyOf(of.klOfRow, batch * latents),
                of.klPerLatent.clone());
    }

    /** The logits are made once more, since a step writes their gradient over them. */
    private static List<Layer> layers(Autoencoder vae) {
        var layers = new ArrayList<Layer>();
        int last = vae.layers.size() - 1;
        for (int i = 0; i <= last; i++) {
            var layer = vae.layers.get(i);
            FMatrixRMaj outputs = vae.outputs[i];
            if (i == last) {
                outputs = new FMatrixRMaj(vae.batch, layer.out());
                layer.forward(vae.inputs[i], outputs, 0, vae.batch);
            }
            float[] copied = Arrays.copyOf(outputs.data, vae.batch * layer.out());
            layers.add(new Layer(name(i, vae.heads, last), layer.in(), layer.out(), layer.activation, copied));
        }
        return List.copyOf(layers);
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
