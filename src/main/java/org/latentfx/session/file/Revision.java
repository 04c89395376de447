package org.latentfx.session.file;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.drawing.DrawnSet;
import org.latentfx.io.session.SessionFile.Content;
import org.latentfx.session.explore.Pins.Pin;
import org.latentfx.session.run.RunLine;
import org.latentfx.train.Event;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Series;

/** What a file holds of a session, and what must be another for the session to be unsaved. Immutable. */
record Revision(List<OfRun> runs, List<Pin> pins, DrawnSet drawings) {
    /**
     * One run.
     *
     * @param shipped whether it came with the program, and nothing was trained since
     */
    private record OfRun(
            String name, Series curve, List<Event> events, Hyperparameters hyperparameters, boolean shipped) {
        static OfRun of(RunLine line) {
            var history = line.historyProperty().get();
            return new OfRun(
                    line.nameProperty().get(),
                    history.train(),
                    history.events(),
                    line.hyperparametersProperty().get(),
                    line.shippedProperty().get());
        }
    }

    /** As all is now. */
    static Revision of(List<RunLine> lines, ShownState shown) {
        return new Revision(
                lines.stream().map(OfRun::of).toList(),
                shown.pins().listProperty().get(),
                shown.drawings().setProperty().get());
    }

    /** The same with the runs in the states that were {@code written}. */
    Revision at(Content written) {
        var states = written.runs().stream()
                .map(run -> new OfRun(
                        run.name(),
                        run.state().history().train(),
                        run.state().history().events(),
                        run.state().hyperparameters(),
                        runs.stream().anyMatch(one -> one.shipped && one.name.equals(run.name()))))
                .toList();
        return new Revision(states, pins, drawings);
    }

    /**
     * Whether this holds anything that {@code former} does not; null for a session in no file. Where no run but that
     * which came with the program is there, drawings alone are worth a file.
     */
    boolean isNewBeside(@Nullable Revision former) {
        if (!drawings.equals(former == null ? DrawnSet.EMPTY : former.drawings) && !drawings.isEmpty()) return true;
        boolean shippedOnly = runs.stream().allMatch(OfRun::shipped);
        if (shippedOnly) return false;
        return former == null ? trained() || !pins.isEmpty() : !equals(former);
    }

    /** Whether a run was trained that did not come with the program. */
    boolean trained() {
        return runs.stream().anyMatch(run -> !run.shipped && run.curve.size() > 0);
    }
}
