package org.latentfx.session.concurrent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import javafx.beans.property.SimpleObjectProperty;

/** A background whose threads and time move only when the test says so. The test's own thread plays all of them. */
public final class HandDriven {
    private record Delayed(long due, Runnable task) {}

    public final Queue<Runnable> background = new ArrayDeque<>();
    public final Queue<Runnable> fx = new ArrayDeque<>();
    public final List<String> said = new ArrayList<>();
    public final SimpleObjectProperty<Boolean> training = new SimpleObjectProperty<>(false);
    private final List<Delayed> delayed = new ArrayList<>();
    private long now;

    /** How long each look at the clock takes. */
    public long tick;

    public final Clock clock = new Clock(
            () -> now += tick,
            (nanos, then) -> task -> delayed.add(new Delayed(now + nanos, () -> then.execute(task))));

    /** Everything is done on the spot. */
    public static Background direct(Consumer<String> say) {
        return new Background(
                Runnable::run, Runnable::run, new HandDriven().clock, new SimpleObjectProperty<>(false), say);
    }

    public Background queued() {
        return new Background(background::add, fx::add, clock, training, said::add);
    }

    public void runFx() {
        for (Runnable task = fx.poll(); task != null; task = fx.poll()) task.run();
    }

    /** Does all that waits, but for what waits for a later time. */
    public void work() {
        while (!background.isEmpty() || !fx.isEmpty()) {
            Runnable next = background.poll();
            (next == null ? fx.remove() : next).run();
        }
    }

    /** Whether anything waits for a later time. */
    public boolean rests() {
        return !delayed.isEmpty();
    }

    /** Lets time pass; what is due goes to its queue. */
    public void pass(long nanos) {
        now += nanos;
        List<Delayed> due = delayed.stream().filter(one -> one.due <= now).toList();
        delayed.removeAll(due);
        due.forEach(one -> one.task.run());
    }
}
