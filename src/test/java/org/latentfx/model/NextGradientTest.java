package org.latentfx.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.latentfx.data.DataSplit;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.math.RandomStream;
import org.latentfx.math.Workers;
import org.latentfx.train.NextStep;
import org.latentfx.train.Preset;
import org.latentfx.train.RunState;
import org.latentfx.train.Settings;
import org.latentfx.train.Trainer;
import org.latentfx.train.signal.Signals;

@Tag("engine")
class NextGradientTest {
    private static final DataSplit DATA = new DataSplit("bars", TinyImages.bars(96), TinyImages.bars(40));
    private static final Kernel KERNEL = Kernels.best();

    /** As a run would compute it, of the same pixels and the same noise. */
    private static float[] gradients(RunState state, NextStep step) {
        ModelConfiguration c = state.configuration();
        float[] pixels = new float[step.batch() * c.values()];
        float[] noise = new float[step.batch() * c.latents()];
        for (int r = 0; r < step.batch(); r++)
            KERNEL.dequantise(
                    DATA.train().pixels(),
                    step.order()[step.from() + r] * c.values(),
                    pixels,
                    r * c.values(),
                    c.values());
        long key = RandomStream.EPSILON.key(step.settings().seed());
        KERNEL.gaussian(key, step.settings().drawn() * c.latents(), noise, 0, noise.length);
        try (var workers = new Workers(1)) {
            var vae = new Autoencoder(c, step.batch(), KERNEL, workers);
            vae.restore(state.values(), state.firstMoments(), state.secondMoments());
            vae.differentiate(pixels, noise, step.batch(), step.settings().klTerm());
            return vae.gradients();
        }
    }

    @Test
    void the_norm_of_each_tensors_gradient_is_that_of_the_gradient_itself() {
        var small = Settings.fromTexts(
                Preset.MAP.hyperparameters(),
                Map.of("hidden", "24,12", "latents", "3", "batch", "32", "beta", "0.5", "seed", "4"));
        try (var workers = new Workers(1)) {
            var trainer = new Trainer(DATA, small, KERNEL, workers);
            for (int i = 0; i < 7; i++) trainer.step();
            RunState state = trainer.state();
            float[] gradients = gradients(state, NextStep.of(state, DATA));
            var found = Signals.of(state, DATA, KERNEL);
            for (var tensor : state.configuration().tensors()) {
                double squares = 0;
                for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++)
                    squares += (double) gradients[i] * gradients[i];
                var of = found.layers().stream()
                        .flatMap(layer -> layer.tensors().stream())
                        .filter(one -> one.name().equals(tensor.name()))
                        .findFirst()
                        .orElseThrow();
                double norm = Math.sqrt(squares);
                assertEquals(norm, of.gradientNorm(), 1e-4 * norm, tensor.name());
            }
        }
    }
}
