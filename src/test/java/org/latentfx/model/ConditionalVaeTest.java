package org.latentfx.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentfx.data.ImageSet;
import org.latentfx.data.PictureFormat;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.model.kind.KindOptions;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.layer.LayerSpec;

@Tag("engine")
class ConditionalVaeTest {
    private static final ImageSet IMAGES = TinyImages.bars(96);
    private static final int CLASSES = Math.max(2, IMAGES.classNames().size());
    private static final ModelConfiguration TOLD = new ModelConfiguration(
            ModelKind.CVAE,
            IMAGES.format(),
            LayerSpec.dense(13, 7),
            2,
            Activation.RELU,
            Likelihood.BERNOULLI,
            1,
            KindOptions.classes(CLASSES));

    static List<Kernel> kernels() {
        return Kernels.available();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void theTinyOneHasTheGoldenLossesAndGradients(Kernel kernel) {
        JsonObject golden = Golden.family("cvae");
        var configuration = new ModelConfiguration(
                ModelKind.CVAE,
                PictureFormat.grey(3, 1),
                LayerSpec.dense(4),
                2,
                Activation.RELU,
                Likelihood.BERNOULLI,
                1,
                KindOptions.classes(2));
        float[] weights = Golden.weights(golden.getAsJsonObject("params"), configuration);
        try (var workers = new Workers(2)) {
            var model = new Autoencoder(configuration, Activation.TANH, 2, kernel, workers);
            model.restore(weights, new float[weights.length], new float[weights.length]);
            model.differentiate(
                    Golden.numbers(golden.get("x")),
                    new byte[] {0, 1},
                    Golden.numbers(golden.get("eps")),
                    2,
                    KlTerm.OF_THE_BOUND);
            assertEquals(golden.get("reconstruction").getAsDouble(), model.reconstruction(), 1e-5);
            assertEquals(golden.get("kl").getAsDouble(), model.kl(), 1e-5);
            Golden.assertGradients(golden.getAsJsonObject("grads"), configuration, model.gradients(), kernel.name());
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void theSameModelComesOutForAnyNumberOfThreads(Kernel kernel) {
        float[] one = trained(kernel, 1).values();
        assertArrayEquals(one, trained(kernel, 2).values());
        assertArrayEquals(one, trained(kernel, 3).values());
    }

    @Test
    void askedForAClassItIsTheVaeOfThatClass() {
        var model = new FrozenModel(trained(Kernels.best(), 2), Kernels.best());
        float[] z = {0.3f, -1.2f, 1.5f, 0.1f};
        int size = IMAGES.valuesPerImage();
        for (int label = 0; label < CLASSES; label++) {
            var vae = new FrozenModel(model.weights().given(label), Kernels.best());
            float[] expected = new float[2 * size];
            float[] folded = new float[2 * size];
            float[] told = new float[2 * size];
            new Decoder(vae, 2).decode(z, 2, expected);
            new Decoder(model.given(label), 2).decode(z, 2, folded);
            new Decoder(model, 2).decode(z, new byte[] {(byte) label, (byte) label}, 0, 2, told);
            assertArrayEquals(expected, folded);
            assertArrayEquals(expected, told, 1e-5f);
            float[] x = new float[size];
            IMAGES.read(Kernels.best(), 7, 1, x, 0);
            float[] mu = new float[2];
            float[] sameMu = new float[2];
            new Encoder(vae, 1).encode(x, 1, mu, new float[2]);
            new Encoder(model.given(label), 1).encode(x, 1, sameMu, new float[2]);
            assertArrayEquals(mu, sameMu, 1e-5f);
        }
        assertFalse(Arrays.equals(decoded(model.given(0), z), decoded(model.given(1), z)));
    }

    @Test
    void labelledImagesAreEncodedUnderTheirOwnClassWhateverItIsAskedFor() {
        var model = new FrozenModel(trained(Kernels.best(), 2), Kernels.best());
        float[] one = new float[40];
        float[] other = new float[40];
        new Encoder(model, 8).encode(IMAGES, 3, 20, one, new float[40]);
        new Encoder(model.given(1), 8).encode(IMAGES, 3, 20, other, new float[40]);
        assertArrayEquals(one, other);
        float[] single = new float[2];
        float[] x = new float[IMAGES.valuesPerImage()];
        IMAGES.read(Kernels.best(), 5, 1, x, 0);
        new Encoder(model.given(IMAGES.labels()[5]), 1).encode(x, 1, single, new float[2]);
        assertArrayEquals(Arrays.copyOfRange(one, 4, 6), single, 1e-5f);
    }

    @Test
    void aClassThatThereIsNotIsRefusedAndOneThatIsChosenCostsNothing() {
        var model = new FrozenModel(trained(Kernels.best(), 1), Kernels.best());
        assertSame(model, model.given(0));
        assertThrows(IllegalArgumentException.class, () -> model.given(CLASSES));
        assertThrows(IllegalArgumentException.class, () -> model.weights().given(-1));
    }

    private static float[] decoded(FrozenModel model, float[] z) {
        float[] pixels = new float[2 * IMAGES.valuesPerImage()];
        new Decoder(model, 2).decode(z, 2, pixels);
        return pixels;
    }

    private static Weights trained(Kernel kernel, int threads) {
        try (var workers = new Workers(threads)) {
            var model = new Autoencoder(TOLD, 33, kernel, workers);
            model.initialize(3, IMAGES);
            for (int t = 1; t <= 12; t++)
                model.step(
                        IMAGES,
                        TinyImages.order(96),
                        t,
                        33,
                        new StepSettings(3, t * 33L, t > 6, KlTerm.OF_THE_BOUND, t, 1e-2));
            return model.weights();
        }
    }
}
