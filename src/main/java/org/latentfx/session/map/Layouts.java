package org.latentfx.session.map;

import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.latent.UmapLayout;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.LatestTask;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.explore.Explorer;
import org.latentfx.text.Texts;

/**
 * A layout of the held-out images that may be shown in place of a plane of the latent space, to look at only: nothing
 * decodes there. It is computed when a person asks and never otherwise, and stays as it is while the model learns. FX
 * thread only, but for what it hands to its executors.
 */
public final class Layouts {
    /** How many held-out images are laid out at most. */
    public static final int MOST = 2_500;

    private static final long SEED = 1;

    private record Request(LatentPoints points, @Nullable FrozenModel model) {}

    private final Explorer explorer;
    private final HeldOutEncodings encodings;
    private final UndoStack undo;
    private final Consumer<String> say;
    private final LatestTask<Request, UmapLayout> task;
    private final ReadOnlyObjectWrapper<@Nullable UmapLayout> shown = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper current = new ReadOnlyBooleanWrapper();
    private @Nullable FrozenModel origin;

    /** @param slow where a computation of some seconds keeps nobody waiting */
    public Layouts(Explorer explorer, HeldOutEncodings encodings, UndoStack undo, Background slow) {
        this.explorer = explorer;
        this.encodings = encodings;
        this.undo = undo;
        say = slow.say();
        task = slow.latest(
                (running, newer) -> true,
                (request, token) -> UmapLayout.of(request.points, MOST, SEED, token.progress(0, 1)),
                (request, found) -> show(found, request.model));
        explorer.modelProperty()
                .addListener((property, before, now) -> current.set(now != null && now.sameWeights(origin)));
        encodings.pointsProperty().addListener((property, before, now) -> {
            UmapLayout layout = shown.get();
            if (now == null || !sameKind(now, before)) cancel();
            if (layout != null && !suits(layout)) shown.set(null);
        });
    }

    // ---- properties ----

    /** The layout shown in place of a plane; null while there is none. */
    public ReadOnlyObjectProperty<@Nullable UmapLayout> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** The share done of the computation in progress, 0..1; NaN while none runs. */
    public ReadOnlyDoubleProperty progressProperty() {
        return task.progressProperty();
    }

    /** Whether the layout is of the newest weights. */
    public ReadOnlyBooleanProperty currentProperty() {
        return current.getReadOnlyProperty();
    }

    // ---- commands ----

    /** Lays the held-out images out by the newest μ and shows that, once known. Showing can be undone. */
    public void find() {
        LatentPoints points = encodings.pointsProperty().get();
        FrozenModel model = explorer.model();
        if (model != null && !model.can(Capability.ENCODES))
            say.accept(Capability.ENCODES.missing(model.configuration().kind()));
        if (points == null) return;
        if (points.latents() <= 2) {
            say.accept(Texts.of("map.layout.needless"));
            return;
        }
        task.request(new Request(points, model));
    }

    /** Shows a layout in place of the plane, or ends that, be it still in progress. */
    public void toggle() {
        if (shown.get() == null && Double.isNaN(progressProperty().get())) find();
        else leave();
    }

    /** Ends the computation in progress; what is shown stays. */
    public void cancel() {
        task.cancel();
    }

    /** Goes back to the plane. Can be undone. */
    public void leave() {
        cancel();
        if (shown.get() != null) show(null, origin);
    }

    private void show(@Nullable UmapLayout after, @Nullable FrozenModel of) {
        UmapLayout before = shown.get();
        FrozenModel former = origin;
        undo.push(Texts.of("undo.layout"), () -> turnTo(before, former), () -> turnTo(after, of));
        turnTo(after, of);
    }

    /** A layout of images or latents that are gone is passed over. */
    private void turnTo(@Nullable UmapLayout layout, @Nullable FrozenModel of) {
        if (layout != null && !suits(layout)) return;
        origin = of;
        shown.set(layout);
        current.set(of != null && of.sameWeights(explorer.model()));
    }

    private boolean suits(UmapLayout layout) {
        LatentPoints now = encodings.pointsProperty().get();
        int last = layout.images()[layout.images().length - 1];
        return now != null && last < now.size() && sameKind(now, layout.points());
    }

    /** Whether it may be more of the same images under the same number of latents. */
    private static boolean sameKind(LatentPoints a, @Nullable LatentPoints b) {
        return b != null && a.latents() == b.latents() && a.images().beginsLike(b.images());
    }
}
