package org.latentfx.analysis;

import java.util.stream.IntStream;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.data.Datasets;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.model.Autoencoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.KlTerm;
import org.latentfx.model.Likelihood;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.StepSettings;
import org.latentfx.model.Weights;

/** MNIST's test digits and two small models that have learnt from 2,000 of them, made once for all tests of a run. */
public final class Digits {
    private static final class Held {
        static final ImageSet ALL = Datasets.loadTest("mnist");
        static final ImageSet LEARNT = ALL.first(2000);
    }

    private static final class Flat {
        static final Weights WEIGHTS = train(2, 8);
        static final LatentPoints POINTS = LatentPoints.of(new FrozenModel(WEIGHTS, Kernels.best()), Held.LEARNT);
    }

    private static final class Deep {
        static final Weights WEIGHTS = train(8, 8);
        static final LatentPoints POINTS = LatentPoints.of(new FrozenModel(WEIGHTS, Kernels.best()), Held.LEARNT);
    }

    private Digits() {}

    /** All 10,000 of them. */
    public static ImageSet all() {
        return Held.ALL;
    }

    /** The first 2,000, which the models have seen. */
    public static ImageSet learnt() {
        return Held.LEARNT;
    }

    /** 784-64-2-64-784, tanh. */
    public static Weights flat() {
        return Flat.WEIGHTS;
    }

    public static LatentPoints flatPoints() {
        return Flat.POINTS;
    }

    /** 784-64-8-64-784, tanh. */
    public static Weights deep() {
        return Deep.WEIGHTS;
    }

    public static LatentPoints deepPoints() {
        return Deep.POINTS;
    }

    /** Image {@code i} as pixels in 0..1. */
    public static float[] picture(int i) {
        float[] x = new float[784];
        Kernels.best().dequantise(all().pixels(), i * 784, x, 0, 784);
        return x;
    }

    private static Weights train(int latents, int epochs) {
        var configuration = new ModelConfiguration(
                28, 28, java.util.List.of(64), latents, Activation.TANH, Likelihood.BERNOULLI, 1);
        try (var workers = new Workers(1)) {
            var vae = new Autoencoder(configuration, 100, Kernels.best(), workers);
            vae.initialize(1, Held.LEARNT);
            int[] order = IntStream.range(0, 2000).toArray();
            for (int step = 0; step < epochs * 20; step++)
                vae.step(
                        Held.LEARNT,
                        order,
                        step % 20 * 100,
                        100,
                        new StepSettings(1, step * 100L, false, KlTerm.OF_THE_BOUND, step + 1, 3e-3));
            return vae.weights();
        }
    }
}
