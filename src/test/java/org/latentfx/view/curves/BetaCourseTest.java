package org.latentfx.view.curves;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latentfx.train.Event.SettingChanged;
import org.latentfx.train.History;
import org.latentfx.train.Settings;

class BetaCourseTest {
    @Test
    void each_step_has_the_weight_it_was_taken_with() {
        History history = History.EMPTY.plus(List.of(
                new SettingChanged<>(10, Settings.BETA, 1.0, 4.0),
                new SettingChanged<>(12, Settings.BATCH, 100, 200),
                new SettingChanged<>(20, Settings.BETA, 4.0, 0.5)));
        var course = BetaCourse.of(history, 7);
        assertEquals(1, course.at(10));
        assertEquals(4, course.at(11));
        assertEquals(4, course.at(20));
        assertEquals(0.5, course.at(21));
        assertTrue(course.weighted());
    }

    @Test
    void without_a_change_it_is_what_it_is_now() {
        assertEquals(4, BetaCourse.of(History.EMPTY, 4).at(100));
        assertFalse(BetaCourse.of(History.EMPTY, 1).weighted());
        assertEquals(BetaCourse.ONE, BetaCourse.of(History.EMPTY, 1));
    }
}
