package org.latentfx.session.map;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.Progress;
import org.latentfx.session.concurrent.LatestTask.Token;
import org.latentfx.session.explore.MapPlane;

/**
 * One thing that lies under the map: its newest value, and how to compute it. It costs nothing until somebody wants it,
 * and is not computed again from the same inputs. Values are published on the FX thread.
 */
public final class PlaneField<T> {
    /** Something computed, and over which plane: it means nothing on another. */
    public record Over<T>(MapPlane mapPlane, T value) {}

    /** Neighbours that vote on a class. */
    public static final int VOTERS = 5;

    /** Where the aggregate posterior is below this share of the prior lies a hole. */
    public static final double HOLE_THRESHOLD = 0.05;

    /** What is computed of a request, roughly or in full. */
    interface Work<T> {
        T of(FieldRequest request, boolean rough, Progress progress);
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

    /** On the background thread; what is computed comes as a way to show it. */
    void compute(FieldRequest request, Token<Runnable> token) {
        List<Object> now = inputs.apply(request);
        if (!wanted || now.isEmpty() || now.equals(done)) return;
        boolean elsewhere = done.isEmpty() || !now.subList(0, PLACE).equals(done.subList(0, PLACE));
        done = List.of(); // what ends before its time is computed from the beginning the next time
        var progress = new Progress(() -> !wanted || token.cancelled(), share -> {});
        try {
            if (refined && elsewhere) show(request, work.of(request, true, progress), token);
            show(request, work.of(request, false, progress), token);
            done = now;
        } catch (CancellationException stopped) {
            token.check(); // the other layers may be wanted still
        }
    }

    private void show(FieldRequest request, T result, Token<Runnable> token) {
        var over = new Over<>(request.mapPlane(), result);
        token.show(() -> value.set(over));
    }
}
