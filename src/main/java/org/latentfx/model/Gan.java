package org.latentfx.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.math.RandomStream;
import org.latentfx.math.WorkPartition;
import org.latentfx.math.Workers;
import org.latentfx.model.batch.ImageSource;
import org.latentfx.model.batch.OutputSample;
import org.latentfx.model.gan.AdversarialLosses;
import org.latentfx.model.gan.Discriminator;
import org.latentfx.model.gan.Generator;
import org.latentfx.nn.FlatParameters;
import org.latentfx.nn.Parameter;
import org.latentfx.text.Refusal;

/**
 * A generative adversarial network in training (Goodfellow et al. 2014), non-saturating, with spectral normalisation
 * in the discriminator (Miyato et al. 2018): L_D = E softplus(−D(x)) + E softplus(D(G(z))), L_G = E
 * softplus(−D(G(z))). The generator has the layers of a VAE's decoder, the discriminator those of its encoder and one
 * logit. A step moves the discriminator, then the generator on the same z. Pictures are made by the generator's
 * weights averaged over the last steps, which are the model's decoder. Owned by one thread, which shares the work of a
 * step with {@link Workers}; the result is the same for any number of members.
 */
public final class Gan implements TrainableModel {
    /** β₁ of Adam for both players (Radford et al. 2016). */
    private static final double BETA1 = 0.5;

    private static final double BETA2 = 0.999;

    /** What the average keeps of itself in a step, once many are done. */
    private static final double DECAY = 0.999;

    private static final double[] NO_KL = {};

    private final ModelConfiguration configuration;
    private final int pixels;
    private final Kernel kernel;
    private final Workers workers;
    private final Generator generator;
    private final Discriminator discriminator;
    /** In the order of the tensors. */
    private final List<Parameter> parameters = new ArrayList<>();

    private final FlatParameters flat;

    private final ImageSource source;
    private final OutputSample sample;
    private final AdversarialLosses losses;

    private final Workers.Part lookPart = this::look;
    private final Workers.Part discriminatorPart = this::discriminatorPass;
    private final Workers.Part discriminatorGradientPart = this::discriminatorGradients;
    private final Workers.Part discriminatorUpdatePart = this::discriminatorUpdate;
    private final Workers.Part generatorPart = this::generatorPass;
    private final Workers.Part generatorUpdatePart = this::generatorUpdate;
    private final Workers.Part averagePart = this::average;
    private final WorkPartition rows = new WorkPartition(12, 6);
    private int batch;
    private Kernel.AdamStep discriminatorStep = Kernel.AdamStep.at(1, 0);
    private float part;

    /** All matrices for steps of up to {@code largestBatch} images; weights are zero until {@link #restore}. */
    public Gan(ModelConfiguration configuration, int largestBatch, Kernel kernel, Workers workers) {
        this.configuration = configuration;
        this.kernel = kernel;
        this.workers = workers;
        pixels = configuration.values();
        int latents = configuration.latents();
        source = new ImageSource(configuration.format(), 0, latents, largestBatch, kernel);
        var widths = configuration.widths();
        discriminator = new Discriminator(pixels, widths, 2 * largestBatch, kernel);
        generator = new Generator(latents, widths, pixels, configuration.activation(), largestBatch, kernel);
        parameters.addAll(discriminator.parameters());
        parameters.addAll(generator.parameters());
        parameters.addAll(generator.averages());
        flat = FlatParameters.of(parameters);
        sample = new OutputSample(pixels, AdversarialLosses::sigmoid);
        losses = new AdversarialLosses(largestBatch);
    }

    @Override
    public void step(ImageSet images, int[] order, int from, int batch, StepSettings settings) {
        source.learn(images, order, from, batch, settings.seed(), settings.drawn(), settings.binarise());
        this.batch = batch;
        long t = settings.t();
        discriminatorStep = Kernel.AdamStep.at(t, settings.discriminatorRate(), BETA1, BETA2);
        var generatorStep = Kernel.AdamStep.at(t, settings.learningRate(), BETA1, BETA2);
        part = (float) (1 - Math.min(DECAY, (1.0 + t) / (10.0 + t)));
        discriminator.begin(discriminatorStep, workers.threads());
        generator.begin(generatorStep, workers.threads());
        overRows(discriminatorPart);
        losses.average(batch);
        if (losses.diverged()) return;
        workers.run(discriminatorGradientPart);
        discriminator.gradientsDone();
        workers.run(discriminatorUpdatePart);
        discriminator.refresh();
        overRows(generatorPart);
        losses.average(batch);
        if (losses.diverged()) return;
        workers.run(generatorUpdatePart);
        workers.run(averagePart);
    }

    /** Looks at the images and at as many pictures by the generator as it stands. */
    @Override
    public void evaluate(ImageSet images, int from, int batch, long seed, boolean binarise) {
        source.evaluate(images, from, batch, seed, binarise);
        this.batch = batch;
        discriminator.refresh();
        sample.begin(images.size(), from);
        overRows(lookPart);
        losses.average(batch);
    }

    private void overRows(Workers.Part part) {
        rows.start(0, batch, workers.threads());
        workers.run(part);
    }

    private void look(int member, int members) {
        for (int from = rows.take(member); from < batch; from = rows.take(member)) {
            int to = rows.pieceEnd(from);
            imagine(from, to);
            sample.take(generator.logits(), from, to);
            discriminator.judge(from, to);
            discriminator.judge(batch + from, batch + to);
            for (int r = from; r < to; r++) {
                losses.discriminator(discriminator.opinion(r), discriminator.opinion(batch + r), r);
                losses.generator(discriminator.opinion(batch + r), r);
            }
        }
    }

    private void discriminatorPass(int member, int members) {
        for (int from = rows.take(member); from < batch; from = rows.take(member)) {
            int to = rows.pieceEnd(from);
            imagine(from, to);
            discriminator.judge(from, to);
            discriminator.judge(batch + from, batch + to);
            for (int r = from; r < to; r++) {
                double onReal = discriminator.opinion(r);
                double onFake = discriminator.opinion(batch + r);
                losses.discriminator(onReal, onFake, r);
                discriminator.gradient(r, (AdversarialLosses.sigmoid(onReal) - 1) / batch);
                discriminator.gradient(batch + r, AdversarialLosses.sigmoid(onFake) / batch);
            }
            discriminator.backward(from, to);
            discriminator.backward(batch + from, batch + to);
        }
    }

    private void generatorPass(int member, int members) {
        for (int from = rows.take(member); from < batch; from = rows.take(member)) {
            int to = rows.pieceEnd(from);
            discriminator.judge(batch + from, batch + to);
            for (int r = from; r < to; r++) {
                double onFake = discriminator.opinion(batch + r);
                losses.generator(onFake, r);
                discriminator.gradient(batch + r, (AdversarialLosses.sigmoid(onFake) - 1) / batch);
            }
            discriminator.backwardToSeen(batch + from, batch + to);
            generator.backward(discriminator.seen, discriminator.seenGradient, batch, from, to);
        }
    }

    /**
     * Images and z of rows {@code from..to}, and the generator's pictures of z behind all images, each pixel in 0..1.
     */
    private void imagine(int from, int to) {
        source.fill(from, to, discriminator.seen.data, generator.z.data);
        generator.imagine(from, to);
        float[] seen = discriminator.seen.data;
        int n = (to - from) * pixels;
        int at = (batch + from) * pixels;
        System.arraycopy(generator.logits(), from * pixels, seen, at, n);
        kernel.sigmoid(seen, seen, at, n);
    }

    private void discriminatorGradients(int member, int members) {
        discriminator.gradients(2 * batch, member, members);
    }

    private void discriminatorUpdate(int member, int members) {
        discriminator.update(discriminatorStep, member, members);
    }

    private void generatorUpdate(int member, int members) {
        generator.update(batch, member, members);
    }

    private void average(int member, int members) {
        generator.average(part, member, members);
    }

    /**
     * He's rule in hidden layers (He et al. 2015), Glorot's at the outputs (Glorot & Bengio 2010), biases 0 but for the
     * generator's output, the logit of each pixel's mean. The average begins as the generator.
     */
    @Override
    public void initialize(long seed, ImageSet trainingImages) {
        long key = RandomStream.INITIAL_WEIGHTS.key(seed);
        int at = 0;
        for (Parameter parameter : parameters) {
            float[] values = parameter.value().data;
            if (parameter.name().endsWith(".u"))
                kernel.gaussian(RandomStream.bits(key, at), 0, values, 0, values.length);
            else if (parameter.name().endsWith(".weight")) draw(parameter, key, at);
            else Arrays.fill(values, 0);
            at += values.length;
        }
        var outputs = generator.parameters();
        float[] bias = outputs.get(outputs.size() - 1).value().data;
        System.arraycopy(
                InitialWeights.meanLogits(trainingImages, configuration.likelihood(), pixels), 0, bias, 0, pixels);
        generator.average(1, 0, 1);
        generator.changed();
    }

    private static void draw(Parameter weight, long key, int at) {
        double bound = InitialWeights.bound(weight);
        float[] values = weight.value().data;
        for (int i = 0; i < values.length; i++)
            values[i] = (float) (bound * (2 * RandomStream.uniform(key, at + i) - 1));
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
        return NonFinite.in(this, losses.means[0] + losses.means[1]);
    }

    /** There is none of a GAN: its two players take a step each. */
    @Override
    public StepTrace trace(Runnable step) {
        throw new Refusal("gan.trace");
    }

    @Override
    public double[] losses() {
        return losses.means;
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
    public double beta1() {
        return BETA1;
    }

    @Override
    public FlatParameters parameters() {
        return flat;
    }

    @Override
    public void changed() {
        generator.changed();
    }
}
