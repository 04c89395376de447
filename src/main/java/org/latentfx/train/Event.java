package org.latentfx.train;

import org.jspecify.annotations.Nullable;
import org.latentfx.data.Datasets;
import org.latentfx.text.Texts;

/** Something that happened to a run after a step, shown as a mark on its curves. Immutable; any thread may use it. */
public sealed interface Event {
    /** Steps done when it happened. */
    long step();

    /** What happened, in a few words. */
    String text();

    /** A setting has another value from the next step on. */
    record SettingChanged<T>(long step, Setting<T> setting, T before, T after) implements Event {
        /** The change of {@code setting} from one set of values to another. */
        public static <T> SettingChanged<T> between(
                long step, Setting<T> setting, Hyperparameters before, Hyperparameters after) {
            return new SettingChanged<>(step, setting, setting.get(before), setting.get(after));
        }

        /** This change and a later one of the same setting as one that happened when the later one did. */
        @SuppressWarnings("unchecked")
        public SettingChanged<T> to(SettingChanged<?> later) {
            if (later.setting != setting)
                throw new IllegalArgumentException(later.setting.key() + " is not " + setting.key());
            return new SettingChanged<>(later.step, setting, before, (T) later.after);
        }

        /** {@code now} with this setting as it was before the change. */
        Hyperparameters takenBack(Hyperparameters now) {
            return setting.with(now, before);
        }

        @Override
        public String text() {
            return setting.symbol() + " " + setting.shortly(before) + " → " + setting.shortly(after);
        }
    }

    /**
     * The loss diverged, and the run got its last good weights back. Steps are counted on, so that the curve keeps what
     * led to it.
     *
     * @param step the step whose loss it was
     * @param to the step whose weights are back
     * @param fault where it began; null where that was not written down
     */
    record RolledBack(long step, long to, @Nullable NumericalFault fault) implements Event {
        /** Of which it is not known where it began. */
        public RolledBack(long step, long to) {
            this(step, to, null);
        }

        @Override
        public String text() {
            return Texts.of("training.event.diverged", to);
        }
    }

    /**
     * The run learns from other images from the next step on.
     *
     * @param before name of the data set
     * @param after name of the other one
     */
    record DataChanged(long step, String before, String after) implements Event {
        @Override
        public String text() {
            return Texts.of("training.event.data", Datasets.title(after));
        }
    }
}
