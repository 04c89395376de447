package org.latentfx.train;

import java.util.ArrayList;
import java.util.List;

/**
 * What makes a run beside its images and the kernel: the settings that it began with, the seed among them, and what was
 * changed after which step. The same recipe makes the same run to the last bit. Immutable; any thread may use it.
 *
 * @param changes in the order in which they happened
 */
public record Recipe(Hyperparameters first, List<Change<?>> changes) {
    /** After {@code step} steps {@code setting} became {@code value}. */
    public record Change<T>(long step, Setting<T> setting, T value) {
        private static <T> Change<T> of(Event.SettingChanged<T> event) {
            return new Change<>(event.step(), event.setting(), event.after());
        }

        /** {@code before} with this change made. */
        public Hyperparameters in(Hyperparameters before) {
            return setting.with(before, value);
        }

        /** The value as files have it. */
        public String text() {
            return setting.format(value);
        }
    }

    public Recipe {
        changes = List.copyOf(changes);
    }

    /** Of a run with the settings {@code now} that stands at the end of {@code history}. */
    public static Recipe of(Hyperparameters now, History history) {
        var changes = new ArrayList<Change<?>>();
        Hyperparameters first = now;
        var events = history.events();
        for (int i = events.size() - 1; i >= 0; i--) {
            if (!(events.get(i) instanceof Event.SettingChanged<?> changed)) continue;
            first = changed.takenBack(first);
            changes.add(0, Change.of(changed));
        }
        return new Recipe(first, changes);
    }

    /** Whether each change can be made while a run goes on, as other initial weights cannot. */
    public boolean live() {
        return changes.stream().allMatch(change -> change.setting().live());
    }

    /** Changes in {@code trainer} what is to be changed after the steps that it has done. */
    public void changeDue(Trainer trainer) {
        for (var change : changes)
            if (change.step() == trainer.stepsDone()) trainer.change(change.in(trainer.hyperparameters()));
    }
}
