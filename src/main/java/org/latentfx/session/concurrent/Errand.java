package org.latentfx.session.concurrent;

import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;

/**
 * Something that is fetched or made in the background now and then, such as a file that is read, each time with its own
 * way to go on. The newest request wins. FX thread only, but for the work.
 */
public final class Errand {
    private final LatestTask<Supplier<Runnable>, Runnable> task;
    private final BooleanBinding running;

    public Errand(Background where) {
        task = where.latest((before, newer) -> true, (work, token) -> work.get(), (work, then) -> then.run());
        running = Bindings.createBooleanBinding(
                () -> !Double.isNaN(task.progressProperty().get()), task.progressProperty());
    }

    /**
     * Does {@code work} in the background, then {@code then} with what it gave. A failure is said by {@link
     * Background}.
     */
    public <T> void request(Supplier<T> work, Consumer<T> then) {
        task.request(() -> {
            T result = work.get();
            return () -> then.accept(result);
        });
    }

    /** Whether it is being done. */
    public BooleanBinding running() {
        return running;
    }
}
