package org.latentfx.session.map;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.Progress;
import org.latentfx.session.explore.MapPlane;

/**
 * One thing that lies under the map: its newest value, and how to compute it. It costs nothing until somebody wants it,
 * and is not computed again from the same inputs. Values are published on the FX thread.
 */
public final class PlaneField<T> {
    /** Something computed, and over which plane: it means nothing on another. */
    public record Over<T>(MapPlane mapPlane, T value) {}

    /** What is computed of a survey, roughly or in full. */
    interface Work<T> {
        T of(FieldRequest survey, boolean rough, Progress progress);
    }

    /** The plane and what is held. */
    private static final int PLACE = 2;

    private final ReadOnlyObjectWrapper<@Nullable Over<T>> value = new ReadOnlyObjectWrapper<>();
    private final Function<FieldRequest, List<Object>> inputs;
    private final Work<T> work;
    private final boolean refined;
    private final Runnable ask;
    private volatile boolean wanted;
    /** What the newest value was computed from; the background thread's. */
    private List<Object> done = List.of();

    /**
     * @param refined whether a rough value goes before the full one where the map shows another place
     * @param ask run when the layer is wanted from now on
     */
    PlaneField(Function<FieldRequest, List<Object>> inputs, Work<T> work, boolean refined, Runnable ask) {
        this.inputs = inputs;
        this.work = work;
        this.refined = refined;
        this.ask = ask;
    }

    /** The newest value; null until first known. */
    public ReadOnlyObjectProperty<@Nullable Over<T>> valueProperty() {
        return value.getReadOnlyProperty();
    }

    /** Whether to keep it up to date from now on. */
    public void want(boolean now) {
        if (now == wanted) return;
        wanted = now;
        if (now) ask.run();
    }

    void forget() {
        value.set(null);
    }

    /** On the background thread; {@code outdated} tells that nobody looks at that plane any more. */
    void compute(FieldRequest survey, BooleanSupplier outdated, Executor fx) {
        List<Object> now = inputs.apply(survey);
        if (!wanted || now.isEmpty() || now.equals(done)) return;
        boolean elsewhere = done.isEmpty() || !now.subList(0, PLACE).equals(done.subList(0, PLACE));
        var progress = new Progress(() -> !wanted || outdated.getAsBoolean(), share -> {});
        try {
            if (refined && elsewhere) publish(survey, work.of(survey, true, progress), fx);
            publish(survey, work.of(survey, false, progress), fx);
            done = now;
        } catch (CancellationException stopped) {
            // half done: what comes next is computed from the beginning
            done = List.of();
        }
    }

    private void publish(FieldRequest survey, T result, Executor fx) {
        fx.execute(() -> value.set(new Over<>(survey.mapPlane(), result)));
    }
}
