package org.latentfx.session.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
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

    @Test
    void onlyAPatientOneRestsForAsLongAsALongRoundTakes() {
        hand.training.set(true);
        var usual = new Throttle(0.01, 0, hand.training, hand.clock);
        var patient = new Throttle(0.01, 0, Long.MAX_VALUE, hand.training, hand.clock);
        usual.round(ThrottleTest::work);
        patient.round(ThrottleTest::work);
        assertEquals(2_000_000_000L, usual.owed());
        assertTrue(patient.owed() > 4_000_000_000L, patient.owed() + " ns");
    }

    /** 50 ms of this thread's time. */
    private static void work() {
        var threads = ManagementFactory.getThreadMXBean();
        long until = threads.getCurrentThreadCpuTime() + 50_000_000;
        while (threads.getCurrentThreadCpuTime() < until) Thread.onSpinWait();
    }
}
