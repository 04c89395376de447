package org.latentfx.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Sprites;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.model.Autoencoder;
import org.latentfx.train.schedule.Schedule;

@Tag("engine")
class NextStepTest {
    /** 300 images in batches of 64: five steps an epoch, the last of 44 images. */
    private static final DataSplit DATA = new DataSplit(
            "few sprites",
            Sprites.generate(300, 1).images(),
            Sprites.generate(50, 2).images());

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4, 5, 13})
    void the_next_step_on_a_copy_is_the_one_that_the_run_takes_to_the_last_bit(int before) {
        var some = Settings.fromTexts(
                Preset.MAP.hyperparameters(), Map.of("hidden", "32", "latents", "3", "batch", "64", "seed", "7"));
        var settings = Settings.BINARISE.with(Settings.SCHEDULE.with(some, new Schedule.Cosine()), true);
        try (var workers = new Workers(1)) {
            var trainer = new Trainer(DATA, settings, Kernels.best(), workers);
            for (int i = 0; i < before; i++) trainer.step();
            RunState state = trainer.state();
            var next = NextStep.of(state, DATA);
            var copy = new Autoencoder(state.configuration(), next.batch(), Kernels.best(), workers);
            copy.restore(state.values(), state.firstMoments(), state.secondMoments());
            next.take(copy, DATA.train());
            trainer.step();
            assertArrayEquals(trainer.state().values(), copy.weights().values());
            assertArrayEquals(trainer.state().secondMoments(), copy.secondMoments());
            assertEquals(before == 4 ? 44 : 64, next.batch());
        }
    }
}
