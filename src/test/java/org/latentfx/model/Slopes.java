package org.latentfx.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.ToDoubleFunction;
import org.latentfx.math.RandomStream;

/** Holds gradients against central differences of a loss, tensor by tensor. */
public final class Slopes {
    private Slopes() {}

    /** @param gradient of {@code loss} at {@code weights} */
    public static void check(ModelConfiguration of, float[] weights, float[] gradient, ToDoubleFunction<float[]> loss) {
        for (var tensor : of.tensors()) {
            // along the tensor's own gradient and a random direction: floats resolve no single weight
            float[] way = new float[weights.length];
            double expected = 0;
            double size = 0;
            for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++) {
                way[i] = gradient[i] + 0.1f * RandomStream.gaussian(6, i);
                expected += (double) way[i] * gradient[i];
                size += way[i] * way[i];
            }
            double step = 1e-2 / Math.sqrt(size);
            double slope = (at(weights, way, step, loss) - at(weights, way, -step, loss)) / (2 * step);
            assertEquals(expected, slope, 0.01 * Math.abs(expected) + 2e-3 * Math.sqrt(size), tensor.name());
        }
    }

    private static double at(float[] weights, float[] way, double step, ToDoubleFunction<float[]> loss) {
        float[] moved = weights.clone();
        for (int i = 0; i < moved.length; i++) moved[i] += (float) (step * way[i]);
        return loss.applyAsDouble(moved);
    }
}
