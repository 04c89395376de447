package org.latentfx.session.file;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.drawing.DrawnSet;
import org.latentfx.session.explore.Pins.Pin;
import org.latentfx.session.run.RunLine;
import org.latentfx.train.Event;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.RunState;
import org.latentfx.train.Series;

/** What a file holds of a session, and what must be another for the session to be unsaved. Immutable. */
record Revision(Series curve, List<Event> events, Hyperparameters hyperparameters, List<Pin> pins, DrawnSet drawings) {

    /** A run in this state, with what is marked now. */
    static Revision of(RunState state, ShownState shown) {
        var history = state.history();
        return of(history.train(), history.events(), state.hyperparameters(), shown);
    }

    /** As all is now. */
    static Revision of(RunLine run, ShownState shown) {
        var history = run.historyProperty().get();
        return of(
                history.train(), history.events(), run.hyperparametersProperty().get(), shown);
    }

    /** The same with the run in this state. */
    Revision at(RunState state) {
        var history = state.history();
        return new Revision(history.train(), history.events(), state.hyperparameters(), pins, drawings);
    }

    private static Revision of(Series curve, List<Event> events, Hyperparameters hyperparameters, ShownState shown) {
        return new Revision(
                curve,
                events,
                hyperparameters,
                shown.pins().listProperty().get(),
                shown.drawings().setProperty().get());
    }

    /**
     * Whether this holds anything that {@code former} does not; null for a session in no file.
     *
     * @param shipped whether the run came with the program: drawings alone are worth a file then
     */
    boolean isNewBeside(@Nullable Revision former, boolean shipped) {
        if (!drawings.equals(former == null ? DrawnSet.EMPTY : former.drawings) && !drawings.isEmpty()) return true;
        return !shipped && (former == null ? curve.size() > 0 || !pins.isEmpty() : !equals(former));
    }
}
