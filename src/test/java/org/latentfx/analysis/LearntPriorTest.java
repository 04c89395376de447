package org.latentfx.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.image.Evaluation;
import org.latentfx.analysis.image.MarginalLikelihood;
import org.latentfx.analysis.image.ProbedImage;
import org.latentfx.analysis.inpainting.GibbsSampler;
import org.latentfx.analysis.inpainting.Inversion;
import org.latentfx.analysis.latent.AggregateInformation;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.path.LatentPath;
import org.latentfx.analysis.path.PathKind;
import org.latentfx.analysis.plane.Density;
import org.latentfx.analysis.plane.Grid;
import org.latentfx.analysis.plane.Plane;
import org.latentfx.analysis.samples.SampledPictures;
import org.latentfx.data.ImageSet;
import org.latentfx.data.PictureFormat;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernels;
import org.latentfx.math.RandomStream;
import org.latentfx.math.Workers;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Likelihood;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.Weights;
import org.latentfx.model.kind.KindOptions;
import org.latentfx.model.kind.ModelKind;

/** A learnt prior that happens to be N(0, I) gives what that gives: its one pseudo-input is coded as μ = 0, σ = 1. */
class LearntPriorTest {
    private static final int PIXELS = 6;
    private static final ImageSet IMAGES = images();
    private static final FrozenModel NORMAL = model(0);
    private static final FrozenModel LEARNT = model(1);

    private static ImageSet images() {
        byte[] pixels = new byte[12 * PIXELS];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) (RandomStream.uniform(5, i) < 0.5 ? 0 : -1);
        return new ImageSet(PIXELS, 1, pixels, new byte[12], List.of("bits"));
    }

    /** Linear, so that the grey pseudo-input can be coded exactly at the origin. */
    private static FrozenModel model(int pseudoInputs) {
        var of = new ModelConfiguration(
                ModelKind.VAE,
                PictureFormat.grey(PIXELS, 1),
                List.of(),
                2,
                Activation.TANH,
                Likelihood.BERNOULLI,
                1,
                KindOptions.pseudoInputs(pseudoInputs));
        float[] values = new float[of.parameterCount()];
        var tensors = of.tensors();
        for (int t = 0; t < tensors.size(); t++) {
            var tensor = tensors.get(t);
            if (tensor.name().startsWith("prior.")) continue; // sigmoid(0) is grey
            for (int i = 0; i < tensor.size(); i++) values[tensor.offset() + i] = RandomStream.gaussian(t, i);
            if (t != 1 && t != 3) continue;
            var weight = tensors.get(t - 1);
            Arrays.fill(values, tensor.offset(), tensor.offset() + tensor.size(), 0);
            for (int i = 0; i < weight.size(); i++)
                values[tensor.offset() + i % 2] -= 0.5f * values[weight.offset() + i];
        }
        return new FrozenModel(new Weights(of, values), Kernels.best());
    }

    @Test
    void likelihood_search_and_gibbs_are_those_of_the_normal_prior() {
        try (var workers = new Workers(1)) {
            var normal = MarginalLikelihood.of(NORMAL, IMAGES, workers, 50, true, 3, Progress.NONE);
            var learnt = MarginalLikelihood.of(LEARNT, IMAGES, workers, 50, true, 3, Progress.NONE);
            assertEquals(normal.nll(), learnt.nll(), 1e-4);
            assertEquals(normal.negativeElbo(), learnt.negativeElbo(), 1e-4);
        }
        float[] picture = {1, 0, 1, 1, 0, 0};
        boolean[] known = {true, true, true, false, false, false};
        var starts = List.of(new float[] {0.5f, -1});
        var normal = Inversion.of(NORMAL, picture, known, starts, 2, 40, Progress.NONE);
        var learnt = Inversion.of(LEARNT, picture, known, starts, 2, 40, Progress.NONE);
        assertArrayEquals(normal.z(), learnt.z(), 1e-3f);
        float[] mean = {.5f, .5f, .5f, .5f, .5f, .5f};
        float[] exact = new GibbsSampler(NORMAL, picture, known, 7)
                .run(true, mean, 5, 50, Progress.NONE)
                .picture();
        float[] alike = new GibbsSampler(LEARNT, picture, known, 7)
                .run(true, mean, 5, 50, Progress.NONE)
                .picture();
        assertArrayEquals(exact, alike, 1e-3f);
    }

    @Test
    void samples_densities_and_paths_are_those_of_the_normal_prior() {
        var normal = SampledPictures.ofPrior(NORMAL, 3, 5, false, Progress.NONE);
        var learnt = SampledPictures.ofPrior(LEARNT, 3, 5, false, Progress.NONE);
        assertArrayEquals(normal.pixels(), learnt.pixels(), 1e-4f);
        assertNull(SampledPictures.ofPseudoInputs(NORMAL));
        var pseudo = SampledPictures.ofPseudoInputs(LEARNT);
        assertNotNull(pseudo);
        for (float pixel : pseudo.pixels()) assertEquals(0.5, pixel, 1e-6);
        var points = LatentPoints.of(LEARNT, IMAGES);
        var plane = Plane.latents(0, 1, 2);
        var grid = Grid.square(4, 64);
        var expected = Density.of(points, NORMAL.prior(), plane, grid, Progress.NONE);
        var found = Density.of(points, LEARNT.prior(), plane, grid, Progress.NONE);
        assertArrayEquals(expected.prior(), found.prior(), 2e-3f);
        assertEquals(expected.holeMass(0.05), found.holeMass(0.05), 0.02);
        assertFalse(PathKind.of(LEARNT.configuration()).contains(PathKind.SLERP));
        float[] z = {1, -2};
        var way = LatentPath.of(LEARNT, points, PathKind.STRAIGHT, new float[2], z, 3, 1, Progress.NONE);
        assertEquals(-0.5 * 5 - Math.log(2 * Math.PI), way.frames().get(2).logPrior(), 1e-4);
    }

    /** The KL is estimated: near what the formula says, and of all latents together. */
    @Test
    void the_kl_is_one_estimate_near_the_exact_one() {
        try (var workers = new Workers(2)) {
            var normal = Evaluation.of(NORMAL, IMAGES, workers, 1, false, 1);
            var learnt = Evaluation.of(LEARNT, IMAGES, workers, 1, false, 1);
            assertEquals(normal.reconstruction(), learnt.reconstruction(), 1e-6);
            assertEquals(0, learnt.klPerLatent().length);
            assertTrue(learnt.variational());
            assertEquals(normal.kl(), learnt.kl(), 0.25 * normal.kl());
            double classes = learnt.classes().get(0).kl();
            assertEquals(learnt.kl(), classes, 1e-9);
        }
        float[] x = {1, 0, 1, 1, 0, 0};
        var exact = new ProbedImage(NORMAL).breakdown(x, new float[0]);
        var estimated = new ProbedImage(LEARNT).breakdown(x, new float[0]);
        assertEquals(1, estimated.kl().length);
        assertFalse(estimated.klPerLatent());
        assertEquals(exact.klTotal(), estimated.klTotal(), 0.3 * exact.klTotal() + 0.3);
        var points = LatentPoints.of(NORMAL, IMAGES);
        var known = AggregateInformation.of(points, NORMAL.prior(), 4000, 2, Progress.NONE);
        var drawn = AggregateInformation.of(points, LEARNT.prior(), 4000, 2, Progress.NONE);
        assertEquals(known.mutualInformation(), drawn.mutualInformation(), 1e-9);
        assertEquals(known.marginalKl(), drawn.marginalKl(), 0.1 * known.meanKl());
    }
}
