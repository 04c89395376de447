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
import org.latentfx.model.likelihood.LogitRows;
import org.latentfx.model.prior.MixtureCodes;
import org.latentfx.model.prior.PseudoInputs;
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
    private final int largestBatch;
    private final Workers workers;
    private final Network network;
    private final List<Layer> layers;
    private final int heads;
    private final int latents;
    private final int components;

    private final PseudoInputs pseudoInputs;
    private final MixtureCodes codes;
    /** The loss's derivative by the encoder's inputs, of which the rows of pseudo-inputs are asked for. */
    private final FMatrixRMaj inputGradient;

    /** What each layer reads and writes; those up to the heads have the pseudo-inputs' rows behind the batch's. */
    private final FMatrixRMaj[] inputs;

    private final FMatrixRMaj[] outputs;
    private final FMatrixRMaj[] sums;
    private final Kernel.PackedMatrix[] gradients;
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
        if (largestBatch < 1)
            throw new IllegalArgumentException("largestBatch: found " + largestBatch + ", expected 1 or more");
        this.configuration = configuration;
        this.largestBatch = largestBatch;
        this.workers = workers;
        latents = configuration.latents();
        components = configuration.pseudoInputs();
        network = Network.trained(configuration, configuration.activation(), configuration.activation(), kernel);
        layers = network.layers;
        heads = network.heads;
        pseudoInputs = new PseudoInputs(components, configuration.values(), kernel);
        int all = largestBatch + components;
        inputGradient = new FMatrixRMaj(all, configuration.values());
        epsilon = new float[largestBatch * latents];
        int count = layers.size();
        inputs = new FMatrixRMaj[count];
        outputs = new FMatrixRMaj[count];
        gradients = new Kernel.PackedMatrix[count];
        for (int i = 0; i < count; i++) {
            Layer layer = layers.get(i);
            int high = i <= heads ? all : largestBatch;
            outputs[i] = new FMatrixRMaj(high, layer.out());
            gradients[i] = layer.wrap(i == count - 1 ? outputs[i] : new FMatrixRMaj(high, layer.out()));
            inputs[i] = i == 0 ? new FMatrixRMaj(high, layer.in()) : outputs[i - 1];
        }
        sums = Network.sums(layers, outputs);
        losses = new BatchLosses(largestBatch, 1);
        FMatrixRMaj dh = gradients[heads].matrix;
        codes = new MixtureCodes(outputs[heads], dh, epsilon, components, kernel, losses.klOfRow, losses.clampedOfRow);
        inputs[heads + 1] = codes.z;
        noise = new InputNoise(kernel, configuration.values(), inputs[0]);
        imageSource = new ImageSource(configuration.values(), 0, latents, kernel);
        sample = new OutputSample(configuration.values(), configuration.likelihood()::mean);
        pixels = new PixelLoss.Rows(
                configuration, new LogitRows(kernel, outputs[count - 1].data, configuration.values()), losses);
    }

    @Override
    public ModelConfiguration configuration() {
        return configuration;
    }

    @Override
    public void initialize(long seed, ImageSet trainingImages) {
        int count = configuration.parameterCount();
        restore(InitialWeights.of(configuration, seed, trainingImages), new float[count], new float[count]);
    }

    // ---- a step ----

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
        for (Layer layer : layers) layer.begin(adam, workers.threads());
        workers.run(last);
        priorKnown = false;
    }

    private void run(Workers.Part part, int count) {
        rows.start(0, count, workers.threads());
        workers.run(part);
    }

    @Override
    public void evaluate(ImageSet images, int from, int batch, long seed, boolean binarise) {
        check(images, images.size(), from, batch);
        if (!priorKnown) {
            this.batch = 0;
            behind = components;
            run(encodePart, components);
            priorKnown = true;
        }
        long key = RandomStream.EVALUATION.key(seed);
        imageSource.take(images, null, from, key, RandomStream.bits(key, 0), from, binarise);
        noise.none();
        sample.begin(images.size(), from);
        source = imageSource;
        this.batch = batch;
        behind = 0;
        run(encodePart, batch);
        run(decodePart, batch);
        average();
    }

    private void check(ImageSet images, int there, int from, int batch) {
        if (!images.format().equals(configuration.format()))
            throw new IllegalArgumentException(
                    "images are " + images.format() + ", the model's " + configuration.format());
        if (from < 0 || batch < 1 || batch > largestBatch || from + batch > there)
            throw new IllegalArgumentException("batch: found " + batch + " from " + from + " on of " + there
                    + ", expected 1 to " + largestBatch + " that are there");
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
            for (int r = Math.max(from, batch); r < to; r++)
                pseudoInputs.fill(r - batch, inputs[0].data, r * inputs[0].numCols);
            for (int i = 0; i <= heads; i++) Network.forward(layers.get(i), inputs[i], sums[i], outputs[i], from, to);
            for (int r = Math.max(from, batch); r < to; r++) codes.component(r - batch, r);
        }
    }

    private void decode(int member, int members) {
        for (int from = rows.take(member); from < batch; from = rows.take(member)) {
            int to = rows.pieceEnd(from);
            for (int r = from; r < to; r++) codes.forward(r);
            for (int i = heads + 1; i < layers.size(); i++)
                Network.forward(layers.get(i), inputs[i], sums[i], outputs[i], from, to);
            if (behind == 0) sample.take(outputs[layers.size() - 1].data, from, to); // measured, not learnt from
            pixels.score(noise.target(), from, to, configuration.variance(), 1f / batch);
        }
    }

    // ---- backward ----

    private void decoderBack(int member, int members) {
        for (int from = rows.take(member); from < batch; from = rows.take(member)) {
            int to = rows.pieceEnd(from);
            for (int i = layers.size() - 1; i > heads; i--) {
                layers.get(i).collect(inputs[i], gradients[i], from, to);
                boolean first = i == heads + 1;
                Activation below =
                        first ? Activation.IDENTITY : layers.get(i - 1).activation();
                FMatrixRMaj down = first ? codes.zGradient : gradients[i - 1].matrix;
                layers.get(i).backward(gradients[i].matrix, first ? codes.z : sums[i - 1], below, down, from, to);
            }
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
            for (int i = heads; i > 0; i--) {
                layers.get(i).collect(inputs[i], gradients[i], from, to);
                Activation below = layers.get(i - 1).activation();
                layers.get(i).backward(gradients[i].matrix, sums[i - 1], below, gradients[i - 1].matrix, from, to);
            }
            layers.get(0).collect(inputs[0], gradients[0], from, to);
            int first = Math.max(from, batch);
            if (first >= to) continue;
            layers.get(0).backward(gradients[0].matrix, inputs[0], Activation.IDENTITY, inputGradient, first, to);
            for (int r = first; r < to; r++)
                pseudoInputs.differentiate(r - batch, inputs[0].data, inputGradient.data, r * configuration.values());
        }
    }

    private void gradients(int member, int members) {
        for (int i = 0; i < layers.size(); i++)
            layers.get(i).gradients(inputs[i], gradients[i], height(i), member, members);
    }

    private void update(int member, int members) {
        for (int i = 0; i < layers.size(); i++)
            layers.get(i).gradientsAndUpdate(inputs[i], gradients[i], height(i), member, members);
        int free = pseudoInputs.parameter().value().data.length;
        pseudoInputs.update(adam, Workers.share(free, member, members), Workers.share(free, member + 1, members));
    }

    /** Rows whose gradients layer {@code i} sums. */
    private int height(int i) {
        return i <= heads ? batch + components : batch;
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

    @Override
    public Weights weights() {
        return new Weights(configuration, flat(Parameter::value));
    }

    @Override
    public float[] firstMoments() {
        return flat(Parameter::m);
    }

    @Override
    public float[] secondMoments() {
        return flat(Parameter::v);
    }

    /** A copy of the gradients of the last {@link #differentiate}, laid out as the weights. */
    float[] gradients() {
        return flat(Parameter::gradient);
    }

    private float[] flat(Network.Part part) {
        float[] flat = network.flat(part);
        float[] own = part.of(pseudoInputs.parameter()).data;
        System.arraycopy(own, 0, flat, configuration.firstPseudoInput(), own.length);
        return flat;
    }

    @Override
    public void restore(float[] values, float[] firstMoments, float[] secondMoments) {
        read(values, Parameter::value);
        read(firstMoments, Parameter::m);
        read(secondMoments, Parameter::v);
        network.changed();
        priorKnown = false;
    }

    private void read(float[] flat, Network.Part part) {
        network.read(flat, part);
        float[] own = part.of(pseudoInputs.parameter()).data;
        System.arraycopy(flat, configuration.firstPseudoInput(), own, 0, own.length);
    }
}
