package org.latentfx.session.probe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latentfx.data.ImageSet;
import org.latentfx.data.drawing.Canvas;
import org.latentfx.data.drawing.Scan;
import org.latentfx.session.concurrent.HandDriven;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.ExplorerTest;
import org.latentfx.session.explore.Shown;
import org.latentfx.session.explore.ShownModel;
import org.latentfx.session.probe.ImageProbe.Noise;
import org.latentfx.train.History;

class ImageProbeTest {
    private final UndoStack undo = new UndoStack();
    private final Explorer explorer = new Explorer(undo, 7);
    private final ImageProbe probe = new ImageProbe(explorer, undo, HandDriven.direct(said -> {}), 3);

    /** Pictures of 4 × 4 whose image i has its first i pixels lit. */
    private static ImageSet images(int n) {
        byte[] pixels = new byte[16 * n];
        for (int i = 0; i < n; i++) for (int p = 0; p < i; p++) pixels[16 * i + p] = (byte) 255;
        return new ImageSet(4, 4, pixels, new byte[n], List.of("one"));
    }

    ImageProbeTest() {
        probe.choose(images(12));
        explorer.show(Shown.of(ExplorerTest.weights(2, 1)));
    }

    private float[] mu() {
        return probe.breakdownProperty().get().mu();
    }

    private int image() {
        return probe.inputProperty().get().image();
    }

    @Test
    void the_first_held_out_image_is_taken_apart_without_being_asked_and_moves_nothing() {
        assertEquals(0, image());
        assertEquals("held-out image 0", probe.inputProperty().get().name());
        assertArrayEquals(mu(), probe.breakdownProperty().get().samples());
        assertArrayEquals(new float[2], explorer.z());
        assertFalse(undo.canUndoProperty().get());
    }

    @Test
    void taking_an_image_moves_z_to_its_mean_and_one_undo_takes_both_back() {
        probe.takeImage(5);
        float[] taken = mu();
        assertEquals(5, image());
        assertArrayEquals(taken, explorer.z());
        probe.takeImage(7);
        undo.undo();
        assertEquals(5, image());
        assertArrayEquals(taken, explorer.z());
        undo.undo();
        assertEquals(0, image());
        assertArrayEquals(new float[2], explorer.z());
        assertFalse(undo.canUndoProperty().get());
        undo.redo();
        assertEquals(5, image());
        assertArrayEquals(taken, explorer.z());
        probe.takeImage(12);
        assertEquals(5, image());
    }

    @Test
    void newer_weights_take_the_same_image_apart_anew_and_leave_z_alone() {
        probe.takeImage(5);
        float[] before = explorer.z();
        float[] mu = mu();
        explorer.show(Shown.of(ExplorerTest.weights(2, 0.5f)));
        assertNotEquals(mu[0], mu()[0]);
        assertArrayEquals(before, explorer.z());
        explorer.show(Shown.of(ExplorerTest.weights(3, 1)));
        assertEquals(3, mu().length);
        undo.undo();
        assertEquals(0, image());
        assertEquals(3, explorer.z().length);
    }

    @Test
    void held_noise_stays_until_another_is_asked_for_and_new_noise_does_not() {
        probe.noise(Noise.HELD, 8);
        float[] z = probe.breakdownProperty().get().samples();
        assertNotEquals(mu()[0], z[0]);
        explorer.show(Shown.of(ExplorerTest.weights(2, 1)));
        assertArrayEquals(z, probe.breakdownProperty().get().samples());
        probe.resample();
        assertNotEquals(z[0], probe.breakdownProperty().get().samples()[0]);
        probe.noise(Noise.ANEW, 8);
        float[] first = probe.breakdownProperty().get().samples();
        explorer.show(Shown.of(ExplorerTest.weights(2, 1)));
        assertNotEquals(first[0], probe.breakdownProperty().get().samples()[0]);
    }

    @Test
    void an_average_has_a_cloud_of_as_many_points_around_the_mean() {
        assertArrayEquals(mu(), probe.breakdownProperty().get().samples());
        probe.noise(Noise.AVERAGED, 400);
        float[] cloud = probe.breakdownProperty().get().samples();
        assertEquals(800, cloud.length);
        for (int j = 0; j < 2; j++) {
            double sum = 0;
            for (int i = 0; i < 400; i++) sum += cloud[2 * i + j];
            double sigma = Math.exp(probe.breakdownProperty().get().logVar()[j] / 2);
            assertEquals(mu()[j], sum / 400, 4 * sigma / 20);
        }
        assertTrue(probe.breakdownProperty().get().standardError() > 0);
        probe.noise(Noise.NONE, 400);
        assertArrayEquals(mu(), probe.breakdownProperty().get().samples());
    }

    @Test
    void a_drawing_is_followed_as_it_grows_and_each_stroke_is_one_undo() {
        Canvas line = Canvas.EMPTY.stroke(30, 30, 190, 40, 9, false);
        probe.draw(line);
        assertEquals("your drawing", probe.inputProperty().get().name());
        assertArrayEquals(mu(), explorer.z());
        assertFalse(undo.canUndoProperty().get(), "a stroke in progress is only a preview");
        Canvas longer = line.stroke(190, 40, 100, 200, 9, false);
        probe.draw(longer);
        probe.keepDrawing();
        float[] z = explorer.z();
        assertArrayEquals(mu(), z);
        probe.draw(Canvas.EMPTY);
        probe.keepDrawing();
        undo.undo();
        assertSame(longer, probe.canvasProperty().get());
        assertArrayEquals(z, explorer.z());
        undo.undo();
        assertSame(Canvas.EMPTY, probe.canvasProperty().get());
        assertEquals(0, image());
        assertArrayEquals(new float[2], explorer.z());
    }

    @Test
    void a_dropped_stroke_leaves_no_trace() {
        probe.draw(Canvas.EMPTY.stroke(30, 30, 190, 40, 9, false));
        probe.dropDrawing();
        assertEquals(0, image());
        assertSame(Canvas.EMPTY, probe.canvasProperty().get());
        assertArrayEquals(new float[2], explorer.z());
        assertFalse(undo.canUndoProperty().get());
    }

    @Test
    void a_drawing_is_known_by_its_kind_and_not_by_its_name() {
        probe.draw(Canvas.EMPTY.stroke(30, 30, 190, 40, 9, false));
        probe.keepDrawing();
        assertTrue(probe.drawn());
        float[] grey = new float[40 * 40];
        grey[820] = 1;
        probe.takePicture("your drawing", Scan.of(grey, 40, 40));
        assertFalse(probe.drawn());
    }

    @Test
    void a_picture_of_any_size_is_brought_to_the_size_of_the_images() {
        float[] grey = new float[40 * 20];
        java.util.Arrays.fill(grey, 1);
        for (int y = 5; y < 15; y++) for (int x = 10; x < 20; x++) grey[40 * y + x] = 0;
        probe.takePicture("square.png", Scan.of(grey, 40, 20));
        var input = probe.inputProperty().get();
        assertEquals("square.png", input.name());
        float[] expected = new float[16];
        expected[5] = expected[9] = 0.5f;
        assertArrayEquals(expected, input.pixels(), 1e-5f);
        assertArrayEquals(mu(), explorer.z());
    }

    @Test
    void other_held_out_images_keep_the_index_and_a_drawing_only_if_it_fits() {
        probe.takeImage(5);
        probe.choose(images(9));
        assertEquals(5, image());
        probe.choose(images(3));
        assertEquals(0, image());
        probe.draw(Canvas.EMPTY.stroke(30, 30, 190, 40, 9, false));
        probe.keepDrawing();
        probe.choose(images(12));
        assertEquals(-1, image());
        probe.choose(new ImageSet(2, 2, new byte[8], new byte[2], List.of("one")));
        assertEquals(0, image());
        assertNull(probe.breakdownProperty().get(), "the model is not for these images");
        undo.undo();
        assertEquals(4, probe.inputProperty().get().pixels().length);
    }

    @Test
    void the_percentile_orders_the_held_out_images_by_what_they_cost() {
        int below = 0;
        double own = probe.breakdownProperty().get().total();
        for (int i = 1; i < 12; i++) {
            probe.takeImage(i);
            if (probe.breakdownProperty().get().total() < own) below++;
        }
        probe.takeImage(0);
        // measured many at a time, its own cost may differ from itself in the last digit
        assertEquals(100 * (below + 0.5) / 12, probe.percentileProperty().get(), 100 * 0.51 / 12);
    }

    @Test
    void what_is_unusual_to_a_model_is_not_said_of_the_next_run() {
        var waiting = new ArrayDeque<Runnable>();
        var slow = new ImageProbe(explorer, undo, HandDriven.direct(said -> {}).on(waiting::add), 3);
        slow.choose(images(12));
        var trained = ExplorerTest.weights(2, 1);
        History led = History.EMPTY.plusTrain(1, 9, 1);
        explorer.show(new ShownModel(Shown.frozen(trained), 1, 0, led, new double[2]));
        while (!waiting.isEmpty()) waiting.remove().run();
        assertFalse(Double.isNaN(slow.percentileProperty().get()));
        var next =
                new ShownModel(Shown.frozen(ExplorerTest.weights(2, 2)), 2, 0, led.plusTrain(2, 8, 1), new double[2]);
        explorer.show(next);
        assertFalse(Double.isNaN(slow.percentileProperty().get()), "the run goes on");
        explorer.show(Shown.of(ExplorerTest.weights(2, 3)));
        assertTrue(Double.isNaN(slow.percentileProperty().get()), "another run, and nothing measured on it");
    }
}
