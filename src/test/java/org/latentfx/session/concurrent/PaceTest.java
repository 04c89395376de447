package org.latentfx.session.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace(0.05, 3_600_000);
    private final List<Runnable> given = new ArrayList<>();
    private int done;

    @Test
    void nothingRestsWhileNothingIsTrained() {
        pace.round(() -> done++);
        assertEquals(0, pace.owed());
        pace.execute(Runnable::run, () -> done++);
        assertEquals(2, done);
    }

    @Test
    void whatFollowsTrainingRestsAfterEachRound() {
        pace.training(true);
        assertEquals(0, pace.owed(), "the first round waits for nothing");
        pace.round(() -> done++);
        assertTrue(pace.owed() > 3_000_000_000_000L, pace.owed() + " ns");
        pace.execute(Runnable::run, () -> done++);
        assertEquals(1, done);
        pace.training(false);
        assertEquals(0, pace.owed(), "the rest ends with training");
    }

    @Test
    void whatWaitedForAnotherRoundRestsAfterIt() {
        pace.training(true);
        pace.execute(given::add, () -> done += 10);
        pace.round(() -> done++);
        given.get(0).run();
        assertEquals(1, done);
    }
}
