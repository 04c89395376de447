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
    /** What the value was computed from; empty if only roughly. */
    private volatile List<Object> shown = List.of();

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
    public void keepUpToDate(boolean now) {
        if (now == wanted) return;
        wanted = now;
        if (now) ask.run();
    }

    void clear() {
        shown = List.of();
        value.set(null);
    }

    /** On the background thread; what is computed comes as a way to show it. */
    void compute(FieldRequest request, Token<Runnable> token) {
        List<Object> now = inputs.apply(request);
        if (!wanted || now.isEmpty() || now.equals(shown)) return;
        List<Object> before = shown;
        boolean elsewhere = before.isEmpty() || !now.subList(0, PLACE).equals(before.subList(0, PLACE));
        var progress = new Progress(() -> !wanted || token.cancelled(), share -> {});
        try {
            if (refined && elsewhere) show(request, work.of(request, true, progress), List.of(), token);
            show(request, work.of(request, false, progress), now, token);
        } catch (CancellationException stopped) {
            token.check(); // the other layers may be wanted still
        }
    }

    /**
     * {@code from}: what the result was computed from in full. It counts only once it is shown: it may be dropped
     * before.
     */
    private void show(FieldRequest request, T result, List<Object> from, Token<Runnable> token) {
        var over = new Over<>(request.mapPlane(), result);
        token.show(() -> {
            shown = from;
            value.set(over);
        });
    }
}
