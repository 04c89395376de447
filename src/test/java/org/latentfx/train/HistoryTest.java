package org.latentfx.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latentfx.train.Event.RolledBack;
import org.latentfx.train.Event.SettingChanged;

class HistoryTest {
    private static final Event CHANGE = new SettingChanged<>(2, Settings.BETA, 1.0, 4.0);

    private static History three() {
        return History.EMPTY
                .plusTrain(1, 10, 1)
                .plusTrain(2, 9, 1)
                .plusHeldOut(2, 9.5, 1)
                .plus(List.of(CHANGE))
                .plusTrain(3, 8, 1);
    }

    @Test
    void at_a_step_it_is_what_it_was_then() {
        History then = History.EMPTY.plusTrain(1, 10, 1);
        assertEquals(then, three().at(1));
        assertEquals(then.plusTrain(2, 9, 1).plusHeldOut(2, 9.5, 1).plus(List.of(CHANGE)), three().at(2));
        assertEquals(three(), three().at(3));
    }

    @Test
    void nothing_that_comes_later_changes_it() {
        History history = three();
        history.plusTrain(4, 7, 1).plus(List.of(new RolledBack(4, 2)));
        assertEquals(three(), history);
        assertThrows(UnsupportedOperationException.class, () -> history.events().add(CHANGE));
    }

    @Test
    void a_second_look_after_the_same_step_adds_no_point() {
        var look = new Measurement(3, 30, 10, new Loss(8, 1), new double[] {1}, 0, 0.1, new Baseline(20, 0.1));
        History once = three().plus(look);
        assertEquals(2, once.heldOut().size());
        assertEquals(once, once.plus(look));
    }

    @Test
    void lines_go_on_from_those_of_a_prefix_and_from_no_others() {
        assertTrue(three().extendsLinesOf(three().at(2)));
        assertFalse(three().at(2).extendsLinesOf(three()));
        assertFalse(three().extendsLinesOf(History.EMPTY.plusTrain(1, 11, 1)));
    }

    @Test
    void events_are_told_in_words_when_asked() {
        assertEquals("β 1 → 4", CHANGE.text());
        assertEquals(
                "β 1 → 2",
                new SettingChanged<>(2, Settings.BETA, 1.0, 4.0)
                        .to(new SettingChanged<>(3, Settings.BETA, 4.0, 2.0))
                        .text());
        assertThrows(IllegalArgumentException.class, () -> new SettingChanged<>(2, Settings.BETA, 1.0, 4.0)
                .to(new SettingChanged<>(3, Settings.BATCH, 4, 2)));
    }
}
