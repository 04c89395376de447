package org.latentfx.view.window;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What a person arranged and finds again at the next start. Every stored value is checked by one rule when it is read:
 * one of another type or beyond its range counts as never stored. FX thread only.
 */
public final class Preferences {
    private final Map<String, Object> values;
    private final Consumer<Map<String, Object>> changed;

    /** Preferences that last as long as this object. */
    public Preferences() {
        this(Map.of(), values -> {});
    }

    /**
     * @param stored by key: a {@link Double}, {@link Boolean} or {@link String}. Not modified.
     * @param changed told all values after each change; copies them if it keeps them
     */
    public Preferences(Map<String, Object> stored, Consumer<Map<String, Object>> changed) {
        values = new TreeMap<>(stored);
        this.changed = changed;
    }

    /** The number from {@code least} to {@code most} stored under {@code key}, if there is one. */
    public Optional<Double> number(String key, double least, double most) {
        return values.get(key) instanceof Double number && number >= least && number <= most
                ? Optional.of(number)
                : Optional.empty();
    }

    public Optional<Boolean> flag(String key) {
        return values.get(key) instanceof Boolean flag ? Optional.of(flag) : Optional.empty();
    }

    public Optional<String> text(String key) {
        return values.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** The constant whose name is stored under {@code key}, if there is one. */
    public <E extends Enum<E>> Optional<E> choice(String key, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(values.get(key)))
                .findFirst();
    }

    /** Throws {@link IllegalArgumentException} if {@code value} is not finite. */
    public void set(String key, double value) {
        if (!Double.isFinite(value)) throw new IllegalArgumentException(key + " = " + value);
        put(key, value);
    }

    public void set(String key, boolean value) {
        put(key, value);
    }

    public void set(String key, String value) {
        put(key, value);
    }

    public void set(String key, Enum<?> value) {
        put(key, value.name());
    }

    private void put(String key, Object value) {
        if (value.equals(values.put(key, value))) return;
        changed.accept(values);
    }
}
