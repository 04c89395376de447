package org.latentfx.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60) // what waits for a turn that never comes would wait for ever
class CoreLeaseTest {
    private static final long MILLI = 1_000_000L;

    private final AtomicLong clock = new AtomicLong();
    private final CoreLease lease = new CoreLease(1, clock::get);

    /** What each of some threads had, in nanoseconds, at {@code until}. */
    private long[] shares(long total, long[] steps, double[] weights) throws InterruptedException {
        var turns = new CoreLease.Turn[steps.length];
        for (int i = 0; i < turns.length; i++) {
            turns[i] = lease.join();
            turns[i].weigh(weights[i]);
        }
        return shares(total, turns, steps);
    }

    private long[] shares(long until, CoreLease.Turn[] turns, long[] steps) throws InterruptedException {
        var had = new long[steps.length];
        var inside = new AtomicInteger();
        var threads = new ArrayList<Thread>();
        try (var gate = lease.join()) {
            gate.begin();
            for (int i = 0; i < steps.length; i++) {
                int me = i;
                var turn = turns[me];
                var thread = new Thread(() -> {
                    turn.begin();
                    while (clock.get() < until) {
                        assertEquals(1, inside.incrementAndGet());
                        clock.addAndGet(steps[me]);
                        had[me] += steps[me];
                        inside.decrementAndGet();
                        turn.pass();
                    }
                    turn.close();
                });
                thread.start();
                threads.add(thread);
            }
            while (lease.waiting() < steps.length) Thread.onSpinWait();
        }
        for (Thread thread : threads) thread.join();
        return had;
    }

    @Test
    void all_that_take_turns_get_the_same_time_however_long_their_steps_are() throws InterruptedException {
        long total = 30_000 * MILLI;
        long[] had = shares(total, new long[] {2 * MILLI, 45 * MILLI, 150 * MILLI}, new double[] {1, 1, 1});
        for (long one : had) assertEquals(total / 3.0, one, 200.0 * MILLI);
    }

    @Test
    void who_weighs_more_gets_more_in_that_proportion() throws InterruptedException {
        long total = 32_000 * MILLI;
        long[] had = shares(total, new long[] {3 * MILLI, 3 * MILLI, 3 * MILLI}, new double[] {1.2, 1, 1});
        assertEquals(1.2, had[0] / (double) had[1], 0.02);
        assertEquals(1, had[1] / (double) had[2], 0.02);
    }

    @Test
    void who_had_the_cores_alone_for_long_owes_nothing_for_that() throws InterruptedException {
        var early = lease.join();
        early.begin();
        clock.addAndGet(3_600_000 * MILLI);
        early.pass();
        early.end();
        var had = shares(
                clock.get() + 900 * MILLI, new CoreLease.Turn[] {early, lease.join()}, new long[] {MILLI, MILLI});
        assertEquals(450 * MILLI, had[0], 30.0 * MILLI);
        assertEquals(450 * MILLI, had[1], 30.0 * MILLI);
    }

    @Test
    void a_turn_is_kept_while_nobody_waits_and_for_its_slice() throws InterruptedException {
        var holds = lease.join();
        holds.begin();
        clock.addAndGet(CoreLease.SLICE_NANOS * 5);
        holds.pass();
        var other = lease.join();
        var got = new AtomicInteger();
        var thread = new Thread(() -> {
            other.begin();
            got.incrementAndGet();
            other.close();
        });
        thread.start();
        while (lease.waiting() == 0) Thread.onSpinWait();
        holds.pass();
        assertEquals(0, got.get(), "the other one has just come");
        clock.addAndGet(CoreLease.SLICE_NANOS);
        holds.pass();
        assertEquals(1, got.get(), "it was its turn before this one had its next");
        holds.close();
        thread.join();
    }

    @Test
    void all_share_one_team_which_ends_with_the_last_of_them() {
        var one = lease.join();
        var other = lease.join();
        Workers team = one.workers();
        assertSame(team, other.workers());
        one.close();
        one.close();
        try (var third = lease.join()) {
            assertSame(team, third.workers(), "there is the other one");
        }
        other.close();
        assertNotSame(team, lease.join().workers());
    }
}
