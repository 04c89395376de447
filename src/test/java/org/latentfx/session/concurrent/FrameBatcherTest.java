package org.latentfx.session.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FrameBatcherTest {
    private final List<String> done = new ArrayList<>();
    private final Queue<Runnable> fx = new ArrayDeque<>();
    private final FrameBatcher together = new FrameBatcher(fx::add);

    private void runFx() {
        for (Runnable task = fx.poll(); task != null; task = fx.poll()) task.run();
    }

    private void add(String name) {
        together.execute(() -> done.add(name));
        runFx();
    }

    @Test
    void nothingWaitsWhileNothingIsTrained() {
        add("a");
        assertEquals(List.of("a"), done);
    }

    @Test
    void whileTrainingAllComesWithTheNextUpdateInItsOrder() {
        together.training(true);
        add("a");
        add("b");
        assertEquals(List.of(), done);
        together.now();
        assertEquals(List.of("a", "b"), done);
        together.now();
        assertEquals(List.of("a", "b"), done, "each once");
    }

    @Test
    void theEndOfTrainingLeavesNothingWaiting() {
        together.training(true);
        add("a");
        together.training(false);
        assertEquals(List.of("a"), done);
    }

    @Test
    void whatFollowsAFailureIsDoneTheNextTime() {
        together.training(true);
        together.execute(() -> {
            throw new IllegalStateException("a");
        });
        add("b");
        assertThrows(IllegalStateException.class, together::now);
        assertEquals(List.of(), done);
        together.now();
        assertEquals(List.of("b"), done);
    }

    @Test
    void withoutAnUpdateItWaitsAMomentOnly() throws InterruptedException {
        var tasks = new LinkedBlockingQueue<Runnable>();
        var slow = new FrameBatcher(tasks::add);
        slow.training(true);
        slow.execute(() -> done.add("a"));
        for (int i = 0; i < 2; i++) {
            Runnable task = tasks.poll(10, TimeUnit.SECONDS);
            if (task != null) task.run();
        }
        assertEquals(List.of("a"), done);
    }
}
