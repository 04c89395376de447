package org.latentfx.session.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;

class FailuresTest {
    private final Queue<Runnable> fx = new ArrayDeque<>();
    private long now;
    private final Failures failures = new Failures(fx::add, () -> now);
    private final Logged logged = new Logged();

    private void fail(Throwable thrown) {
        failures.uncaughtException(new Thread("painter"), thrown);
    }

    private void runFx() {
        for (Runnable task = fx.poll(); task != null; task = fx.poll()) task.run();
    }

    private Failure shown() {
        return failures.newestProperty().get();
    }

    /** Always thrown at the same line. */
    private static RuntimeException always() {
        return new IllegalStateException("no brush");
    }

    @Test
    void a_failure_is_told_on_the_fx_thread_with_details_to_copy() {
        try (logged) {
            fail(always());
            assertNull(shown(), "the thread that failed changes no property");
            runFx();
            assertEquals(1, logged.count());
        }
        assertEquals(Texts.of("session.fault", "IllegalStateException", "no brush"), shown().sentence());
        String details = shown().details();
        assertTrue(details.contains("FailuresTest.always"), details);
        assertTrue(details.contains("Java " + Runtime.version()), details);
        assertTrue(details.contains(System.getProperty("os.name")), details);
        assertTrue(details.contains("thread painter"), details);
        failures.dismiss();
        assertNull(shown());
    }

    @Test
    void failures_at_the_same_line_are_counted_and_delivered_and_logged_a_few_times_only() {
        try (logged) {
            for (int i = 0; i < 1_000; i++) fail(always());
            assertEquals(1, fx.size());
            runFx();
            assertEquals(1_000, shown().times());
            assertEquals(10, logged.count(), "at 1, 2, 4, 8, … 512");
        }
    }

    @Test
    void what_is_dismissed_stays_away_while_it_goes_on_and_comes_again_after_a_quiet_time() {
        try (logged) {
            fail(always());
            runFx();
            failures.dismiss();
            for (int second = 1; second <= 20; second++) {
                now += 1_000_000_000L;
                fail(always());
                runFx();
                assertNull(shown());
            }
            fail(new IllegalArgumentException("another kind"));
            runFx();
            assertEquals(1, shown().times());
            failures.dismiss();
            now += 6_000_000_000L;
            fail(always());
            runFx();
            assertEquals(22, shown().times());
        }
    }

    @Test
    void a_window_that_fails_at_showing_a_failure_is_not_asked_again_for_ever() {
        try (logged) {
            failures.newestProperty().addListener((property, before, shown) -> {
                // as the toolkit does with what a listener throws
                failures.uncaughtException(Thread.currentThread(), new IllegalStateException("no dialog"));
            });
            fail(always());
            runFx();
            assertNotNull(shown());
            assertEquals("no brush", logged.records().get(0).getThrown().getMessage());
            assertEquals("no dialog", logged.records().get(1).getThrown().getMessage());
        }
    }

    @Test
    void a_refusal_and_full_memory_are_told_in_words_of_their_own() {
        try (logged) {
            fail(new CompletionException(new Refusal("session.loading")));
            runFx();
            assertEquals(Texts.of("session.loading"), shown().sentence());
            fail(new OutOfMemoryError("heap"));
            runFx();
            assertEquals(Texts.of("session.memory"), shown().sentence());
        }
    }
}
