package org.latentfx.view.curves;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.latentfx.train.Event.SettingChanged;
import org.latentfx.train.History;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Series;
import org.latentfx.train.Settings;

class BetaCourseTest {
    private static final Hyperparameters MAP = Preset.MAP.hyperparameters();

    @Test
    void each_step_has_the_weight_it_was_taken_with() {
        History history = History.EMPTY.plus(List.of(
                new SettingChanged<>(10, Settings.BETA, 1.0, 4.0),
                new SettingChanged<>(12, Settings.BATCH, 100, 200),
                new SettingChanged<>(20, Settings.BETA, 4.0, 0.5)));
        var course = BetaCourse.of(history, Settings.BETA.with(MAP, 7.0));
        var series =
                Series.EMPTY.plus(10, 90, 2).plus(11, 90, 2).plus(20, 90, 2).plus(21, 90, 2);
        double[] expected = {1, 4, 4, 0.5};
        for (int i = 0; i < 4; i++) {
            assertEquals(2 * expected[i], course.term(series, i), "step " + series.step(i));
            assertEquals(expected[i], course.objective(series, i).beta(), "step " + series.step(i));
        }
        assertTrue(course.weighted());
    }

    @Test
    void what_a_schedule_minimised_is_what_the_series_kept() {
        var warmUp = Settings.fromTexts(MAP, Map.of("beta-schedule", "warm-up 0.5"));
        var event = SettingChanged.between(20, Settings.BETA_SCHEDULE, warmUp, MAP);
        var course = BetaCourse.of(History.EMPTY.plus(List.of(event)), MAP);
        var series = Series.EMPTY.plus(20, 90, 3, 1).plus(21, 90, 3);
        assertEquals(1, course.term(series, 0));
        assertEquals(0.333, course.objective(series, 0).beta());
        assertEquals(3, course.term(series, 1));
        assertTrue(course.objective(series, 1).isBound());
        assertTrue(course.weighted());
    }

    @Test
    void without_a_change_it_is_what_it_is_now() {
        var series = Series.EMPTY.plus(100, 90, 2);
        assertEquals(
                8, BetaCourse.of(History.EMPTY, Settings.BETA.with(MAP, 4.0)).term(series, 0));
        assertFalse(BetaCourse.of(History.EMPTY, MAP).weighted());
        assertEquals(BetaCourse.ONE, BetaCourse.of(History.EMPTY, MAP));
    }
}
