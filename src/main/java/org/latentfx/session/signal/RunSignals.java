package org.latentfx.session.signal;

import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataSplit;
import org.latentfx.math.Kernel;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.LatestTask;
import org.latentfx.session.concurrent.LatestTask.Token;
import org.latentfx.session.concurrent.UserMessages;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.ShownModel;
import org.latentfx.session.run.Run;
import org.latentfx.session.run.Run.Status;
import org.latentfx.session.run.RunLine;
import org.latentfx.session.timeline.Past;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.RunState;
import org.latentfx.train.signal.SignalCourse;
import org.latentfx.train.signal.Signals;
import org.latentfx.train.timeline.PastMoment;
import org.latentfx.train.timeline.Timeline;

/**
 * The signals of the run looked at, moment by moment: of the moment shown while somebody looks, and of remembered ones
 * when they are asked for. While the run trains they are those of its newest snapshot, so that training does nothing
 * for them. One measurement at a time, rarely enough that it costs a hundredth of a core. FX thread only, but for the
 * measuring.
 */
public final class RunSignals {
    /** Of a core, while training. */
    private static final double SHARE = 0.01;

    private static final int ROUND_MILLIS = 2000;

    /** Moments of the past that are measured at one asking. */
    private static final int FILLED = 60;

    private static final double MEGABYTE = 1 << 20;

    /**
     * @param known what was measured when this was asked for
     * @param state the moment; null for the newest one that is remembered
     */
    private record Request(
            Past past, SignalCourse known, @Nullable RunState state) {}

    private record Filling(Past past, List<Long> steps) {}

    /** What came of it: signals, or why there are none. */
    private record Outcome(@Nullable Signals signals, String trouble) {}

    private record Summed(DataSplit data, long checksum) {}

    private final Run run;
    private final Explorer explorer;
    private final Kernel kernel;
    private final Background background;
    private final LongSupplier free;
    private final LatestTask<Request, Outcome> followed;
    private final LatestTask<Filling, Outcome> filling;

    /** Of every run that was looked at, as long as it is there. */
    private final Map<Timeline, SignalCourse> courses = new WeakHashMap<>();

    private final ReadOnlyObjectWrapper<SignalCourse> course = new ReadOnlyObjectWrapper<>(SignalCourse.EMPTY);
    private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");
    private boolean watched;
    private int asked;

    /** The measuring threads'. */
    private volatile @Nullable Summed summed;

    /** @param background where some seconds keep nobody waiting */
    public RunSignals(Run run, Explorer explorer, Kernel kernel, Background background) {
        this(run, explorer, kernel, background, FreeMemory::bytes);
    }

    /** @param free how many bytes are left */
    RunSignals(Run run, Explorer explorer, Kernel kernel, Background background, LongSupplier free) {
        this.run = run;
        this.explorer = explorer;
        this.kernel = kernel;
        this.background = background;
        this.free = free;
        followed = background
                .on(background.patientThrottle(SHARE, ROUND_MILLIS).paced(background.executor()))
                .latest(
                        (running, newer) -> running.past.timeline() != newer.past.timeline(),
                        this::measured,
                        (request, found) -> take(request.past, found));
        filling = background.latest(
                (running, newer) -> true, this::filled, (request, found) -> take(request.past, found));
        explorer.shownProperty().addListener((property, before, now) -> follow());
        run.statusProperty().addListener((property, before, now) -> follow());
        run.timelineProperty().addListener((property, before, now) -> {
            filling.cancel();
            show();
            follow();
        });
        run.stepProperty().addListener((property, before, now) -> {
            if (now.longValue() < before.longValue()) goneBack(now.longValue());
        });
    }

    /** All that was measured of the run looked at, in the order of the steps. */
    public ReadOnlyObjectProperty<SignalCourse> courseProperty() {
        return course.getReadOnlyProperty();
    }

    /** Why the moment shown is not measured, in a sentence; empty where nothing stands in the way. */
    public ReadOnlyStringProperty troubleProperty() {
        return trouble.getReadOnlyProperty();
    }

    /** How far the past is measured that was asked for, 0..1; NaN while it is not. */
    public ReadOnlyDoubleProperty progressProperty() {
        return filling.progressProperty();
    }

    /** The signals of the moment shown, or of the last one before it; null while there are none. */
    public @Nullable Signals shown() {
        return course.get().at(step());
    }

    private long step() {
        ShownModel shown = explorer.shownProperty().getValue();
        return shown == null || shown.past() == null ? Long.MAX_VALUE : shown.step();
    }

    /** Whether somebody looks; nothing is measured otherwise, but for what was asked for. */
    public void watch(boolean now) {
        if (now == watched) return;
        watched = now;
        if (now) follow();
        else followed.cancel();
    }

    /** How many remembered moments are still to be measured. */
    public int unmeasured() {
        Past past = Past.of(run.line());
        return past == null ? 0 : unmeasured(past).size();
    }

    private List<Long> unmeasured(Past past) {
        SignalCourse known = course.get();
        return past.steps().stream().filter(step -> !known.has(step)).toList();
    }

    /** Measures remembered moments, spread over the past, one after the other. */
    public void measurePast() {
        Past past = Past.of(run.line());
        if (past == null) return;
        List<Long> all = unmeasured(past);
        int n = Math.min(FILLED, all.size());
        if (n == 0) return;
        var spread = IntStream.range(0, n)
                .mapToObj(i -> all.get((int) ((long) i * all.size() / n)))
                .toList();
        filling.request(new Filling(past, spread));
    }

    /** Gives up measuring the past. */
    public void cancel() {
        filling.cancel();
    }

    // ---- which moment ----

    private void follow() {
        ShownModel shown = explorer.shownProperty().getValue();
        Past past = Past.of(run.line());
        asked++;
        if (!watched || shown == null || past == null) {
            followed.cancel();
            return;
        }
        if (shown.past() != null) request(past, shown.past());
        else if (run.statusProperty().get() == Status.TRAINING) request(past, null);
        else still(past, shown.step());
    }

    private void request(Past past, @Nullable RunState state) {
        if (state == null || !course.get().has(state.position().step()))
            followed.request(new Request(past, course.get(), state));
    }

    /** A run that stands still is measured where it stands, be there a snapshot of that or not. */
    private void still(Past past, long step) {
        List<Long> steps = past.timeline().steps();
        if (course.get().has(step) || run.statusProperty().get() == Status.PREPARING) return;
        if (!steps.isEmpty() && steps.get(steps.size() - 1) == step) {
            request(past, null);
            return;
        }
        var model =
                run.hyperparametersProperty().get().model(past.data().train().format());
        if (shortOf(Signals.bytes(model, 1) + RunState.bytes(model)) != null) return;
        int round = asked;
        run.state()
                .thenAcceptAsync(
                        state -> {
                            if (state != null && round == asked) request(past, state);
                        },
                        background.fx());
    }

    // ---- what is known ----

    private void take(Past past, Outcome found) {
        trouble.set(found.trouble);
        Signals signals = found.signals;
        if (signals == null || past.timeline() != run.timelineProperty().get()) return;
        if (signals.step() > run.stepProperty().get()) return; // the run has gone back meanwhile
        courses.put(past.timeline(), course.get().plus(signals));
        show();
    }

    private void goneBack(long step) {
        Timeline timeline = run.timelineProperty().get();
        if (timeline == null) return;
        courses.put(timeline, known(run.line()).upTo(step));
        show();
    }

    private void show() {
        course.set(known(run.line()));
    }

    /** Of a run that branched off another one, that one's up to there. */
    private SignalCourse known(RunLine line) {
        SignalCourse own = courses.get(line.timelineProperty().get());
        if (own != null) return own;
        RunLine.Branch branch = line.branch();
        Past past = Past.of(line);
        if (branch == null || past == null || past.origin() == null) return SignalCourse.EMPTY;
        return known(branch.from()).upTo(branch.step());
    }

    // ---- the measuring thread ----

    private @Nullable Outcome measured(Request request, Token<Outcome> token) {
        if (request.state != null) return measured(request.past, request.state, token);
        List<Long> steps = request.past.timeline().steps();
        if (steps.isEmpty() || request.known.has(steps.get(steps.size() - 1))) return null;
        PastMoment newest = request.past.before(Long.MAX_VALUE, unreadable -> token.show(told(unreadable)));
        return newest == null ? null : measured(request.past, newest.state(), token);
    }

    private @Nullable Outcome filled(Filling request, Token<Outcome> token) {
        int n = request.steps.size();
        for (int i = 0; i < n; i++) {
            token.check();
            PastMoment there = request.past.before(request.steps.get(i), unreadable -> token.show(told(unreadable)));
            if (there == null) continue;
            Outcome found = measured(request.past, there.state(), token);
            if (found.signals == null) return found;
            token.show(found);
            token.progress(0, 1).at(i + 1, n);
        }
        return null;
    }

    private static Outcome told(Refusal why) {
        return new Outcome(null, UserMessages.sentence(why));
    }

    private Outcome measured(Past past, RunState state, Token<Outcome> token) {
        int batch = state.hyperparameters().batch();
        String missing = shortOf(Signals.bytes(state.configuration(), batch));
        if (missing != null) return new Outcome(null, missing);
        Past origin = past;
        while (origin != null && checksum(origin.data()) != state.dataChecksum()) origin = origin.origin();
        if (origin == null) return new Outcome(null, Texts.of("signals.other"));
        return new Outcome(Signals.of(state, origin.data(), kernel, token::cancelled, share -> {}), "");
    }

    /** It takes a look at every image, so it is kept for the set that was asked about last. */
    private long checksum(DataSplit data) {
        Summed last = summed;
        if (last == null || last.data != data) {
            last = new Summed(data, data.train().checksum());
            summed = last;
        }
        return last.checksum;
    }

    /** Why it is not done, where so many bytes are not left: as much again must stay free for training. */
    private @Nullable String shortOf(long bytes) {
        long left = free.getAsLong();
        return left >= 2 * bytes
                ? null
                : Texts.of("signals.memory", Math.ceil(bytes / MEGABYTE), Math.floor(left / MEGABYTE));
    }
}
