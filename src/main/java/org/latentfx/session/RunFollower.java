package org.latentfx.session;

import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.image.Reconstructions;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Weights;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.concurrent.Errand;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.ShownModel;
import org.latentfx.session.map.HeldOutEncodings;
import org.latentfx.session.run.Run;
import org.latentfx.train.timeline.Timeline;

/**
 * Shows the newest moment of a run while anybody can see it, or one of the past while a person wants that, first with
 * the plain kernel and with the fast one as soon as that is compiled. FX thread only, but for {@link #freeze}.
 */
final class RunFollower {
    private static final int WARM_UP_IMAGES = 2_000;

    private final Run run;
    private final Explorer explorer;
    private final HeldOutEncodings encodings;
    private final Kernel fast;
    private final Errand warming;
    private volatile Kernel ready = Kernels.named("ejml");
    /** The class that conditional models are asked for. */
    private volatile int label;

    private boolean watched = true;
    private boolean inPast;
    /** Of the run that was shown last; null before it can be trained. */
    private @Nullable Timeline timeline;

    /** {@code fast}: the kernel that takes over once it is compiled. */
    RunFollower(Run run, Explorer explorer, HeldOutEncodings encodings, Kernel fast, Errand warming) {
        this.run = run;
        this.explorer = explorer;
        this.encodings = encodings;
        this.fast = fast;
        this.warming = warming;
        explorer.labelProperty().subscribe(now -> label = now.intValue());
    }

    /** The model of some weights, computed with the kernel that is ready, for the class asked for. Any thread. */
    FrozenModel freeze(Weights weights) {
        return new FrozenModel(weights, ready).asked(label);
    }

    /** The run has a newer model. */
    void follow(@Nullable FrozenModel model) {
        if (model != null && watched && !inPast) show(model);
    }

    /** Whether anybody can see the window; while nobody can, nothing follows the run. */
    void watched(boolean now) {
        boolean missed = now && !watched;
        watched = now;
        if (missed) follow(run.modelProperty().get());
    }

    /** Shows a moment of the past until told otherwise; null: the newest one again, and all that follow. */
    void look(@Nullable ShownModel past) {
        inPast = past != null;
        if (past == null) follow(run.modelProperty().get());
        else show(past);
    }

    /** Shows {@code model} as the newest of the run. */
    void show(FrozenModel model) {
        inPast = false;
        double[] kl = run.klPerLatentProperty().get();
        show(new ShownModel(
                model,
                run.stepProperty().get(),
                run.epochProperty().get(),
                run.historyProperty().get(),
                kl.length == model.latents() ? kl : new double[0])); // the former run's until this one has measured
    }

    /** What is known of a model of another run goes first, so that nobody sees it beside the next one. */
    private void show(ShownModel next) {
        ShownModel before = explorer.shownProperty().getValue();
        Timeline now = run.timelineProperty().get();
        boolean another = timeline != null && now != timeline;
        timeline = now;
        if (before != null && (another || begunAnew(before, next))) encodings.forget();
        encodings.clearUnlessOf(next.model());
        explorer.show(next);
        encodings.follow(next.model());
    }

    /** Whether the newest moment lies before what was the newest; a look at the past is no beginning. */
    private static boolean begunAnew(ShownModel before, ShownModel next) {
        return before.past() == null && next.past() == null && next.step() < before.step();
    }

    /** Has the fast kernel compiled by use unless it is, then shows the same moment with it. */
    void warmUp(Weights weights, ImageSet images) {
        if (ready == fast) return;
        warming.request(
                () -> {
                    var model = new FrozenModel(weights, fast);
                    if (model.can(Capability.ENCODES)) {
                        LatentPoints.of(model, images.first(WARM_UP_IMAGES));
                        Reconstructions.of(model, images, Reconstructions.spread(images, 100));
                    }
                    return model.packed();
                },
                warm -> {
                    ready = fast;
                    takeOver(warm);
                });
    }

    /** Shows the same moment with the fast kernel, by {@code packed} or a model that is packed in the background. */
    private void takeOver(FrozenModel packed) {
        ShownModel now = explorer.shownProperty().getValue();
        if (now == null || now.model().kernel() == fast) return;
        Weights weights = now.model().weights();
        if (packed.weights() == weights) show(now.with(packed));
        else warming.request(() -> freeze(weights).packed(), this::takeOver);
    }
}
