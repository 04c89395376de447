package org.latentfx.session.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.explore.Pins.Pin;

class PinsTest {
    private final UndoStack undo = new UndoStack();
    private final Pins pins = new Pins(undo);

    private List<String> names() {
        return pins.listProperty().get().stream().map(Pin::name).toList();
    }

    @Test
    void pins_get_the_first_free_letter_and_can_be_renamed_and_removed() {
        Pin a = pins.pin(new float[] {1, 2});
        Pin b = pins.pin(new float[] {3, 4});
        assertEquals(List.of("A", "B"), names());
        pins.rename(b, "  a round nought ");
        assertEquals(List.of("A", "a round nought"), names());
        pins.remove(a);
        pins.pin(new float[] {5, 6});
        assertEquals(List.of("a round nought", "A"), names());
        for (int k = 0; k < 26; k++) pins.pin(new float[2]);
        assertEquals("A1", names().get(names().size() - 1));
    }

    @Test
    void every_change_can_be_undone_and_done_again() {
        Pin a = pins.pin(new float[] {1, 2});
        pins.rename(a, "x");
        pins.remove(pins.listProperty().get().get(0));
        undo.undo();
        assertEquals(List.of("x"), names());
        undo.undo();
        assertEquals(List.of("A"), names());
        undo.undo();
        assertEquals(List.of(), names());
        undo.redo();
        undo.redo();
        assertEquals(List.of("x"), names());
    }

    @Test
    void a_pin_keeps_its_point_and_shows_in_models_of_its_size_only() {
        float[] z = {1, 2, 3};
        pins.pin(z);
        z[0] = 9;
        assertArrayEquals(new float[] {1, 2, 3}, pins.of(3).get(0).z());
        assertEquals(List.of(), pins.of(2));
    }

    @Test
    void empty_names_are_passed_over_and_long_ones_cut() {
        Pin a = pins.pin(new float[2]);
        undo.undo();
        undo.redo();
        pins.rename(a, "   ");
        pins.rename(a, "A");
        assertEquals(List.of("A"), names());
        undo.undo();
        assertFalse(undo.canUndoProperty().get());
        undo.redo();
        pins.rename(a, "x".repeat(100));
        assertEquals(Pins.LONGEST_NAME, names().get(0).length());
    }
}
