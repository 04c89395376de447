package org.latentfx.session.inpainting;

import java.util.Arrays;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.inpainting.InOrder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.autoregressive.Draws;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.LatestTask;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.probe.ImageProbe;
import org.latentfx.session.probe.ImageProbe.Input;

/**
 * A picture as an autoregressive model draws it, value by value, and what each value of the image probed costs: both by
 * the model shown, which is followed while it learns, and nothing while nobody looks. The draw is named by z, so that
 * every command that moves z asks for another. FX thread only; a picture takes a few milliseconds elsewhere.
 */
public final class GrowingPicture {
    /** Of a core, while training. */
    private static final double SHARE = 0.03;

    private static final int ROUND_MILLIS = 150;

    /** What is known of an image before the rest is drawn: so much of the order. */
    private static final double GIVEN = 0.5;

    /**
     * What is shown.
     *
     * @param drawn the picture with the order in which it comes about
     * @param probed the image probed, its pixels taken as 0 or 1; null while there is none
     */
    public record Shown(InOrder drawn, @Nullable Probed probed) {}

    /** An image with what each of its values costs. */
    public record Probed(Input input, InOrder picture) {}

    private record Request(
            FrozenModel model, float name, @Nullable Input probed, boolean completing) {
        boolean suits(Request other) {
            return probed == other.probed && completing == other.completing && model.sameStructure(other.model);
        }
    }

    private final Explorer explorer;
    private final ImageProbe probe;
    private final LatestTask<Request, Shown> asked;
    private final LatestTask<Request, Shown> followed;
    private final ReadOnlyObjectWrapper<@Nullable Shown> shown = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper completing = new ReadOnlyBooleanWrapper();
    private boolean watched;

    GrowingPicture(Explorer explorer, ImageProbe probe, Background background) {
        this.explorer = explorer;
        this.probe = probe;
        asked = background.latest((running, newer) -> true, (request, token) -> of(request), this::show);
        followed = background
                .on(background.throttle(SHARE, ROUND_MILLIS).paced(background.executor()))
                .latest((running, newer) -> !running.suits(newer), (request, token) -> of(request), this::show);
        explorer.pointProperty().addListener((property, before, now) -> {
            FrozenModel model = now.model();
            boolean same = model != null && model.sameStructure(before.model()) && Arrays.equals(before.z(), now.z());
            if (same) request(followed);
            else ask();
        });
        probe.inputProperty().addListener((property, before, now) -> ask());
    }

    /** Null while there is none, as of a model of another kind. */
    public ReadOnlyObjectProperty<@Nullable Shown> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** Whether the first half of the image probed is given, in the model's order. */
    public ReadOnlyBooleanProperty completingProperty() {
        return completing.getReadOnlyProperty();
    }

    /** Whether somebody looks; nothing is drawn otherwise. */
    public void watch(boolean now) {
        if (now == watched) return;
        watched = now;
        ask();
    }

    /** Gives the first half of the image probed, or nothing. */
    public void complete(boolean now) {
        if (now == completing.get()) return;
        completing.set(now);
        ask();
    }

    private void ask() {
        followed.cancel();
        request(asked);
    }

    private void request(LatestTask<Request, Shown> task) {
        FrozenModel model = explorer.model();
        if (watched && model != null && model.can(Capability.AUTOREGRESSIVE)) {
            Input input = probe.inputProperty().get();
            boolean fits =
                    input != null && input.format().equals(model.configuration().format());
            task.request(new Request(model, explorer.z()[0], fits ? input : null, completing.get()));
        } else {
            task.cancel();
            if (model == null || !model.can(Capability.AUTOREGRESSIVE)) shown.set(null);
        }
    }

    private void show(Request request, Shown now) {
        shown.set(now);
    }

    private static Shown of(Request request) {
        Input input = request.probed;
        float[] known = input == null ? new float[0] : InOrder.inked(input.pixels());
        int given = request.completing ? (int) (GIVEN * known.length) : 0;
        var drawn = InOrder.drawn(request.model, Draws.key(request.name), known, given);
        return new Shown(drawn, input == null ? null : new Probed(input, InOrder.of(request.model, known)));
    }
}
