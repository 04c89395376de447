package org.latentfx.train.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Sprites;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.RunState;
import org.latentfx.train.Settings;
import org.latentfx.train.Trainer;

@Tag("engine")
class SignalsTest {
    private static final DataSplit DATA = new DataSplit(
            "few sprites",
            Sprites.generate(300, 1).images(),
            Sprites.generate(1100, 2).images());

    private static final Kernel KERNEL = Kernels.best();

    private static Hyperparameters settings(Activation activation) {
        var some = Settings.fromTexts(
                Preset.MAP.hyperparameters(), Map.of("hidden", "20,10", "latents", "3", "batch", "64"));
        return Settings.ACTIVATION.with(some, activation);
    }

    private static RunState after(int steps, Hyperparameters settings) {
        try (var workers = new Workers(1)) {
            var trainer = new Trainer(DATA, settings, KERNEL, workers);
            for (int i = 0; i < steps; i++) trainer.step();
            return trainer.state();
        }
    }

    /** With {@code value} in the first {@code count} places of a tensor. */
    private static Signals changed(Activation activation, String tensor, int count, float value) {
        RunState state = after(2, settings(activation));
        float[] values = state.values().clone();
        for (var each : state.configuration().tensors())
            if (each.name().equals(tensor)) for (int i = 0; i < count; i++) values[each.offset() + i] = value;
        return Signals.of(state.with(values, state.firstMoments(), state.secondMoments()), DATA, KERNEL);
    }

    private static LayerSignals layer(Signals of, String name) {
        return of.layer(name).orElseThrow();
    }

    @Test
    void dead_units_of_a_gans_generator_are_counted() {
        var settings = Settings.fromTexts(
                Preset.GAN.hyperparameters(), Map.of("hidden", "20,10", "latents", "3", "batch", "64"));
        RunState state = after(1, settings);
        float[] values = state.values().clone();
        for (var each : state.configuration().tensors())
            if (each.name().equals("generator.0.bias")) for (int i = 0; i < 4; i++) values[each.offset() + i] = -1e6f;
        var found = Signals.of(state.with(values, state.firstMoments(), state.secondMoments()), DATA, KERNEL);
        assertEquals(0.4, layer(found, "generator.0").deadShare(), 0.11, "four of ten, and who is by chance");
        assertTrue(layer(found, "generator.0").deadShare() >= 0.4);
        assertEquals(20, layer(found, "discriminator.0").units().count());
        assertEquals(0, layer(found, "discriminator.0").deadShare(), "a leaky ReLU does not die");
        assertNull(layer(found, "generator.out").units());
    }

    @Test
    void layers_and_tensors_have_the_names_of_the_models_tensors_in_their_order() {
        var found = Signals.of(after(1, settings(Activation.RELU)), DATA, KERNEL);
        assertEquals(
                List.of("encoder.0", "encoder.1", "mu", "log_var", "decoder.0", "decoder.1", "out"),
                found.layers().stream().map(LayerSignals::name).toList());
        assertEquals(
                after(1, settings(Activation.RELU)).configuration().tensors().stream()
                        .map(tensor -> tensor.name())
                        .toList(),
                found.layers().stream()
                        .flatMap(layer -> layer.tensors().stream())
                        .map(LayerSignals.Tensor::name)
                        .toList());
        assertEquals(1000, found.images());
        assertEquals(64, found.batch());
        assertNull(layer(found, "mu").units());
        assertTrue(Double.isNaN(layer(found, "out").deadShare()));
    }

    @Test
    void the_update_is_what_a_real_step_adds_to_the_weights() {
        var settings = settings(Activation.RELU);
        RunState state = after(6, settings);
        float[] before = state.values();
        float[] later = after(7, settings).values();
        var found = Signals.of(state, DATA, KERNEL);
        assertEquals(6, found.step());
        for (var tensor : state.configuration().tensors()) {
            if (tensor.bias()) continue;
            double moved = 0;
            double size = 0;
            for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++) {
                moved += Math.pow((double) later[i] - before[i], 2);
                size += Math.pow(before[i], 2);
            }
            double ratio = Math.sqrt(moved / size);
            String layer = tensor.name().replace(".weight", "");
            assertEquals(ratio, layer(found, layer).updateRatio(), 1e-9 * ratio, tensor.name());
        }
    }

    @Test
    void looking_at_a_moment_leaves_it_as_it_was() {
        RunState state = after(3, settings(Activation.TANH));
        RunState same = after(3, settings(Activation.TANH));
        assertEquals(Signals.of(state, DATA, KERNEL), Signals.of(state, DATA, KERNEL));
        assertEquals(same, state);
    }

    @Test
    void units_that_no_image_excites_are_counted_in_their_layer_alone() {
        var some = changed(Activation.RELU, "encoder.0.bias", 5, -1000);
        assertTrue(layer(some, "encoder.0").deadShare() >= 0.25);
        assertEquals(Level.NOTE, layer(some, "encoder.0").unitsLevel());
        var most = changed(Activation.RELU, "decoder.1.bias", 12, -1000);
        assertTrue(layer(most, "decoder.1").deadShare() >= 0.6);
        assertEquals(Level.BAD, layer(most, "decoder.1").unitsLevel());
        assertTrue(layer(most, "encoder.0").deadShare() < 0.25);
    }

    @Test
    void a_tanh_is_never_dead_but_may_be_saturated() {
        var found = changed(Activation.TANH, "encoder.0.bias", 8, 50);
        assertEquals(0, layer(found, "encoder.0").deadShare());
        assertTrue(layer(found, "encoder.0").saturatedShare() >= 0.4, "eight of twenty always are");
        assertEquals(Level.NOTE, layer(found, "encoder.0").unitsLevel());
    }

    @Test
    void log_variances_at_their_bounds_are_told() {
        var found = changed(Activation.RELU, "log_var.bias", 1, 40);
        assertEquals(1 / 3.0, found.codes().clamped(), 1e-9);
        assertEquals(Math.exp(5), found.codes().largestSigma(), 1e-3);
        assertTrue(found.codes().leastSigma() < found.codes().medianSigma());
    }

    @Test
    void a_latent_whose_mean_is_the_same_for_all_images_is_not_active() {
        var found = changed(Activation.RELU, "mu.weight", 0, 0);
        assertEquals(3, found.codes().active());
        assertEquals(0, changed(Activation.RELU, "mu.weight", 30, 0).codes().active());
    }

    @Test
    void work_that_nobody_wants_any_more_ends_early() {
        RunState state = after(1, settings(Activation.RELU));
        assertThrows(CancellationException.class, () -> Signals.of(state, DATA, KERNEL, () -> true, share -> {}));
    }
}
