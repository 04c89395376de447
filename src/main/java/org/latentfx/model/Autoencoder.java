package org.latentfx.model;

import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.math.RandomStream;
import org.latentfx.math.WorkPartition;
import org.latentfx.math.Workers;
import org.latentfx.model.batch.BatchSource;
import org.latentfx.model.batch.ImageSource;
import org.latentfx.model.batch.InputNoise;
import org.latentfx.model.batch.OneHot;
import org.latentfx.model.batch.OutputSample;
import org.latentfx.model.decomposition.KlDecomposition;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.layer.Dropout;
import org.latentfx.model.likelihood.LogitRows;
import org.latentfx.nn.Layer;
import org.latentfx.nn.Parameter;

/**
 * An autoencoder in training, variational or not: weights, gradients, Adam's moments and scratch, allocated once. Owned
 * by one thread, which shares the work of a step with {@link Workers}: first each member takes rows of the batch
 * forward and backward, then each takes rows of the weights through gradient and update. Sums over the batch are made
 * in row order, so the result is the same for any number of members.
 */
public final class Autoencoder implements TrainableModel {
    private final ModelConfiguration configuration;
    private final int largestBatch;
    final Kernel kernel;
    private final Workers workers;
    private final Network network;
    final List<Layer> layers;
    final int heads;
    private final int latents;

    /** What each layer reads and writes: batch × in, batch × out. */
    final FMatrixRMaj[] inputs;

    final FMatrixRMaj[] outputs;
    /** What the outputs are made of where an activation's derivative asks for it, otherwise the outputs. */
    private final FMatrixRMaj[] sums;
    /** The loss's derivative by each layer's sum x·W + b; that of the output layer is written over the logits. */
    private final Kernel.PackedMatrix[] gradients;

    final FMatrixRMaj z;
    private final FMatrixRMaj zGradient;
    final float[] epsilon;
    /** σ = e^{s/2}, where a code is a distribution. */
    final float[] deviation;

    private final Bottleneck bottleneck;
    private final @Nullable KlDecomposition parts;
    private final PixelLoss pixels;
    final InputNoise noise;
    private final Dropout dropout;

    final BatchLosses losses;
    /** One for each of the kind's losses. */
    private final double[] means;

    private final Workers.Part forwardPart = this::forward;
    private final Workers.Part passPart = this::pass;
    private final Workers.Part halfPart = this::forwardWithLikelihood;
    private final Workers.Part backwardPart = this::backward;
    private final Workers.Part gradientPart = this::gradients;
    private final Workers.Part updatePart = this::gradientsAndUpdate;

    /** What a step was asked for; read by the members while it runs. */
    private BatchSource source = (from, to, x, epsilon) -> {};

    /** The batch's rows, in pieces of whole tiles of any kernel. */
    private final WorkPartition rows = new WorkPartition(2 * Layer.UNIT, Layer.UNIT);

    int batch;
    KlTerm klTerm = KlTerm.OF_THE_BOUND;
    private final ImageSource imageSource;
    private final OutputSample sample;

    /** All matrices for steps of up to {@code largestBatch} images; weights are zero until {@link #restore}. */
    public Autoencoder(ModelConfiguration configuration, int largestBatch, Kernel kernel, Workers workers) {
        this(configuration, configuration.activation(), largestBatch, kernel, workers);
    }

    Autoencoder(
            ModelConfiguration configuration, Activation decoder, int largestBatch, Kernel kernel, Workers workers) {
        if (largestBatch < 1)
            throw new IllegalArgumentException("largestBatch: found " + largestBatch + ", expected 1 or more");
        this.configuration = configuration;
        this.largestBatch = largestBatch;
        this.kernel = kernel;
        this.workers = workers;
        boolean variational = configuration.kind().variational();
        int noisy = variational ? configuration.latents() : 0;
        imageSource = new ImageSource(configuration.values(), configuration.classes(), noisy, kernel);
        sample = new OutputSample(configuration.values(), configuration.likelihood()::mean);
        network = Network.trained(configuration, configuration.activation(), decoder, kernel);
        layers = network.layers;
        heads = network.heads;
        latents = configuration.latents();
        int last = layers.size() - 1;
        z = new FMatrixRMaj(largestBatch, configuration.codes());
        zGradient = new FMatrixRMaj(largestBatch, configuration.codes());
        epsilon = new float[largestBatch * noisy];
        deviation = new float[largestBatch * noisy];
        inputs = new FMatrixRMaj[last + 1];
        outputs = new FMatrixRMaj[last + 1];
        gradients = new Kernel.PackedMatrix[last + 1];
        for (int i = 0; i <= last; i++) {
            Layer layer = layers.get(i);
            outputs[i] = new FMatrixRMaj(largestBatch, layer.out());
            gradients[i] = layer.wrap(i == last ? outputs[i] : new FMatrixRMaj(largestBatch, layer.out()));
            inputs[i] = i == 0
                    ? new FMatrixRMaj(largestBatch, configuration.inputs())
                    : i == heads + 1 ? z : outputs[i - 1];
        }
        sums = Network.sums(layers, outputs);
        losses = new BatchLosses(largestBatch, noisy);
        means = new double[configuration.kind().losses().size()];
        noise = new InputNoise(kernel, configuration.values(), inputs[0]);
        dropout = new Dropout(layers, heads, inputs, outputs);
        var logits = new LogitRows(kernel, outputs[last].data, configuration.values());
        pixels = PixelLoss.of(new PixelLoss.Rows(configuration, logits, losses));
        var matrices = new Bottleneck.Matrices(outputs[heads], gradients[heads].matrix, z, zGradient, latents);
        boolean apart = configuration.kind() == ModelKind.TCVAE;
        parts = apart ? new KlDecomposition(largestBatch, latents, kernel, workers) : null;
        bottleneck = variational
                ? Bottleneck.of(new Bottleneck.Sampled(matrices, kernel, epsilon, deviation, losses), parts)
                : new Bottleneck.Point(matrices);
    }

    /** The same, which learns from so many images. */
    Autoencoder learningFrom(long images) {
        if (parts != null) parts.of(images);
        return this;
    }

    @Override
    public ModelConfiguration configuration() {
        return configuration;
    }

    /** Fresh weights: He for ReLU, Glorot uniform for tanh and heads, biases 0, output bias = logit(mean pixel). */
    @Override
    public void initialize(long seed, ImageSet trainingImages) {
        int count = configuration.parameterCount();
        restore(InitialWeights.of(configuration, seed, trainingImages), new float[count], new float[count]);
    }

    @Override
    public void step(ImageSet images, int[] order, int from, int batch, StepSettings settings) {
        configuration.check(images);
        if (from < 0 || from + batch > order.length)
            throw new IllegalArgumentException(
                    "order: found " + order.length + " images, expected " + from + " + " + batch);
        imageSource.take(
                images,
                order,
                from,
                RandomStream.EPSILON.key(settings.seed()),
                RandomStream.BINARISE.key(settings.seed()),
                settings.drawn(),
                settings.binarise());
        noise.take(settings.corruption(), settings.corruptionRate(), settings.seed(), settings.drawn());
        dropout.begin(settings.dropout(), settings.seed(), settings.drawn());
        begin(imageSource, batch, settings.klTerm(), Kernel.AdamStep.at(settings.t(), settings.learningRate()));
        passThenRun(updatePart);
        if (!diverged()) pixels.learn();
    }

    /** The losses and gradients for given pixels in 0..1 and noise ε (both row-major); the weights stay as they are. */
    void differentiate(float[] pixels, float[] noise, int batch, KlTerm klTerm) {
        differentiate(pixels, new byte[batch], noise, batch, klTerm);
    }

    /** The same for images of given classes, which a model that is told none does not look at. */
    void differentiate(float[] pixels, byte[] labels, float[] noise, int batch, KlTerm klTerm) {
        var given = BatchSource.of(pixels, labels, noise, configuration.values(), configuration.classes(), latents);
        begin(given, batch, klTerm, Kernel.AdamStep.at(1, 0));
        passThenRun(gradientPart);
    }

    /** The losses and gradients of the last step once more, with the weights as they are now; they stay so. */
    void differentiateAgain() {
        begin(source, batch, klTerm, Kernel.AdamStep.at(1, 0));
        passThenRun(gradientPart);
    }

    /** Forward and backward, then {@code next}; all wait for all in between where the gradient hangs on every row. */
    private void passThenRun(Workers.Part next) {
        boolean looks = parts != null || klTerm.looksAtKl();
        boolean inHalves = pixels.waits() || configuration.kind().variational() && looks;
        workers.run(inHalves ? halfPart : passPart);
        losses.average(batch);
        pixels.average(batch);
        keepMeans();
        if (inHalves) {
            losses.weigh(klTerm, batch);
            if (parts != null) parts.differentiate(klTerm.information(), klTerm.weight(), klTerm.dimensions());
            rows.start(0, batch, workers.threads());
            workers.run(backwardPart);
        }
        if (!diverged()) workers.run(next);
    }

    @Override
    public boolean diverged() {
        return losses.diverged() || parts != null && !parts.finite();
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
            pixels.forward(noise.target(), from, to, batch);
            backwardRows(from, to);
        }
    }

    private void forwardWithLikelihood(int member, int members) {
        for (int from = rows.take(member); from < batch; from = rows.take(member)) {
            int to = rows.pieceEnd(from);
            forwardRows(from, to);
            pixels.forward(noise.target(), from, to, batch);
        }
    }

    /** The other half of {@link #pass}. */
    private void backward(int member, int members) {
        for (int from = rows.take(member); from < batch; from = rows.take(member)) {
            int to = rows.pieceEnd(from);
            pixels.backward(from, to);
            backwardRows(from, to);
        }
    }

    private void backwardRows(int from, int to) {
        for (int i = layers.size() - 1; i > 0; i--) {
            Layer layer = layers.get(i);
            layer.collect(inputs[i], gradients[i], from, to);
            if (i == heads + 1) {
                layer.backward(gradients[i].matrix, z, Activation.IDENTITY, zGradient, from, to);
                bottleneck.backward(from, to);
            } else {
                layer.backward(
                        gradients[i].matrix,
                        sums[i - 1],
                        layers.get(i - 1).activation(),
                        gradients[i - 1].matrix,
                        from,
                        to);
                dropout.backward(i - 1, gradients[i - 1].matrix, from, to);
            }
        }
        layers.get(0).collect(inputs[0], gradients[0], from, to);
    }

    private void forward(int member, int members) {
        for (int from = rows.take(member); from < batch; from = rows.take(member)) {
            int to = rows.pieceEnd(from);
            forwardRows(from, to);
            sample.take(outputs[layers.size() - 1].data, from, to);
            pixels.evaluate(noise.target(), from, to, batch);
        }
    }

    private void forwardRows(int from, int to) {
        noise.fill(source, from, to, epsilon);
        for (int i = 0; i < layers.size(); i++) {
            if (i == heads + 1) {
                bottleneck.forward(from, to);
                OneHot.join(inputs[0], z, configuration.classes(), from, to); // the decoder is told it too
            }
            Network.forward(layers.get(i), inputs[i], sums[i], outputs[i], from, to);
            dropout.forward(i, from, to);
        }
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

    @Override
    public void evaluate(ImageSet images, int from, int batch, long seed, boolean binarise) {
        configuration.check(images);
        if (from < 0 || from + batch > images.size())
            throw new IllegalArgumentException(
                    "images: found " + images.size() + ", expected at least " + from + " + " + batch);
        long key = RandomStream.EVALUATION.key(seed);
        imageSource.take(images, null, from, key, RandomStream.bits(key, 0), from, binarise);
        noise.none();
        dropout.none();
        begin(imageSource, batch, KlTerm.OF_THE_BOUND, Kernel.AdamStep.at(1, 0));
        sample.begin(images.size(), from);
        workers.run(forwardPart);
        losses.average(batch);
        keepMeans();
    }

    private void keepMeans() {
        means[0] = losses.reconstruction;
        if (means.length > 1) means[1] = losses.kl;
        if (parts != null) parts.measure(batch, means, 2);
    }

    /** Reconstruction and, where there is one, KL: nats per image, sums over pixels or latents. */
    @Override
    public double[] losses() {
        return means;
    }

    /** Reconstruction term of the last step: nats per image, a sum over pixels and channels; the mean of the batch. */
    public double reconstruction() {
        return losses.reconstruction;
    }

    /** KL term of the last step (without β): nats per image, summed over latents, averaged over the batch. */
    public double kl() {
        return losses.kl;
    }

    @Override
    public double[] klPerLatent() {
        return losses.klPerLatent;
    }

    @Override
    public double clampFraction() {
        return losses.clampFraction;
    }

    @Override
    public double outputVariance() {
        return sample.variance();
    }

    @Override
    public @Nullable NonFinite nonFinite() {
        return NonFinite.in(this);
    }

    @Override
    public StepTrace trace(Runnable step) {
        return StepTrace.of(this, step);
    }

    @Override
    public Weights weights() {
        float[] values = network.flat(Parameter::value);
        if (configuration.learnsVariance()) values[values.length - 1] = pixels.logVariance();
        return new Weights(configuration, values);
    }

    @Override
    public float[] firstMoments() {
        return network.flat(Parameter::m);
    }

    @Override
    public float[] secondMoments() {
        return network.flat(Parameter::v);
    }

    /** A copy of the gradients of the last {@link #differentiate}, laid out as the weights; a step keeps none. */
    float[] gradients() {
        return network.flat(Parameter::gradient);
    }

    @Override
    public void restore(float[] values, float[] firstMoments, float[] secondMoments) {
        network.read(values, Parameter::value);
        if (configuration.learnsVariance()) pixels.restore(values[values.length - 1]);
        network.read(firstMoments, Parameter::m);
        network.read(secondMoments, Parameter::v);
        network.changed();
    }
}
