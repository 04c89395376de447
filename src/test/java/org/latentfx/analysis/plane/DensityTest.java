package org.latentfx.analysis.plane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentfx.analysis.Cloud;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.latent.AggregatePosterior;
import org.latentfx.analysis.statistics.PriorMass;

class DensityTest {
    private static final Plane FLAT = Plane.latents(0, 1, 2);

    private static double mass(Density density) {
        double sum = 0;
        for (float value : density.posterior()) sum += value;
        return sum * density.grid().cellWidth() * density.grid().cellHeight();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 0.01, 0.3, 1, 2})
    void the_aggregate_posterior_sums_to_one_however_narrow_each_image_is(double sigma) {
        var points = Cloud.at(2, sigma * sigma, Cloud.normal(200, 1));
        var density = Density.of(points, FLAT, Grid.square(12, 96), Progress.NONE);
        assertEquals(1, mass(density), 0.015);
    }

    @Test
    void each_cell_holds_the_mean_of_the_images_normals() {
        int d = 5;
        float[] mu = Cloud.normal(20 * d, 2);
        var points = Cloud.at(d, 1, mu);
        for (int i = 0; i < mu.length; i++) points.logVar()[i] = i % d == 0 ? -3 : 0.2f * (i % d);
        var plane = Plane.through(Cloud.normal(d, 3), Cloud.normal(d, 4), Cloud.normal(d, 5));
        var grid = new Grid(-3, 2, -2, 3, 80, 90);
        var found = Density.of(points, plane, grid, Progress.NONE);
        for (int cell = 0; cell < grid.cells(); cell += 37) {
            double a = grid.a(cell % 80);
            double b = grid.b(cell / 80);
            double expected = 0;
            for (int i = 0; i < 20; i++) {
                double aa = 0.25 * grid.cellWidth() * grid.cellWidth();
                double bb = 0.25 * grid.cellHeight() * grid.cellHeight();
                double ab = 0;
                double x = a;
                double y = b;
                for (int j = 0; j < d; j++) {
                    double variance = Math.exp(points.logVar()[i * d + j]);
                    aa += plane.u()[j] * plane.u()[j] * variance;
                    ab += plane.u()[j] * plane.v()[j] * variance;
                    bb += plane.v()[j] * plane.v()[j] * variance;
                    x -= plane.u()[j] * points.mu(i, j);
                    y -= plane.v()[j] * points.mu(i, j);
                }
                double det = aa * bb - ab * ab;
                expected += Math.exp(-0.5 * (bb * x * x - 2 * ab * x * y + aa * y * y) / det)
                        / (2 * Math.PI * Math.sqrt(det))
                        / 20;
            }
            assertEquals(expected, found.posterior()[cell], 2e-4, "cell " + cell);
        }
    }

    @Test
    void a_long_thin_slanted_posterior_loses_no_mass() {
        double root = Math.sqrt(0.5);
        var slanted = new Plane(new double[2], new double[] {root, root}, new double[] {-root, root});
        var points = Cloud.at(2, 1, new float[2]);
        points.logVar()[0] = (float) Math.log(4);
        points.logVar()[1] = (float) Math.log(0.0004);
        assertEquals(1, mass(Density.of(points, slanted, Grid.square(10, 256), Progress.NONE)), 0.015);
    }

    @Test
    void a_posterior_equal_to_the_prior_has_no_holes() {
        var points = Cloud.at(2, 1, new float[2]);
        var density = Density.of(points, FLAT, Grid.square(4, 80), Progress.NONE);
        assertEquals(0, density.holeMass(0.5), 1e-12);
    }

    @Test
    void an_empty_right_half_is_a_hole_of_half_the_priors_mass() {
        float[] mu = Cloud.normal(8000, 3);
        for (int i = 0; i < mu.length; i += 2) mu[i] = -Math.abs(mu[i]);
        var density = Density.of(Cloud.at(2, 0.01, mu), FLAT, Grid.square(4, 80), Progress.NONE);
        boolean[] holes = density.holes(0.1);
        assertTrue(holes[40 * 80 + 60], "at a = 1");
        assertFalse(holes[40 * 80 + 25], "at a = −0.7");
        assertFalse(holes[40 * 80 + 79], "beyond three σ nothing counts");
        // the images' own width, 0.1 and half a cell, reaches 0.184 into the empty half before q falls to a tenth
        assertEquals(0.422, density.holeMass(0.1), 0.02);
    }

    @Test
    void the_priors_mass_within_a_ring_is_what_the_grid_sums_to() {
        var density = Density.of(Cloud.at(2, 1, new float[2]), FLAT, Grid.square(5, 400), Progress.NONE);
        for (double radius = 1; radius <= 3; radius++) {
            double sum = 0;
            for (int cell = 0; cell < density.prior().length; cell++)
                if (Math.hypot(density.grid().a(cell % 400), density.grid().b(cell / 400)) <= radius)
                    sum += density.prior()[cell];
            assertEquals(
                    1 - PriorMass.beyond(radius, 2),
                    sum * density.grid().cellWidth() * density.grid().cellHeight(),
                    2e-3);
        }
    }

    @Test
    void the_logarithm_in_all_latents_agrees_with_the_plane_where_there_are_only_two() {
        var points = Cloud.at(2, 0.3, Cloud.normal(60, 4));
        var grid = new Grid(-1, 1, -1, 1, 400, 400);
        var density = Density.of(points, FLAT, grid, Progress.NONE);
        var q = new AggregatePosterior(points);
        for (int cell = 17; cell < grid.cells(); cell += 9999) {
            float[] z = {(float) grid.a(cell % 400), (float) grid.b(cell / 400)};
            assertEquals(Math.log(density.posterior()[cell]), q.logDensity(z), 1e-3);
        }
    }

    @Test
    void a_climb_never_leads_downhill() {
        var points = Cloud.at(6, 0.4, Cloud.normal(300, 5));
        var q = new AggregatePosterior(points);
        for (int i = 0; i < 20; i++) {
            float[] z = Cloud.normal(6, 100 + i);
            double before = q.logDensity(z);
            for (int step = 0; step < 5; step++) {
                z = q.climb(z);
                double after = q.logDensity(z);
                assertTrue(after >= before - 1e-5, before + " → " + after);
                before = after;
            }
        }
    }

    @Test
    void far_outside_the_logarithm_stays_finite() {
        var q = new AggregatePosterior(Cloud.at(2, 1e-4, new float[] {0, 0}));
        assertEquals(-0.5 * 1e4 / 1e-4, q.logDensity(new float[] {100, 0}), 1e3);
    }
}
