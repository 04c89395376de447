package org.latentfx.session.timeline;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.io.exchange.ExportKind;
import org.latentfx.io.exchange.GrowthFilm;
import org.latentfx.math.Kernel;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Weights;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.LatestTask;
import org.latentfx.session.concurrent.LatestTask.Token;
import org.latentfx.session.concurrent.UserMessages;
import org.latentfx.session.explore.ShownModel;
import org.latentfx.session.run.Run;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.RunState;
import org.latentfx.train.timeline.PastMoment;

/**
 * Chooses the moment of the run that everything on screen is of: the newest one, or one of the past, which it fetches
 * from memory or disk or has computed once more. It never changes the run, which goes on meanwhile. FX thread only.
 */
public final class TimeMachine {
    /**
     * Which moment is asked for.
     *
     * @param live whether it is the newest one, whatever that is
     * @param step steps done by then, where it is not
     */
    public record Moment(boolean live, long step) {
        public static final Moment LIVE = new Moment(true, 0);
    }

    private record Request(Past past, long step) {}

    /** After the last move of a hand the moment is where it was meant to be. */
    private static final long STILL_NANOS = 200_000_000L;

    private final Run run;
    private final Kernel kernel;
    private final Background background;
    private final Function<Weights, FrozenModel> freeze;
    private final BooleanSupplier settled;
    private final Consumer<@Nullable ShownModel> show;
    private final LatestTask<Request, Runnable> fetching;
    private final ReadOnlyObjectWrapper<Moment> moment = new ReadOnlyObjectWrapper<>(Moment.LIVE);
    private final ReadOnlyObjectWrapper<@Nullable RunState> shown = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper playing = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper resting = new ReadOnlyBooleanWrapper();
    private int plays;
    private long moves;

    /** The fetching thread's: the moment computed last, from where the next ones are near. */
    private volatile @Nullable Computed computed;

    private record Computed(Past past, PastMoment moment) {
        /** Whether it is of the run of {@code other} too. */
        boolean of(Past other) {
            return past.timeline() == other.timeline();
        }
    }

    /**
     * @param kernel of the run, so that replayed steps are the same bit for bit
     * @param background where moments are fetched; those of one run after the other
     * @param freeze the model to show of some weights; any thread
     * @param settled whether everything on screen is of the moment shown last
     * @param show shows a moment of the past; null: the newest one again, and all that follow
     */
    public TimeMachine(
            Run run,
            Kernel kernel,
            Background background,
            Function<Weights, FrozenModel> freeze,
            BooleanSupplier settled,
            Consumer<@Nullable ShownModel> show) {
        this.run = run;
        this.kernel = kernel;
        this.background = background;
        this.freeze = freeze;
        this.settled = settled;
        this.show = show;
        fetching = background.latest(
                (running, newer) -> true, (request, token) -> fetch(request, token), (request, then) -> then.run());
        run.timelineProperty().addListener((property, before, now) -> live());
    }

    // ---- properties ----

    /** The moment asked for. */
    public ReadOnlyObjectProperty<Moment> momentProperty() {
        return moment.getReadOnlyProperty();
    }

    /** The moment of the past that everything on screen is of; null while that is the newest one. */
    public ReadOnlyObjectProperty<@Nullable RunState> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** The share done, 0..1, of computing the moment asked for; NaN while there is nothing to compute. */
    public ReadOnlyDoubleProperty progressProperty() {
        return fetching.progressProperty();
    }

    /** Whether the past is being played. */
    public ReadOnlyBooleanProperty playingProperty() {
        return playing.getReadOnlyProperty();
    }

    /**
     * Whether a moment of the past is looked at, and no hand is moving to others, each of which is there only for its
     * picture: what takes longer to compute is worth it.
     */
    public ReadOnlyBooleanProperty restingProperty() {
        return resting.getReadOnlyProperty();
    }

    /** The steps of the run looked at of which there is a snapshot up to now, sorted. */
    public List<Long> steps() {
        Past past = Past.of(run.line());
        return past == null ? List.of() : past.steps();
    }

    /** The form of a film of how the run looked at came about; null, which is said, while it has no two moments. */
    public @Nullable ExportKind film() {
        Past past = Past.of(run.line());
        if (past == null || past.steps().size() < 2) {
            background.say().accept(Texts.of("timeline.film.none"));
            return null;
        }
        return GrowthFilm.of(past.steps(), step -> {
            PastMoment there = past.before(step, trouble -> {});
            return there == null ? null : there.state().weights();
        });
    }

    // ---- commands ----

    /** Looks at the moment of {@code step}, or at the first one that is remembered; at the newest from there on. */
    public void goTo(long step) {
        pause();
        look(step);
        long move = ++moves;
        resting.set(false);
        background.clock().after(STILL_NANOS, background.fx()).execute(() -> {
            if (move == moves) rest();
        });
    }

    private void rest() {
        resting.set(!moment.get().live());
    }

    private void look(long step) {
        Past past = Past.of(run.line());
        List<Long> steps = past == null ? List.of() : past.steps();
        if (past == null || steps.isEmpty() || step >= run.stepProperty().get()) {
            live();
            return;
        }
        long reached = Math.max(step, steps.get(0));
        moment.set(new Moment(false, reached));
        fetching.request(new Request(past, reached));
    }

    /** Looks at the last snapshot before the moment. */
    public void earlier() {
        long here = here();
        List<Long> before = steps().stream().filter(step -> step < here).toList();
        if (!before.isEmpty()) goTo(before.get(before.size() - 1));
    }

    /** Looks at the next snapshot after the moment; after the last one at the newest. */
    public void later() {
        if (moment.get().live()) return;
        goTo(next());
    }

    private long next() {
        long here = here();
        return steps().stream().filter(step -> step > here).findFirst().orElse(Long.MAX_VALUE);
    }

    private long here() {
        return moment.get().live() ? run.stepProperty().get() : moment.get().step();
    }

    /** Looks at the newest moment, and follows the run. */
    public void live() {
        pause();
        fetching.cancel();
        if (moment.get().live()) return;
        moment.set(Moment.LIVE);
        rest();
        shown.set(null);
        show.accept(null);
    }

    /** Gives up what is being computed: the moment is the one that is shown. */
    public void cancel() {
        fetching.cancel();
        settle();
    }

    private void settle() {
        RunState there = shown.get();
        if (there == null) live();
        else moment.set(new Moment(false, there.position().step()));
    }

    /** Looks at one snapshot after the other, from the first one where the newest moment is looked at. */
    public void play(double perSecond) {
        pause();
        if (moment.get().live()) look(0);
        if (moment.get().live()) return;
        playing.set(true);
        moves++;
        rest();
        int round = plays;
        Executor later = background.clock().after(Math.round(1e9 / perSecond), background.fx());
        later.execute(() -> playOn(round, later));
    }

    /** A moment that is still being fetched or drawn is waited for, so that a slow machine shows them all. */
    private void playOn(int round, Executor later) {
        if (round != plays) return;
        RunState there = shown.get();
        if (there != null && there.position().step() == here() && settled.getAsBoolean()) look(next());
        if (round == plays) later.execute(() -> playOn(round, later));
    }

    /** Stays at the moment. */
    public void pause() {
        plays++;
        playing.set(false);
    }

    // ---- the fetching thread ----

    private @Nullable Runnable fetch(Request request, Token<Runnable> token) {
        try {
            long step = request.step;
            PastMoment from = request.past.before(step, trouble -> token.show(() -> say(trouble)));
            Computed last = computed;
            if (last != null && last.of(request.past) && nearer(last.moment, from, step)) from = last.moment;
            if (from == null) return this::settle;
            if (from.step() < step) token.show(shower(from, false));
            PastMoment there = request.past.replayed(
                    step, from, kernel, token::cancelled, token.progress(0, 1).done());
            if (there != from) computed = new Computed(request.past, there);
            return shower(there, true);
        } catch (Refusal refused) {
            return () -> {
                say(refused);
                settle();
            };
        }
    }

    private static boolean nearer(PastMoment one, @Nullable PastMoment other, long step) {
        return one.step() <= step && (other == null || one.step() > other.step());
    }

    private void say(Refusal refused) {
        background.say().accept(UserMessages.sentence(refused));
    }

    /** Shows {@code there}, which is packed here so that the FX thread need not. */
    private Runnable shower(PastMoment there, boolean reached) {
        RunState state = there.state();
        var past = new ShownModel(
                freeze.apply(state.weights()).packed(),
                state.position().step(),
                state.position().epoch(),
                state.history(),
                there.klPerLatent(),
                state);
        return () -> {
            if (moment.get().live()) return;
            shown.set(state);
            if (reached) moment.set(new Moment(false, state.position().step()));
            show.accept(past);
        };
    }
}
