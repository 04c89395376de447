package org.latentfx.train.signal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.train.Loss;
import org.latentfx.train.RunState;

/**
 * What one moment of a run tells of its layers: how the step that comes next moves them, what their units put out, and
 * how wide the codes are. Immutable by convention; any thread.
 *
 * @param step steps done by then
 * @param batch images of the next step, over which gradients are averaged
 * @param learningRate of that step
 * @param loss of that batch, nats per image
 * @param images held-out images that units and codes were looked at for
 * @param layers in order: encoder, the heads mu and log_var, decoder, out
 */
public record Signals(
        long step,
        int batch,
        double learningRate,
        Loss loss,
        int images,
        List<LayerSignals> layers,
        CodeSignals codes) {
    /** So many tell a unit that is dead from one that is rarely needed. */
    public static final int IMAGES = 1000;

    /** Arrays as large as all weights: the copy's weights, gradients and moments, packed, and one flat to compare. */
    private static final int ARRAYS = 7;

    public Signals {
        layers = List.copyOf(layers);
    }

    /** The layer of that name. */
    public Optional<LayerSignals> layer(String name) {
        return layers.stream().filter(layer -> layer.name().equals(name)).findFirst();
    }

    /** About how many bytes {@link #of} takes while it works. */
    public static long bytes(ModelConfiguration model, int batch) {
        long widths = model.outputs() + 2L * model.values();
        return Float.BYTES
                * ((long) ARRAYS * model.parameterCount() + 2L * Math.max(batch, UnitActivity.ROWS) * widths);
    }

    /** As below, neither watched nor stopped. */
    public static Signals of(RunState state, DataSplit data, Kernel kernel) {
        return of(state, data, kernel, () -> false, share -> {});
    }

    /**
     * Takes the next step of a copy of {@code state}, and looks at what its units put out for held-out images. On the
     * calling thread alone; some 0.1 s for a model of half a million weights. Throws {@link CancellationException} once
     * cancelled.
     *
     * @param data what the run learns from
     * @param cancelled asked between parts of the work
     * @param done told the share done, 0..1
     */
    public static Signals of(
            RunState state, DataSplit data, Kernel kernel, BooleanSupplier cancelled, DoubleConsumer done) {
        ImageSet some = (data.test().size() > 0 ? data.test() : data.train()).evenly(IMAGES);
        var activity = UnitActivity.of(state, some, kernel, share -> {
            if (cancelled.getAsBoolean()) throw new CancellationException("no longer wanted");
            done.accept(share / 2);
        });
        var update = NextUpdate.of(state, data, kernel);
        done.accept(1);
        return new Signals(
                state.position().step(),
                update.step().batch(),
                update.step().settings().learningRate(),
                update.loss(),
                some.size(),
                update.layers(activity.units()),
                activity.codes());
    }
}
