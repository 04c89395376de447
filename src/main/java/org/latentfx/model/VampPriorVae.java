package org.latentfx.model;

import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.math.WorkPartition;
import org.latentfx.math.Workers;
import org.latentfx.model.batch.BatchSource;
import org.latentfx.model.batch.ImageSource;
import org.latentfx.model.batch.InputNoise;
import org.latentfx.model.batch.OutputSample;
import org.latentfx.model.layer.LayerStack;
import org.latentfx.model.likelihood.LogitRows;
import org.latentfx.model.prior.MixtureCodes;
import org.latentfx.model.prior.PseudoInputs;
import org.latentfx.nn.FlatParameters;
import org.latentfx.nn.Layer;
import org.latentfx.nn.Parameter;
import org.latentfx.text.Refusal;

/**
 * A VAE whose prior is learnt: the mean of the posteriors of K pseudo-inputs, which go through the encoder as rows
 * behind those of the batch (Tomczak & Welling 2018). Its KL has no closed form: it is log q(z|x) − log p(z) of the one
 * z that is drawn for an image. Owned by one thread, which shares the work of a step with {@link Workers}; sums are
 * made in row order, so the result is the same for any number of members. All is allocated once.
 */
public final class VampPriorVae implements TrainableModel {
    private static final double[] NO_KL_OF_A_LATENT = {};

    private final ModelConfiguration configuration;
    private final Workers workers;
    private final Network network;
    /** To the heads; it has the pseudo-inputs' rows behind the batch's. */
    private final LayerStack encoder;
    /** To the logits, over which the loss's derivative by them is written. */
    private final LayerStack decoder;

    private final int latents;
    private final int components;

    private final PseudoInputs pseudoInputs;
    private final MixtureCodes codes;
    /** The loss's derivative by the encoder's inputs, of which the rows of pseudo-inputs are asked for. */
    private final FMatrixRMaj inputGradient;

    /** What the encoder reads. */
    private final FMatrixRMaj x;

    private final float[] epsilon;

    private final PixelLoss.Rows pixels;
    private final InputNoise noise;
    private final ImageSource imageSource;
    private final OutputSample sample;
    /** The KL of a row is one number. */
    private final BatchLosses losses;

    private final double[] means = new double[2];

    private final Workers.Part encodePart = this::encode;
    private final Workers.Part decodePart = this::decode;
    private final Workers.Part decoderBackPart = this::decoderBack;
    private final Workers.Part componentPart = this::componentsBack;
    private final Workers.Part encoderBackPart = this::encoderBack;
    private final Workers.Part gradientPart = this::gradients;
    private final Workers.Part updatePart = this::update;
    private final WorkPartition rows = new WorkPartition(2 * Layer.UNIT, Layer.UNIT);

    // what a step was asked for; read by the members while it runs
    private BatchSource source = (from, to, x, epsilon) -> {};
    private int batch;
    /** Rows behind those of the batch: all pseudo-inputs, or none where their codes are known. */
    private int behind;

    private Kernel.AdamStep adam = Kernel.AdamStep.at(1, 0);
    private boolean priorKnown;

    /** All matrices for steps of up to {@code largestBatch} images; weights are zero until {@link #restore}. */
    public VampPriorVae(ModelConfiguration configuration, int largestBatch, Kernel kernel, Workers workers) {
        this.configuration = configuration;
        this.workers = workers;
        latents = configuration.latents();
        imageSource = new ImageSource(configuration.format(), 0, latents, largestBatch, kernel);
        components = configuration.pseudoInputs();
        network = Network.trained(configuration, configuration.activation(), configuration.activation(), kernel);
        pseudoInputs = new PseudoInputs(components, configuration.values(), kernel);
        var free = pseudoInputs.parameter();
        network.tensors.add(free, 0, free.value().numCols, configuration.firstPseudoInput());
        int all = largestBatch + components;
        x = new FMatrixRMaj(all, configuration.values());
        inputGradient = new FMatrixRMaj(all, configuration.values());
        epsilon = new float[largestBatch * latents];
        encoder = network.encoder(x);
        losses = new BatchLosses(largestBatch, 1);
        codes = new MixtureCodes(
                encoder.output(), encoder.gradient(), epsilon, components, kernel, losses.klOfRow, losses.clampedOfRow);
        decoder = network.decoder(codes.z);
        noise = new InputNoise(kernel, configuration.values(), x);
        sample = new OutputSample(configuration.values(), configuration.likelihood()::mean);
        pixels = new PixelLoss.Rows(
                configuration, new LogitRows(kernel, decoder.output().data, configuration.values()), losses);
    }

    @Override
    public ModelConfiguration configuration() {
        return configuration;
    }

    // ---- a step ----

    @Override
    public void step(ImageSet images, int[] order, int from, int batch, StepSettings settings) {
        imageSource.learn(images, order, from, batch, settings.seed(), settings.drawn(), settings.binarise());
        noise.take(settings.corruption(), settings.corruptionRate(), settings.seed(), settings.drawn());
        learn(
                imageSource,
                batch,
                settings.klTerm(),
                Kernel.AdamStep.at(settings.t(), settings.learningRate()),
                updatePart);
    }

    /**
     * The losses and gradients for given pixels in 0..1 (batch × pixels) and noise ε (batch × latents); the weights
     * stay as they are.
     */
    void differentiate(float[] pixels, float[] epsilon, int batch, KlTerm klTerm) {
        noise.none();
        var given = BatchSource.of(pixels, new byte[batch], epsilon, configuration.values(), 0, latents);
        learn(given, batch, klTerm, Kernel.AdamStep.at(1, 0), gradientPart);
    }

    private void learn(BatchSource source, int batch, KlTerm klTerm, Kernel.AdamStep adam, Workers.Part last) {
        this.source = source;
        this.batch = batch;
        this.adam = adam;
        behind = components;
        run(encodePart, batch + components);
        run(decodePart, batch);
        average();
        losses.weigh(klTerm, batch);
        if (diverged()) return;
        run(decoderBackPart, batch);
        run(componentPart, components);
        run(encoderBackPart, batch + components);
        encoder.begin(adam, workers.threads());
        decoder.begin(adam, workers.threads());
        workers.run(last);
        priorKnown = false;
    }

    private void run(Workers.Part part, int count) {
        rows.start(0, count, workers.threads());
        workers.run(part);
    }

    @Override
    public void evaluate(ImageSet images, int from, int batch, long seed, boolean binarise) {
        imageSource.evaluate(images, from, batch, seed, binarise);
        if (!priorKnown) {
            this.batch = 0;
            behind = components;
            run(encodePart, components);
            priorKnown = true;
        }
        noise.none();
        sample.begin(images.size(), from);
        source = imageSource;
        this.batch = batch;
        behind = 0;
        run(encodePart, batch);
        run(decodePart, batch);
        average();
    }

    private void average() {
        losses.average(batch);
        means[0] = losses.reconstruction;
        means[1] = losses.kl;
    }

    // ---- forward ----

    /** Images and pseudo-inputs to μ and s; the latter make the prior's components. */
    private void encode(int member, int members) {
        int all = batch + behind;
        for (int from = rows.take(member); from < all; from = rows.take(member)) {
            int to = rows.pieceEnd(from);
            if (from < batch) noise.fill(source, from, Math.min(to, batch), epsilon);
            for (int r = Math.max(from, batch); r < to; r++) pseudoInputs.fill(r - batch, x.data, r * x.numCols);
            encoder.forward(from, to);
            for (int r = Math.max(from, batch); r < to; r++) codes.component(r - batch, r);
        }
    }

    private void decode(int member, int members) {
        for (int from = rows.take(member); from < batch; from = rows.take(member)) {
            int to = rows.pieceEnd(from);
            for (int r = from; r < to; r++) codes.forward(r);
            decoder.forward(from, to);
            if (behind == 0) sample.take(decoder.output().data, from, to); // measured, not learnt from
            pixels.score(noise.target(), from, to, configuration.variance(), 1f / batch);
        }
    }

    // ---- backward ----

    private void decoderBack(int member, int members) {
        for (int from = rows.take(member); from < batch; from = rows.take(member)) {
            int to = rows.pieceEnd(from);
            decoder.backward(from, to, codes.zGradient);
            for (int r = from; r < to; r++) codes.backward(r, losses.klWeights[0]);
        }
    }

    private void componentsBack(int member, int members) {
        for (int from = rows.take(member); from < components; from = rows.take(member))
            for (int k = from; k < rows.pieceEnd(from); k++)
                codes.componentBackward(k, batch + k, batch, losses.klWeights[0]);
    }

    private void encoderBack(int member, int members) {
        int all = batch + components;
        for (int from = rows.take(member); from < all; from = rows.take(member)) {
            int to = rows.pieceEnd(from);
            encoder.backward(from, to);
            int first = Math.max(from, batch);
            if (first >= to) continue;
            encoder.inputGradient(first, to, inputGradient);
            for (int r = first; r < to; r++)
                pseudoInputs.differentiate(r - batch, x.data, inputGradient.data, r * configuration.values());
        }
    }

    private void gradients(int member, int members) {
        encoder.gradients(batch + components, member, members);
        decoder.gradients(batch, member, members);
    }

    private void update(int member, int members) {
        encoder.gradientsAndUpdate(batch + components, member, members);
        decoder.gradientsAndUpdate(batch, member, members);
        int free = pseudoInputs.parameter().value().data.length;
        pseudoInputs.update(adam, Workers.share(free, member, members), Workers.share(free, member + 1, members));
    }

    // ---- what came out ----

    @Override
    public boolean diverged() {
        return losses.diverged();
    }

    /** Reconstruction and the estimate of the KL: nats per image, means of the batch. */
    @Override
    public double[] losses() {
        return means;
    }

    /** Empty: log p(z) of a mixture is no sum over latents. */
    @Override
    public double[] klPerLatent() {
        return NO_KL_OF_A_LATENT;
    }

    @Override
    public double clampFraction() {
        return losses.clampFraction / latents;
    }

    @Override
    public double outputVariance() {
        return sample.variance();
    }

    @Override
    public @Nullable NonFinite nonFinite() {
        return NonFinite.in(this, losses.reconstruction + losses.kl);
    }

    /** There is none: the graph of a step has no place for pseudo-inputs. */
    @Override
    public StepTrace trace(Runnable step) {
        throw new Refusal("vamp.trace");
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
        priorKnown = false;
    }
}
