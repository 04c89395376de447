package org.latentfx.session.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class ConflatorTest {
    private final Queue<Runnable> queued = new ArrayDeque<>();
    private final List<String> received = new ArrayList<>();
    private final Conflator<String> conflator =
            new Conflator<>(queued::add, (older, newer) -> older + newer, received::add);

    @Test
    void what_arrives_before_the_delivery_is_merged_into_one() {
        conflator.offer("a");
        conflator.offer("b");
        conflator.offer("c");
        assertEquals(1, queued.size());
        queued.remove().run();
        assertEquals(List.of("abc"), received);
    }

    @Test
    void after_a_delivery_the_next_value_is_queued_again() {
        conflator.offer("a");
        queued.remove().run();
        conflator.offer("b");
        queued.remove().run();
        assertEquals(List.of("a", "b"), received);
        assertEquals(0, queued.size());
    }

    @Test
    void nothing_is_lost_when_many_threads_offer() throws InterruptedException {
        var sums = new ArrayList<Integer>();
        var serial = java.util.concurrent.Executors.newSingleThreadExecutor();
        var adding = new Conflator<Integer>(serial, Integer::sum, sums::add);
        var threads = new ArrayList<Thread>();
        for (int t = 0; t < 4; t++) {
            var thread = new Thread(() -> {
                for (int i = 0; i < 5_000; i++) adding.offer(1);
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) thread.join();
        serial.shutdown();
        assertEquals(true, serial.awaitTermination(20, java.util.concurrent.TimeUnit.SECONDS));
        assertEquals(20_000, sums.stream().mapToInt(Integer::intValue).sum());
    }
}
