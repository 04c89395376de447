package org.latentfx.train.signal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.ejml.data.FMatrixRMaj;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.math.RandomStream;
import org.latentfx.model.gan.Discriminator;
import org.latentfx.model.gan.Generator;
import org.latentfx.train.RunState;

/**
 * What the hidden units of a GAN's players put out: the discriminator's for images, the generator's for as many z. One
 * thread.
 */
final class PlayerUnits {
    private static final int ROWS = UnitActivity.ROWS;

    /** The z are always the same, so that what changes is the model. */
    private static final long KEY = RandomStream.INTERFACE.key(21);

    private PlayerUnits() {}

    /** By the name of their layer. @param done told the share done, 0..1; it may throw */
    static Map<String, LayerSignals.Units> of(RunState state, ImageSet images, Kernel kernel, DoubleConsumer done) {
        var c = state.configuration();
        var discriminator = new Discriminator(c.values(), c.widths(), ROWS, kernel);
        var generator = new Generator(c.latents(), c.widths(), c.values(), c.activation(), ROWS, kernel);
        generator.restore(state.values(), discriminator.restore(state.values(), 0));
        List<UnitCounts> judging = counts(discriminator.hidden());
        List<UnitCounts> making = counts(generator.hidden());
        int n = images.size();
        int d = c.latents();
        for (int first = 0; first < n; first += ROWS) {
            done.accept((double) first / n);
            int rows = Math.min(ROWS, n - first);
            images.read(kernel, first, rows, discriminator.seen.data, 0);
            discriminator.judge(0, rows);
            add(judging, discriminator.hidden(), rows);
            for (int i = 0; i < rows * d; i++) generator.z.data[i] = RandomStream.gaussian(KEY, (long) first * d + i);
            generator.imagine(0, rows);
            add(making, generator.hidden(), rows);
        }
        var units = new LinkedHashMap<String, LayerSignals.Units>();
        for (int i = 0; i < judging.size(); i++)
            units.put("discriminator." + i, judging.get(i).units(Activation.STEEP_LEAKY_RELU, n));
        for (int i = 0; i < making.size(); i++)
            units.put("generator." + i, making.get(i).units(c.activation(), n));
        return units;
    }

    private static List<UnitCounts> counts(List<FMatrixRMaj> layers) {
        return layers.stream().map(layer -> new UnitCounts(layer.numCols)).toList();
    }

    private static void add(List<UnitCounts> counts, List<FMatrixRMaj> layers, int rows) {
        for (int i = 0; i < counts.size(); i++) {
            FMatrixRMaj layer = layers.get(i);
            counts.get(i).add((row, unit) -> layer.data[row * layer.numCols + unit], rows);
        }
    }
}
