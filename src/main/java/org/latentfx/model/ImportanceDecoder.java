package org.latentfx.model;

import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.latentfx.math.Kernel;
import org.latentfx.math.WorkPartition;
import org.latentfx.math.Workers;
import org.latentfx.model.batch.OutputSample;
import org.latentfx.model.layer.LayerStack;
import org.latentfx.model.likelihood.ImportanceWeights;
import org.latentfx.model.likelihood.LogitRows;
import org.latentfx.model.prior.Posterior;
import org.latentfx.nn.Layer;
import org.latentfx.nn.Parameter;

/**
 * The decoder of an {@link ImportanceWeighted}: k points of each image forward and back, a slice of the batch at a
 * time, so that memory stays bounded; the slices' gradients are summed. All is allocated once; no slice is begun before
 * the one before is done.
 */
final class ImportanceDecoder {
    /** Rows that go through the decoder at once, unless one image has more. */
    private static final int ROWS_AT_ONCE = 1536;

    /**
     * What the encoder made of a batch.
     *
     * @param h μ and then log σ² in each row
     * @param epsilon images × (k · latents)
     * @param deviation σ, images × latents
     * @param dh the loss's derivative by h
     */
    record Codes(FMatrixRMaj h, float[] epsilon, float[] deviation, FMatrixRMaj dh) {}

    /** What the decoder made of a batch, of each image the point that weighs most. */
    final class Heaviest {
        /** Which of its k points that is. */
        final int[] sample;
        /** images × latents. */
        final float[] epsilon;
        /** z, images × latents. */
        final float[] points;
        /** Of each layer, images × out. */
        final float[][] outputs;

        Heaviest(int images) {
            sample = new int[images];
            epsilon = new float[images * latents];
            points = new float[images * latents];
            outputs = new float[stack.layers().size()][];
            for (int i = 0; i < outputs.length; i++)
                outputs[i] = new float[images * stack.layers().get(i).out()];
        }

        /** Of the slice in progress, over whose logits their gradient has gone. */
        private void take() {
            FMatrixRMaj logits = stack.outputAgain(images * k);
            for (int image = first; image < first + images; image++) {
                int best = image * k;
                for (int i = best + 1; i < (image + 1) * k; i++) if (weights.share(i) > weights.share(best)) best = i;
                sample[image] = best - image * k;
                int row = best - first * k;
                System.arraycopy(codes.epsilon, best * latents, epsilon, image * latents, latents);
                System.arraycopy(z.data, row * latents, points, image * latents, latents);
                for (int i = 0; i < outputs.length; i++) {
                    FMatrixRMaj of = i == outputs.length - 1 ? logits : stack.output(i);
                    System.arraycopy(of.data, row * of.numCols, outputs[i], image * of.numCols, of.numCols);
                }
            }
        }
    }

    private final ModelConfiguration configuration;
    private final Kernel kernel;
    private final Workers workers;
    private final LayerStack stack;
    private final int latents;
    private final int k;
    private final int slice;
    private final Codes codes;
    private final ImportanceWeights weights;

    private final LogitRows logits;
    /** rows of a slice × latents. */
    private final FMatrixRMaj z;

    private final FMatrixRMaj zGradient;
    /** Of the weights and biases of each layer in turn. */
    private final float[][] totals;

    private final WorkPartition rows = new WorkPartition(2 * Layer.UNIT, Layer.UNIT);
    private final Workers.Part decodePart = this::decode;
    private final Workers.Part backPart = this::back;
    private final Workers.Part gradientPart = this::gradients;
    private final Workers.Part addPart = this::add;

    // what was asked for; read by the members while it runs
    private Kernel.AdamStep adam = Kernel.AdamStep.at(1, 0);
    private FMatrixRMaj target;
    private OutputSample sample;
    private int batch;
    private double beta;
    private boolean learning;
    private double dropout;
    private long seed;
    private long drawn;
    private @Nullable Heaviest kept;
    /** The slice in progress: its first image, and how many they are. */
    private int first;

    private int images;

    ImportanceDecoder(
            Network network, int largestBatch, Kernel kernel, Workers workers, Codes codes, ImportanceWeights weights) {
        configuration = network.configuration;
        this.kernel = kernel;
        this.workers = workers;
        this.codes = codes;
        this.weights = weights;
        latents = configuration.latents();
        k = configuration.samples();
        slice = slice(largestBatch, k);
        target = codes.h;
        sample = new OutputSample(configuration.values(), configuration.likelihood()::mean);
        z = new FMatrixRMaj(slice * k, latents);
        zGradient = new FMatrixRMaj(slice * k, latents);
        stack = network.decoder(z);
        logits = new LogitRows(kernel, stack.output().data, configuration.values());
        totals = new float[2 * stack.layers().size()][];
        for (int i = 0; i < totals.length; i++)
            totals[i] = new float[parameter(i).value().getNumElements()];
    }

    /** Images whose points go through the decoder at once, of batches of up to {@code largestBatch}. */
    static int slice(int largestBatch, int k) {
        return Math.max(1, Math.min(largestBatch, ROWS_AT_ONCE / k));
    }

    /**
     * The weights of all points of {@code batch} images, and of an output of each image's first point what is wanted.
     *
     * @param target images × inputs, the pixels first in each row
     * @param mean gets −log p(x|z) of each image, averaged over its points, nats
     */
    void evaluate(FMatrixRMaj target, int batch, OutputSample sample, double[] mean) {
        this.sample = sample;
        run(target, batch, 1, false, mean);
    }

    /** The same, and the derivatives by all codes, and by the parameters, which are kept. */
    void learn(FMatrixRMaj target, int batch, double beta, Kernel.AdamStep adam, double[] mean) {
        this.adam = adam;
        for (float[] total : totals) Arrays.fill(total, 0);
        run(target, batch, beta, true, mean);
    }

    /** From now on {@link #learn} leaves units out, others for each point. @param drawn images before row 0 */
    void drop(double rate, long seed, long drawn) {
        dropout = rate;
        this.seed = seed;
        this.drawn = drawn;
    }

    /** From now on {@link #learn} copies to {@code into} what goes through; null: no more. */
    void keep(@Nullable Heaviest into) {
        kept = into;
    }

    private void run(FMatrixRMaj target, int batch, double beta, boolean learning, double[] mean) {
        this.target = target;
        this.batch = batch;
        this.beta = beta;
        this.learning = learning;
        for (first = 0; first < batch; first += images) {
            images = Math.min(slice, batch - first);
            if (learning) stack.drop(dropout, seed, (drawn + first) * k);
            else stack.dropNone();
            rows.start(0, images * k, workers.threads());
            workers.run(decodePart);
            weights.normalise(first, first + images, mean);
            if (kept != null) kept.take();
            if (!learning) continue;
            rows.start(0, images * k, workers.threads());
            workers.run(backPart);
            stack.begin(adam, workers.threads());
            workers.run(gradientPart);
            workers.run(addPart);
        }
    }

    /** Points, pictures and weights of some rows of the slice. */
    private void decode(int member, int members) {
        int count = images * k;
        for (int from = rows.take(member); from < count; from = rows.take(member)) {
            int to = rows.pieceEnd(from);
            for (int r = from; r < to; r++) point(r);
            stack.forward(from, to);
            for (int r = from; r < to; r++) weigh(r);
        }
    }

    /** z = μ + σε of a row of the slice. */
    private void point(int r) {
        int image = first + r / k;
        for (int j = 0; j < latents; j++)
            z.data[r * latents + j] = codes.h.data[2 * image * latents + j]
                    + codes.deviation[image * latents + j] * codes.epsilon[(first * k + r) * latents + j];
    }

    /** log w of a row of the slice; the derivative of −log p(x|z) goes over the logits. */
    private void weigh(int r) {
        int image = first + r / k;
        double twice = 0; // log p(z) − log q(z|x)
        for (int j = 0; j < latents; j++) {
            double point = z.data[r * latents + j];
            double e = codes.epsilon[(first * k + r) * latents + j];
            twice += e * e + Posterior.clamp(codes.h.data[(2 * image + 1) * latents + j]) - point * point;
        }
        if (!learning && r % k == 0) sample.takeOne(logits.values(), logits.at(r), image);
        double reconstruction = configuration
                .likelihood()
                .loss(logits, r, target.data, image * target.numCols, configuration.variance(), 1);
        weights.put(first * k + r, reconstruction, twice / 2, beta);
    }

    private void back(int member, int members) {
        int count = images * k;
        float[] gradient = stack.gradient().data;
        for (int from = rows.take(member); from < count; from = rows.take(member)) {
            int to = rows.pieceEnd(from);
            for (int r = from; r < to; r++) {
                float share = weights.share(first * k + r) / batch;
                for (int i = logits.at(r), end = logits.at(r + 1); i < end; i++) gradient[i] *= share;
            }
            stack.backward(from, to, zGradient);
        }
    }

    private void gradients(int member, int members) {
        stack.gradients(images * k, member, members);
    }

    /** The slice's gradients to those of the slices before; and those of its codes. */
    private void add(int member, int members) {
        for (int i = 0; i < totals.length; i++) {
            int end = Workers.share(totals[i].length, member + 1, members);
            float[] gradient = parameter(i).gradient().data;
            for (int n = Workers.share(totals[i].length, member, members); n < end; n++) totals[i][n] += gradient[n];
        }
        int to = Workers.share(images, member + 1, members);
        for (int image = Workers.share(images, member, members); image < to; image++) codeGradient(image);
    }

    /** Weight and bias of each layer in turn. */
    private Parameter parameter(int i) {
        Layer layer = stack.layers().get(i / 2);
        return i % 2 == 0 ? layer.weight() : layer.bias();
    }

    /**
     * From z = μ + σε and −Σ w̃ log w: the derivatives of −L_k / batch by μ and s = log σ² of image {@code image} of
     * the slice.
     */
    private void codeGradient(int image) {
        float[] dh = codes.dh.data;
        int row = first + image;
        for (int j = 0; j < latents; j++) {
            double mu = 0;
            double s = 0;
            for (int r = image * k; r < (image + 1) * k; r++) {
                int at = first * k + r;
                double share = beta * weights.share(at) / batch;
                double dz = zGradient.data[r * latents + j] + share * z.data[r * latents + j];
                mu += dz;
                s += dz * codes.epsilon[at * latents + j];
            }
            int place = 2 * row * latents + j;
            boolean held = Posterior.clamped(codes.h.data[place + latents]);
            dh[place] = (float) mu;
            dh[place + latents] = held ? 0 : (float) (0.5 * (s * codes.deviation[row * latents + j] - beta / batch));
        }
    }

    /** Moves this member's part of the parameters by one step of Adam; {@link #changed} is due when all have. */
    void update(int member, int members) {
        for (int i = 0; i < totals.length; i++) {
            Parameter of = parameter(i);
            int from = Workers.share(totals[i].length, member, members);
            int to = Workers.share(totals[i].length, member + 1, members);
            kernel.adam(adam, totals[i], of.m().data, of.v().data, of.value().data, from, to);
        }
    }

    void changed() {
        stack.changed();
    }

    /** Leaves the gradients with the parameters, where they can be read. */
    void keepGradients() {
        for (int i = 0; i < totals.length; i++)
            System.arraycopy(totals[i], 0, parameter(i).gradient().data, 0, totals[i].length);
    }
}
