package org.latentfx.session.debug;

import java.util.function.Predicate;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.Progress;
import org.latentfx.data.ImageSet;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.LatestTask;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.ShownModel;

/**
 * Something measured of the model shown on the held-out images, in the background and only while somebody looks. While
 * the model learns it is measured anew as often as a small share of a core allows, else at once. FX thread only, but
 * for the measuring.
 */
public final class LiveFigure<T> {
    /** Of a core, while training: there are several of these, and some take seconds. */
    private static final double SHARE = 0.008;

    private static final int ROUND_MILLIS = 500;

    /** How it is measured, on another thread. */
    @FunctionalInterface
    public interface Measuring<T> {
        T of(FrozenModel model, ImageSet images, Progress progress);
    }

    /**
     * What was measured.
     *
     * @param shown the model that it is of
     * @param images the pictures that it is of
     */
    public record Measured<T>(T value, ShownModel shown, ImageSet images) {}

    private record Request(ShownModel shown, ImageSet images) {
        boolean suits(Request other) {
            return images == other.images && shown.model().sameStructure(other.shown.model());
        }
    }

    private final ObservableValue<@Nullable ShownModel> shown;
    private final ObservableValue<@Nullable ImageSet> images;
    private final LatestTask<Request, T> asked;
    private final LatestTask<Request, T> followed;
    private final ReadOnlyObjectWrapper<@Nullable Measured<T>> measured = new ReadOnlyObjectWrapper<>();
    private final Predicate<FrozenModel> able;
    private boolean watched;

    /** @param needed of models that cannot do this nothing is measured */
    LiveFigure(
            Explorer explorer,
            ObservableValue<@Nullable ImageSet> images,
            Background background,
            Capability needed,
            Measuring<T> measuring) {
        this(explorer, images, background, model -> model.can(needed), measuring);
    }

    /** @param able of other models nothing is measured */
    LiveFigure(
            Explorer explorer,
            ObservableValue<@Nullable ImageSet> images,
            Background background,
            Predicate<FrozenModel> able,
            Measuring<T> measuring) {
        this.able = able;
        shown = explorer.shownProperty();
        this.images = images;
        LatestTask.Work<Request, T> work =
                (request, token) -> measuring.of(request.shown.model(), request.images, token.progress(0, 1));
        asked = background.latest((running, newer) -> true, work, this::show);
        followed = background
                .on(background.patientThrottle(SHARE, ROUND_MILLIS).paced(background.executor()))
                .latest((running, newer) -> !running.suits(newer), work, this::show);
        shown.addListener((property, before, now) -> {
            if (now == null || before == null || !now.model().sameStructure(before.model())) again();
            else if (!now.model().sameWeights(before.model())) request(followed);
        });
        images.addListener((property, before, now) -> again());
    }

    /** What was measured last; null until then and once the model or the images are others. */
    public ReadOnlyObjectProperty<@Nullable Measured<T>> measuredProperty() {
        return measured.getReadOnlyProperty();
    }

    /** How far the measurement is that a person waits for, 0..1; NaN while there is none. */
    public ReadOnlyDoubleProperty progressProperty() {
        return asked.progressProperty();
    }

    /** Whether somebody looks; nothing is measured otherwise. */
    public void watch(boolean now) {
        if (now == watched) return;
        watched = now;
        Measured<T> known = measured.get();
        ShownModel there = shown.getValue();
        boolean fresh = known != null
                && there != null
                && known.shown.model().sameWeights(there.model())
                && known.images == images.getValue();
        if (!now || !fresh) ask();
    }

    private void again() {
        measured.set(null);
        ask();
    }

    private void ask() {
        followed.cancel();
        request(asked);
    }

    private void request(LatestTask<Request, T> task) {
        ShownModel model = shown.getValue();
        ImageSet set = images.getValue();
        boolean possible = watched
                && model != null
                && able.test(model.model())
                && set != null
                && set.size() > 0
                && set.format().equals(model.model().configuration().format());
        if (possible) task.request(new Request(model, set));
        else task.cancel();
    }

    private void show(Request request, T value) {
        measured.set(new Measured<>(value, request.shown, request.images));
    }
}
