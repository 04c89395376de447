package org.latentfx.view.window;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import javafx.geometry.Orientation;
import javafx.scene.layout.Region;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FixedSplitTest {
    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 1e9, -3})
    void a_bad_stored_length_leaves_both_parts_in_sight(double bad) {
        var first = new Region();
        var second = new Region();
        var size = new Remembered(new Preferences(Map.of("key", bad), values -> {}), "key", 240);
        var split = new FixedSplit(Orientation.HORIZONTAL, first, second, true, size, 0.5);
        split.resize(1001, 500);
        split.layout();
        assertEquals(240, first.getWidth());
        assertEquals(760, second.getWidth());
    }
}
