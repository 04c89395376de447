package org.latentfx.train.sweep;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latentfx.text.Refusal;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Setting;
import org.latentfx.train.Settings;

/**
 * One setting that differs between trials: the values it takes, or for a search the range that they are drawn from.
 * Immutable; any thread may use it.
 *
 * @param values as the setting writes them, in the order given; empty if there is a range
 * @param range null if there are values
 */
public record Variation(
        Setting<?> setting, List<String> values, @Nullable Range range) {
    /** From {@code low} to {@code high}, both included and both allowed values of the setting. */
    public record Range(double low, double high) {}

    private static final String TO = "..";
    /** Of a drawn number: enough to tell two apart, and short enough to be read and typed. */
    private static final MathContext DIGITS = new MathContext(3);

    /**
     * What {@code text} asks for, such as {@code beta=0.5,1,4} or {@code hidden=400;512,256} (semicolons where values
     * hold commas); {@code beta=0.5..8} is a range. {@code latent} is another name of {@code latents}. Throws {@link
     * Refusal} naming key, value and what is allowed.
     */
    public static Variation parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 1 || equals == text.length() - 1) throw new Refusal("sweep.vary.form", text);
        Setting<?> setting = named(text.substring(0, equals).strip());
        // every run has the same budget, or the better one would be the longer one
        if (setting == Settings.EPOCHS) throw new Refusal("sweep.vary.epochs");
        String given = text.substring(equals + 1);
        if (given.contains(TO)) return new Variation(setting, List.of(), range(setting, given));
        return of(setting, split(setting, given));
    }

    /** {@code values}, each as a person writes it. Throws {@link Refusal} at one that is not allowed or there twice. */
    public static Variation of(Setting<?> setting, List<String> values) {
        var written = new ArrayList<String>();
        for (String value : values) written.add(normal(setting, value));
        var seen = new HashSet<String>();
        for (String value : written) if (!seen.add(value)) throw new Refusal("sweep.vary.twice", setting.key(), value);
        return new Variation(setting, List.copyOf(written), null);
    }

    private static Setting<?> named(String key) {
        return key.equals("latent") ? Settings.LATENTS : Settings.named(key);
    }

    private static List<String> split(Setting<?> setting, String given) {
        boolean commasInside = setting.kind() == Setting.Kind.WIDTHS || given.contains(";");
        return List.of(given.split(commasInside ? ";" : ",", -1));
    }

    private static <T> String normal(Setting<T> setting, String value) {
        return setting.format(parse(setting, value));
    }

    /** By its key, as it was given: the setting itself refuses by its label. */
    private static <T> T parse(Setting<T> setting, String value) {
        try {
            return setting.parse(value);
        } catch (Refusal e) {
            throw new Refusal(e, "sweep.vary.refused", setting.key(), value.strip(), setting.expected());
        }
    }

    private static Range range(Setting<?> setting, String given) {
        int to = given.indexOf(TO);
        if (setting.scale().none() || setting.kind() == Setting.Kind.WIDTHS)
            throw new Refusal("sweep.vary.no-range", setting.key(), given, setting.expected());
        double low = number(setting, given.substring(0, to));
        double high = number(setting, given.substring(to + TO.length()));
        if (low >= high) throw new Refusal("sweep.vary.range", setting.key(), given);
        return new Range(low, high);
    }

    private static <T> double number(Setting<T> setting, String text) {
        return setting.toDouble(parse(setting, text));
    }

    /**
     * The value at {@code fraction} (0 to 1) of the values, or of the range on the scale of the setting's slider: a
     * rate's is logarithmic. A number drawn from a range is rounded to three digits.
     */
    String at(double fraction) {
        if (range != null) return inRange(setting, range, fraction);
        return values.get(Math.min(values.size() - 1, (int) (fraction * values.size())));
    }

    private static <T> String inRange(Setting<T> setting, Range range, double fraction) {
        double drawn = setting.scale().value(fraction, range.low(), range.high());
        double rounded = new BigDecimal(drawn).round(DIGITS).doubleValue();
        return setting.format(setting.fromDouble(Math.min(range.high(), Math.max(range.low(), rounded))));
    }

    /** {@code from} with one of the values. */
    Hyperparameters in(Hyperparameters from, String value) {
        return setting.withText(from, value);
    }

    /** What {@link #parse} reads. */
    public String text() {
        if (range != null) return setting.key() + "=" + plain(range.low()) + TO + plain(range.high());
        return setting.key() + "=" + String.join(setting.kind() == Setting.Kind.WIDTHS ? ";" : ",", values);
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
