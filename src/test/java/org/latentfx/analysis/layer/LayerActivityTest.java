package org.latentfx.analysis.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.layer.LayerActivity.Level;
import org.latentfx.data.Datasets;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.model.Autoencoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Likelihood;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.Weights;

class LayerActivityTest {
    private static final ImageSet IMAGES = Datasets.loadTest("mnist").first(1100);

    /** Fresh weights, of which one tensor's values are replaced. */
    private static LayerActivity measured(Activation activation, String tensor, int count, float value) {
        var c = new ModelConfiguration(28, 28, List.of(10), 3, activation, Likelihood.BERNOULLI, 1);
        try (var workers = new Workers(1)) {
            var vae = new Autoencoder(c, 10, Kernels.best(), workers);
            vae.initialize(2, IMAGES);
            float[] values = vae.weights().values().clone();
            for (var each : c.tensors())
                if (each.name().equals(tensor)) for (int i = 0; i < count; i++) values[each.offset() + i] = value;
            return LayerActivity.of(new FrozenModel(new Weights(c, values), Kernels.best()), IMAGES, Progress.NONE);
        }
    }

    @Test
    void a_fresh_model_is_sound() {
        var found = measured(Activation.RELU, "", 0, 0);
        assertEquals(1100, found.images());
        assertEquals(
                List.of("encoder.0", "decoder.0"),
                found.layers().stream().map(l -> l.name()).toList());
        for (var layer : found.layers()) assertEquals(Level.GOOD, layer.level());
        assertEquals(0, found.clamped());
        assertTrue(found.leastSigma() < found.medianSigma() && found.medianSigma() < found.largestSigma());
    }

    @Test
    void units_that_no_image_excites_are_counted_in_their_layer_alone() {
        var some = measured(Activation.RELU, "encoder.0.bias", 3, -1000);
        assertEquals(3, some.layers().get(0).dead());
        assertEquals(Level.NOTE, some.layers().get(0).level());
        assertEquals(0, some.layers().get(1).dead());
        var most = measured(Activation.RELU, "decoder.0.bias", 6, -1000);
        assertEquals(6, most.layers().get(1).dead());
        assertEquals(Level.BAD, most.layers().get(1).level());
    }

    @Test
    void a_tanh_is_never_dead_but_may_be_saturated() {
        var found = measured(Activation.TANH, "encoder.0.bias", 4, 50);
        assertEquals(0, found.layers().get(0).dead());
        assertTrue(found.layers().get(0).saturated() >= 0.4, "four of ten always are");
        assertTrue(found.layers().get(0).saturated() < 0.5);
        assertEquals(Level.NOTE, found.layers().get(0).level());
    }

    @Test
    void log_variances_at_their_bounds_are_told() {
        var found = measured(Activation.RELU, "log_var.bias", 1, 40);
        assertEquals(1 / 3.0, found.clamped(), 1e-9);
        assertEquals(Math.exp(5), found.largestSigma(), 1e-3);
    }
}
