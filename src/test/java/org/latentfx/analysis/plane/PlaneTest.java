package org.latentfx.analysis.plane;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentfx.analysis.Cloud;
import org.latentfx.analysis.latent.PrincipalAxes;
import org.latentfx.text.Refusal;

class PlaneTest {
    static Stream<Arguments> planes() {
        return Stream.of(2, 3, 7, 20, 50).flatMap(d -> {
            float[] some = Cloud.normal(3 * d, d);
            return Stream.of(
                            Plane.latents(d - 1, 0, d),
                            Plane.through(point(some, 0, d), point(some, 1, d), point(some, 2, d)),
                            Plane.principal(PrincipalAxes.of(Cloud.at(d, 1, Cloud.normal(100 * d, 77)))))
                    .map(plane -> Arguments.of(d, plane));
        });
    }

    private static float[] point(float[] all, int i, int d) {
        return java.util.Arrays.copyOfRange(all, i * d, (i + 1) * d);
    }

    @ParameterizedTest(name = "{0} latents")
    @MethodSource("planes")
    void lifting_a_projection_gives_back_the_point_to_1e_5(int d, Plane plane) {
        float[] z = Cloud.normal(d, 11);
        assertArrayEquals(z, plane.lift(plane.a(z), plane.b(z), z), 1e-5f);
    }

    @ParameterizedTest(name = "{0} latents")
    @MethodSource("planes")
    void projecting_a_lifted_point_gives_back_its_coordinates_and_keeps_its_distance(int d, Plane plane) {
        float[] held = Cloud.normal(d, 12);
        for (double a = -4; a <= 4; a += 1.7) {
            float[] z = plane.lift(a, 0.3 - a, held);
            assertEquals(a, plane.a(z), 1e-5);
            assertEquals(0.3 - a, plane.b(z), 1e-5);
            assertEquals(plane.distance(held), plane.distance(z), 1e-5);
            assertEquals(0, plane.distance(plane.lift(a, 1)), 1e-5);
        }
    }

    @ParameterizedTest(name = "{0} latents")
    @MethodSource("planes")
    void a_batch_projects_as_its_points_do_one_by_one(int d, Plane plane) {
        var points = Cloud.at(d, 1, Cloud.normal(9 * d, 5));
        float[] held = Cloud.normal(d, 6);
        float[] at = plane.project(points);
        float[] distances = plane.distances(points, held);
        for (int i = 0; i < 9; i++) {
            float[] z = point(points.mu(), i, d);
            assertEquals(plane.a(z), at[2 * i], 1e-6);
            assertEquals(plane.b(z), at[2 * i + 1], 1e-6);
            float[] foot = plane.lift(plane.a(z), plane.b(z), held);
            double sum = 0;
            for (int j = 0; j < d; j++) sum += (z[j] - foot[j]) * (z[j] - foot[j]);
            assertEquals(Math.sqrt(sum), distances[i], 1e-5);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 20})
    void the_plane_through_three_points_holds_them_and_its_origin_is_nearest_to_zero(int d) {
        float[] all = Cloud.normal(3 * d, 3);
        var plane = Plane.through(point(all, 0, d), point(all, 1, d), point(all, 2, d));
        for (int i = 0; i < 3; i++) assertEquals(0, plane.distance(point(all, i, d)), 1e-5);
        float[] origin = plane.lift(0, 0);
        assertEquals(0, plane.a(origin), 1e-6);
        assertEquals(0, plane.b(origin), 1e-6);
    }

    @Test
    void three_points_on_a_line_are_refused() {
        float[] p = {1, 2, 3};
        float[] q = {2, 4, 6};
        assertThrows(Refusal.class, () -> Plane.through(p, q, new float[] {3, 6, 9}));
        assertThrows(Refusal.class, () -> Plane.through(p, p, q));
        assertThrows(Refusal.class, () -> Plane.through(p, q, q));
        assertEquals(3, Plane.through(p, q, new float[] {3, 6, 9.1f}).latents());
    }

    @Test
    void directions_that_are_not_orthonormal_are_refused() {
        double[] zero = {0, 0};
        assertThrows(IllegalArgumentException.class, () -> new Plane(zero, new double[] {1, 0}, new double[] {1, 0}));
        assertThrows(IllegalArgumentException.class, () -> new Plane(zero, new double[] {2, 0}, new double[] {0, 1}));
        assertThrows(IllegalArgumentException.class, () -> Plane.latents(1, 1, 2));
    }

    @Test
    void one_latent_makes_a_line_whose_second_coordinate_is_always_zero() {
        var line = Plane.latents(0, 0, 1);
        assertEquals(0, line.b(new float[] {3}));
        assertArrayEquals(new float[] {2}, line.lift(2, 5, new float[] {-1}));
    }

    @Test
    void the_first_principal_axes_follow_the_widest_spread() {
        int d = 4;
        float[] mu = Cloud.normal(500 * d, 9);
        double[] spread = {0.1, 3, 0.2, 1};
        for (int i = 0; i < mu.length; i++) mu[i] *= spread[i % d];
        var axes = PrincipalAxes.of(Cloud.at(d, 1, mu));
        assertTrue(axes.axes()[0][1] > 0.99, "first axis along latent 2");
        assertTrue(axes.axes()[1][3] > 0.99, "second axis along latent 4");
        assertEquals(9, axes.variances()[0], 0.9);
        assertEquals(1, axes.variances()[1], 0.15);
        assertTrue(axes.share(2) > 0.98 && axes.share(2) < 1);
        assertEquals(1, axes.share(4), 1e-12);
    }
}
