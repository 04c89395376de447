package org.latentfx.model;

import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.math.RandomStream;
import org.latentfx.math.WorkPartition;
import org.latentfx.math.Workers;
import org.latentfx.nn.Dense;
import org.latentfx.nn.Parameter;

/**
 * A VAE in training: weights, gradients, Adam's moments and scratch, allocated once. Owned by one thread, which shares
 * the work of a step with {@link Workers}: first each member takes rows of the batch forward and backward, then each
 * takes rows of the weights through gradient and update. Sums over the batch are made in row order, so the result is
 * the same for any number of members.
 */
public final class Vae {
    private final ModelConfiguration configuration;
    private final int largestBatch;
    final Kernel kernel;
    private final Workers workers;
    private final Network network;
    final List<Dense> layers;
    final int heads;
    private final int latents;

    /** What each layer reads and writes (batch × in, batch × out); the heads' output holds μ and then s = log σ². */
    final FMatrixRMaj[] inputs;

    final FMatrixRMaj[] outputs;
    /** The loss's derivative by each layer's sum x·W + b; that of the output layer is written over the logits. */
    private final Kernel.PackedMatrix[] gradients;

    final FMatrixRMaj z;
    private final FMatrixRMaj zGradient;
    final float[] epsilon;
    /** σ = e^{s/2}. */
    final float[] deviation;

    final BatchLosses losses;

    private final Workers.Part forwardPart = this::forward;
    private final Workers.Part passPart = this::pass;
    private final Workers.Part halfPart = this::forwardWithLikelihood;
    private final Workers.Part backwardPart = this::backward;
    private final Workers.Part gradientPart = this::gradients;
    private final Workers.Part updatePart = this::gradientsAndUpdate;

    /** What a step was asked for; read by the members while it runs. */
    private BatchSource source = (from, to, x, epsilon) -> {};

    /** The batch's rows, in pieces of whole tiles of any kernel. */
    private final WorkPartition rows = new WorkPartition(12, 6);

    int batch;
    KlTerm klTerm = KlTerm.OF_THE_BOUND;
    private final ImageSource imageSource;
    private final OutputSample sample;

    /** All matrices for steps of up to {@code largestBatch} images; weights are zero until {@link #restore}. */
    public Vae(ModelConfiguration configuration, int largestBatch, Kernel kernel, Workers workers) {
        this(configuration, configuration.activation(), largestBatch, kernel, workers);
    }

    Vae(ModelConfiguration configuration, Activation decoder, int largestBatch, Kernel kernel, Workers workers) {
        if (largestBatch < 1)
            throw new IllegalArgumentException("largestBatch: found " + largestBatch + ", expected 1 or more");
        this.configuration = configuration;
        this.largestBatch = largestBatch;
        this.kernel = kernel;
        this.workers = workers;
        imageSource = new ImageSource(configuration.values(), configuration.latents(), kernel);
        sample = new OutputSample(configuration.values());
        network = Network.trained(configuration, configuration.activation(), decoder, kernel);
        layers = network.layers;
        heads = network.heads;
        latents = configuration.latents();
        int last = layers.size() - 1;
        z = new FMatrixRMaj(largestBatch, latents);
        zGradient = new FMatrixRMaj(largestBatch, latents);
        epsilon = new float[largestBatch * latents];
        deviation = new float[largestBatch * latents];
        inputs = new FMatrixRMaj[last + 1];
        outputs = new FMatrixRMaj[last + 1];
        gradients = new Kernel.PackedMatrix[last + 1];
        for (int i = 0; i <= last; i++) {
            outputs[i] = new FMatrixRMaj(largestBatch, layers.get(i).out());
            gradients[i] = kernel.packGradients(
                    i == last
                            ? outputs[i]
                            : new FMatrixRMaj(largestBatch, layers.get(i).out()));
            inputs[i] = i == 0
                    ? new FMatrixRMaj(largestBatch, configuration.values())
                    : i == heads + 1 ? z : outputs[i - 1];
        }
        losses = new BatchLosses(largestBatch, latents);
    }

    public ModelConfiguration configuration() {
        return configuration;
    }

    /** Fresh weights: He for ReLU, Glorot uniform for tanh and heads, biases 0, output bias = logit(mean pixel). */
    public void initialize(long seed, ImageSet trainingImages) {
        int count = configuration.parameterCount();
        restore(InitialWeights.of(configuration, seed, trainingImages), new float[count], new float[count]);
    }

    /**
     * One optimisation step on images {@code order[from .. from+batch)} of {@code images}.
     *
     * @param seed root seed of the run's streams (ε, binarisation)
     * @param drawn images drawn so far in the whole run: the position in those streams
     * @param binarise whether pixels are drawn as 0/1 with their grey value as probability
     * @param klTerm what is minimised of the KL
     * @param t Adam's step number, from 1
     * @param learningRate Adam's rate
     * @throws IllegalArgumentException if the batch or the images do not fit
     */
    public void step(
            ImageSet images,
            int[] order,
            int from,
            int batch,
            long seed,
            long drawn,
            boolean binarise,
            KlTerm klTerm,
            long t,
            double learningRate) {
        check(images);
        if (from < 0 || from + batch > order.length)
            throw new IllegalArgumentException(
                    "order: found " + order.length + " images, expected " + from + " + " + batch);
        imageSource.take(
                images, order, from, RandomStream.EPSILON.key(seed), RandomStream.BINARISE.key(seed), drawn, binarise);
        begin(imageSource, batch, klTerm, Kernel.AdamStep.at(t, learningRate));
        passThenRun(updatePart);
    }

    /** The losses and gradients for given pixels in 0..1 and noise ε (both row-major); the weights stay as they are. */
    void differentiate(float[] pixels, float[] noise, int batch, KlTerm klTerm) {
        BatchSource given = (from, to, x, epsilon) -> {
            int n = configuration.values();
            System.arraycopy(pixels, from * n, x, from * n, (to - from) * n);
            System.arraycopy(noise, from * latents, epsilon, from * latents, (to - from) * latents);
        };
        begin(given, batch, klTerm, Kernel.AdamStep.at(1, 0));
        passThenRun(gradientPart);
    }

    /** Forward and backward, then {@code next}; all wait for all in between where the gradient hangs on every row. */
    private void passThenRun(Workers.Part next) {
        boolean inHalves = klTerm.looksAtKl();
        workers.run(inHalves ? halfPart : passPart);
        losses.average(batch);
        if (inHalves) {
            losses.weigh(klTerm, batch);
            rows.start(0, batch, workers.threads());
            workers.run(backwardPart);
        }
        if (!diverged()) workers.run(next);
    }

    /** Whether the last step's loss was no number or beyond all bounds: then no weight and no moment was changed. */
    public boolean diverged() {
        return losses.diverged();
    }

    private void begin(BatchSource source, int batch, KlTerm klTerm, Kernel.AdamStep adam) {
        if (batch < 1 || batch > largestBatch)
            throw new IllegalArgumentException("batch: found " + batch + ", expected 1 to " + largestBatch);
        this.source = source;
        this.batch = batch;
        this.klTerm = klTerm;
        if (!klTerm.looksAtKl()) losses.weigh(klTerm, batch);
        rows.start(0, batch, workers.threads());
        for (int i = 0; i < layers.size(); i++) layers.get(i).begin(adam, workers.threads());
    }

    /** Phase one, on the rows of the batch that this member can take. */
    private void pass(int member, int members) {
        for (int from = rows.take(member); from < batch; from = rows.take(member)) {
            int to = rows.pieceEnd(from);
            forwardRows(from, to);
            likelihood(from, to);
            backwardRows(from, to);
        }
    }

    /** The first half of {@link #pass}. */
    private void forwardWithLikelihood(int member, int members) {
        for (int from = rows.take(member); from < batch; from = rows.take(member)) {
            int to = rows.pieceEnd(from);
            forwardRows(from, to);
            likelihood(from, to);
        }
    }

    /** Its other half. */
    private void backward(int member, int members) {
        for (int from = rows.take(member); from < batch; from = rows.take(member))
            backwardRows(from, rows.pieceEnd(from));
    }

    private void backwardRows(int from, int to) {
        for (int i = layers.size() - 1; i > 0; i--) {
            gradients[i].changed(from, to);
            Dense layer = layers.get(i);
            if (i == heads + 1) {
                layer.backward(gradients[i].matrix, z, Activation.IDENTITY, zGradient, from, to);
                sampleBackward(from, to);
            } else {
                layer.backward(
                        gradients[i].matrix,
                        inputs[i],
                        layers.get(i - 1).activation,
                        gradients[i - 1].matrix,
                        from,
                        to);
            }
        }
        gradients[0].changed(from, to);
    }

    private void forward(int member, int members) {
        for (int from = rows.take(member); from < batch; from = rows.take(member)) {
            int to = rows.pieceEnd(from);
            forwardRows(from, to);
            sample.take(outputs[layers.size() - 1].data, from, to);
            likelihood(from, to);
        }
    }

    private void forwardRows(int from, int to) {
        source.fill(from, to, inputs[0].data, epsilon);
        for (int i = 0; i < layers.size(); i++) {
            if (i == heads + 1) sample(from, to);
            layers.get(i).forward(inputs[i], outputs[i], from, to);
        }
    }

    /** z = μ + e^{s/2} ε, and the KL term of each row. */
    private void sample(int from, int to) {
        float[] h = outputs[heads].data;
        for (int r = from; r < to; r++) {
            int outside = 0;
            for (int j = 0; j < latents; j++) {
                float s = h[(2 * r + 1) * latents + j];
                if (Posterior.clamped(s)) outside++;
                deviation[r * latents + j] = 0.5f * Posterior.clamp(s);
            }
            losses.clampedOfRow[r] = outside;
        }
        kernel.exp(deviation, deviation, from * latents, (to - from) * latents);
        for (int r = from; r < to; r++) {
            for (int j = 0; j < latents; j++) {
                int i = r * latents + j;
                float mu = h[2 * r * latents + j];
                float s = Posterior.clamp(h[(2 * r + 1) * latents + j]);
                float sigma = deviation[i];
                z.data[i] = mu + sigma * epsilon[i];
                losses.klOfRow[i] = Posterior.kl(mu, s, (double) sigma * sigma);
            }
        }
    }

    /** From z = μ + e^{s/2} ε: the gradients of μ and s out of that of z and the KL's own. */
    private void sampleBackward(int from, int to) {
        float[] h = outputs[heads].data;
        float[] gradient = gradients[heads].matrix.data;
        for (int r = from; r < to; r++) {
            for (int j = 0; j < latents; j++) {
                int i = r * latents + j;
                int mu = 2 * r * latents + j;
                int s = mu + latents;
                gradient[mu] = Posterior.muGradient(h[mu], zGradient.data[i], losses.klWeights[j]);
                gradient[s] = Posterior.logVarGradient(
                        h[s], deviation[i], epsilon[i], zGradient.data[i], losses.klWeights[j]);
            }
        }
    }

    /** −log p(x|z) of each row, and its gradient over the logits. */
    private void likelihood(int from, int to) {
        float[] logits = outputs[layers.size() - 1].data;
        int n = configuration.values();
        for (int r = from; r < to; r++)
            losses.reconstructionOfRow[r] = configuration
                    .likelihood()
                    .loss(
                            kernel,
                            logits,
                            r * n,
                            inputs[0].data,
                            r * n,
                            n,
                            configuration.variance(),
                            1f / batch,
                            logits);
    }

    /** Phase two without the update. */
    private void gradients(int member, int members) {
        for (int i = 0; i < layers.size(); i++)
            layers.get(i).gradients(inputs[i], gradients[i], batch, member, members);
    }

    /** Phase two, on the rows of each weight that this member can take. */
    private void gradientsAndUpdate(int member, int members) {
        for (int i = 0; i < layers.size(); i++)
            layers.get(i).gradientsAndUpdate(inputs[i], gradients[i], batch, member, members);
    }

    /**
     * The forward pass alone on images {@code from .. from+batch} of {@code images}, with z sampled: leaves
     * {@link #reconstruction}, {@link #kl} and {@link #klPerLatent} as a step would, and no weight or moment changed. ε
     * (and the drawn pixels, if {@code binarise}) come from {@link org.latentfx.math.RandomStream#EVALUATION} under
     * {@code seed} and depend on an image's index alone, so two measurements differ by the weights only.
     */
    public void evaluate(ImageSet images, int from, int batch, long seed, boolean binarise) {
        check(images);
        if (from < 0 || from + batch > images.size())
            throw new IllegalArgumentException(
                    "images: found " + images.size() + ", expected at least " + from + " + " + batch);
        long key = RandomStream.EVALUATION.key(seed);
        imageSource.take(images, null, from, key, RandomStream.bits(key, 0), from, binarise);
        begin(imageSource, batch, KlTerm.OF_THE_BOUND, Kernel.AdamStep.at(1, 0));
        sample.begin(images.size(), from);
        workers.run(forwardPart);
        losses.average(batch);
    }

    private void check(ImageSet images) {
        if (!images.format().equals(configuration.format()))
            throw new IllegalArgumentException(
                    "images are " + images.format() + ", the model's " + configuration.format());
    }

    /** Reconstruction term of the last step: nats per image, a sum over pixels and channels; the mean of the batch. */
    public double reconstruction() {
        return losses.reconstruction;
    }

    /** KL term of the last step (without β): nats per image, summed over latents, averaged over the batch. */
    public double kl() {
        return losses.kl;
    }

    /** KL per latent of the last step, nats averaged over the batch. Reused by the next step. */
    public double[] klPerLatent() {
        return losses.klPerLatent;
    }

    /** Share of the last step's log σ² that lay outside [−10, 10] and were held there, 0..1. */
    public double clampFraction() {
        return losses.clampFraction;
    }

    /** Variance over some of the images last evaluated of each pixel's output (0..1), averaged over pixels. */
    public double outputVariance() {
        return sample.variance();
    }

    /** A frozen copy of the weights. */
    public Weights weights() {
        return new Weights(configuration, flat(Parameter::value));
    }

    /** Copies of Adam's first and second moments, laid out as the weights. */
    public float[] firstMoments() {
        return flat(Parameter::m);
    }

    public float[] secondMoments() {
        return flat(Parameter::v);
    }

    /** A copy of the gradients of the last {@link #differentiate}, laid out as the weights; a step keeps none. */
    float[] gradients() {
        return flat(Parameter::gradient);
    }

    private float[] flat(Network.Part part) {
        float[] flat = new float[configuration.parameterCount()];
        network.write(part, flat);
        return flat;
    }

    /** Takes over weights and moments exactly. */
    public void restore(float[] values, float[] firstMoments, float[] secondMoments) {
        network.read(values, Parameter::value);
        network.read(firstMoments, Parameter::m);
        network.read(secondMoments, Parameter::v);
        network.changed();
    }
}
