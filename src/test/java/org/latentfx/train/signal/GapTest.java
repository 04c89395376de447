package org.latentfx.train.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latentfx.math.RandomStream;
import org.latentfx.train.History;

class GapTest {
    /** A loss of 100 nats whose means over a batch of 100 vary by 1; held-out images cost {@code more}. */
    private static History run(int steps, double more) {
        var history = History.EMPTY;
        for (int step = 1; step <= steps; step++) {
            history = history.plusTrain(step, 90 + RandomStream.gaussian(2, step), 10);
            if (step % 100 == 0) history = history.plusHeldOut(step, 90 + more, 10);
        }
        return history;
    }

    @Test
    void the_gap_is_the_held_out_loss_less_the_mean_training_loss_around_it() {
        List<Gap> gaps = Gap.of(run(1000, 3), 100, 1000);
        assertEquals(10, gaps.size());
        Gap middle = gaps.get(4);
        assertEquals(500, middle.step());
        assertEquals(100, middle.steps());
        assertEquals(3, middle.nats(), 3 * Math.sqrt(1 / 100.0));
        // of the mean of 100 steps, and of 1,000 images that each vary by 10
        assertEquals(Math.sqrt(1 / 100.0 + 100 / 1000.0), middle.error(), 0.06);
    }

    @Test
    void a_gap_of_less_than_its_error_is_seen_to_be_none() {
        Gap last = Gap.of(run(600, 0), 100, 1000).get(5);
        assertTrue(Math.abs(last.nats()) < 2 * last.error());
    }

    @Test
    void before_there_are_steps_enough_nothing_is_told() {
        var history = History.EMPTY;
        for (int step = 1; step <= 10; step++) history = history.plusTrain(step, 90, 10);
        assertEquals(List.of(), Gap.of(history.plusHeldOut(10, 95, 10), 100, 1000));
    }
}
