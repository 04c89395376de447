package org.latentfx.session.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameBatcherTest {
    private final List<String> done = new ArrayList<>();
    private final HandDriven hand = new HandDriven();
    private final FrameBatcher batcher = new FrameBatcher(hand.fx::add, hand.training, hand.clock);

    private void add(String name) {
        batcher.execute(() -> done.add(name));
        hand.runFx();
    }

    @Test
    void nothingWaitsWhileNothingIsTrained() {
        add("a");
        assertEquals(List.of("a"), done);
    }

    @Test
    void whileTrainingAllComesWithTheNextUpdateInItsOrder() {
        hand.training.set(true);
        add("a");
        add("b");
        assertEquals(List.of(), done);
        batcher.now();
        assertEquals(List.of("a", "b"), done);
        batcher.now();
        assertEquals(List.of("a", "b"), done, "each once");
    }

    @Test
    void theEndOfTrainingLeavesNothingWaiting() {
        hand.training.set(true);
        add("a");
        hand.training.set(false);
        assertEquals(List.of("a"), done);
    }

    @Test
    void whatFollowsAFailureIsDoneTheNextTime() {
        hand.training.set(true);
        batcher.execute(() -> {
            throw new IllegalStateException("a");
        });
        add("b");
        assertThrows(IllegalStateException.class, batcher::now);
        assertEquals(List.of(), done);
        batcher.now();
        assertEquals(List.of("b"), done);
    }

    @Test
    void withoutAnUpdateItWaitsAMomentOnly() {
        hand.training.set(true);
        add("a");
        hand.pass(149_000_000);
        hand.runFx();
        assertEquals(List.of(), done);
        hand.pass(1_000_000);
        hand.runFx();
        assertEquals(List.of("a"), done);
    }
}
