package org.latentfx.analysis.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.Cloud;
import org.latentfx.analysis.Digits;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.image.FailureGallery.Kind;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.latent.NearestPoints;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.prior.Posterior;

class FailureGalleryTest {
    private static FailureGallery gallery(LatentPoints points, double... loss) {
        try (var workers = new Workers(1)) {
            var near = NearestPoints.among(
                    points, FailureGallery.NEIGHBOURS, Kernels.named("ejml"), workers, Progress.NONE);
            double[] kl = new double[points.size()];
            for (int i = 0; i < points.mu().length; i++)
                kl[i / points.latents()] += Posterior.kl(points.mu()[i], points.logVar()[i]);
            return FailureGallery.of(points, near, loss, kl, true);
        }
    }

    /** Two tight groups of classes 0 and 1, one image of class 1 among those of class 0, and one between both. */
    private static LatentPoints groups() {
        float[] mu = new float[2 * 42];
        int[] labels = new int[42];
        for (int i = 0; i < 40; i++) {
            labels[i] = i / 20;
            mu[2 * i] = (i < 20 ? -2 : 2) + 0.01f * (i % 20);
            mu[2 * i + 1] = 0.01f * (i * 7 % 20);
        }
        mu[2 * 40] = -1.905f;
        labels[40] = 1;
        mu[2 * 41] = 0.08f; // just between: as many of each among the ten nearest
        return Cloud.at(2, 0.25, mu, labels);
    }

    @Test
    void losses_are_split_and_the_worst_come_first() {
        var points = Cloud.at(1, 0.5, new float[] {0, 1, -2}, 0, 0, 1);
        var found = gallery(points, 10, 12, 11);
        assertArrayEquals(new int[] {1, 2, 0}, found.worst(Kind.LOSS, 5));
        double kl = Posterior.kl(-2, Math.log(0.5));
        assertEquals(11 - kl, found.value(Kind.RECONSTRUCTION, 2), 1e-6);
        assertEquals(1, found.worst(Kind.RECONSTRUCTION, 1)[0]);
        assertEquals(Math.sqrt(0.5), found.value(Kind.SIGMA, 0), 1e-6);
    }

    @Test
    void an_image_between_two_classes_is_ambiguous_and_its_rivals_are_told() {
        var found = gallery(groups(), new double[42]);
        assertEquals(41, found.worst(Kind.AMBIGUOUS, 1)[0]);
        assertTrue(found.value(Kind.AMBIGUOUS, 41) > 0.6 && found.value(Kind.AMBIGUOUS, 41) <= Math.log(2) + 1e-9);
        assertArrayEquals(
                new int[] {0, 1},
                java.util.Arrays.stream(found.rivals(41)).sorted().toArray());
        assertArrayEquals(new int[] {1, -1}, found.rivals(39));
    }

    @Test
    void an_image_far_from_its_class_is_told_from_one_that_is_only_far() {
        var found = gallery(groups(), new double[42]);
        assertEquals(40, found.worst(Kind.UNLIKE, 1)[0]);
        assertTrue(found.value(Kind.UNLIKE, 40) > 2);
        assertTrue(found.value(Kind.UNLIKE, 25) < 1);
    }

    @Test
    void each_class_gets_its_own_line() {
        var found = gallery(groups(), new double[42]);
        assertEquals(
                List.of(21, 21), found.classes().stream().map(c -> c.images()).toList());
        assertEquals(20 / 21.0, found.classes().get(1).recognised(), 1e-9);
        assertEquals(
                List.of("a", "b"), found.classes().stream().map(c -> c.name()).toList());
    }

    @Test
    void without_classes_nothing_is_asked_of_labels() {
        var found = gallery(Cloud.at(1, 0.5, new float[] {0, 1, -2}), 1, 2, 3);
        assertFalse(found.kinds().stream().anyMatch(Kind::ofLabels));
        assertEquals(3, found.kinds().size());
    }

    @Test
    void of_a_model_its_figures_are_those_of_the_evaluation() {
        var model = new FrozenModel(Digits.flat(), Kernels.named("ejml"));
        var images = Digits.learnt().first(300);
        var found = FailureGallery.of(model, images, Progress.NONE);
        try (var workers = new Workers(1)) {
            var expected = Evaluation.of(model, images, workers, 0, false, 1);
            double loss = 0;
            for (int i = 0; i < 300; i++) loss += found.value(Kind.LOSS, i) / 300;
            assertEquals(expected.total(), loss, 1e-4 * loss);
            for (int c = 0; c < found.classes().size(); c++) {
                assertEquals(
                        expected.classes().get(c).name(), found.classes().get(c).name());
                assertEquals(
                        expected.classes().get(c).reconstruction(),
                        found.classes().get(c).reconstruction(),
                        1e-4 * loss);
                assertEquals(
                        expected.classes().get(c).kl(), found.classes().get(c).kl(), 1e-4 * loss);
            }
        }
    }

    @Test
    void neighbours_among_themselves_leave_each_point_out() {
        try (var workers = new Workers(2)) {
            var points = Cloud.at(1, 1, new float[] {0, 1, 3, 7, 7});
            var found = NearestPoints.among(points, 2, Kernels.named("ejml"), workers, Progress.NONE);
            assertArrayEquals(new int[] {1, 2}, found.of(0));
            assertArrayEquals(new int[] {4, 2}, found.of(3));
            assertArrayEquals(new int[] {3, 2}, found.of(4));
            var alone = Cloud.at(1, 1, new float[] {0});
            assertEquals(
                    0,
                    NearestPoints.among(alone, 2, Kernels.named("ejml"), workers, Progress.NONE)
                            .k());
        }
    }
}
