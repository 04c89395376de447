package org.latentfx.train.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.latentfx.text.Refusal;
import org.latentfx.train.Divergence;
import org.latentfx.train.RunState;
import org.latentfx.train.Settings;

class ReplayTest {
    @Test
    void aReplayedMomentIsTheMomentBitForBitThoughSettingsWereChangedOnTheWay() {
        var run = Runs.trainer();
        Runs.steps(run, 2);
        var from = run.state();
        run.change(Settings.BETA.with(Runs.SMALL, 3.0));
        Runs.steps(run, 4);
        run.change(Settings.BATCH.with(Settings.LEARNING_RATE.with(run.hyperparameters(), 0.01), 200));
        run.change(Settings.BETA.with(run.hyperparameters(), 1.0));
        Runs.steps(run, 98);
        var there = run.state();
        Runs.steps(run, 20);
        run.change(Settings.BETA.with(run.hyperparameters(), 4.0));
        assertEquals(there, Runs.replay(run).to(104, from, () -> false, share -> {}));
    }

    @Test
    void aReplayTellsHowFarItIsAndStopsWhenNobodyWantsIt() {
        var run = Runs.trainer();
        RunState start = run.state();
        Runs.steps(run, 8);
        var shares = new ArrayList<Double>();
        Runs.replay(run).to(4, start, () -> false, shares::add);
        assertEquals(List.of(0.25, 0.5, 0.75, 1.0), shares);
        shares.clear();
        assertThrows(CancellationException.class, () -> Runs.replay(run)
                .to(8, start, () -> shares.size() == 3, shares::add));
        assertEquals(3, shares.size());
    }

    @Test
    void noReplayCrossesARollback() {
        var run = Runs.trainer();
        Runs.steps(run, 2);
        var start = run.state();
        run.restore(Runs.hopeless(start));
        assertThrows(Divergence.class, run::step);
        var replay = Runs.replay(run);
        assertEquals(start, replay.to(2, start, () -> false, share -> {}));
        var refused = assertThrows(Refusal.class, () -> replay.to(3, start, () -> false, share -> {}));
        assertTrue(refused.getMessage().contains("rolled back at step 3"), refused.getMessage());
        assertEquals(run.state(), replay.to(3, run.state(), () -> false, share -> {}));
    }
}
