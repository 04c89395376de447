package org.latentfx.session.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.latent.UmapLayout;
import org.latentfx.model.Weights;
import org.latentfx.session.concurrent.HandDriven;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.ExplorerTest;
import org.latentfx.session.explore.Shown;
import org.latentfx.session.path.PathsTest;

class LayoutsTest {
    private final UndoStack undo = new UndoStack();
    private final Explorer explorer = new Explorer(undo, 7);
    private final HeldOutEncodings encodings = new HeldOutEncodings(HandDriven.direct(sentence -> {}));
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private final List<String> said = new ArrayList<>();
    private final Layouts layouts =
            new Layouts(explorer, encodings, undo, HandDriven.direct(said::add).on(waiting::add));

    @BeforeEach
    void model() {
        encodings.choose(PathsTest.halves(20));
        follow(ExplorerTest.weights(3, 1));
    }

    private void follow(Weights weights) {
        explorer.show(Shown.of(weights));
        encodings.follow(Shown.frozen(weights));
    }

    private void work() {
        while (!waiting.isEmpty()) waiting.remove().run();
    }

    private UmapLayout shown() {
        return layouts.shownProperty().get();
    }

    @Test
    void a_layout_is_computed_when_asked_for_and_moves_neither_z_nor_the_plane() {
        explorer.moveTo(new float[] {1, 2, 3});
        var plane = explorer.mapPlane();
        assertTrue(waiting.isEmpty(), "nothing is computed unasked");
        layouts.find();
        assertEquals(0, layouts.progressProperty().get());
        assertNull(shown());
        work();
        assertEquals(20, shown().images().length);
        assertTrue(Double.isNaN(layouts.progressProperty().get()));
        assertTrue(layouts.currentProperty().get());
        assertEquals(2, explorer.z()[1]);
        assertSame(plane, explorer.mapPlane());
    }

    @Test
    void showing_and_leaving_can_be_undone() {
        layouts.find();
        work();
        var first = shown();
        layouts.leave();
        assertNull(shown());
        undo.undo();
        assertSame(first, shown());
        undo.undo();
        assertNull(shown());
        assertFalse(undo.canUndoProperty().get());
        undo.redo();
        assertSame(first, shown());
    }

    @Test
    void a_cancelled_computation_shows_nothing() {
        layouts.find();
        layouts.cancel();
        work();
        assertNull(shown());
        assertTrue(Double.isNaN(layouts.progressProperty().get()));
        assertEquals(List.of(), said);
    }

    @Test
    void one_key_lays_out_cancels_that_and_goes_back() {
        layouts.toggle();
        layouts.toggle();
        work();
        assertNull(shown(), "cancelled");
        layouts.toggle();
        work();
        assertNotNull(shown());
        layouts.toggle();
        assertNull(shown());
    }

    @Test
    void it_stays_while_the_model_learns_and_says_that_it_is_old() {
        layouts.find();
        work();
        var first = shown();
        follow(ExplorerTest.weights(3, 0.9f));
        assertSame(first, shown());
        assertFalse(layouts.currentProperty().get());
        layouts.find();
        work();
        assertTrue(layouts.currentProperty().get());
    }

    @Test
    void it_goes_with_the_latents_it_was_made_of_and_does_not_come_back() {
        layouts.find();
        work();
        follow(ExplorerTest.weights(4, 1));
        assertNull(shown());
        undo.undo();
        undo.redo();
        assertNull(shown());
        assertNotNull(encodings.pointsProperty().get());
    }

    @Test
    void two_latents_need_none_and_a_sentence_says_so() {
        follow(ExplorerTest.weights(2, 1));
        layouts.find();
        assertTrue(waiting.isEmpty());
        assertEquals(1, said.size());
        assertTrue(said.get(0).contains("two latents"), said.get(0));
    }
}
