package org.latentfx.analysis.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentfx.analysis.Progress;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernels;

class ProbabilisticPcaTest {
    private static final int WIDTH = 4;
    private static final int HEIGHT = 3;
    private static final int VALUES = WIDTH * HEIGHT;
    private static final ImageSet IMAGES = correlated(700);

    /** Two slopes of light with noise. */
    private static ImageSet correlated(int n) {
        var random = new Random(5);
        byte[] pixels = new byte[n * VALUES];
        for (int i = 0; i < n; i++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            for (int k = 0; k < VALUES; k++) {
                double x = 128 + 25 * a * (k % WIDTH - 1.5) + 18 * b * (k / WIDTH - 1) + 6 * random.nextGaussian();
                pixels[i * VALUES + k] = (byte) Math.max(0, Math.min(255, Math.round(x)));
            }
        }
        return new ImageSet(WIDTH, HEIGHT, pixels, new byte[n], List.of("a"));
    }

    private static DMatrixRMaj covariance(double[] mean) {
        var covariance = new DMatrixRMaj(VALUES, VALUES);
        float[] x = new float[VALUES];
        for (int i = 0; i < IMAGES.size(); i++) {
            IMAGES.values(i, x);
            for (int r = 0; r < VALUES; r++)
                for (int c = 0; c < VALUES; c++)
                    covariance.add(r, c, (x[r] - mean[r]) * (x[c] - mean[c]) / IMAGES.size());
        }
        return covariance;
    }

    private static ProbabilisticPca fitted(int latents, String kernel) {
        return ProbabilisticPca.of(IMAGES, latents, Kernels.named(kernel), Progress.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ejml", "auto"})
    void its_variances_are_the_largest_eigenvalues_and_the_mean_of_the_others(String kernel) {
        var pca = fitted(3, kernel);
        var eigen = DecompositionFactory_DDRM.eig(VALUES, false, true);
        assertTrue(eigen.decompose(covariance(pca.mean())));
        double[] values = new double[VALUES];
        for (int j = 0; j < VALUES; j++) values[j] = -eigen.getEigenvalue(j).real;
        java.util.Arrays.sort(values);
        double rest = 0;
        for (int j = 3; j < VALUES; j++) rest -= values[j] / (VALUES - 3);
        for (int j = 0; j < 3; j++) assertEquals(-values[j], pca.variances()[j], 1e-5 * -values[0]);
        assertEquals(rest, pca.noise(), 1e-4 * rest); // the products are in single precision
    }

    @Test
    void log_p_is_that_of_the_normal_distribution_written_out() {
        var pca = fitted(2, "ejml");
        var c = CommonOps_DDRM.identity(VALUES);
        CommonOps_DDRM.scale(pca.noise(), c);
        for (int r = 0; r < VALUES; r++)
            for (int s = 0; s < VALUES; s++)
                for (int j = 0; j < 2; j++)
                    c.add(r, s, pca.axes()[r * 2 + j] * pca.axes()[s * 2 + j] * (pca.variances()[j] - pca.noise()));
        double log = Math.log(CommonOps_DDRM.det(c));
        CommonOps_DDRM.invert(c);
        double expected = 0;
        float[] x = new float[VALUES];
        for (int i = 0; i < IMAGES.size(); i++) {
            IMAGES.values(i, x);
            double square = 0;
            for (int r = 0; r < VALUES; r++)
                for (int s = 0; s < VALUES; s++)
                    square += (x[r] - pca.mean()[r]) * c.get(r, s) * (x[s] - pca.mean()[s]);
            expected += 0.5 * (VALUES * Math.log(2 * Math.PI) + log + square) / IMAGES.size();
        }
        assertEquals(
                expected,
                pca.measure(IMAGES, Kernels.named("ejml"), Progress.NONE).nll(),
                1e-4);
    }

    @Test
    void its_elbo_is_exact_and_its_mean_squared_error_what_the_pictures_show() {
        var pca = fitted(2, "ejml");
        var found = pca.measure(IMAGES, Kernels.named("ejml"), Progress.NONE);
        assertEquals(found.nll(), found.reconstruction() + found.kl(), 1e-4);
        double squares = 0;
        float[] x = new float[VALUES];
        for (int i = 0; i < IMAGES.size(); i++) {
            IMAGES.values(i, x);
            for (int k = 0; k < VALUES; k++) {
                double decoded = pca.mean()[k];
                for (int j = 0; j < 2; j++)
                    decoded += Math.sqrt(pca.variances()[j] - pca.noise())
                            * pca.axes()[k * 2 + j]
                            * found.points().mu(i, j);
                squares += (x[k] - decoded) * (x[k] - decoded) / (IMAGES.size() * VALUES);
            }
        }
        assertEquals(squares, found.mse(), 1e-7);
    }

    @Test
    void more_latents_explain_more_and_all_of_them_are_too_many() {
        var kernel = Kernels.named("ejml");
        double one = fitted(1, "ejml").measure(IMAGES, kernel, Progress.NONE).nll();
        double two = fitted(2, "ejml").measure(IMAGES, kernel, Progress.NONE).nll();
        assertTrue(two < one, two + " " + one);
        assertThrows(IllegalArgumentException.class, () -> fitted(VALUES, "ejml"));
    }

    @Test
    void images_that_are_all_alike_leave_no_more_noise_than_a_bytes_rounding() {
        var same = new ImageSet(WIDTH, HEIGHT, new byte[20 * VALUES], new byte[20], List.of("a"));
        var pca = ProbabilisticPca.of(same, 2, Kernels.named("ejml"), Progress.NONE);
        assertEquals(ProbabilisticPca.LEAST_NOISE, pca.noise());
        var found = pca.measure(same, Kernels.named("ejml"), Progress.NONE);
        assertEquals(found.nll(), found.reconstruction() + found.kl(), 1e-6);
        assertEquals(0, found.kl(), 1e-9);
    }
}
