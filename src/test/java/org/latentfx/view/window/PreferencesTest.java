package org.latentfx.view.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Orientation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreferencesTest {
    private static Preferences with(Object value) {
        return new Preferences(Map.of("key", value), values -> {});
    }

    @Test
    void a_value_of_another_type_or_beyond_its_range_counts_as_never_stored() {
        assertEquals(Optional.of(5.0), with(5.0).number("key", 5, 10));
        for (Object bad : List.of(4.9, 10.1, Double.NaN, Double.POSITIVE_INFINITY, "7", true))
            assertEquals(Optional.empty(), with(bad).number("key", 5, 10), "with " + bad);
        assertEquals(Optional.of(false), with(false).flag("key"));
        for (Object bad : List.of(0.0, "true"))
            assertEquals(Optional.empty(), with(bad).flag("key"), "with " + bad);
        assertEquals(Optional.of(Orientation.VERTICAL), with("VERTICAL").choice("key", Orientation.class));
        for (Object bad : List.of(0.0, "vertical", false))
            assertEquals(Optional.empty(), with(bad).choice("key", Orientation.class), "with " + bad);
    }

    @Test
    void every_change_is_told_with_all_values_and_what_stays_the_same_is_not() {
        List<Map<String, Object>> told = new ArrayList<>();
        var preferences = new Preferences(Map.of("other", "kept"), values -> told.add(Map.copyOf(values)));
        preferences.set("key", 3);
        preferences.set("key", 3.0);
        preferences.set("key", Orientation.VERTICAL);
        assertEquals(List.of(Map.of("other", "kept", "key", 3.0), Map.of("other", "kept", "key", "VERTICAL")), told);
    }

    @Test
    void nothing_is_stored_that_could_not_be_read() {
        var preferences = new Preferences();
        assertThrows(IllegalArgumentException.class, () -> preferences.set("key", Double.NaN));
        assertEquals(Optional.empty(), preferences.number("key", -1e300, 1e300));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e9, 0, -40})
    void a_bad_length_is_not_remembered(double bad) {
        assertEquals(240, new Remembered(with(bad), "key", 240).get());
        assertEquals(300, new Remembered(with(300.0), "key", 240).get());
    }
}
