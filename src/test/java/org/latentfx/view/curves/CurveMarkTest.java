package org.latentfx.view.curves;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latentfx.train.Event;
import org.latentfx.train.Event.RolledBack;
import org.latentfx.train.Event.SettingChanged;
import org.latentfx.train.Settings;

class CurveMarkTest {
    private static final List<Event> DRAG =
            List.of(rate(100, 0.001, 0.0014), rate(104, 0.0014, 0.002), rate(109, 0.002, 0.003));

    private static Event rate(long step, double before, double after) {
        return new SettingChanged<>(step, Settings.LEARNING_RATE, before, after);
    }

    private static Event beta(long step, double before, double after) {
        return new SettingChanged<>(step, Settings.BETA, before, after);
    }

    @Test
    void the_changes_of_one_drag_are_one_mark_at_its_start_from_the_first_to_the_last_value() {
        assertEquals(List.of(new CurveMark(100, "rate 0.001 → 0.003")), CurveMark.of(DRAG, step -> step));
    }

    @Test
    void seen_from_near_they_stand_apart() {
        var marks = CurveMark.of(DRAG, step -> 10 * step);
        assertEquals(3, marks.size());
        assertEquals(new CurveMark(1000, "rate 0.001 → 0.0014"), marks.get(0));
    }

    @Test
    void each_setting_of_a_mark_is_named_once_and_what_stands_apart_is_a_mark_of_its_own() {
        var events = List.of(DRAG.get(0), beta(101, 1, 2), DRAG.get(1), new RolledBack(300, 250), beta(400, 2, 4));
        assertEquals(
                List.of(
                        new CurveMark(100, "rate 0.001 → 0.002, β 1 → 2"),
                        new CurveMark(300, "rolled back to step 250"),
                        new CurveMark(400, "β 2 → 4")),
                CurveMark.of(events, step -> step));
    }

    @Test
    void what_was_undone_at_once_leaves_no_mark() {
        var events = List.of(beta(100, 1.7, 5.7), beta(102, 5.7, 1.7));
        assertEquals(List.of(), CurveMark.of(events, step -> step));
        assertEquals(2, CurveMark.of(events, step -> 100 * step).size());
    }

    @Test
    void a_long_drag_is_one_mark_and_what_comes_in_the_middle_or_takes_it_back_is_another() {
        var events =
                List.of(beta(100, 1, 3), beta(109, 3, 8), beta(118, 8, 19), rate(125, 0.001, 0.003), beta(126, 19, 1));
        assertEquals(
                List.of(new CurveMark(100, "β 1 → 19"), new CurveMark(125, "rate 0.001 → 0.003, β 19 → 1")),
                CurveMark.of(events, step -> step));
        var undone = List.of(events.get(0), events.get(1), events.get(2), events.get(4));
        assertEquals(
                List.of(new CurveMark(100, "β 1 → 19"), new CurveMark(126, "β 19 → 1")),
                CurveMark.of(undone, step -> step));
    }

    @Test
    void without_events_there_is_no_mark() {
        assertEquals(List.of(), CurveMark.of(List.of(), step -> step));
    }
}
