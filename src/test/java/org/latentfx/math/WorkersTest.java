package org.latentfx.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("engine")
class WorkersTest {
    @Test
    void everyMemberRunsOnceInEveryRound() {
        for (int threads = 1; threads <= 4; threads++) {
            try (var workers = new Workers(threads)) {
                var counts = new AtomicIntegerArray(threads);
                int expected = threads;
                for (int round = 0; round < 2_000; round++)
                    workers.run((member, members) -> {
                        assertEquals(expected, members);
                        counts.incrementAndGet(member);
                    });
                for (int member = 0; member < threads; member++) assertEquals(2_000, counts.get(member));
            }
        }
    }

    @Test
    void whatHelpersWroteIsSeenByTheCallerAlsoAfterTheyHaveParked() {
        try (var workers = new Workers(3)) {
            int[] written = new int[3];
            var team = new Thread[3];
            workers.run((member, members) -> team[member] = Thread.currentThread());
            for (int round = 1; round <= 20; round++) {
                int value = round;
                workers.run((member, members) -> written[member] = value);
                for (int member = 0; member < 3; member++) assertEquals(round, written[member]);
                while (team[1].getState() != Thread.State.WAITING || team[2].getState() != Thread.State.WAITING)
                    Thread.onSpinWait();
            }
        }
    }

    @Test
    void aHelpersFailureReachesTheCallerAndTheTeamGoesOnWorking() {
        try (var workers = new Workers(2)) {
            var thrown = new IllegalStateException("from the helper");
            var caught = assertThrows(
                    IllegalStateException.class,
                    () -> workers.run((member, members) -> {
                        if (member == 1) throw thrown;
                    }));
            assertSame(thrown, caught);
            var error = assertThrows(
                    AssertionError.class,
                    () -> workers.run((member, members) -> {
                        throw new AssertionError("member " + member);
                    }));
            assertEquals("member 0", error.getMessage());
            int[] done = new int[2];
            workers.run((member, members) -> done[member] = 1);
            assertEquals(2, done[0] + done[1]);
        }
    }

    @Test
    void aRoundWithinARoundIsRefusedInsteadOfHanging() {
        try (var workers = new Workers(2)) {
            assertThrows(
                    IllegalStateException.class,
                    () -> workers.run((member, members) -> {
                        if (member == 0) workers.run((m, n) -> {});
                    }));
        }
    }

    @Test
    void oneThreadMeansNoHelper() {
        var caller = Thread.currentThread();
        try (var workers = new Workers(1)) {
            workers.run((member, members) -> assertSame(caller, Thread.currentThread()));
        }
    }

    @Test
    void closingEndsTheHelpers() throws InterruptedException {
        var workers = new Workers(2);
        var helper = new Thread[1];
        workers.run((member, members) -> {
            if (member == 1) helper[0] = Thread.currentThread();
        });
        assertTrue(helper[0].isDaemon());
        workers.close();
        helper[0].join();
        assertThrows(IllegalStateException.class, () -> workers.run((member, members) -> {}));
    }

    @Test
    void sharesCoverEveryRowOnceInPiecesOfEight() {
        for (int rows = 0; rows < 200; rows++) {
            for (int members = 1; members <= 5; members++) {
                int at = 0;
                for (int member = 0; member < members; member++) {
                    assertEquals(at, Workers.share(rows, member, members));
                    assertTrue(at % 8 == 0 || at == rows);
                    at = Workers.share(rows, member + 1, members);
                }
                assertEquals(rows, at);
            }
        }
    }

    @Test
    void aTeamOfNobodyIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Workers(0));
    }
}
