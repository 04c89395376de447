package org.latentfx.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Sprites;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;

class ForkTest {
    private static final DataSplit DATA = new DataSplit(
            "few sprites",
            Sprites.generate(120, 1).images(),
            Sprites.generate(60, 2).images());

    private static final Hyperparameters SMALL =
            Settings.fromTexts(Preset.MAP.hyperparameters(), Map.of("hidden", "6", "latents", "2", "batch", "32"));

    private static Trainer after(int steps) {
        var trainer = new Trainer(DATA, SMALL, Kernels.best(), new Workers(1));
        for (int i = 0; i < steps; i++) trainer.step();
        return trainer;
    }

    private static Trainer of(RunState state) {
        var trainer = new Trainer(DATA, SMALL, Kernels.best(), new Workers(1));
        trainer.restore(state);
        return trainer;
    }

    @Test
    void aForkWithNothingChangedIsTheOriginalEvenThroughADivergence() {
        RunState sound = after(253).state();
        float[] huge = new float[sound.values().length];
        Arrays.fill(huge, 1e30f);
        RunState state =
                sound.with(huge, sound.firstMoments(), sound.secondMoments()).goingBackTo(sound.good());
        Trainer original = of(state);
        Trainer fork = of(Fork.of(state, SMALL, DATA));
        for (Trainer each : List.of(original, fork)) {
            assertThrows(Divergence.class, each::step);
            for (int i = 0; i < 5; i++) each.step();
        }
        var back = (Event.RolledBack) original.history().events().get(0);
        assertEquals(List.of(254L, 250L), List.of(back.step(), back.to()));
        assertEquals(original.state(), fork.state());
    }

    @Test
    void aForkOnOtherImagesGoesBackToItsOwnBegin() {
        RunState state = after(253).state();
        var few = new DataSplit("fewer", DATA.train().first(40), DATA.test());
        assertNotNull(state.good());
        assertNull(Fork.of(state, SMALL, few).good());
    }

    @Test
    void aStateCountsWhatItWouldGoBackToAndHoldsNoArraysTwice() {
        Trainer trainer = after(250);
        long once = RunState.bytes(trainer.state().configuration());
        assertNull(trainer.state().good());
        assertEquals(once, trainer.state().bytes());
        trainer.step();
        RunState one = trainer.state();
        trainer.step();
        assertEquals(2 * once, one.bytes());
        assertSame(one.good(), trainer.state().good());
    }
}
