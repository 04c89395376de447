package org.latentfx.analysis.plane;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latentfx.analysis.Cloud;
import org.latentfx.analysis.Progress;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernels;
import org.latentfx.model.Decoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Likelihood;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.ReferenceDecoder;
import org.latentfx.model.Weights;

class SensitivityTest {
    private static Weights model(int latents, Activation f) {
        var configuration = new ModelConfiguration(5, 4, List.of(12), latents, f, Likelihood.BERNOULLI, 1);
        return ReferenceDecoder.random(configuration, 8, 0.9);
    }

    @ParameterizedTest
    @EnumSource(names = {"RELU", "LEAKY_RELU", "TANH"})
    void the_stretch_of_area_equals_finite_differences(Activation f) {
        int d = 6;
        Weights weights = model(d, f);
        var plane = Plane.through(Cloud.normal(d, 1), Cloud.normal(d, 2), Cloud.normal(d, 3));
        float[] held = Cloud.normal(d, 4);
        var grid = new Grid(-2, 1, -1, 2, 5, 4);
        var found = Sensitivity.of(new FrozenModel(weights, Kernels.best()), plane, held, grid, Progress.NONE);
        var reference = new ReferenceDecoder(weights);
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 5; column++) {
                float[] z = plane.lift(grid.a(column), grid.b(row), held);
                double[] at = new double[d];
                for (int j = 0; j < d; j++) at[j] = z[j];
                double[] du = reference.derivative(at, plane.u(), 1e-6);
                double[] dv = reference.derivative(at, plane.v(), 1e-6);
                double expected = Math.sqrt(dot(du, du) * dot(dv, dv) - dot(du, dv) * dot(du, dv));
                assertEquals(expected, found.values()[row * 5 + column], 1e-4 * expected + 1e-7);
            }
        }
    }

    @Test
    void with_one_latent_it_is_the_speed_of_the_picture() {
        Weights weights = model(1, Activation.TANH);
        var grid = new Grid(-1, 1, -1, 1, 3, 1);
        var found = Sensitivity.of(
                new FrozenModel(weights, Kernels.best()), Plane.latents(0, 0, 1), new float[1], grid, Progress.NONE);
        double[] derivative =
                new ReferenceDecoder(weights).derivative(new double[] {grid.a(2)}, new double[] {1}, 1e-6);
        assertEquals(Math.sqrt(dot(derivative, derivative)), found.values()[2], 1e-5);
    }

    @Test
    void a_cancelled_computation_ends_at_once() {
        var progress = new Progress(() -> true, share -> {});
        assertThrows(
                CancellationException.class,
                () -> Sensitivity.of(
                        new FrozenModel(model(2, Activation.RELU), Kernels.best()),
                        Plane.latents(0, 1, 2),
                        new float[2],
                        Grid.square(3, 4),
                        progress));
    }

    @Test
    void a_manifold_over_a_plane_decodes_each_tile_at_its_lifted_point() {
        int d = 5;
        Weights weights = model(d, Activation.TANH);
        var plane = Plane.through(Cloud.normal(d, 1), Cloud.normal(d, 2), Cloud.normal(d, 3));
        float[] held = Cloud.normal(d, 4);
        var manifold = Manifold.of(
                new FrozenModel(weights, Kernels.best()),
                plane,
                held,
                Manifold.uniform(3, 2),
                Manifold.uniform(3, 2),
                Progress.NONE);
        assertArrayEquals(new float[] {-4 / 3f, 0, 4 / 3f}, manifold.across(), 1e-6f);
        float[] tile = new float[20];
        // second column of the first row: the top of the map
        new Decoder(new FrozenModel(weights, Kernels.best()), 1).decode(plane.lift(0, 4 / 3.0, held), 1, tile);
        for (int i = 0; i < 20; i++) assertEquals(tile[i], manifold.pixels()[manifold.offset(0, 1) + i], 1e-6);
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) sum += x[i] * y[i];
        return sum;
    }
}
