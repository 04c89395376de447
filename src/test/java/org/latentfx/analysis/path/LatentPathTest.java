package org.latentfx.analysis.path;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latentfx.analysis.Cloud;
import org.latentfx.analysis.Digits;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.latent.AggregatePosterior;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.latent.Neighbours;
import org.latentfx.analysis.statistics.Normal;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernels;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Likelihood;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.ReferenceDecoder;
import org.latentfx.model.Weights;

class LatentPathTest {
    private static LatentPath path(PathKind kind, int from, int to, int count) {
        var points = Digits.flatPoints();
        return LatentPath.of(
                new FrozenModel(Digits.flat(), Kernels.best()),
                points,
                kind,
                mu(points, from),
                mu(points, to),
                count,
                0.2,
                Progress.NONE);
    }

    private static float[] mu(LatentPoints points, int i) {
        return java.util.Arrays.copyOfRange(points.mu(), i * points.latents(), (i + 1) * points.latents());
    }

    @Test
    void slerp_matches_the_golden_vectors() throws java.io.IOException {
        try (var in = new InputStreamReader(
                LatentPathTest.class.getResourceAsStream("/golden.json"), StandardCharsets.UTF_8)) {
            for (var element : JsonParser.parseReader(in).getAsJsonObject().getAsJsonArray("slerp")) {
                var row = element.getAsJsonObject();
                float[] z = Interpolation.slerp(
                        numbers(row.getAsJsonArray("a")),
                        numbers(row.getAsJsonArray("b")),
                        row.get("t").getAsDouble());
                assertArrayEquals(numbers(row.getAsJsonArray("z")), z, 1e-6f, row.toString());
            }
        }
    }

    private static float[] numbers(JsonArray array) {
        float[] x = new float[array.size()];
        for (int i = 0; i < x.length; i++) x[i] = array.get(i).getAsFloat();
        return x;
    }

    @Test
    void slerp_is_straight_where_there_is_no_angle() {
        float[] a = {1, 2};
        assertArrayEquals(new float[] {1.5f, 3}, Interpolation.slerp(a, new float[] {2, 4}, 0.5), 1e-6f);
        assertArrayEquals(new float[] {0, 0}, Interpolation.slerp(a, new float[] {-1, -2}, 0.5), 1e-6f);
        assertArrayEquals(new float[] {0.5f, 1}, Interpolation.slerp(a, new float[2], 0.5), 1e-6f);
    }

    @ParameterizedTest
    @EnumSource
    void every_way_starts_and_ends_where_asked_and_its_facts_hold(PathKind kind) {
        var points = Digits.flatPoints();
        var path = path(kind, 3, 2, 12);
        assertEquals(12, path.frames().size());
        assertArrayEquals(mu(points, 3), path.frames().get(0).z(), 1e-6f);
        assertArrayEquals(mu(points, 2), path.frames().get(11).z(), 1e-6f);
        var reference = new ReferenceDecoder(Digits.flat());
        double length = 0;
        double[] before = null;
        for (var frame : path.frames()) {
            double[] z = {frame.z()[0], frame.z()[1]};
            double[] pixels = reference.decode(z);
            double step = 0;
            if (before != null) for (int i = 0; i < 784; i++) step += Math.pow(pixels[i] - before[i], 2);
            assertEquals(Math.sqrt(step), frame.pixelDistance(), 1e-3);
            assertEquals(Math.log(Normal.density(z[0]) * Normal.density(z[1])), frame.logPrior(), 1e-5);
            assertEquals(Neighbours.within(points, frame.z(), 0.2), frame.within());
            length += Math.sqrt(step);
            before = pixels;
        }
        assertEquals(length, path.length(), 1e-2);
        int label = points.images().labels()[3];
        assertEquals(label, path.frames().get(0).vote().label(), "the class at the start");
    }

    @Test
    void a_fine_path_measures_the_pulled_back_metric() {
        var path = path(PathKind.STRAIGHT, 3, 2, 200);
        var reference = new ReferenceDecoder(Digits.flat());
        double integral = 0;
        for (int i = 1; i < 200; i++) {
            float[] p = path.frames().get(i - 1).z();
            float[] q = path.frames().get(i).z();
            double[] derivative = reference.derivative(
                    new double[] {(p[0] + q[0]) / 2.0, (p[1] + q[1]) / 2.0},
                    new double[] {q[0] - p[0], q[1] - p[1]},
                    1e-4);
            double sum = 0;
            for (double s : derivative) sum += s * s;
            integral += Math.sqrt(sum);
        }
        assertEquals(integral, path.length(), 2e-3 * integral);
    }

    @Test
    void the_energys_gradient_equals_finite_differences() {
        var configuration = new ModelConfiguration(4, 3, List.of(9), 3, Activation.TANH, Likelihood.BERNOULLI, 1);
        Weights weights = ReferenceDecoder.random(configuration, 4, 1);
        var geodesic = new Geodesic(new FrozenModel(weights, Kernels.best()), 5);
        float[] z = Cloud.normal(15, 6);
        geodesic.energy(z);
        double[] gradient = geodesic.gradient();
        var reference = new ReferenceDecoder(weights);
        for (int i = 0; i < 15; i++) {
            boolean end = i < 3 || i >= 12;
            double expected = end ? 0 : (energy(reference, z, i, 1e-5) - energy(reference, z, i, -1e-5)) / 2e-5;
            assertEquals(expected, gradient[i], 1e-4 * (1 + Math.abs(expected)), "value " + i);
        }
    }

    private static double energy(ReferenceDecoder reference, float[] z, int moved, double step) {
        double sum = 0;
        double[] before = null;
        for (int i = 0; i < 5; i++) {
            double[] point = new double[3];
            for (int j = 0; j < 3; j++) point[j] = z[3 * i + j] + (3 * i + j == moved ? step : 0);
            double[] now = reference.decode(point);
            if (before != null) for (int p = 0; p < now.length; p++) sum += Math.pow(now[p] - before[p], 2);
            before = now;
        }
        return 4 * sum;
    }

    @Test
    void geodesics_cost_less_energy_than_straight_lines_are_shorter_in_all_and_evenly_paced() {
        double straightLength = 0;
        double geodesicLength = 0;
        int converged = 0;
        for (int pair = 0; pair < 12; pair += 2) {
            var straight = path(PathKind.STRAIGHT, pair, pair + 1, 16);
            var geodesic = path(PathKind.GEODESIC, pair, pair + 1, 16);
            assertTrue(energy(geodesic) <= energy(straight), "energy of pair " + pair);
            straightLength += straight.length();
            geodesicLength += geodesic.length();
            if (!geodesic.converged()) continue;
            converged++;
            // equal steps would make both equal
            assertTrue(energy(geodesic) < 1.1 * geodesic.length() * geodesic.length(), "even pace of pair " + pair);
        }
        assertTrue(geodesicLength < straightLength, geodesicLength + " < " + straightLength);
        assertTrue(converged >= 4, converged + " of 6 converged");
    }

    private static double energy(LatentPath path) {
        double sum = 0;
        for (var frame : path.frames()) sum += frame.pixelDistance() * frame.pixelDistance();
        return sum * (path.frames().size() - 1);
    }

    @Test
    void a_density_path_follows_the_images_round_a_bend() {
        // images along a half circle: the straight way between its ends runs through nothing
        int n = 400;
        float[] mu = new float[2 * n];
        for (int i = 0; i < n; i++) {
            mu[2 * i] = (float) Math.cos(Math.PI * i / (n - 1));
            mu[2 * i + 1] = (float) Math.sin(Math.PI * i / (n - 1));
        }
        var q = new AggregatePosterior(Cloud.at(2, 0.04, mu));
        float[][] start = new float[15][];
        for (int i = 0; i < 15; i++)
            start[i] = new float[] {1 - 2 * i / 14f, 0.3f * (float) Math.sin(Math.PI * i / 14)};
        var found = DensityPath.from(start, q, Progress.NONE);
        assertTrue(found.converged(), "converged");
        for (float[] z : found.z()) assertEquals(1, Math.hypot(z[0], z[1]), 0.1);
    }

    @Test
    void a_density_path_is_nowhere_worse_on_average_than_the_straight_line() {
        double straight = path(PathKind.STRAIGHT, 3, 2, 12).frames().stream()
                .mapToDouble(LatentPath.Frame::logAggregate)
                .average()
                .orElseThrow();
        double followed = path(PathKind.DENSITY, 3, 2, 12).frames().stream()
                .mapToDouble(LatentPath.Frame::logAggregate)
                .average()
                .orElseThrow();
        assertTrue(followed > straight, straight + " → " + followed);
    }

    @Test
    void a_search_can_be_cancelled() {
        var points = Digits.flatPoints();
        for (PathKind kind : List.of(PathKind.DENSITY, PathKind.GEODESIC))
            assertThrows(
                    CancellationException.class,
                    () -> LatentPath.of(
                            new FrozenModel(Digits.flat(), Kernels.best()),
                            points,
                            kind,
                            mu(points, 0),
                            mu(points, 1),
                            5,
                            1,
                            new Progress(() -> true, share -> {})));
    }
}
