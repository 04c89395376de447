package org.latentfx.train.health;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.latentfx.text.Wording;

/**
 * One finding about a run. Immutable; any thread may use it.
 *
 * @param id the kind of finding, the same in every version and language: what a program should look at
 * @param arguments the figures it rests on, as they stand in its sentence
 * @param step where on the curve it shows; negative where it has no place there
 * @param cure what to try; null where nothing is wrong, or nothing sure can be advised
 * @param details figures that led there, a line each, for whoever reports it
 * @param wording what the data are called
 */
public record Diagnosis(
        Level level,
        String id,
        List<Object> arguments,
        long step,
        @Nullable Cure cure,
        List<String> details,
        Wording wording) {
    /** How much a finding matters; the more, the earlier. */
    public enum Level {
        /** The run will not come to anything as it is. */
        BAD,
        /** Worth knowing. */
        NOTE,
        /** Not known yet. */
        OPEN,
        /** As it should be. */
        GOOD;

        /** What a program reads: good, note or bad; what is not known yet is a note. */
        public String key() {
            return this == OPEN ? NOTE.key() : name().toLowerCase(Locale.ROOT);
        }
    }

    public Diagnosis {
        arguments = List.copyOf(arguments);
        details = List.copyOf(details);
    }

    /** A finding about images. */
    public Diagnosis(
            Level level, String id, List<Object> arguments, long step, @Nullable Cure cure, List<String> details) {
        this(level, id, arguments, step, cure, details, Wording.IMAGES);
    }

    static Diagnosis of(Level level, String id, Object... arguments) {
        return new Diagnosis(level, id, Arrays.asList(arguments), -1, null, List.of());
    }

    /** The same, which shows at {@code step}. */
    Diagnosis at(long place) {
        return new Diagnosis(level, id, arguments, place, cure, details, wording);
    }

    /** The same with the figures that led there. */
    Diagnosis detailed(List<String> figures) {
        return new Diagnosis(level, id, arguments, step, cure, figures, wording);
    }

    /** The same, against which {@code next} may help. */
    Diagnosis with(@Nullable Cure next) {
        return new Diagnosis(level, id, arguments, step, next, details, wording);
    }

    /** The same about data that are called so. */
    Diagnosis in(Wording other) {
        return new Diagnosis(level, id, arguments, step, cure, details, other);
    }

    /** The finding as a sentence. */
    public String text() {
        return wording.of("health." + id, arguments.toArray());
    }

    /** What was measured against what, what that means, and what to try: a paragraph each. */
    public List<String> why() {
        return List.of(wording.of("health." + id + ".why", arguments.toArray()).split("\n"));
    }

    /** As much of an amount in nats as can be read. */
    static String nats(double value) {
        return String.format(Locale.ENGLISH, Math.abs(value) < 1000 ? "%.2f" : "%,.0f", value);
    }
}
