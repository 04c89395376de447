package org.latentfx.train;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.schedule.Schedule;

/**
 * One row of the {@link Settings} table: everything that the form, the command line, a saved file and a mark on a curve
 * need to know about one hyper-parameter. Not a value: it reads and replaces the value in {@link Hyperparameters}.
 * Immutable; any thread may use it.
 */
public final class Setting<T> {
    /** Which control suits a setting. */
    public enum Kind {
        WHOLE_NUMBER,
        NUMBER,
        WIDTHS,
        CHOICE,
        SWITCH,
        /** A {@link org.latentfx.train.schedule.Schedule}; its choices are one of each kind. */
        SCHEDULED
    }

    /** How a slider spreads the range over its length: fraction 0 is the lowest value, 1 the highest. */
    public enum Scale {
        LINEAR(x -> x, x -> x, false),
        /** For positive values over several powers of ten. */
        LOG(Math::log, Math::exp, false),
        /** Fine near 0, which it can reach. */
        CUBIC(Math::cbrt, x -> x * x * x, false),
        /** Choices, switches and seeds have no slider. */
        NONE(x -> x, x -> x, true);

        private final Function<Double, Double> forth;
        private final Function<Double, Double> back;
        private final boolean none;

        Scale(Function<Double, Double> forth, Function<Double, Double> back, boolean none) {
            this.forth = forth;
            this.back = back;
            this.none = none;
        }

        /** Whether there is no sensible slider. */
        public boolean none() {
            return none;
        }

        /** Where {@code value} lies between {@code min} (0) and {@code max} (1). */
        public double fraction(double value, double min, double max) {
            double low = forth.apply(min);
            return (forth.apply(value) - low) / (forth.apply(max) - low);
        }

        /** The inverse of {@link #fraction}. */
        public double value(double fraction, double min, double max) {
            double low = forth.apply(min);
            return Math.min(max, Math.max(min, back.apply(low + fraction * (forth.apply(max) - low))));
        }
    }

    /**
     * What one kind of value knows about itself: how to read, write and check it.
     *
     * @param min the lowest value allowed, max the highest; both 0 for choices and switches
     * @param number how a number is told from and made into a value; null for other kinds
     */
    record Type<T>(
            Kind kind,
            double min,
            double max,
            Function<String, T> read,
            Function<T, String> write,
            @Nullable Numeric<T> number,
            Predicate<T> allowed,
            String expected,
            List<T> choices) {}

    /** A kind of value that is a number: {@code from} gives the value nearest to one. */
    record Numeric<T>(ToDoubleFunction<T> to, DoubleFunction<T> from) {}

    private final int place;
    private final String key;
    private final Type<T> type;
    private final Scale scale;
    private final boolean live;
    private final T usual;

    /** @param place of the row in the table, from 0 */
    Setting(int place, String key, Type<T> type, Scale scale, boolean live, T usual) {
        this.place = place;
        this.key = key;
        this.type = type;
        this.scale = scale;
        this.live = live;
        this.usual = usual;
    }

    int place() {
        return place;
    }

    /** The value where nothing says otherwise. */
    T usual() {
        return usual;
    }

    /** The name in files and, behind two dashes, on the command line. */
    public String key() {
        return key;
    }

    public Kind kind() {
        return type.kind();
    }

    /** The lowest value allowed (of each width, for {@link Kind#WIDTHS}); 0 for choices and switches. */
    public double min() {
        return type.min();
    }

    /** The highest value allowed. */
    public double max() {
        return type.max();
    }

    public Scale scale() {
        return scale;
    }

    /** Whether a change acts on a running model; if not, it starts a new run. */
    public boolean live() {
        return live;
    }

    /** Every value of a choice or switch, in the order to offer them; empty for numbers. */
    public List<T> choices() {
        return type.choices();
    }

    public String label() {
        return Texts.of("setting." + key + ".label");
    }

    /** The label for tight places, such as a mark on a curve. */
    public String symbol() {
        return Texts.of("setting." + key + ".symbol");
    }

    /** One sentence: what it is. */
    public String help() {
        return Texts.of("setting." + key + ".help");
    }

    /** One sentence: what a higher value (or the other choice) does. */
    public String higher() {
        return Texts.of("setting." + key + ".higher");
    }

    /** What a person reads for one of {@link #choices()}. */
    public String choiceLabel(Object choice) {
        if (choice instanceof Schedule schedule)
            return Texts.of("schedule." + schedule.kind().word());
        return Texts.of("setting." + key + "." + choice.toString().toLowerCase(Locale.ROOT));
    }

    /** The allowed values in words, such as "a number from 0 to 100". */
    public String expected() {
        return type.expected();
    }

    public T get(Hyperparameters from) {
        return from.get(this);
    }

    /** A copy of {@code from} with this one value replaced. Throws {@link Refusal} if the value is out of range. */
    public Hyperparameters with(Hyperparameters from, T value) {
        return from.with(this, value);
    }

    /** The value that {@code text} stands for. Throws {@link Refusal} naming label, text and allowed values. */
    public T parse(String text) {
        T value;
        try {
            value = type.read().apply(text.strip());
        } catch (IllegalArgumentException e) {
            throw new Refusal(e, "setting.refused", label(), text, expected());
        }
        check(value);
        return value;
    }

    /** The text that {@link #parse} turns back into {@code value}. */
    public String format(T value) {
        return type.write().apply(value);
    }

    /** The same in a word or two, for a mark on a curve. */
    public String shortly(T value) {
        return value instanceof Schedule schedule ? schedule.shortly() : format(value);
    }

    /** {@code value} as a number. Throws {@link IllegalStateException} if this setting is none. */
    public double toDouble(T value) {
        return number().to().applyAsDouble(value);
    }

    /**
     * The value nearest to {@code number}. Throws {@link Refusal} if it is out of range, and {@link
     * IllegalStateException} if this setting is no number.
     */
    public T fromDouble(double number) {
        T value = number().from().apply(number);
        check(value);
        return value;
    }

    private Numeric<T> number() {
        Numeric<T> number = type.number();
        if (number == null) throw new IllegalStateException(key + " is no number");
        return number;
    }

    /** This setting's value in {@code from}, as text. */
    public String text(Hyperparameters from) {
        return format(get(from));
    }

    /** A copy of {@code from} with this one value replaced by what {@code text} stands for. */
    public Hyperparameters withText(Hyperparameters from, String text) {
        return with(from, parse(text));
    }

    /** Throws {@link Refusal} naming label, value and allowed range if {@code value} is out of range. */
    void check(T value) {
        if (!type.allowed().test(value)) throw new Refusal("setting.refused", label(), format(value), expected());
    }
}
