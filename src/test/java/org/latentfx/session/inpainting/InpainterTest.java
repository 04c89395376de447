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
import org.latentfx.session.concurrent.HandDriven;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.ExplorerTest;
import org.latentfx.session.explore.Shown;
import org.latentfx.session.inpainting.Inpainter.Stage;
import org.latentfx.session.probe.ImageProbe;

class InpainterTest {
    private final UndoStack undo = new UndoStack();
    private final Explorer explorer = new Explorer(undo, 7);
    private final ImageProbe probe = new ImageProbe(explorer, undo, HandDriven.direct(sentence -> {}), 3);
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private final List<String> said = new ArrayList<>();
    private final Inpainter inpainter =
            new Inpainter(explorer, probe, undo, HandDriven.direct(said::add).on(waiting::add), 5);

    /** Pictures of side × side whose image i has its first i pixels lit. */
    private static ImageSet images(int n, int side) {
        byte[] pixels = new byte[side * side * n];
        for (int i = 0; i < n; i++) for (int p = 0; p < i; p++) pixels[side * side * i + p] = (byte) 255;
        return new ImageSet(side, side, pixels, new byte[n], List.of("one"));
    }

    InpainterTest() {
        choose(images(12, 4));
        explorer.show(Shown.of(ExplorerTest.weights(2, 1)));
        probe.takeImage(9);
        work();
    }

    private void choose(ImageSet images) {
        inpainter.choose(images);
        probe.choose(images);
        work();
    }

    /** Does what waits for the background. */
    private void work() {
        while (!waiting.isEmpty()) waiting.remove().run();
    }

    private void arrive() {
        for (int i = 0; i < 300 && inpainter.stageProperty().get() == Stage.WALKING; i++) inpainter.advance();
        assertEquals(Stage.IDLE, inpainter.stageProperty().get());
    }

    @Test
    void the_z_found_costs_less_than_its_start_and_is_walked_to_as_one_thing_to_undo() {
        float[] before = explorer.z();
        inpainter.find();
        assertEquals(Stage.SEARCHING, inpainter.stageProperty().get());
        work();
        assertEquals(Stage.WALKING, inpainter.stageProperty().get());
        assertSame(before, explorer.z());
        var found = inpainter.foundProperty().get();
        assertTrue(found.search().after() < found.search().before());
        assertEquals(found.search().costs()[3], found.pixels(3) + found.prior(3), 1e-9);
        inpainter.advance();
        assertArrayEquals(
                inpainter
                        .walkProperty()
                        .get()
                        .get(inpainter.walkProperty().get().size() - 1),
                explorer.z());
        arrive();
        assertArrayEquals(found.search().z(), explorer.z());
        assertEquals(
                found.search().walk().size(), inpainter.walkProperty().get().size());
        undo.undo();
        assertArrayEquals(before, explorer.z());
    }

    @Test
    void cancelling_a_walk_puts_z_back_and_leaves_nothing_behind() {
        float[] before = explorer.z();
        inpainter.find();
        work();
        inpainter.advance();
        inpainter.cancel();
        assertArrayEquals(before, explorer.z());
        assertTrue(inpainter.walkProperty().get().isEmpty());
        assertNull(inpainter.foundProperty().get());
        inpainter.find();
        inpainter.cancel();
        work();
        assertNull(inpainter.foundProperty().get());
        assertEquals(Stage.IDLE, inpainter.stageProperty().get());
        assertTrue(said.isEmpty());
    }

    @Test
    void a_question_is_cancelled_in_the_middle_of_its_work() {
        inpainter.doneProperty().subscribe(share -> {
            if (share.doubleValue() > 0.3) inpainter.cancel();
        });
        inpainter.fill();
        work();
        assertNull(inpainter.filledProperty().get());
        assertEquals(Stage.IDLE, inpainter.stageProperty().get());
        assertTrue(said.isEmpty(), said.toString());
    }

    @Test
    void whoever_moves_z_during_a_walk_keeps_it() {
        inpainter.find();
        work();
        inpainter.advance();
        explorer.moveTo(new float[] {1, 2});
        inpainter.advance();
        assertArrayEquals(new float[] {1, 2}, explorer.z());
        assertEquals(Stage.IDLE, inpainter.stageProperty().get());
    }

    @Test
    void hidden_pixels_are_filled_in_both_ways_and_measured_against_the_mean_image() {
        inpainter.fill();
        work();
        var filled = inpainter.filledProperty().get();
        float[] target = probe.inputProperty().get().pixels();
        for (int i = 0; i < 8; i++) assertEquals(target[i], filled.exact().picture()[i]);
        assertEquals(1, filled.pseudo().acceptRate());
        assertTrue(filled.exact().acceptRate() > 0 && filled.exact().acceptRate() <= 1);
        double squares = 0;
        for (int i = 8; i < 16; i++)
            squares += Math.pow(inpainter.baselineProperty().get()[i] - target[i], 2);
        assertEquals(Math.sqrt(squares / 8), filled.exact().baselineError(), 1e-6);
        assertTrue(filled.better().error() <= filled.pseudo().error());
    }

    @Test
    void the_newest_question_alone_is_answered() {
        inpainter.fill();
        inpainter.find();
        work();
        assertNull(inpainter.filledProperty().get());
        assertNotNull(inpainter.foundProperty().get());
    }

    @Test
    void painting_the_mask_is_undone_stroke_by_stroke() {
        Mask first = inpainter.maskProperty().get();
        assertEquals(8, first.hidden());
        undo.push("x", () -> {}, () -> {});
        inpainter.paint(first.stroke(0, 0, 0.5, 0.5, 0.1, true));
        inpainter.paint(inpainter.maskProperty().get().stroke(0.5, 0.5, 1.5, 0.5, 0.1, true));
        inpainter.keepMask();
        assertEquals(10, inpainter.maskProperty().get().hidden());
        inpainter.hide(Mask.Preset.CENTRE);
        assertEquals(4, inpainter.maskProperty().get().hidden());
        undo.undo();
        assertEquals(10, inpainter.maskProperty().get().hidden());
        undo.undo();
        assertSame(first, inpainter.maskProperty().get());
        inpainter.paint(Mask.Preset.LEFT.of(4, 4));
        inpainter.dropMask();
        assertSame(first, inpainter.maskProperty().get());
    }

    @Test
    void another_mask_or_target_withdraws_the_answer() {
        inpainter.fill();
        work();
        inpainter.hide(Mask.Preset.LEFT);
        assertNull(inpainter.filledProperty().get());
        inpainter.fill();
        work();
        probe.takeImage(3);
        assertNull(inpainter.filledProperty().get());
    }

    @Test
    void images_of_another_size_get_a_mask_of_theirs_and_older_masks_are_passed_over() {
        inpainter.hide(Mask.Preset.LEFT);
        choose(images(5, 2));
        assertEquals(4, inpainter.maskProperty().get().known().length);
        undo.undo();
        assertEquals(4, inpainter.maskProperty().get().known().length);
        inpainter.find();
        assertEquals(Stage.IDLE, inpainter.stageProperty().get(), "the model is not for these images");
    }

    @Test
    void a_question_that_makes_no_sense_is_refused_in_a_sentence() {
        inpainter.hide(Mask.Preset.NONE);
        inpainter.fill();
        work();
        assertEquals(1, said.size());
        assertTrue(said.get(0).startsWith("No pixel is hidden"), said.get(0));
        assertEquals(Stage.IDLE, inpainter.stageProperty().get());
        inpainter.paint(new Mask(4, 4, new boolean[16]));
        inpainter.find();
        work();
        assertTrue(said.get(1).startsWith("Every pixel is hidden"), said.get(1));
        assertFalse(undo.canRedoProperty().get());
    }
}
