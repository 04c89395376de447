package org.latentfx.session.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latentfx.session.concurrent.UndoStack.Held;

class UndoStackTest {
    private final UndoStack undo = new UndoStack(100);
    private final List<String> done = new ArrayList<>();

    private void push(String name, long bytes) {
        var held = new Held(new Object(), bytes);
        undo.push(name, () -> done.add("-" + name), () -> done.add("+" + name), () -> List.of(held));
    }

    private List<String> undoAll() {
        while (undo.canUndoProperty().get()) undo.undo();
        return done;
    }

    @Test
    void the_oldest_go_first_when_the_budget_is_used_up() {
        push("a", 40);
        undo.push("x", () -> done.add("-small"), () -> {});
        push("b", 40);
        assertEquals(80, undo.bytes());
        push("c", 40);
        assertEquals(80, undo.bytes());
        assertEquals(List.of("-c", "-b", "-small"), undoAll());
    }

    @Test
    void what_several_entries_hold_counts_once() {
        var data = new Held(new Object(), 70);
        for (int i = 0; i < 5; i++) undo.push("x", () -> done.add("-"), () -> {}, () -> List.of(data));
        assertEquals(70, undo.bytes());
        assertEquals(5, undoAll().size());
    }

    @Test
    void the_last_one_stays_even_if_it_alone_is_too_large() {
        push("a", 10);
        push("b", 1000);
        assertEquals(List.of("-b"), undoAll());
        undo.redo();
        assertEquals(List.of("-b", "+b"), done);
    }

    @Test
    void what_was_undone_counts_too() {
        var size = new long[] {10};
        undo.push("x", () -> size[0] = 90, () -> {}, () -> List.of(new Held(this, size[0])));
        push("b", 10);
        undo.undo();
        undo.undo();
        assertEquals(100, undo.bytes());
        assertTrue(undo.canRedoProperty().get());
        size[0] = 95;
        undo.redo();
        assertEquals(95, undo.bytes());
        assertFalse(undo.canRedoProperty().get());
    }

    @Test
    void things_done_as_one_hold_what_each_of_them_holds() {
        undo.asOne(() -> {
            push("a", 30);
            push("b", 40);
        });
        assertEquals(70, undo.bytes());
        assertEquals(List.of("-b", "-a"), undoAll());
    }

    @Test
    void nothing_is_left_when_it_is_cleared() {
        push("a", 30);
        push("b", 40);
        undo.undo();
        undo.clear();
        assertEquals(0, undo.bytes());
        assertFalse(undo.canUndoProperty().get());
        assertFalse(undo.canRedoProperty().get());
    }

    @Test
    void less_memory_is_heeded_at_once_and_more_never_exceeds_the_usual() {
        push("a", 40);
        push("b", 40);
        undo.within(50);
        assertEquals(40, undo.bytes());
        undo.within(1000);
        push("c", 40);
        push("d", 40);
        assertEquals(80, undo.bytes());
    }
}
