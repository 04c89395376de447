package org.latentfx.session.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.latentfx.math.CoreLease;

class SharedTurnTest {
    private final AtomicLong now = new AtomicLong();
    private final List<String> steps = Collections.synchronizedList(new ArrayList<>());

    @Test
    void allTrialsWaitWhileARunHasTheCoresAndGoOnAfterIt() {
        var cores = new CoreLease(1, now::get);
        try (var sweep = cores.join();
                var run = cores.join()) {
            var shared = SharedTurn.by(sweep);
            shared.join();
            shared.join();
            shared.begin();
            shared.begin();
            var beside = CompletableFuture.runAsync(() -> {
                run.begin();
                steps.add("run");
                run.end();
            });
            while (!sweep.due()) now.addAndGet(1_000_000); // until the run waits, and long enough
            shared.end(); // the other trial is within its step
            var other = CompletableFuture.runAsync(() -> {
                shared.begin();
                steps.add("trial");
                shared.end();
            });
            steps.add("last step");
            shared.end();
            other.join();
            beside.join();
            assertEquals(List.of("last step", "run", "trial"), steps);
            shared.leave();
            shared.leave();
            run.begin(); // nobody has the cores
            run.end();
        }
    }
}
