package org.latentfx.analysis.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.layer.UnitPictures.Side;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernels;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Likelihood;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.Weights;

class UnitPicturesTest {
    /** Four pixels; the encoder's three units look at one pixel each, unit 1 twice as hard; the decoder is random. */
    private static Weights weights(List<Integer> hidden) {
        var c = new ModelConfiguration(2, 2, hidden, 2, Activation.RELU, Likelihood.BERNOULLI, 1);
        float[] values = new float[c.parameterCount()];
        for (int i = 0; i < values.length; i++) values[i] = ((i * 37) % 11 - 5) / 10f;
        var first = c.tensors().get(0);
        for (int p = 0; p < 4; p++)
            for (int u = 0; u < first.columns(); u++)
                values[p * first.columns() + u] = p != u ? 0 : u == 1 ? 2 : 1 + 0.1f * u;
        return new Weights(c, values);
    }

    private static final ImageSet IMAGES = new ImageSet(
            2,
            2,
            new byte[] {(byte) 255, 0, 0, 0, 0, (byte) 255, 0, 0, 0, 0, (byte) 200, 0, 0, 90, 0, 0},
            new byte[4],
            List.of("a"));

    @Test
    void a_first_units_picture_is_what_it_multiplies_the_pixels_by() {
        var found = UnitPictures.of(weights(List.of(3)), Side.ENCODER);
        assertArrayEquals(new int[] {1, 2, 0}, found.units(), "the largest weights first");
        assertArrayEquals(new float[] {0, 2, 0, 0, 0, 0, 1.2f, 0, 1, 0, 0, 0}, found.weights());
        assertEquals("encoder.0", found.layer());
        assertEquals(3, found.all());
    }

    @Test
    void a_last_units_picture_is_what_it_adds_to_the_logits() {
        var weights = weights(List.of(3));
        var tensors = weights.configuration().tensors();
        var out = tensors.get(tensors.size() - 2);
        var found = UnitPictures.of(weights, Side.DECODER);
        assertEquals("decoder.0", found.layer());
        for (int k = 0; k < 3; k++)
            for (int p = 0; p < 4; p++)
                assertEquals(weights.values()[out.offset() + found.units()[k] * 4 + p], found.weights()[k * 4 + p]);
    }

    @Test
    void without_hidden_layers_the_latents_are_the_units() {
        var weights = weights(List.of());
        assertEquals("mu", UnitPictures.of(weights, Side.ENCODER).layer());
        assertEquals(2, UnitPictures.of(weights, Side.DECODER).all());
        var model = new FrozenModel(weights, Kernels.named("ejml"));
        var found = ExcitingImages.of(model, IMAGES, UnitPictures.of(weights, Side.ENCODER), 1, 1, Progress.NONE);
        assertEquals(1, found.images()[0]);
    }

    @Test
    void the_images_that_a_unit_looks_for_excite_it_most() {
        var weights = weights(List.of(3));
        var model = new FrozenModel(weights, Kernels.named("ejml"));
        var pictures = UnitPictures.of(weights, Side.ENCODER);
        var found = ExcitingImages.of(model, IMAGES, pictures, 1, 2, Progress.NONE);
        assertArrayEquals(new int[] {1, 3}, found.images());
        float bias = weights.values()[weights.configuration().tensors().get(1).offset() + 1];
        assertEquals(2 + bias, found.values()[0], 1e-6);
        assertEquals(2 * 90 / 255f + bias, found.values()[1], 1e-6);
    }

    @Test
    void a_decoders_unit_is_excited_through_the_whole_model() {
        var weights = weights(List.of(3));
        var model = new FrozenModel(weights, Kernels.named("ejml"));
        var found = ExcitingImages.of(model, IMAGES, UnitPictures.of(weights, Side.DECODER), 0, 4, Progress.NONE);
        for (int k = 0; k < 4; k++) assertEquals(hidden(weights, found.images()[k]), found.values()[k], 1e-5);
        for (int k = 1; k < 4; k++) assertTrue(found.values()[k - 1] >= found.values()[k]);
    }

    /** What the decoder's first hidden unit puts out, from the definition. */
    private static double hidden(Weights weights, int image) {
        double[] x = new double[4];
        for (int p = 0; p < 4; p++) x[p] = (IMAGES.pixels()[image * 4 + p] & 0xff) / 255.0;
        double[] h = relu(layer(weights, 0, x));
        double[] z = layer(weights, 2, h);
        return relu(layer(weights, 6, z))[0];
    }

    private static double[] layer(Weights weights, int tensor, double[] x) {
        var weight = weights.configuration().tensors().get(tensor);
        var bias = weights.configuration().tensors().get(tensor + 1);
        double[] y = new double[weight.columns()];
        for (int j = 0; j < y.length; j++) {
            y[j] = weights.values()[bias.offset() + j];
            for (int i = 0; i < x.length; i++) y[j] += x[i] * weights.values()[weight.offset() + i * y.length + j];
        }
        return y;
    }

    private static double[] relu(double[] x) {
        return java.util.Arrays.stream(x).map(v -> Math.max(0, v)).toArray();
    }
}
