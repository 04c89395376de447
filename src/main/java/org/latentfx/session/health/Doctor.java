package org.latentfx.session.health;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataSplit;
import org.latentfx.math.Kernel;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.Errand;
import org.latentfx.session.concurrent.LatestTask;
import org.latentfx.session.concurrent.LatestTask.Token;
import org.latentfx.session.concurrent.UserMessages;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.ShownModel;
import org.latentfx.session.run.Run;
import org.latentfx.session.run.RunLine;
import org.latentfx.session.timeline.Past;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.History;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.RunState;
import org.latentfx.train.health.Cure;
import org.latentfx.train.health.DataFigures;
import org.latentfx.train.health.Diagnosis;
import org.latentfx.train.health.Evidence;
import org.latentfx.train.health.SampledShares;
import org.latentfx.train.signal.Signals;
import org.latentfx.train.timeline.PastMoment;

/**
 * Measures what the findings about the run looked at rest on beside its losses, and tries their cures on runs beside
 * it. It measures remembered moments in the background, rarely enough to cost a hundredth of a core. FX thread
 * only, but for the measuring.
 */
public final class Doctor {
    /** Of a core, while training. */
    private static final double SHARE = 0.01;

    private static final int ROUND_MILLIS = 3000;

    /** After the last move of a hand it has come where it meant to. */
    private static final long STILL_NANOS = 250_000_000L;

    /** With less than this times what a measurement takes, it is left out. */
    private static final int ROOM = 4;

    /**
     * @param state the moment; null for the newest one that is remembered
     * @param values of that moment
     */
    private record Request(Past past, @Nullable RunState state, Hyperparameters values) {}

    /** What a cure begins with: images, and the moment to go on from, null for new weights. */
    private record Ready(DataSplit data, @Nullable RunState from) {}

    private final Run run;
    private final Explorer explorer;
    private final Kernel kernel;
    private final Background background;
    private final LatestTask<Request, @Nullable Signals> measuring;
    private final LatestTask<DataSplit, DataFigures> looking;
    private final Errand preparing;
    private final ReadOnlyObjectWrapper<Evidence> evidence = new ReadOnlyObjectWrapper<>(Evidence.NONE);
    private final ReadOnlyObjectWrapper<@Nullable Trial> trial = new ReadOnlyObjectWrapper<>();
    private final List<Trial> trials = new ArrayList<>();
    private long moves;
    private final ReadOnlyObjectWrapper<@Nullable RunLine> resting = new ReadOnlyObjectWrapper<>();
    private boolean sideBySide;

    /** @param slow where some seconds keep nobody waiting */
    public Doctor(Run run, Explorer explorer, Kernel kernel, Background slow) {
        this.run = run;
        this.explorer = explorer;
        this.kernel = kernel;
        background = slow;
        preparing = new Errand(slow);
        measuring = slow.on(slow.patientThrottle(SHARE, ROUND_MILLIS).paced(slow.executor()))
                .latest(
                        (running, newer) -> running.past.timeline() != newer.past.timeline(),
                        this::measured,
                        (request, found) -> take(request.past, found));
        looking = slow.latest(
                (running, newer) -> true,
                (data, token) -> DataFigures.of(data),
                (data, found) -> evidence.set(evidence.get().with(found)));
        run.dataProperty().subscribe(this::look);
        run.timelineProperty().addListener((property, before, now) -> {
            evidence.set(Evidence.NONE.with(evidence.get().data()));
            measure();
        });
        explorer.shownProperty().addListener((property, before, now) -> measure());
        run.statusProperty().addListener((property, before, now) -> measure());
        run.historyProperty().addListener((property, before, now) -> show());
        run.runs().shownProperty().addListener((property, before, now) -> show());
        run.runs().lines().addListener((ListChangeListener<RunLine>) change -> {
            RunLine ill = resting.get();
            if (ill != null && !run.runs().lines().contains(ill)) resting.set(null);
        });
    }

    /** What is known of the run looked at. */
    public ReadOnlyObjectProperty<Evidence> evidenceProperty() {
        return evidence.getReadOnlyProperty();
    }

    /** The last cure that was tried on the run looked at, or for it; null if there was none. */
    public ReadOnlyObjectProperty<@Nullable Trial> trialProperty() {
        return trial.getReadOnlyProperty();
    }

    /** The ill run that rests, so that its cure has the whole machine; null where none does. */
    public ReadOnlyObjectProperty<@Nullable RunLine> restingProperty() {
        return resting.getReadOnlyProperty();
    }

    /** The ill run goes on beside its cure; from now on others do, too. */
    public void letGoOn() {
        RunLine ill = resting.get();
        sideBySide = true;
        if (ill != null) ill.play();
        resting.set(null);
    }

    /** What samples of the run looked at were taken for; null where they were not looked at. */
    public void hear(@Nullable SampledShares classes) {
        evidence.set(evidence.get().with(classes));
    }

    // ---- measuring ----

    private void look(@Nullable DataSplit data) {
        evidence.set(Evidence.NONE);
        if (data == null) looking.cancel();
        else looking.request(data);
    }

    /** A moment of the past is worth it once a hand that moves through the past stays there. */
    private void measure() {
        ShownModel shown = explorer.shownProperty().getValue();
        RunState then = shown == null ? null : shown.past();
        long move = ++moves;
        if (then == null) {
            measure(null);
            return;
        }
        measuring.cancel(); // what it is about has gone by
        background.clock().after(STILL_NANOS, background.fx()).execute(() -> {
            if (move == moves) measure(then);
        });
    }

    private void measure(@Nullable RunState then) {
        Past past = Past.of(run.line());
        if (past == null) return;
        var values = then == null ? run.hyperparametersProperty().get() : then.hyperparameters();
        measuring.request(new Request(past, then, values));
    }

    /** Null where nothing is remembered, or memory is short: then less is said. */
    private @Nullable Signals measured(Request request, Token<@Nullable Signals> token) {
        if (!room(request)) return null; // asked before a moment is read from disk, which takes memory too
        RunState state = request.state != null ? request.state : newest(request.past);
        if (state == null || state.dataChecksum() != request.past.data().train().checksum()) return null;
        return Signals.of(state, request.past.data(), kernel, token::cancelled, share -> {});
    }

    private static boolean room(Request request) {
        var configuration = request.values.model(request.past.data().train().format());
        long moment = request.state == null ? RunState.bytes(configuration) : 0;
        long needed = moment + Signals.bytes(configuration, request.values.batch());
        Runtime java = Runtime.getRuntime();
        return java.maxMemory() - java.totalMemory() + java.freeMemory() >= ROOM * needed;
    }

    private static @Nullable RunState newest(Past past) {
        PastMoment last = past.before(Long.MAX_VALUE, trouble -> {});
        return last == null ? null : last.state();
    }

    private void take(Past past, @Nullable Signals found) {
        boolean here = past.timeline() == run.timelineProperty().get();
        if (here && found != null) evidence.set(evidence.get().with(found));
    }

    // ---- cures ----

    /** Tries the cure of {@code found} on a run beside the one looked at, which begins at once; it can be undone. */
    public void treat(Diagnosis found) {
        Cure cure = found.cure();
        RunLine ill = run.line();
        DataSplit data = run.dataProperty().get();
        if (cure == null || data == null) return;
        History led = run.historyProperty().get();
        var before = led.latest();
        Past past = Past.of(ill);
        Hyperparameters values = cure.applied(run.hyperparametersProperty().get());
        preparing.request(() -> ready(cure, data, past), ready -> {
            try {
                RunLine cured = begin(ill, ready, values);
                cured.shippedProperty().set(false);
                rest(ill);
                cured.play();
                if (before != null) follow(new Trial(ill, cured, cure, led, before, null));
            } catch (Refusal refusal) {
                background.say().accept(UserMessages.sentence(refusal));
            }
        });
    }

    private void rest(RunLine ill) {
        if (sideBySide || !ill.playing()) return;
        ill.pause();
        resting.set(ill);
        ill.statusProperty().subscribe((before, now) -> {
            if (ill == resting.get() && ill.playing()) resting.set(null); // by another way
        });
    }

    private Ready ready(Cure cure, DataSplit data, @Nullable Past past) {
        DataSplit better = cure.data().applied(data);
        if (cure.step() == 0 || past == null) return new Ready(better, null);
        PastMoment before = past.before(cure.step(), trouble -> {});
        if (before == null) return new Ready(better, null); // no longer remembered: from new weights
        var there = past.replayed(cure.step(), before, kernel, () -> false, share -> {});
        return new Ready(better, there.state());
    }

    private RunLine begin(RunLine ill, Ready ready, Hyperparameters values) {
        String name = curedName(ill);
        return ready.from == null
                ? run.runs().fresh(ill, values, ready.data, name)
                : run.runs().fork(ready.from, values, ready.data, name);
    }

    /** A cured run that is cured again is named after the first: names stay short. */
    private String curedName(RunLine ill) {
        String first = ill.nameProperty().get();
        for (Trial one : trials)
            if (one.cured() == ill) first = one.ill().nameProperty().get();
        String name = Texts.of("cure.run", first);
        for (int again = 2; taken(name); again++) name = Texts.of("cure.run.again", first, again);
        return name;
    }

    private boolean taken(String name) {
        return run.runs().lines().stream()
                .anyMatch(line -> line.nameProperty().get().equals(name));
    }

    private void follow(Trial begun) {
        trials.removeIf(one -> !run.runs().lines().contains(one.cured()));
        trials.add(begun);
        begun.cured().historyProperty().addListener((property, before, now) -> show());
        show();
    }

    private void show() {
        trials.removeIf(one -> !one.holds());
        trials.replaceAll(Trial::now);
        Trial last = null;
        for (Trial one : trials) if (one.of(run.line())) last = one;
        trial.set(last);
    }
}
