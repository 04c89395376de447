package org.latentfx.train;

import java.util.List;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.model.ImportanceWeighted;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.batch.Corruption;
import org.latentfx.model.decomposition.KlDecomposition;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.text.Refusal;

/**
 * About how much memory a run takes, so that a model for which there is none is refused before it is built and before
 * anything makes way for it. Pure functions.
 */
public final class MemoryNeed {
    /**
     * Arrays as large as all weights: weights, gradients and Adam's moments; packed both ways; the last good ones with
     * their moments, and the next of those.
     */
    private static final int IN_TRAINING = 4 + 2 + 3 + 3;

    /** As above, of a model to look at: flat and packed. */
    private static final int LOOKED_AT = 2;

    /** A moment of a run that takes more than this part of the memory is large. */
    private static final int LARGE = 64;

    /** Window, maps and pictures. */
    private static final long WINDOW = 96L << 20;

    /** The program without them. */
    private static final long PROGRAM = 16L << 20;

    private MemoryNeed() {}

    /** Bytes of a run of {@code hyperparameters} on {@code data}, which count as well, and its window. */
    public static long bytes(Hyperparameters hyperparameters, DataSplit data) {
        long need = bytes(hyperparameters, data, 3 * LOOKED_AT) + WINDOW; // those shown, being measured and made
        return need + need / 7; // large arrays leave gaps, and the collector needs some room
    }

    /** Bytes of one more run in a window that is there, on images that are in memory already. */
    public static long besides(Hyperparameters hyperparameters, DataSplit data) {
        return bytes(hyperparameters, data, 2 * LOOKED_AT) - images(data);
    }

    private static long bytes(Hyperparameters hyperparameters, DataSplit data, int looked) {
        ImageSet train = data.train();
        ModelConfiguration model = hyperparameters.model(train.format());
        int masks = model.autoregressive() ? 1 : 0; // which are as large as the weights
        long weights = (long) Float.BYTES * model.parameterCount() * (IN_TRAINING + looked + masks);
        long outputs = model.outputs() - model.values();
        long batch = Math.max(Trainer.SMALLEST_CAPACITY, hyperparameters.batch());
        boolean dropout = hyperparameters.dropout() > 0;
        if (model.kind() == ModelKind.IWAE) return weights + importanceWeighted(model, batch, dropout) + images(data);
        // each layer's outputs and their derivatives; pixels come in, go out and are drawn
        long scratch = Float.BYTES * batch * (2 * outputs + 3L * model.values() + 4L * model.latents());
        if (dropout) scratch += Float.BYTES * batch * outputs;
        if (hyperparameters.corruption() != Corruption.NONE) scratch += Float.BYTES * batch * model.inputs();
        if (model.kind() == ModelKind.TCVAE) scratch += Float.BYTES * KlDecomposition.floats(batch, model.latents());
        scratch += Float.BYTES * model.unitSums(batch);
        if (model.pseudoInputs() > 0) scratch += vampPrior(model, batch);
        return weights + scratch + images(data);
    }

    /** Bytes of scratch beside a VAE's: pseudo-inputs are rows of its encoder, and take part in each image. */
    private static long vampPrior(ModelConfiguration model, long batch) {
        long encoder = model.encoderLayers().stream()
                .mapToLong(plan -> plan.out().values())
                .sum();
        long all = batch + model.pseudoInputs();
        return Float.BYTES
                * (model.pseudoInputs() * (2 * encoder + model.values() + 5L * model.latents())
                        + all * model.values()
                        + batch * model.pseudoInputs());
    }

    /** Bytes of scratch: the encoder's for the batch, the decoder's for a slice of it. */
    private static long importanceWeighted(ModelConfiguration model, long batch, boolean dropout) {
        long rows = (long) ImportanceWeighted.slice((int) batch, model.samples()) * model.samples();
        long each = (dropout ? 3 : 2) * model.outputs() + 2L * model.values();
        return Float.BYTES * ((batch + rows) * each + 3L * batch * model.samples() * model.latents())
                + Float.BYTES * (model.unitSums(batch) + model.unitSums(rows));
    }

    /** Whether copies of such a model are to be made sparingly where Java may use {@code most} bytes. */
    public static boolean large(ModelConfiguration model, long most) {
        return RunState.bytes(model) > most / LARGE;
    }

    /** What {@code most} bytes leave beside all of {@code data} and the window; may be negative. */
    public static long left(long most, List<DataSplit> data) {
        return most - WINDOW - data.stream().mapToLong(MemoryNeed::images).sum();
    }

    private static long images(DataSplit data) {
        return data.train().store().bytes() + data.test().store().bytes();
    }

    /** How many runs as large as the largest of {@code several}, all on {@code data}, {@code most} bytes can hold. */
    public static int atOnce(List<Hyperparameters> several, DataSplit data, long most) {
        long each = several.stream()
                .mapToLong(one -> bytes(one, data, LOOKED_AT) - images(data))
                .max()
                .orElse(1);
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, (most - PROGRAM - images(data)) / each));
    }

    /** Throws {@link Refusal} if {@code most} bytes are not enough. */
    public static void check(Hyperparameters hyperparameters, DataSplit data, long most) {
        refuse(bytes(hyperparameters, data), most);
    }

    /** As {@link #check}, of a run without a window, which looks at its model when it is done. */
    public static void checkTraining(Hyperparameters hyperparameters, DataSplit data, long most) {
        refuse(bytes(hyperparameters, data, LOOKED_AT) + PROGRAM, most);
    }

    private static void refuse(long need, long most) {
        if (need > most)
            throw new Refusal("memory.need", need >> 20, most >> 20, Math.max(1, (need + (1L << 30) - 1) >> 30));
    }
}
