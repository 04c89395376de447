package org.latentfx.session.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.explore.Selection.Mode;
import org.latentfx.session.run.RunTest;

class SelectionTest {
    private final UndoStack undo = new UndoStack();
    private final Selection selection = new Selection(undo);

    private void assertSelected(int... images) {
        assertArrayEquals(images, selection.imagesProperty().get());
    }

    @Test
    void images_are_added_and_taken_out_and_every_change_can_be_undone() {
        selection.select(new int[] {7, 3, 3}, Mode.REPLACE);
        assertSelected(3, 7);
        selection.select(new int[] {1, 7}, Mode.ADD);
        assertSelected(1, 3, 7);
        selection.select(new int[] {3, 100}, Mode.REMOVE);
        assertSelected(1, 7);
        selection.select(new int[] {2}, Mode.REPLACE);
        selection.clear();
        assertTrue(selection.isEmpty());
        undo.undo();
        assertSelected(2);
        undo.undo();
        undo.undo();
        assertSelected(1, 3, 7);
        undo.redo();
        assertSelected(1, 7);
    }

    @Test
    void what_changes_nothing_leaves_nothing_to_undo() {
        selection.clear();
        selection.select(new int[0], Mode.ADD);
        assertFalse(undo.canUndoProperty().get());
    }

    @Test
    void other_images_begin_with_none_and_old_selections_do_not_come_back() {
        selection.choose(RunTest.data().test());
        selection.select(new int[] {1}, Mode.REPLACE);
        selection.choose(RunTest.data().train());
        assertTrue(selection.isEmpty());
        undo.undo();
        undo.redo();
        assertTrue(selection.isEmpty());
    }
}
