package org.latentfx.view.curves;

import java.util.ArrayList;
import java.util.List;
import org.latentfx.train.Event.SettingChanged;
import org.latentfx.train.History;
import org.latentfx.train.Settings;

/**
 * The weight of KL over a run: which β each step was taken with. Two are equal if every step's is. Immutable.
 *
 * @param first β before the first change
 * @param changes in the order of their steps
 */
record BetaCourse(double first, List<Change> changes) {
    /** From the step behind {@code step} on it is {@code beta}. */
    record Change(long step, double beta) {}

    /** β is 1 throughout. */
    static final BetaCourse ONE = new BetaCourse(1, List.of());

    /** @param now β as it is now, for a run in which it never changed */
    static BetaCourse of(History history, double now) {
        double first = now;
        var changes = new ArrayList<Change>();
        for (var event : history.events()) {
            if (!(event instanceof SettingChanged<?> changed) || changed.setting() != Settings.BETA) continue;
            if (changes.isEmpty()) first = (Double) changed.before();
            changes.add(new Change(changed.step(), (Double) changed.after()));
        }
        return new BetaCourse(first, List.copyOf(changes));
    }

    double at(long step) {
        double beta = first;
        for (Change change : changes) if (change.step < step) beta = change.beta;
        return beta;
    }

    /** Whether any step minimised something else than −ELBO. */
    boolean weighted() {
        return first != 1 || changes.stream().anyMatch(change -> change.beta != 1);
    }
}
