package org.latentfx.session.map;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.latent.UmapLayout;
import org.latentfx.model.FrozenModel;
import org.latentfx.session.concurrent.Conflator;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.concurrent.UserMessages;
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

    private record Part(int ticket, double share) {}

    private final Explorer explorer;
    private final HeldOutEncodings encodings;
    private final UndoStack undo;
    private final Executor slow;
    private final Executor fx;
    private final Consumer<String> say;
    private final Conflator<Part> parts;
    private final ReadOnlyObjectWrapper<@Nullable UmapLayout> shown = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(Double.NaN);
    private final ReadOnlyBooleanWrapper current = new ReadOnlyBooleanWrapper();
    private @Nullable FrozenModel origin;
    private volatile int ticket;

    /**
     * @param slow where a computation of some seconds keeps nobody waiting
     * @param say told a sentence when there can be no layout
     */
    public Layouts(
            Explorer explorer,
            HeldOutEncodings encodings,
            UndoStack undo,
            Executor slow,
            Executor fx,
            Consumer<String> say) {
        this.explorer = explorer;
        this.encodings = encodings;
        this.undo = undo;
        this.slow = slow;
        this.fx = fx;
        this.say = say;
        parts = new Conflator<>(fx, (older, newer) -> newer, part -> {
            if (part.ticket == ticket && !Double.isNaN(progress.get())) progress.set(part.share);
        });
        explorer.modelProperty().addListener((property, before, now) -> current.set(now != null && origin == now));
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
        return progress.getReadOnlyProperty();
    }

    /** Whether the layout is of the newest weights. */
    public ReadOnlyBooleanProperty currentProperty() {
        return current.getReadOnlyProperty();
    }

    // ---- commands ----

    /** Lays the held-out images out by the newest μ and shows that, once known. Showing can be undone. */
    public void find() {
        LatentPoints points = encodings.pointsProperty().get();
        if (points == null) return;
        if (points.latents() <= 2) {
            say.accept(Texts.of("map.layout.needless"));
            return;
        }
        int mine = ++ticket;
        FrozenModel model = explorer.model();
        progress.set(0);
        slow.execute(() -> compute(mine, points, model));
    }

    /** Shows a layout in place of the plane, or ends that, be it still in progress. */
    public void toggle() {
        if (shown.get() == null && Double.isNaN(progress.get())) find();
        else leave();
    }

    /** Ends the computation in progress; what is shown stays. */
    public void cancel() {
        ticket++;
        progress.set(Double.NaN);
    }

    /** Goes back to the plane. Can be undone. */
    public void leave() {
        cancel();
        if (shown.get() != null) show(null, origin);
    }

    private void show(@Nullable UmapLayout after, @Nullable FrozenModel of) {
        UmapLayout before = shown.get();
        FrozenModel former = origin;
        undo.push(() -> turnTo(before, former), () -> turnTo(after, of));
        turnTo(after, of);
    }

    /** A layout of images or latents that are gone is passed over. */
    private void turnTo(@Nullable UmapLayout layout, @Nullable FrozenModel of) {
        if (layout != null && !suits(layout)) return;
        origin = of;
        shown.set(layout);
        current.set(of != null && of == explorer.model());
    }

    private boolean suits(UmapLayout layout) {
        LatentPoints now = encodings.pointsProperty().get();
        int last = layout.images()[layout.images().length - 1];
        return now != null && last < now.size() && sameKind(now, layout.points());
    }

    /** Whether it may be more of the same images under the same number of latents. */
    private static boolean sameKind(LatentPoints a, @Nullable LatentPoints b) {
        return b != null
                && a.latents() == b.latents()
                && a.images().pixelsPerImage() == b.images().pixelsPerImage()
                && a.images().classNames().equals(b.images().classNames());
    }

    // ---- computing ----

    private void compute(int mine, LatentPoints points, @Nullable FrozenModel model) {
        try {
            if (mine != ticket) return;
            var watcher = new Progress(() -> mine != ticket, share -> parts.offer(new Part(mine, share)));
            UmapLayout found = UmapLayout.of(points, MOST, SEED, watcher);
            fx.execute(() -> finish(mine, () -> show(found, model)));
        } catch (CancellationException outdated) {
            // whoever cancelled has said so already
        } catch (RuntimeException | OutOfMemoryError failure) {
            String sentence = UserMessages.sentence(failure);
            fx.execute(() -> finish(mine, () -> say.accept(sentence)));
        }
    }

    private void finish(int mine, Runnable then) {
        if (mine != ticket) return;
        progress.set(Double.NaN);
        then.run();
    }
}
