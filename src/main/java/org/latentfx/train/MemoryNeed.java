package org.latentfx.train;

import java.util.stream.IntStream;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.model.VaeConfiguration;
import org.latentfx.text.Refusal;

/**
 * About how much memory a run takes, so that a model for which there is none is refused before it is built and before
 * anything makes way for it. Pure functions.
 */
public final class MemoryNeed {
    /** Arrays as large as all weights: weights, gradients and Adam's moments; the last good ones with their moments. */
    private static final int IN_TRAINING = 4 + 3;

    /** As above, of the models to look at: flat, as matrices and packed, of the one shown and of the next. */
    private static final int SHOWN = 2 * 3;

    /** Window, maps and pictures. */
    private static final long REST = 96L << 20;

    private MemoryNeed() {}

    /** Bytes of a run of {@code hyperparameters} on {@code data}, which count as well. */
    public static long bytes(Hyperparameters hyperparameters, DataSplit data) {
        ImageSet train = data.train();
        VaeConfiguration model = hyperparameters.model(train.width(), train.height());
        long weights = (long) Float.BYTES * model.parameterCount() * (IN_TRAINING + SHOWN);
        long widths = 2L * model.hidden().stream().mapToInt(Integer::intValue).sum() + 2L * model.latents();
        long batch = Math.max(Trainer.SMALLEST_CAPACITY, hyperparameters.batch());
        // each layer's outputs and their derivatives; pixels come in, go out and are drawn
        long scratch = Float.BYTES * batch * (2 * widths + 3L * model.pixels() + 4L * model.latents());
        long images =
                IntStream.of(train.size(), data.test().size()).asLongStream().sum() * model.pixels();
        return weights + scratch + images + REST;
    }

    /** Throws {@link Refusal} if {@code most} bytes are not enough. */
    public static void check(Hyperparameters hyperparameters, DataSplit data, long most) {
        long need = bytes(hyperparameters, data);
        if (need > most)
            throw new Refusal("memory.need", need >> 20, most >> 20, Math.max(1, (need + (1L << 30) - 1) >> 30));
    }
}
