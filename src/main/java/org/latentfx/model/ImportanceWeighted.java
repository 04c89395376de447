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
import org.latentfx.model.batch.OutputSample;
import org.latentfx.model.likelihood.ImportanceWeights;
import org.latentfx.model.prior.Posterior;
import org.latentfx.nn.Layer;
import org.latentfx.nn.Parameter;
import org.latentfx.text.Refusal;

/**
 * A VAE trained by the bound of k samples, L_k = E log (1/k) Σ w ≤ log p(x), in place of the ELBO (Burda et al. 2016):
 * its gradient is Σ w̃ ∇ log w. The encoder runs once an image, the {@link ImportanceDecoder} on k points of each.
 * Owned by one thread, which shares the work of a step with {@link Workers}; sums are made in row order, so the result
 * is the same for any number of members. All is allocated once.
 */
public final class ImportanceWeighted implements TrainableModel {
    private final ModelConfiguration configuration;
    private final int largestBatch;
    private final Workers workers;
    private final Network network;
    /** From pixels to μ and log σ². */
    private final List<Layer> layers;

    private final int latents;

    /** What each of these layers reads and writes: batch × in, batch × out. */
    private final FMatrixRMaj[] inputs;

    private final FMatrixRMaj[] outputs;
    private final FMatrixRMaj[] sums;
    private final Kernel.PackedMatrix[] gradients;
    /** batch × (k · latents). */
    private final float[] epsilon;
    /** σ = e^{s/2}, batch × latents. */
    private final float[] deviation;

    private final ImportanceDecoder decoder;
    private final ImportanceWeights weights;
    private final BatchLosses losses;
    private final double[] means = new double[3];
    private final ImageSource imageSource;
    private final InputNoise noise;
    private final OutputSample sample;

    private final WorkPartition rows = new WorkPartition(2 * Layer.UNIT, Layer.UNIT);
    private final Workers.Part encodePart = this::encode;
    private final Workers.Part backPart = this::back;
    private final Workers.Part updatePart = this::update;
    private final Workers.Part gradientPart = this::gradients;

    // what a step was asked for; read by the members while it runs
    private BatchSource source = (from, to, x, epsilon) -> {};
    private int batch;

    /** All matrices for steps of up to {@code largestBatch} images; weights are zero until {@link #restore}. */
    public ImportanceWeighted(ModelConfiguration configuration, int largestBatch, Kernel kernel, Workers workers) {
        this(configuration, configuration.activation(), largestBatch, kernel, workers);
    }

    ImportanceWeighted(
            ModelConfiguration configuration, Activation decoder, int largestBatch, Kernel kernel, Workers workers) {
        if (largestBatch < 1)
            throw new IllegalArgumentException("largestBatch: found " + largestBatch + ", expected 1 or more");
        this.configuration = configuration;
        this.largestBatch = largestBatch;
        this.workers = workers;
        int k = configuration.samples();
        latents = configuration.latents();
        network = Network.trained(configuration, configuration.activation(), decoder, kernel);
        int heads = network.heads;
        layers = network.layers.subList(0, heads + 1);
        epsilon = new float[largestBatch * k * latents];
        deviation = new float[largestBatch * latents];
        inputs = new FMatrixRMaj[heads + 1];
        outputs = new FMatrixRMaj[heads + 1];
        gradients = new Kernel.PackedMatrix[heads + 1];
        for (int i = 0; i <= heads; i++) {
            Layer layer = layers.get(i);
            outputs[i] = new FMatrixRMaj(largestBatch, layer.out());
            gradients[i] = layer.wrap(new FMatrixRMaj(largestBatch, layer.out()));
            inputs[i] = i == 0 ? new FMatrixRMaj(largestBatch, layer.in()) : outputs[i - 1];
        }
        sums = Network.sums(layers, outputs);
        losses = new BatchLosses(largestBatch, latents);
        weights = new ImportanceWeights(largestBatch, k);
        var codes = new ImportanceDecoder.Codes(outputs[heads], epsilon, deviation, gradients[heads].matrix);
        var above = network.layers.subList(heads + 1, network.layers.size());
        this.decoder = new ImportanceDecoder(configuration, largestBatch, kernel, workers, above, codes, weights);
        imageSource = new ImageSource(configuration.values(), 0, k * latents, kernel);
        noise = new InputNoise(kernel, configuration.values(), inputs[0]);
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
    public void initialize(long seed, ImageSet trainingImages) {
        float[] none = new float[configuration.parameterCount()];
        restore(InitialWeights.of(configuration, seed, trainingImages), none, none);
    }

    @Override
    public void step(ImageSet images, int[] order, int from, int batch, StepSettings settings) {
        check(images, order.length, from, batch);
        imageSource.take(
                images,
                order,
                from,
                RandomStream.EPSILON.key(settings.seed()),
                RandomStream.BINARISE.key(settings.seed()),
                settings.drawn(),
                settings.binarise());
        noise.take(settings.corruption(), settings.corruptionRate(), settings.seed(), settings.drawn());
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
        learn(given, batch, beta, Kernel.AdamStep.at(1, 0));
        workers.run(gradientPart);
        decoder.keepGradients();
    }

    private void learn(BatchSource source, int batch, double beta, Kernel.AdamStep adam) {
        begin(source, batch);
        decoder.learn(noise.target(), batch, beta, adam, losses.reconstructionOfRow);
        average();
        rows.start(0, batch, workers.threads());
        workers.run(backPart);
        for (Layer layer : layers) layer.begin(adam, workers.threads());
    }

    @Override
    public void evaluate(ImageSet images, int from, int batch, long seed, boolean binarise) {
        check(images, images.size(), from, batch);
        long key = RandomStream.EVALUATION.key(seed);
        imageSource.take(images, null, from, key, RandomStream.bits(key, 0), from, binarise);
        noise.none();
        sample.begin(images.size(), from);
        begin(imageSource, batch);
        decoder.evaluate(noise.target(), batch, sample, losses.reconstructionOfRow);
        average();
    }

    private void check(ImageSet images, int there, int from, int batch) {
        configuration.check(images);
        if (from < 0 || batch < 1 || batch > largestBatch || from + batch > there)
            throw new IllegalArgumentException("batch: found " + batch + " from " + from + " on of " + there
                    + ", expected 1 to " + largestBatch + " that are there");
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
            for (int i = 0; i < layers.size(); i++)
                Network.forward(layers.get(i), inputs[i], sums[i], outputs[i], from, to);
            for (int r = from; r < to; r++) code(r);
        }
    }

    /** σ and KL of a row. */
    private void code(int r) {
        float[] h = outputs[layers.size() - 1].data;
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
        for (int from = rows.take(member); from < batch; from = rows.take(member)) {
            int to = rows.pieceEnd(from);
            for (int i = layers.size() - 1; i > 0; i--) {
                layers.get(i).collect(inputs[i], gradients[i], from, to);
                Activation below = layers.get(i - 1).activation();
                layers.get(i).backward(gradients[i].matrix, sums[i - 1], below, gradients[i - 1].matrix, from, to);
            }
            layers.get(0).collect(inputs[0], gradients[0], from, to);
        }
    }

    private void gradients(int member, int members) {
        for (int i = 0; i < layers.size(); i++)
            layers.get(i).gradients(inputs[i], gradients[i], batch, member, members);
    }

    private void update(int member, int members) {
        for (int i = 0; i < layers.size(); i++)
            layers.get(i).gradientsAndUpdate(inputs[i], gradients[i], batch, member, members);
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

    /** There is none: it would have k points an image. */
    @Override
    public StepTrace trace(Runnable step) {
        throw new Refusal("iwae.trace");
    }

    @Override
    public Weights weights() {
        return new Weights(configuration, network.flat(Parameter::value));
    }

    @Override
    public float[] firstMoments() {
        return network.flat(Parameter::m);
    }

    @Override
    public float[] secondMoments() {
        return network.flat(Parameter::v);
    }

    /** A copy of the gradients of the last {@link #differentiate}, laid out as the weights. */
    float[] gradients() {
        return network.flat(Parameter::gradient);
    }

    @Override
    public void restore(float[] values, float[] firstMoments, float[] secondMoments) {
        network.read(values, Parameter::value);
        network.read(firstMoments, Parameter::m);
        network.read(secondMoments, Parameter::v);
        network.changed();
    }
}
