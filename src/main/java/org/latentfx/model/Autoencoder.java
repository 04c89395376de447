package org.latentfx.model;

import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.math.WorkPartition;
import org.latentfx.math.Workers;
import org.latentfx.model.batch.BatchSource;
import org.latentfx.model.batch.ImageSource;
import org.latentfx.model.batch.InputNoise;
import org.latentfx.model.batch.OneHot;
import org.latentfx.model.batch.OutputSample;
import org.latentfx.model.codebook.LearntCodebook;
import org.latentfx.model.codebook.Quantisation;
import org.latentfx.model.decomposition.KlDecomposition;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.layer.LayerStack;
import org.latentfx.model.likelihood.LogitRows;
import org.latentfx.nn.FlatParameters;
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
    final Kernel kernel;
    private final Workers workers;
    private final Network network;
    /** To the heads, the last of its layers. */
    final LayerStack encoder;
    /** To the logits, over which the loss's derivative by them is written. */
    final LayerStack decoder;

    private final int latents;

    /** What the encoder reads: batch × inputs. */
    final FMatrixRMaj x;

    final FMatrixRMaj z;
    private final FMatrixRMaj zGradient;
    final float[] epsilon;
    /** σ = e^{s/2}, where a code is a distribution. */
    final float[] deviation;

    private final Bottleneck bottleneck;
    private final @Nullable KlDecomposition parts;
    private final @Nullable LearntCodebook codebook;
    private final PixelLoss pixels;
    final InputNoise noise;

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
    private Quantisation quantisation = Quantisation.USUAL;
    private final ImageSource imageSource;
    private final OutputSample sample;

    /** All matrices for steps of up to {@code largestBatch} images; weights are zero until {@link #restore}. */
    public Autoencoder(ModelConfiguration configuration, int largestBatch, Kernel kernel, Workers workers) {
        this(configuration, configuration.activation(), largestBatch, kernel, workers);
    }

    Autoencoder(
            ModelConfiguration configuration, Activation decoder, int largestBatch, Kernel kernel, Workers workers) {
        this.configuration = configuration;
        this.kernel = kernel;
        this.workers = workers;
        boolean variational = configuration.kind().variational();
        latents = configuration.latents();
        int noisy = variational ? latents : 0;
        imageSource = new ImageSource(configuration.format(), configuration.classes(), noisy, largestBatch, kernel);
        sample = new OutputSample(configuration.values(), configuration.likelihood()::mean);
        network = Network.trained(configuration, configuration.activation(), decoder, kernel);
        x = new FMatrixRMaj(largestBatch, configuration.inputs());
        z = new FMatrixRMaj(largestBatch, configuration.codes());
        zGradient = new FMatrixRMaj(largestBatch, configuration.codes());
        epsilon = new float[largestBatch * noisy];
        deviation = new float[largestBatch * noisy];
        encoder = network.encoder(x);
        this.decoder = network.decoder(z);
        losses = new BatchLosses(largestBatch, noisy);
        means = new double[configuration.kind().losses().size()];
        noise = new InputNoise(kernel, configuration.values(), x);
        var logits = new LogitRows(kernel, this.decoder.output().data, configuration.values());
        pixels = PixelLoss.of(new PixelLoss.Rows(configuration, logits, losses));
        var matrices = new Bottleneck.Matrices(encoder.output(), encoder.gradient(), z, zGradient, latents);
        boolean apart = configuration.kind() == ModelKind.TCVAE;
        parts = apart ? new KlDecomposition(largestBatch, latents, kernel, workers) : null;
        codebook = configuration.codebook().there() ? codebook(largestBatch) : null;
        bottleneck = variational
                ? Bottleneck.of(new Bottleneck.Sampled(matrices, kernel, epsilon, deviation, losses), parts)
                : codebook == null ? new Bottleneck.Point(matrices) : new Bottleneck.Rounded(matrices, codebook);
    }

    private LearntCodebook codebook(int largestBatch) {
        var made = new LearntCodebook(configuration.codebook(), latents, largestBatch);
        int at = configuration.firstCode();
        for (Parameter parameter : made.parameters()) {
            network.tensors.add(parameter, 0, parameter.value().numCols, at);
            at += parameter.value().getNumElements();
        }
        return made;
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

    @Override
    public void step(ImageSet images, int[] order, int from, int batch, StepSettings settings) {
        imageSource.learn(images, order, from, batch, settings.seed(), settings.drawn(), settings.binarise());
        noise.take(settings.corruption(), settings.corruptionRate(), settings.seed(), settings.drawn());
        encoder.drop(settings.dropout(), settings.seed(), settings.drawn());
        decoder.drop(settings.dropout(), settings.seed(), settings.drawn());
        quantisation = settings.quantisation();
        begin(imageSource, batch, settings.klTerm(), Kernel.AdamStep.at(settings.t(), settings.learningRate()));
        passThenRun(updatePart);
        if (diverged()) return;
        pixels.learn();
        if (codebook != null)
            codebook.learn(encoder.output().data, batch, quantisation.revival(), settings.seed(), settings.drawn());
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
        if (codebook != null) codebook.average(batch);
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
        if (codebook != null && !(codebook.commitment() < BatchLosses.BEYOND_BOUNDS)) return true;
        return losses.diverged() || parts != null && !parts.finite();
    }

    private void begin(BatchSource source, int batch, KlTerm klTerm, Kernel.AdamStep adam) {
        this.source = source;
        this.batch = batch;
        this.klTerm = klTerm;
        if (!klTerm.looksAtKl()) losses.weigh(klTerm, batch);
        if (codebook != null) codebook.begin(quantisation.commitment(), batch);
        rows.start(0, batch, workers.threads());
        encoder.begin(adam, workers.threads());
        decoder.begin(adam, workers.threads());
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
        decoder.backward(from, to, zGradient);
        bottleneck.backward(from, to);
        encoder.backward(from, to);
    }

    private void forward(int member, int members) {
        for (int from = rows.take(member); from < batch; from = rows.take(member)) {
            int to = rows.pieceEnd(from);
            forwardRows(from, to);
            sample.take(decoder.output().data, from, to);
            pixels.evaluate(noise.target(), from, to, batch);
        }
    }

    private void forwardRows(int from, int to) {
        noise.fill(source, from, to, epsilon);
        encoder.forward(from, to);
        bottleneck.forward(from, to);
        OneHot.join(x, z, configuration.classes(), from, to); // the decoder is told it too
        decoder.forward(from, to);
    }

    /** Phase two without the update. */
    private void gradients(int member, int members) {
        encoder.gradients(batch, member, members);
        decoder.gradients(batch, member, members);
    }

    /** Phase two, on the rows of each weight that this member can take. */
    private void gradientsAndUpdate(int member, int members) {
        encoder.gradientsAndUpdate(batch, member, members);
        decoder.gradientsAndUpdate(batch, member, members);
    }

    @Override
    public void evaluate(ImageSet images, int from, int batch, long seed, boolean binarise) {
        imageSource.evaluate(images, from, batch, seed, binarise);
        noise.none();
        encoder.dropNone();
        decoder.dropNone();
        begin(imageSource, batch, KlTerm.OF_THE_BOUND, Kernel.AdamStep.at(1, 0));
        sample.begin(images.size(), from);
        workers.run(forwardPart);
        losses.average(batch);
        if (codebook != null) codebook.average(batch);
        keepMeans();
    }

    private void keepMeans() {
        means[0] = losses.reconstruction;
        if (codebook != null) {
            means[1] = codebook.commitment();
            means[2] = codebook.perplexity();
            means[3] = codebook.dead();
            return;
        }
        if (means.length > 1) means[1] = losses.kl;
        if (parts != null) parts.measure(batch, means, 2);
    }

    /** Those of its kind, the reconstruction first: nats per image, sums over pixels or latents. */
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

    /** The sum of the last step's terms: nats per image. */
    double lost() {
        return losses.reconstruction + losses.kl + (codebook == null ? 0 : codebook.commitment());
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
        float[] values = network.tensors.flat(Parameter::value);
        if (configuration.learnsVariance()) values[values.length - 1] = pixels.logVariance();
        return new Weights(configuration, values);
    }

    /** A copy of the gradients of the last {@link #differentiate}, laid out as the weights; a step keeps none. */
    float[] gradients() {
        return network.tensors.flat(Parameter::gradient);
    }

    @Override
    public FlatParameters parameters() {
        return network.tensors;
    }

    @Override
    public void restore(float[] values, float[] firstMoments, float[] secondMoments) {
        TrainableModel.super.restore(values, firstMoments, secondMoments);
        if (configuration.learnsVariance()) pixels.restore(values[values.length - 1]);
    }

    @Override
    public void changed() {
        network.changed();
    }
}
