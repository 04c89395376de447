package org.latentfx.session.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latentfx.data.ImageSet;
import org.latentfx.model.Decoder;
import org.latentfx.session.concurrent.HandDriven;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.ExplorerTest;
import org.latentfx.session.explore.Shown;
import org.latentfx.session.samples.Samples.Draw;

class SamplesTest {
    private final HandDriven hand = new HandDriven();
    private final Explorer explorer = new Explorer(new UndoStack(), 1);
    private final Samples samples = new Samples(explorer, hand.queued());

    @BeforeEach
    void model() {
        explorer.show(Shown.of(ExplorerTest.weights(3, 0.5f)));
        byte[] pixels = new byte[16 * 5];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) (37 * i);
        samples.choose(new ImageSet(4, 4, pixels, new byte[5], List.of("a")));
        samples.count(6);
    }

    private Draw watched() {
        samples.watch(true);
        hand.work();
        return now();
    }

    private Draw now() {
        Draw draw = samples.drawProperty().get();
        assertNotNull(draw);
        return draw;
    }

    @Test
    void nothing_is_drawn_while_nobody_looks() {
        hand.work();
        assertNull(samples.drawProperty().get());
        watched();
        samples.watch(false);
        Draw before = now();
        explorer.show(Shown.of(ExplorerTest.weights(3, 0.7f)));
        samples.newDraw();
        assertTrue(hand.background.isEmpty());
        assertEquals(before, now());
    }

    @Test
    void as_many_come_from_the_prior_as_from_the_aggregate_posterior_and_each_is_decoded_at_its_z() {
        Draw draw = watched();
        assertEquals(6, draw.prior().count());
        assertEquals(6, draw.aggregate().count());
        float[] picture = new float[16];
        for (var some : List.of(draw.prior(), draw.aggregate()))
            for (int k = 0; k < 6; k++) {
                new Decoder(explorer.model(), 1).decode(some.point(k), 1, picture);
                assertArrayEquals(picture, Arrays.copyOfRange(some.pixels(), 16 * k, 16 * k + 16), 1e-6f);
            }
    }

    @Test
    void the_noise_stays_under_newer_weights_and_the_pictures_follow_them() {
        Draw before = watched();
        explorer.show(Shown.of(ExplorerTest.weights(3, 0.7f)));
        hand.work();
        assertArrayEquals(before.prior().z(), now().prior().z());
        assertFalse(Arrays.equals(before.prior().pixels(), now().prior().pixels()));
        assertFalse(Arrays.equals(before.aggregate().z(), now().aggregate().z()), "the encoder has learnt, too");
    }

    @Test
    void without_the_same_seed_every_picture_of_newer_weights_has_other_noise() {
        Draw before = watched();
        samples.sameSeed(false);
        explorer.show(Shown.of(ExplorerTest.weights(3, 0.7f)));
        hand.work();
        assertEquals(2, samples.seedProperty().get());
        assertFalse(Arrays.equals(before.prior().z(), now().prior().z()));
    }

    @Test
    void a_new_draw_takes_the_next_seed_and_a_seed_given_again_gives_the_same() {
        Draw first = watched();
        samples.newDraw();
        hand.work();
        assertEquals(2, samples.seedProperty().get());
        assertFalse(Arrays.equals(first.prior().z(), now().prior().z()));
        samples.draw(1);
        hand.work();
        assertArrayEquals(first.prior().z(), now().prior().z());
        assertArrayEquals(first.aggregate().pixels(), now().aggregate().pixels());
        assertThrows(IllegalArgumentException.class, () -> samples.draw(-1));
    }

    @Test
    void more_pictures_begin_with_the_same_ones() {
        Draw few = watched();
        samples.count(40);
        hand.work();
        assertEquals(40, now().prior().count());
        assertArrayEquals(few.prior().pixels(), Arrays.copyOf(now().prior().pixels(), 6 * 16), 1e-6f);
        assertArrayEquals(few.aggregate().z(), Arrays.copyOf(now().aggregate().z(), 6 * 3));
    }

    @Test
    void drawn_pixels_are_ink_or_paper_and_means_are_neither() {
        Draw means = watched();
        samples.drawPixels(true);
        hand.work();
        for (float pixel : now().prior().pixels()) assertTrue(pixel == 0 || pixel == 1, "pixel " + pixel);
        assertArrayEquals(means.prior().z(), now().prior().z());
        samples.drawPixels(false);
        hand.work();
        assertArrayEquals(means.prior().pixels(), now().prior().pixels());
    }

    @Test
    void a_model_of_other_latents_never_meets_the_pictures_of_the_one_before() {
        watched();
        samples.newDraw();
        explorer.show(Shown.of(ExplorerTest.weights(2, 0.5f)));
        assertNull(samples.drawProperty().get());
        hand.work();
        assertEquals(2, now().prior().latents());
    }

    @Test
    void while_training_it_rests_after_each_round_and_the_newest_weights_win() {
        hand.training.set(true);
        watched();
        for (int i = 1; i < 5; i++) explorer.show(Shown.of(ExplorerTest.weights(3, i)));
        hand.work();
        if (hand.rests()) hand.pass(3_000_000_000L);
        hand.work();
        float[] picture = new float[16];
        new Decoder(explorer.model(), 1).decode(now().prior().point(0), 1, picture);
        assertArrayEquals(picture, Arrays.copyOf(now().prior().pixels(), 16), 1e-6f);
    }
}
