package org.latentfx.session.inpainting;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernels;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.ExplorerTest;
import org.latentfx.session.inpainting.Asking.Stage;
import org.latentfx.session.probe.Probe;

class AskingTest {
    private final UndoStack undo = new UndoStack();
    private final Explorer explorer = new Explorer(Kernels.named("ejml"), undo, 7);
    private final Probe probe = new Probe(Kernels.named("ejml"), explorer, undo, Runnable::run, Runnable::run, 3);
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private final List<String> said = new ArrayList<>();
    private final Asking asking =
            new Asking(Kernels.named("ejml"), explorer, probe, undo, waiting::add, Runnable::run, said::add, 5);

    /** Pictures of side × side whose image i has its first i pixels lit. */
    private static ImageSet images(int n, int side) {
        byte[] pixels = new byte[side * side * n];
        for (int i = 0; i < n; i++) for (int p = 0; p < i; p++) pixels[side * side * i + p] = (byte) 255;
        return new ImageSet(side, side, pixels, new byte[n], List.of("one"));
    }

    AskingTest() {
        choose(images(12, 4));
        explorer.follow(ExplorerTest.weights(2, 1));
        probe.takeImage(9);
        work();
    }

    private void choose(ImageSet images) {
        asking.choose(images);
        probe.choose(images);
        work();
    }

    /** Does what waits for the background. */
    private void work() {
        while (!waiting.isEmpty()) waiting.remove().run();
    }

    private void arrive() {
        for (int i = 0; i < 300 && asking.stageProperty().get() == Stage.WALKING; i++) asking.advance();
        assertEquals(Stage.IDLE, asking.stageProperty().get());
    }

    @Test
    void the_z_found_costs_less_than_its_start_and_is_walked_to_as_one_thing_to_undo() {
        float[] before = explorer.z();
        asking.find();
        assertEquals(Stage.SEARCHING, asking.stageProperty().get());
        work();
        assertEquals(Stage.WALKING, asking.stageProperty().get());
        assertSame(before, explorer.z());
        var found = asking.foundProperty().get();
        assertTrue(found.search().after() < found.search().before());
        assertEquals(found.search().costs()[3], found.pixels(3) + found.prior(3), 1e-9);
        asking.advance();
        assertArrayEquals(
                asking.walkProperty().get().get(asking.walkProperty().get().size() - 1), explorer.z());
        arrive();
        assertArrayEquals(found.search().z(), explorer.z());
        assertEquals(found.search().walk().size(), asking.walkProperty().get().size());
        undo.undo();
        assertArrayEquals(before, explorer.z());
    }

    @Test
    void cancelling_a_walk_puts_z_back_and_leaves_nothing_behind() {
        float[] before = explorer.z();
        asking.find();
        work();
        asking.advance();
        asking.cancel();
        assertArrayEquals(before, explorer.z());
        assertTrue(asking.walkProperty().get().isEmpty());
        assertNull(asking.foundProperty().get());
        asking.find();
        asking.cancel();
        work();
        assertNull(asking.foundProperty().get());
        assertEquals(Stage.IDLE, asking.stageProperty().get());
        assertTrue(said.isEmpty());
    }

    @Test
    void a_question_is_cancelled_in_the_middle_of_its_work() {
        asking.doneProperty().subscribe(share -> {
            if (share.doubleValue() > 0.3) asking.cancel();
        });
        asking.fill();
        work();
        assertNull(asking.filledProperty().get());
        assertEquals(Stage.IDLE, asking.stageProperty().get());
        assertTrue(said.isEmpty(), said.toString());
    }

    @Test
    void whoever_moves_z_during_a_walk_keeps_it() {
        asking.find();
        work();
        asking.advance();
        explorer.moveTo(new float[] {1, 2});
        asking.advance();
        assertArrayEquals(new float[] {1, 2}, explorer.z());
        assertEquals(Stage.IDLE, asking.stageProperty().get());
    }

    @Test
    void hidden_pixels_are_filled_in_both_ways_and_measured_against_the_mean_image() {
        asking.fill();
        work();
        var filled = asking.filledProperty().get();
        float[] target = probe.inputProperty().get().pixels();
        for (int i = 0; i < 8; i++) assertEquals(target[i], filled.exact().picture()[i]);
        assertEquals(1, filled.pseudo().acceptRate());
        assertTrue(filled.exact().acceptRate() > 0 && filled.exact().acceptRate() <= 1);
        double squares = 0;
        for (int i = 8; i < 16; i++)
            squares += Math.pow(asking.baselineProperty().get()[i] - target[i], 2);
        assertEquals(Math.sqrt(squares / 8), filled.exact().baselineError(), 1e-6);
        assertTrue(filled.better().error() <= filled.pseudo().error());
    }

    @Test
    void the_newest_question_alone_is_answered() {
        asking.fill();
        asking.find();
        work();
        assertNull(asking.filledProperty().get());
        assertNotNull(asking.foundProperty().get());
    }

    @Test
    void painting_the_mask_is_undone_stroke_by_stroke() {
        Mask first = asking.maskProperty().get();
        assertEquals(8, first.hidden());
        undo.push(() -> {}, () -> {});
        asking.paint(first.stroke(0, 0, 0.5, 0.5, 0.1, true));
        asking.paint(asking.maskProperty().get().stroke(0.5, 0.5, 1.5, 0.5, 0.1, true));
        asking.keepMask();
        assertEquals(10, asking.maskProperty().get().hidden());
        asking.hide(Mask.Preset.CENTRE);
        assertEquals(4, asking.maskProperty().get().hidden());
        undo.undo();
        assertEquals(10, asking.maskProperty().get().hidden());
        undo.undo();
        assertSame(first, asking.maskProperty().get());
        asking.paint(Mask.Preset.LEFT.of(4, 4));
        asking.dropMask();
        assertSame(first, asking.maskProperty().get());
    }

    @Test
    void another_mask_or_target_withdraws_the_answer() {
        asking.fill();
        work();
        asking.hide(Mask.Preset.LEFT);
        assertNull(asking.filledProperty().get());
        asking.fill();
        work();
        probe.takeImage(3);
        assertNull(asking.filledProperty().get());
    }

    @Test
    void images_of_another_size_get_a_mask_of_theirs_and_older_masks_are_passed_over() {
        asking.hide(Mask.Preset.LEFT);
        choose(images(5, 2));
        assertEquals(4, asking.maskProperty().get().known().length);
        undo.undo();
        assertEquals(4, asking.maskProperty().get().known().length);
        asking.find();
        assertEquals(Stage.IDLE, asking.stageProperty().get(), "the model is not for these images");
    }

    @Test
    void a_question_that_makes_no_sense_is_refused_in_a_sentence() {
        asking.hide(Mask.Preset.NONE);
        asking.fill();
        work();
        assertEquals(1, said.size());
        assertTrue(said.get(0).startsWith("No pixel is hidden"), said.get(0));
        assertEquals(Stage.IDLE, asking.stageProperty().get());
        asking.paint(new Mask(4, 4, new boolean[16]));
        asking.find();
        work();
        assertTrue(said.get(1).startsWith("Every pixel is hidden"), said.get(1));
        assertFalse(undo.canRedoProperty().get());
    }
}
