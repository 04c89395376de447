package org.latentfx.session.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private final HandDriven hand = new HandDriven();
    private final Throttle throttle = new Throttle(0.05, 3_600_000, hand.training, hand.clock);
    private final List<Runnable> given = new ArrayList<>();
    private int done;

    @Test
    void nothingRestsWhileNothingIsTrained() {
        throttle.round(() -> done++);
        assertEquals(0, throttle.owed());
        throttle.execute(Runnable::run, () -> done++);
        assertEquals(2, done);
    }

    @Test
    void whatFollowsTrainingRestsAfterEachRound() {
        hand.training.set(true);
        assertEquals(0, throttle.owed(), "the first round waits for nothing");
        throttle.round(() -> done++);
        assertTrue(throttle.owed() > 3_000_000_000_000L, throttle.owed() + " ns");
        throttle.execute(Runnable::run, () -> done++);
        assertEquals(1, done);
        hand.training.set(false);
        assertEquals(0, throttle.owed(), "the rest ends with training");
    }

    @Test
    void whatWaitedForAnotherRoundRestsAfterIt() {
        hand.training.set(true);
        throttle.execute(given::add, () -> done += 10);
        throttle.round(() -> done++);
        given.get(0).run();
        assertEquals(1, done);
    }
}
