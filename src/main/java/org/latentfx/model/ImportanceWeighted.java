package org.latentfx.model;

import java.util.List;
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
import org.latentfx.model.batch.OutputSample;
import org.latentfx.model.layer.LayerStack;
import org.latentfx.model.likelihood.ImportanceWeights;
import org.latentfx.model.prior.Posterior;
import org.latentfx.nn.FlatParameters;
import org.latentfx.nn.Layer;
import org.latentfx.nn.Parameter;

/**
 * A VAE trained by the bound of k samples, L_k = E log (1/k) Σ w ≤ log p(x), in place of the ELBO (Burda et al. 2016):
 * its gradient is Σ w̃ ∇ log w. The encoder runs once an image, the {@link ImportanceDecoder} on k points of each.
 * Owned by one thread, which shares the work of a step with {@link Workers}; sums are made in row order, so the result
 * is the same for any number of members. All is allocated once.
 */
public final class ImportanceWeighted implements TrainableModel {
    private final ModelConfiguration configuration;
    final Kernel kernel;
    private final Workers workers;
    private final Network network;
    /** From pixels to μ and log σ². */
    final LayerStack encoder;

    private final int latents;
    /** What the encoder reads: batch × inputs. */
    final FMatrixRMaj x;

    /** batch × (k · latents). */
    private final float[] epsilon;
    /** σ = e^{s/2}, batch × latents. */
    final float[] deviation;

    private final ImportanceDecoder decoder;
    final ImportanceWeights weights;
    final BatchLosses losses;
    private final double[] means = new double[3];
    private final ImageSource imageSource;
    final InputNoise noise;
    private final OutputSample sample;

    private final WorkPartition rows = new WorkPartition(2 * Layer.UNIT, Layer.UNIT);
    private final Workers.Part encodePart = this::encode;
    private final Workers.Part backPart = this::back;
    private final Workers.Part updatePart = this::update;
    private final Workers.Part gradientPart = this::gradients;

    // what a step was asked for; read by the members while it runs
    private BatchSource source = (from, to, x, epsilon) -> {};
    int batch;
    double beta = 1;

    /** All matrices for steps of up to {@code largestBatch} images; weights are zero until {@link #restore}. */
    public ImportanceWeighted(ModelConfiguration configuration, int largestBatch, Kernel kernel, Workers workers) {
        this(configuration, configuration.activation(), largestBatch, kernel, workers);
    }

    ImportanceWeighted(
            ModelConfiguration configuration, Activation decoder, int largestBatch, Kernel kernel, Workers workers) {
        this.configuration = configuration;
        this.kernel = kernel;
        this.workers = workers;
        int k = configuration.samples();
        latents = configuration.latents();
        imageSource = new ImageSource(configuration.format(), 0, k * latents, largestBatch, kernel);
        network = Network.trained(configuration, configuration.activation(), decoder, kernel);
        epsilon = new float[largestBatch * k * latents];
        deviation = new float[largestBatch * latents];
        x = new FMatrixRMaj(largestBatch, configuration.inputs());
        encoder = network.encoder(x);
        losses = new BatchLosses(largestBatch, latents);
        weights = new ImportanceWeights(largestBatch, k);
        var codes = new ImportanceDecoder.Codes(encoder.output(), epsilon, deviation, encoder.gradient());
        this.decoder = new ImportanceDecoder(network, largestBatch, kernel, workers, codes, weights);
        noise = new InputNoise(kernel, configuration.values(), x);
        sample = new OutputSample(configuration.values(), configuration.likelihood()::mean);
    }

    /** Images whose points go through the decoder at once, of batches of up to {@code largestBatch}. */
    public static int slice(int largestBatch, int k) {
        return ImportanceDecoder.slice(largestBatch, k);
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
        var adam = Kernel.AdamStep.at(settings.t(), settings.learningRate());
        learn(imageSource, batch, settings.klTerm().weight(), adam);
        if (diverged()) return;
        workers.run(updatePart);
        decoder.changed();
    }

    /**
     * The losses and gradients for given pixels in 0..1 (batch × pixels) and noise ε (batch × k × latents); the weights
     * stay as they are.
     */
    void differentiate(float[] pixels, float[] epsilon, int batch, double beta) {
        int noisy = configuration.samples() * latents;
        var given = BatchSource.of(pixels, new byte[batch], epsilon, configuration.values(), 0, noisy);
        this.beta = beta;
        source = given;
        this.batch = batch;
        differentiateAgain();
    }

    /** The losses and gradients of the last step once more, with the weights as they are now; they stay so. */
    void differentiateAgain() {
        learn(source, batch, beta, Kernel.AdamStep.at(1, 0));
        workers.run(gradientPart);
        decoder.keepGradients();
    }

    private void learn(BatchSource source, int batch, double beta, Kernel.AdamStep adam) {
        this.beta = beta;
        begin(source, batch);
        decoder.learn(noise.target(), batch, beta, adam, losses.reconstructionOfRow);
        average();
        rows.start(0, batch, workers.threads());
        workers.run(backPart);
        encoder.begin(adam, workers.threads());
    }

    @Override
    public void evaluate(ImageSet images, int from, int batch, long seed, boolean binarise) {
        imageSource.evaluate(images, from, batch, seed, binarise);
        noise.none();
        encoder.dropNone();
        sample.begin(images.size(), from);
        begin(imageSource, batch);
        decoder.evaluate(noise.target(), batch, sample, losses.reconstructionOfRow);
        average();
    }

    /** The codes of the batch. */
    private void begin(BatchSource source, int batch) {
        this.source = source;
        this.batch = batch;
        rows.start(0, batch, workers.threads());
        workers.run(encodePart);
    }

    private void average() {
        losses.average(batch);
        weights.average(batch);
        means[0] = losses.reconstruction;
        means[1] = losses.kl;
        means[2] = weights.loss();
    }

    private void encode(int member, int members) {
        for (int from = rows.take(member); from < batch; from = rows.take(member)) {
            int to = rows.pieceEnd(from);
            noise.fill(source, from, to, epsilon);
            encoder.forward(from, to);
            for (int r = from; r < to; r++) code(r);
        }
    }

    /** σ and KL of a row. */
    private void code(int r) {
        float[] h = encoder.output().data;
        int outside = 0;
        for (int j = 0; j < latents; j++) {
            int i = r * latents + j;
            float free = h[(2 * r + 1) * latents + j];
            float s = Posterior.clamp(free);
            if (Posterior.clamped(free)) outside++;
            deviation[i] = (float) Math.exp(0.5 * s);
            losses.klOfRow[i] = Posterior.kl(h[2 * r * latents + j], s, (double) deviation[i] * deviation[i]);
        }
        losses.clampedOfRow[r] = outside;
    }

    private void back(int member, int members) {
        for (int from = rows.take(member); from < batch; from = rows.take(member))
            encoder.backward(from, rows.pieceEnd(from));
    }

    private void gradients(int member, int members) {
        encoder.gradients(batch, member, members);
    }

    private void update(int member, int members) {
        encoder.gradientsAndUpdate(batch, member, members);
        decoder.update(member, members);
    }

    // ---- what came out ----

    @Override
    public boolean diverged() {
        return losses.diverged() || !Double.isFinite(weights.loss());
    }

    @Override
    public double[] losses() {
        return means;
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
        return NonFinite.in(this, losses.diverged() ? losses.reconstruction + losses.kl : weights.loss());
    }

    @Override
    public StepTrace trace(Runnable step) {
        return StepTrace.of(this, step);
    }

    /** From the code to the logits. */
    List<Layer> decoderLayers() {
        return network.layers.subList(network.heads + 1, network.layers.size());
    }

    /** As {@link #differentiateAgain}; what the decoder made of the points that weigh most. */
    ImportanceDecoder.Heaviest heaviest() {
        var heaviest = decoder.new Heaviest(batch);
        decoder.keep(heaviest);
        differentiateAgain();
        decoder.keep(null);
        return heaviest;
    }

    /** A copy of the gradients of the last {@link #differentiate}, laid out as the weights. */
    float[] gradients() {
        return network.tensors.flat(Parameter::gradient);
    }

    @Override
    public FlatParameters parameters() {
        return network.tensors;
    }

    @Override
    public void changed() {
        network.changed();
    }
}
