package org.latentfx.view.curves;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latentfx.train.Event.SettingChanged;
import org.latentfx.train.History;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Objective;
import org.latentfx.train.Series;
import org.latentfx.train.Settings;
import org.latentfx.train.schedule.Schedule;

/**
 * The weight of KL over a run: which β and which schedule of it each step was taken with. Two are equal if every step's
 * are. Immutable.
 *
 * @param first before the first change
 * @param changes in the order of their steps
 * @param parts what other parts of the KL are weighted by now; null where it is one sum
 */
record BetaCourse(Change first, List<Change> changes, Objective.@Nullable Parts parts) {
    /** From the step behind {@code step} on they are these. */
    record Change(long step, double beta, Schedule schedule) {
        private boolean other() {
            return beta != 1 || schedule.kind() != Schedule.Kind.CONSTANT;
        }
    }

    /** β is 1 throughout. */
    static final BetaCourse ONE = new BetaCourse(new Change(0, 1, new Schedule.Constant()), List.of(), null);

    /** @param now the settings as they are now, for what never changed */
    static BetaCourse of(History history, Hyperparameters now) {
        double beta = now.beta();
        Schedule schedule = now.betaSchedule();
        var events = history.events();
        for (int i = events.size() - 1; i >= 0; i--) {
            if (!(events.get(i) instanceof SettingChanged<?> changed)) continue;
            if (changed.setting() == Settings.BETA) beta = (Double) changed.before();
            if (changed.setting() == Settings.BETA_SCHEDULE) schedule = (Schedule) changed.before();
        }
        var first = new Change(0, beta, schedule);
        var changes = new ArrayList<Change>();
        for (var event : events) {
            if (!(event instanceof SettingChanged<?> changed)) continue;
            if (changed.setting() == Settings.BETA) beta = (Double) changed.after();
            else if (changed.setting() == Settings.BETA_SCHEDULE) schedule = (Schedule) changed.after();
            else continue;
            changes.add(new Change(changed.step(), beta, schedule));
        }
        return new BetaCourse(first, List.copyOf(changes), Objective.Parts.of(now));
    }

    private Change at(long step) {
        Change now = first;
        for (Change change : changes) if (change.step < step) now = change;
        return now;
    }

    /** What point {@code i} of {@code series} would have minimised of the KL, in nats. */
    double term(Series series, int i) {
        double kept = series.term(i);
        return Double.isNaN(kept) ? at(series.step(i)).beta * series.kl(i) : kept;
    }

    /** What the step of point {@code i} of {@code series} minimised. */
    Objective objective(Series series, int i) {
        Change now = at(series.step(i));
        return Objective.at(new Objective(now.schedule, now.beta, parts), series, i);
    }

    /** Whether any step minimised something else than −ELBO. */
    boolean weighted() {
        return parts != null || first.other() || changes.stream().anyMatch(Change::other);
    }
}
