package org.latentfx.session.slow;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.LatestTask;
import org.latentfx.session.concurrent.UserMessages;
import org.latentfx.session.run.Run;
import org.latentfx.session.run.Run.Status;
import org.latentfx.session.run.RunLine;
import org.latentfx.session.timeline.Past;
import org.latentfx.session.timeline.TimeMachine;
import org.latentfx.text.Texts;
import org.latentfx.train.RunState;
import org.latentfx.train.TracedStep;
import org.latentfx.train.TracedStep.TensorStep;

/**
 * Shows the next training steps one at a time, each as a film of its stages, at the moment that is looked at. The steps
 * are taken by a copy of the run, which itself stays where it stands: if it was training it waits, and goes on when
 * slow motion ends. FX thread only.
 */
public final class SlowMotion {
    /** Time to read what a stage says. */
    private static final long STAGE_NANOS = 4_000_000_000L;

    /**
     * A step to look at.
     *
     * @param tensors what it did to each tensor
     * @param images that it learnt from
     */
    public record Shown(TracedStep step, List<TensorStep> tensors, ImageSet images) {}

    /** @param copy null: one is to be made of {@code from} */
    private record Request(
            DataSplit data, RunState from, @Nullable RunCopy copy, long step) {}

    private record Traced(RunCopy copy, Shown shown) {}

    private final LivePass live;
    private final Run run;
    private final TimeMachine time;
    private final Kernel kernel;
    private final Background background;
    private final LatestTask<Request, Traced> tracing;
    private final ReadOnlyBooleanWrapper on = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable Shown> shown = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Stage> stage = new ReadOnlyObjectWrapper<>(Stage.FIRST);
    private final ReadOnlyIntegerWrapper image = new ReadOnlyIntegerWrapper();
    private final ReadOnlyBooleanWrapper playing = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper looping = new ReadOnlyBooleanWrapper();

    /** What goes on when slow motion ends. */
    private @Nullable RunLine waiting;

    /** What is shown, and what is still to come. */
    private @Nullable Request current;

    private @Nullable Request asked;
    private @Nullable RunCopy copy;
    private int openings;
    private int plays;

    /**
     * @param kernel of the run, so that its steps are the same bit for bit
     * @param background where steps are traced
     * @param live what is shown while it is off
     */
    public SlowMotion(Run run, TimeMachine time, Kernel kernel, Background background, LivePass live) {
        this.live = live;
        this.run = run;
        this.time = time;
        this.kernel = kernel;
        this.background = background;
        tracing = new LatestTask<>(
                background.executor(),
                background.fx(),
                (running, newer) -> true,
                (request, token) -> trace(request),
                (request, traced) -> show(request, traced),
                this::failed);
        run.timelineProperty().addListener((property, before, now) -> end());
        run.statusProperty().addListener((property, before, now) -> {
            if (now == Status.TRAINING && run.playing() && time.shownProperty().get() == null) end();
        });
        time.shownProperty().addListener((property, before, now) -> take());
    }

    // ---- properties ----

    /** Whether steps are looked at one at a time. */
    public ReadOnlyBooleanProperty onProperty() {
        return on.getReadOnlyProperty();
    }

    /** The step looked at; null while it is off, and until the first one is there. */
    public ReadOnlyObjectProperty<@Nullable Shown> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** How far the step is shown. */
    public ReadOnlyObjectProperty<Stage> stageProperty() {
        return stage.getReadOnlyProperty();
    }

    /** Which image of the batch is followed. */
    public ReadOnlyIntegerProperty imageProperty() {
        return image.getReadOnlyProperty();
    }

    /** Whether one stage follows the other by itself. */
    public ReadOnlyBooleanProperty playingProperty() {
        return playing.getReadOnlyProperty();
    }

    /** Whether the last stage is followed by the first one of the same step, and not by the next step. */
    public ReadOnlyBooleanProperty loopingProperty() {
        return looping.getReadOnlyProperty();
    }

    /** What the model makes of an image while it is off. */
    public LivePass live() {
        return live;
    }

    // ---- commands ----

    /** Begins with the next step of the moment looked at; a run that is training waits meanwhile. */
    public void open() {
        if (on.get()) return;
        if (run.dataProperty().get() == null) {
            background.say().accept(Texts.of("slow.no-data"));
            return;
        }
        if (!run.hyperparametersProperty().get().model().can(Capability.ENCODES)) {
            background.say().accept(Texts.of("slow.players"));
            return;
        }
        if (time.shownProperty().get() == null && run.playing()) {
            waiting = run.line();
            run.pause();
        }
        on.set(true);
        stage.set(Stage.FIRST);
        image.set(0);
        take();
    }

    /** Ends it; the run that waited goes on. */
    public void end() {
        if (!on.get()) return;
        openings++;
        pause();
        tracing.cancel();
        asked = null;
        current = null;
        let(null);
        shown.set(null);
        on.set(false);
        RunLine next = waiting;
        waiting = null;
        if (next != null && next.statusProperty().get() != Status.FINISHED) next.play();
    }

    /** Lets one stage follow the other, or stops there. */
    public void toggle() {
        if (playing.get()) pause();
        else play();
    }

    /** From the first stage, where the last one is shown. */
    public void play() {
        if (!on.get() || playing.get()) return;
        if (stage.get() == Stage.LAST) stage.set(Stage.FIRST);
        playing.set(true);
        later(++plays);
    }

    public void pause() {
        plays++;
        playing.set(false);
    }

    private void later(int round) {
        Executor then = background.clock().after(STAGE_NANOS, background.fx());
        then.execute(() -> {
            if (round != plays) return;
            advance();
            if (round == plays) later(round);
        });
    }

    /** Shows the next stage, after the last one the next step or, where it loops, the same one again. */
    public void forward() {
        pause();
        advance();
    }

    private void advance() {
        Shown now = shown.get();
        if (now == null || asked != null) return; // what is not there yet is waited for
        if (stage.get() != Stage.LAST) stage.set(stage.get().plus(1));
        else if (looping.get()) stage.set(Stage.FIRST);
        else nextStep();
    }

    /** Shows the stage before. */
    public void back() {
        pause();
        stage.set(stage.get().plus(-1));
    }

    /** Shows {@code next}. */
    public void show(Stage next) {
        pause();
        stage.set(next);
    }

    public void loop(boolean now) {
        looping.set(now);
    }

    /** Follows image {@code row} of the batch. */
    public void follow(int row) {
        Shown now = shown.get();
        if (now != null) image.set(Math.floorMod(row, now.step().trace().batch()));
    }

    /** Traces the training step after the one shown, from its first stage on. */
    public void nextStep() {
        Shown now = shown.get();
        Request of = current;
        if (now == null || of == null || asked != null) return;
        request(new Request(of.data, of.from, copy, now.step().step() + 1));
    }

    // ---- tracing ----

    /** Takes the moment looked at. */
    private void take() {
        if (!on.get()) return;
        int opening = ++openings;
        RunState past = time.shownProperty().get();
        CompletableFuture<@Nullable RunState> from =
                past == null ? run.state() : CompletableFuture.completedFuture(past);
        from.whenComplete((state, failure) -> background.fx().execute(() -> {
            if (opening == openings) begin(state, failure);
        }));
    }

    private void begin(@Nullable RunState from, @Nullable Throwable failure) {
        DataSplit data = from == null ? null : data(from);
        if (from == null || data == null) {
            background.say().accept(failure == null ? Texts.of("slow.no-data") : UserMessages.sentence(failure));
            end();
            return;
        }
        request(new Request(data, from, null, from.position().step() + 1));
    }

    /** What {@code state} learnt from: the data of the run, or of one that it branched off. */
    private @Nullable DataSplit data(RunState state) {
        for (Past past = Past.of(run.line()); past != null; past = past.origin())
            if (past.data().train().checksum() == state.dataChecksum()) return past.data();
        return run.dataProperty().get();
    }

    private void request(Request next) {
        asked = next;
        tracing.request(next);
    }

    /** In the background. */
    private Traced trace(Request request) {
        RunCopy of = request.copy == null ? new RunCopy(request.data, request.from, kernel) : request.copy;
        return new Traced(of, of.trace(request.step, request.data.train()));
    }

    private void show(Request request, Traced traced) {
        asked = null;
        current = request;
        let(traced.copy);
        if (image.get() >= traced.shown.step().trace().batch()) image.set(0);
        shown.set(traced.shown);
        if (request.copy != null) stage.set(Stage.FIRST);
    }

    private void failed(Throwable failure) {
        asked = null;
        pause();
        background.say().accept(UserMessages.sentence(failure));
        if (shown.get() == null) end();
    }

    private void let(@Nullable RunCopy now) {
        if (copy != null && copy != now) copy.close();
        copy = now;
    }
}
