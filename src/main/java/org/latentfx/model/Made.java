package org.latentfx.model;

import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.math.RandomStream;
import org.latentfx.math.WorkPartition;
import org.latentfx.math.Workers;
import org.latentfx.model.autoregressive.MaskedLayers;
import org.latentfx.model.batch.ImageSource;
import org.latentfx.model.batch.OutputSample;
import org.latentfx.model.layer.LayerStack;
import org.latentfx.model.likelihood.LogitRows;
import org.latentfx.nn.FlatParameters;
import org.latentfx.nn.Layer;
import org.latentfx.nn.Parameter;
import org.latentfx.text.Refusal;

/**
 * A masked autoencoder for distribution estimation in training (Germain, Gregor, Murray & Larochelle 2015): the output
 * for a pixel hears the pixels before it in the model's order alone, so that log p(x) = Σ log p(x_i | x_<i) is exact,
 * and what is minimised is −log p(x) itself, in nats summed over pixels. Pixels are 0 or 1; on grey ones the sum is a
 * cross-entropy. Owned by one thread, which shares the work of a step with {@link Workers}; the result is the same for
 * any number of members.
 */
public final class Made implements TrainableModel {
    private static final double[] NO_KL = {};
    private static final float[] NO_NOISE = {};

    private final ModelConfiguration configuration;
    private final Workers workers;
    private final MaskedLayers masked;
    private final FlatParameters flat;
    private final FMatrixRMaj x;
    private final LayerStack stack;
    private final LogitRows logits;
    private final ImageSource source;
    private final OutputSample sample;
    private final BatchLosses losses;
    private final double[] means = new double[1];
    private final Workers.Part lookPart = this::look;
    private final Workers.Part passPart = this::pass;
    private final Workers.Part updatePart = this::update;
    private final WorkPartition rows = new WorkPartition(2 * Layer.UNIT, Layer.UNIT);
    private int batch;

    /** All matrices for steps of up to {@code largestBatch} images; weights are zero until {@link #restore}. */
    public Made(ModelConfiguration configuration, int largestBatch, Kernel kernel, Workers workers) {
        this.configuration = configuration;
        this.workers = workers;
        int values = configuration.values();
        masked = new MaskedLayers(values, configuration.widths(), configuration.activation(), true, kernel);
        flat = FlatParameters.of(masked.parameters());
        x = new FMatrixRMaj(largestBatch, values);
        stack = new LayerStack(masked.layers(), 0, x, true);
        logits = new LogitRows(kernel, stack.output().data, values);
        source = new ImageSource(configuration.format(), 0, 0, largestBatch, kernel);
        sample = new OutputSample(values, configuration.likelihood()::mean);
        losses = new BatchLosses(largestBatch, 0);
    }

    @Override
    public void step(ImageSet images, int[] order, int from, int batch, StepSettings settings) {
        source.learn(images, order, from, batch, settings.seed(), settings.drawn(), settings.binarise());
        stack.begin(Kernel.AdamStep.at(settings.t(), settings.learningRate()), workers.threads());
        over(passPart, batch);
        if (!diverged()) workers.run(updatePart);
    }

    @Override
    public void evaluate(ImageSet images, int from, int batch, long seed, boolean binarise) {
        source.evaluate(images, from, batch, seed, binarise);
        sample.begin(images.size(), from);
        over(lookPart, batch);
    }

    private void over(Workers.Part part, int batch) {
        this.batch = batch;
        rows.start(0, batch, workers.threads());
        workers.run(part);
        losses.average(batch);
        means[0] = losses.reconstruction;
    }

    private void look(int member, int members) {
        for (int from = rows.take(member); from < batch; from = rows.take(member)) {
            int to = rows.pieceEnd(from);
            source.fill(from, to, x.data, NO_NOISE);
            stack.forward(from, to);
            sample.take(logits.values(), from, to);
            score(from, to);
        }
    }

    private void pass(int member, int members) {
        for (int from = rows.take(member); from < batch; from = rows.take(member)) {
            int to = rows.pieceEnd(from);
            source.fill(from, to, x.data, NO_NOISE);
            stack.forward(from, to);
            score(from, to);
            stack.backward(from, to);
        }
    }

    /** The losses of rows {@code from..to}, whose gradients are written over the logits. */
    private void score(int from, int to) {
        var likelihood = configuration.likelihood();
        for (int r = from; r < to; r++)
            losses.reconstructionOfRow[r] = likelihood.loss(logits, r, x.data, r * x.numCols, 1, 1f / batch);
    }

    private void update(int member, int members) {
        stack.gradientsAndUpdate(batch, member, members);
    }

    /**
     * He's or Glorot's rule for hidden layers and Glorot's for the output, as if no weight were cut; biases 0 but for
     * the output's, the logit of each pixel's mean.
     */
    @Override
    public void initialize(long seed, ImageSet trainingImages) {
        long key = RandomStream.INITIAL_WEIGHTS.key(seed);
        float[] values = new float[configuration.parameterCount()];
        int weights = configuration.trained();
        for (var tensor : configuration.tensors().subList(0, weights)) {
            if (tensor.bias()) continue;
            double bound = InitialWeights.bound(configuration, tensor);
            for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++)
                values[i] = (float) (bound * (2 * RandomStream.uniform(key, i) - 1));
        }
        var output = configuration.tensors().get(weights - 1);
        float[] bias = InitialWeights.meanLogits(trainingImages, configuration.likelihood(), configuration.values());
        System.arraycopy(bias, 0, values, output.offset(), bias.length);
        flat.read(values, Parameter::value);
        masked.draw(configuration.order(), seed);
        masked.changed();
    }

    @Override
    public ModelConfiguration configuration() {
        return configuration;
    }

    @Override
    public boolean diverged() {
        return losses.diverged();
    }

    @Override
    public @Nullable NonFinite nonFinite() {
        return NonFinite.in(this, means[0]);
    }

    /** There is none of a MADE: what a step computes has no encoder and no z to be shown at. */
    @Override
    public StepTrace trace(Runnable step) {
        throw new Refusal("made.trace");
    }

    @Override
    public double[] losses() {
        return means;
    }

    @Override
    public double[] klPerLatent() {
        return NO_KL;
    }

    @Override
    public double clampFraction() {
        return 0;
    }

    @Override
    public double outputVariance() {
        return sample.variance();
    }

    @Override
    public FlatParameters parameters() {
        return flat;
    }

    @Override
    public void changed() {
        masked.changed();
    }
}
