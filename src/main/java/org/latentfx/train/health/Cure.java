package org.latentfx.train.health;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.latentfx.data.DataSplit;
import org.latentfx.text.Texts;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Setting;
import org.latentfx.train.Settings;

/**
 * What to change about a run, and from which of its moments on. Immutable; any thread may use it.
 *
 * @param settings values by the key of their setting, as in files
 * @param data what becomes of the images
 * @param step the moment to go on from with its weights; 0: new weights of the same seed
 */
public record Cure(Map<String, String> settings, DataChange data, long step) {
    /** What becomes of the images. */
    public enum DataChange {
        NONE,
        /** The brightest pixel becomes white. */
        STRETCH,
        /** Black and white are swapped. */
        INVERT,
        /** Images of rare classes are repeated until each class has as many. */
        BALANCE;

        /** The images after it. */
        public DataSplit applied(DataSplit to) {
            return switch (this) {
                case NONE -> to;
                case STRETCH -> to.stretched();
                case INVERT -> to.inverted();
                case BALANCE -> to.balanced();
            };
        }

        /** Whether held-out pixels are others after it: then nats before and after do not compare. */
        public boolean changesPixels() {
            return this == STRETCH || this == INVERT;
        }

        /** As in files and texts. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Cure {
        settings = Map.copyOf(new TreeMap<>(settings));
    }

    static Cure fromStart(Map<String, String> settings) {
        return new Cure(settings, DataChange.NONE, 0);
    }

    static Cure from(long step, Map<String, String> settings) {
        return new Cure(settings, DataChange.NONE, Math.max(0, step));
    }

    static Cure of(DataChange data) {
        return new Cure(Map.of(), data, 0);
    }

    /** The settings that it leads to. */
    public Hyperparameters applied(Hyperparameters now) {
        return Settings.fromTexts(now, settings);
    }

    /** What to do, in a few words: learning rate 0.001, from the start. */
    public String text() {
        String what = data == DataChange.NONE ? values() : Texts.of("cure.data." + data.key());
        return step > 0 ? Texts.of("cure.from", what, step) : Texts.of("cure.start", what);
    }

    private String values() {
        return Settings.ALL.stream()
                .filter(setting -> settings.containsKey(setting.key()))
                .map(setting -> words(setting, settings.getOrDefault(setting.key(), "")))
                .collect(Collectors.joining(", "));
    }

    private static <T> String words(Setting<T> setting, String text) {
        return setting.symbol() + " " + setting.shortly(setting.parse(text));
    }
}
