package org.latentfx.analysis.plane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.statistics.Normal;
import org.latentfx.data.ImageSet;

class LineDensityTest {
    private static LatentPoints codes(double sigma, float... mu) {
        float[] logVar = new float[mu.length];
        java.util.Arrays.fill(logVar, (float) (2 * Math.log(sigma)));
        var images = new ImageSet(1, 1, new byte[mu.length], new byte[mu.length], List.of("all"));
        return new LatentPoints(images, 1, mu, logVar);
    }

    @Test
    void one_image_is_its_own_normal_and_many_sum_to_one() {
        var one = LineDensity.of(codes(0.5, 1), -4, 6, 1_000, Progress.NONE);
        for (int k = 0; k < 1_000; k += 50)
            assertEquals(Normal.density((one.z(k) - 1) / 0.5) / 0.5, one.posterior()[k], 2e-3, "z = " + one.z(k));
        var many = LineDensity.of(codes(0.02, -2, -1.5f, 0, 0.1f, 3), -5, 5, 400, Progress.NONE);
        double sum = 0;
        for (float q : many.posterior()) sum += q * 10 / 400;
        assertEquals(1, sum, 0.01, "narrow ones do not fall between the cells");
        assertEquals(Normal.density(many.z(7)), many.prior()[7], 1e-6);
    }

    @Test
    void holes_are_where_the_prior_has_mass_but_no_image_is() {
        var density = LineDensity.of(codes(0.1, -1, 1), -4, 4, 80, Progress.NONE);
        assertTrue(density.hole(40, 0.05), "between them");
        assertFalse(density.hole(50, 0.05), "at one of them");
        assertFalse(density.hole(2, 0.05), "beyond 3 standard deviations nobody draws");
    }

    @Test
    void more_than_one_latent_is_refused() {
        var plane = new LatentPoints(
                new ImageSet(1, 1, new byte[1], new byte[1], List.of("all")), 2, new float[2], new float[2]);
        assertThrows(IllegalArgumentException.class, () -> LineDensity.of(plane, -1, 1, 10, Progress.NONE));
    }
}
