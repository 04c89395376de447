package org.latentfx.train;

import java.util.ArrayList;
import java.util.List;
import org.latentfx.data.DataSplit;
import org.latentfx.text.Refusal;

/**
 * A run that goes on from a moment of another one, with other settings, another seed or other images. With nothing
 * changed it is that run, bit for bit. Pure functions.
 */
public final class Fork {
    private Fork() {}

    /**
     * The moment {@code of} a run to be gone on with under {@code next} on {@code data}; what is other is marked on its
     * curves. Other images begin with an epoch of their own. Throws {@link Refusal} where {@code next} is a model of
     * another structure or the images are of another size.
     */
    public static RunState of(RunState of, Hyperparameters next, DataSplit data) {
        var changed = changes(of.hyperparameters(), next);
        var train = data.train();
        if (!train.format().equals(of.format()))
            throw new Refusal("fork.size", of.format().words(), train.format().words());
        long step = of.position().step();
        var events = new ArrayList<Event>();
        for (var setting : changed) events.add(Event.SettingChanged.between(step, setting, of.hyperparameters(), next));
        boolean other = of.dataChecksum() != train.checksum();
        if (other) events.add(new Event.DataChanged(step, of.dataName(), data.name()));
        return new RunState(
                next,
                data.name(),
                train.checksum(),
                of.format(),
                other ? atEpochBegin(of.position()) : of.position(),
                of.values(),
                of.firstMoments(),
                of.secondMoments(),
                events.isEmpty() ? of.history() : of.history().plus(events),
                other ? null : of.good());
    }

    /** What becomes other; throws {@link Refusal} where that is the structure. */
    private static List<Setting<?>> changes(Hyperparameters before, Hyperparameters next) {
        var changed = Settings.differences(before, next);
        for (var setting : changed)
            if (!setting.live() && setting != Settings.SEED) throw new Refusal("training.structural", setting.label());
        return changed;
    }

    private static RunState.Position atEpochBegin(RunState.Position at) {
        return new RunState.Position(
                at.step(),
                at.adamSteps(),
                at.epoch(),
                0,
                at.drawn(),
                Loss.zero(at.sums().terms()));
    }
}
