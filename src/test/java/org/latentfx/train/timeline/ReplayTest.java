package org.latentfx.train.timeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.latentfx.text.Refusal;
import org.latentfx.train.Divergence;
import org.latentfx.train.Settings;

class ReplayTest {
    @Test
    void aReplayedMomentIsTheMomentBitForBitThoughSettingsWereChangedOnTheWay() {
        var run = Runs.trainer();
        Runs.steps(run, 2);
        var from = PastMoment.of(run);
        run.change(Settings.BETA.with(Runs.SMALL, 3.0));
        Runs.steps(run, 4);
        run.change(Settings.BATCH.with(Settings.LEARNING_RATE.with(run.hyperparameters(), 0.01), 200));
        run.change(Settings.BETA.with(run.hyperparameters(), 1.0));
        Runs.steps(run, 98);
        var there = PastMoment.of(run);
        Runs.steps(run, 20);
        run.change(Settings.BETA.with(run.hyperparameters(), 4.0));
        var replayed = Runs.replay(run).to(104, from, () -> false, share -> {});
        assertEquals(there.state(), replayed.state());
        assertArrayEquals(there.klPerLatent(), replayed.klPerLatent());
    }

    @Test
    void aReplayTellsHowFarItIsAndStopsWhenNobodyWantsIt() {
        var run = Runs.trainer();
        var start = PastMoment.of(run);
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
    void aReplayKnowsWhatTheFirstStepsMeasured() {
        var run = Runs.trainer();
        var start = PastMoment.of(run);
        Runs.steps(run, 3);
        double[] measured = run.klPerLatent();
        assertArrayEquals(
                measured,
                Runs.replay(run).to(3, start, () -> false, share -> {}).klPerLatent());
    }

    @Test
    void noReplayCrossesARollback() {
        var run = Runs.trainer();
        Runs.steps(run, 2);
        var start = PastMoment.of(run);
        run.restore(Runs.hopeless(start.state()));
        assertThrows(Divergence.class, run::step);
        var replay = Runs.replay(run);
        assertSame(start, replay.to(2, start, () -> false, share -> {}));
        var refused = assertThrows(Refusal.class, () -> replay.to(3, start, () -> false, share -> {}));
        assertTrue(refused.getMessage().contains("rolled back at step 3"), refused.getMessage());
        var after = PastMoment.of(run);
        assertSame(after, replay.to(3, after, () -> false, share -> {}));
    }
}
