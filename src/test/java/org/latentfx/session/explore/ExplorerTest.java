package org.latentfx.session.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latentfx.data.PictureFormat;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernels;
import org.latentfx.model.Decoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Likelihood;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.Weights;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;

public class ExplorerTest {
    private final UndoStack undo = new UndoStack();
    private final Explorer explorer = new Explorer(undo, 7);

    public static Weights weights(int latents, float scale) {
        var configuration =
                new ModelConfiguration(4, 4, List.of(5), latents, Activation.TANH, Likelihood.BERNOULLI, 0.05);
        var values = new float[configuration.parameterCount()];
        for (int i = 0; i < values.length; i++) values[i] = scale * (float) Math.sin(i);
        return new Weights(configuration, values);
    }

    @BeforeEach
    void model() {
        explorer.show(Shown.of(weights(2, 1)));
    }

    @Test
    void moving_z_decodes_it_at_once() {
        explorer.moveTo(new float[] {0.5f, -1});
        var expected = new float[16];
        new Decoder(new FrozenModel(weights(2, 1), Kernels.named("ejml")), 1)
                .decode(new float[] {0.5f, -1}, 1, expected);
        assertArrayEquals(expected, explorer.picture());
    }

    @Test
    void a_preview_is_taken_back_on_leaving_and_cannot_be_undone() {
        explorer.moveTo(new float[] {1, 1});
        explorer.preview(new float[] {2, 2});
        assertArrayEquals(new float[] {2, 2}, explorer.z());
        explorer.restore();
        assertArrayEquals(new float[] {1, 1}, explorer.z());
        undo.undo();
        assertArrayEquals(new float[] {0, 0}, explorer.z());
        assertFalse(undo.canUndoProperty().get());
    }

    @Test
    void every_move_can_be_undone_and_done_again() {
        explorer.moveTo(new float[] {1, 0});
        explorer.moveLatent(1, 3);
        explorer.zero();
        undo.undo();
        assertArrayEquals(new float[] {1, 3}, explorer.z());
        undo.undo();
        undo.redo();
        assertArrayEquals(new float[] {1, 3}, explorer.z());
        assertTrue(undo.canRedoProperty().get());
    }

    private static ShownModel kind(ModelKind kind) {
        var configuration =
                Settings.MODEL.with(Preset.MAP.hyperparameters(), kind).model(PictureFormat.grey(4, 4));
        return Shown.of(new Weights(configuration, new float[configuration.parameterCount()]));
    }

    @Test
    void a_model_that_is_but_sampled_from_begins_at_a_sample_and_home_leads_back_to_it() {
        explorer.show(kind(ModelKind.VAE));
        assertFalse(explorer.atSample());
        explorer.show(kind(ModelKind.GAN));
        float[] sample = explorer.z();
        assertTrue(explorer.atSample());
        assertTrue(Math.hypot(sample[0], sample[1]) > 1e-3);
        explorer.moveTo(new float[] {1, 2});
        assertFalse(explorer.atSample());
        explorer.zero();
        assertArrayEquals(sample, explorer.z());
        explorer.show(kind(ModelKind.VAE));
        assertArrayEquals(new float[2], explorer.z(), "nobody chose the sample");
        explorer.moveTo(new float[] {1, 2});
        explorer.show(kind(ModelKind.GAN));
        assertArrayEquals(new float[] {1, 2}, explorer.z(), "what was chosen stays");
    }

    @Test
    void moving_to_where_z_already_is_leaves_nothing_to_undo() {
        explorer.moveTo(new float[] {0, 0});
        assertFalse(undo.canUndoProperty().get());
    }

    @Test
    void newer_weights_keep_z_and_decode_it_anew() {
        explorer.moveTo(new float[] {1, 2});
        float[] before = explorer.picture();
        explorer.show(Shown.of(weights(2, 0.5f)));
        assertArrayEquals(new float[] {1, 2}, explorer.z());
        assertNotNull(before);
        assertFalse(java.util.Arrays.equals(before, explorer.picture()));
    }

    @Test
    void a_model_with_other_latents_puts_z_at_zero_and_old_points_no_longer_apply() {
        explorer.moveTo(new float[] {1, 2});
        explorer.show(Shown.of(weights(5, 1)));
        assertEquals(5, explorer.latents());
        undo.undo();
        assertArrayEquals(new float[5], explorer.z());
    }

    @Test
    void random_points_are_the_same_for_the_same_seed() {
        explorer.random();
        float[] first = explorer.z();
        var twin = new Explorer(new UndoStack(), 7);
        twin.show(Shown.of(weights(2, 1)));
        twin.random();
        assertArrayEquals(first, twin.z());
        twin.random();
        assertFalse(java.util.Arrays.equals(first, twin.z()));
    }

    @Test
    void whoever_observes_anything_sees_model_point_picture_plane_and_locks_of_one_moment() {
        var seen = new int[1];
        Runnable check = () -> {
            seen[0]++;
            int latents = explorer.model().latents();
            assertEquals(latents, explorer.z().length);
            assertEquals(latents, explorer.mapPlane().latents());
            assertEquals(explorer.model().values(), explorer.picture().length);
            assertTrue(explorer.locked().stream().allMatch(j -> j < latents));
            assertSame(explorer.model(), explorer.point().model());
            assertSame(explorer.model(), explorer.shownProperty().getValue().model());
        };
        List.of(
                        explorer.modelProperty(),
                        explorer.pointProperty(),
                        explorer.zProperty(),
                        explorer.pictureProperty(),
                        explorer.mapPlaneProperty(),
                        explorer.lockedProperty(),
                        explorer.shownProperty())
                .forEach(property -> property.addListener((source, before, now) -> check.run()));
        for (int latents : new int[] {10, 2, 50, 1, 10}) {
            explorer.show(Shown.of(weights(latents, 1)));
            explorer.lock(latents - 1, true);
            explorer.preview(new float[latents]);
            explorer.show(MapPlane.latents(latents - 1, 0, latents));
        }
        while (undo.canUndoProperty().get()) undo.undo();
        assertTrue(seen[0] > 30, "found " + seen[0]);
    }

    @Test
    void a_point_of_another_size_is_refused_with_both_numbers() {
        var refused = assertThrows(IllegalArgumentException.class, () -> explorer.moveTo(new float[3]));
        assertEquals("z: found 3 values, expected 2", refused.getMessage());
    }

    @Test
    void another_plane_keeps_z_and_can_be_undone() {
        explorer.show(Shown.of(weights(4, 1)));
        explorer.moveTo(new float[] {1, 2, 3, 4});
        var first = explorer.mapPlane();
        explorer.show(MapPlane.latents(2, 0, 4));
        assertArrayEquals(new float[] {1, 2, 3, 4}, explorer.z());
        assertArrayEquals(new float[] {-5, 2, 7, 4}, explorer.lift(7, -5));
        undo.undo();
        assertEquals(first, explorer.mapPlane());
        assertArrayEquals(new float[] {1, 2, 3, 4}, explorer.z());
        undo.redo();
        assertEquals(List.of(2, 0), explorer.mapPlane().of());
        explorer.show(Shown.of(weights(3, 1)));
        assertEquals(3, explorer.plane().latents());
        undo.undo();
        assertEquals(3, explorer.plane().latents(), "a plane of a model that is gone is passed over");
    }

    @Test
    void a_glance_shows_another_point_but_leaves_the_plane_where_it_is() {
        explorer.show(Shown.of(weights(3, 1)));
        explorer.moveTo(new float[] {1, 1, 1});
        explorer.glance(new float[] {0, 0, 5});
        assertEquals(5, explorer.z()[2]);
        assertArrayEquals(new float[] {2, 3, 1}, explorer.lift(2, 3));
        explorer.restore();
        assertArrayEquals(new float[] {1, 1, 1}, explorer.z());
        explorer.preview(new float[] {0, 0, 5});
        assertArrayEquals(new float[] {2, 3, 5}, explorer.lift(2, 3), "while z is dragged the plane goes with it");
    }

    @Test
    void a_locked_latent_keeps_its_value_whatever_moves_z() {
        explorer.show(Shown.of(weights(3, 1)));
        explorer.moveTo(new float[] {1, 2, 3});
        explorer.lock(1, true);
        explorer.random();
        assertEquals(2, explorer.z()[1]);
        assertNotEquals(1, explorer.z()[0]);
        explorer.zero();
        assertArrayEquals(new float[] {0, 2, 0}, explorer.z());
        explorer.preview(new float[] {5, 5, 5});
        assertArrayEquals(new float[] {5, 2, 5}, explorer.z());
        explorer.glance(new float[] {6, 6, 6});
        assertArrayEquals(new float[] {6, 2, 6}, explorer.z());
        explorer.restore();
        explorer.moveTo(explorer.lift(-1, -1));
        assertArrayEquals(new float[] {-1, 2, 0}, explorer.z(), "a drag on the map moves along the other axis alone");
    }

    @Test
    void a_value_given_to_a_locked_latent_alone_moves_it() {
        explorer.lock(0, true);
        explorer.moveLatent(0, 1.5);
        assertArrayEquals(new float[] {1.5f, 0}, explorer.z());
        explorer.zero();
        assertArrayEquals(new float[] {1.5f, 0}, explorer.z(), "and there it stays");
        explorer.lock(0, false);
        explorer.zero();
        assertArrayEquals(new float[2], explorer.z());
    }

    @Test
    void locks_can_be_undone_and_end_with_their_model() {
        explorer.moveTo(new float[] {1, 1});
        explorer.lock(1, true);
        explorer.lock(1, true);
        explorer.zero();
        undo.undo();
        assertArrayEquals(new float[] {1, 1}, explorer.z());
        assertEquals(Set.of(1), explorer.locked());
        undo.undo();
        assertEquals(Set.of(), explorer.locked(), "locking twice is one thing to undo");
        undo.redo();
        assertTrue(explorer.isLocked(1));
        explorer.show(Shown.of(weights(3, 1)));
        assertEquals(Set.of(), explorer.locked());
        undo.undo();
        undo.redo();
        assertEquals(Set.of(), explorer.locked(), "locks of a model that is gone are passed over");
    }

    @Test
    void back_and_forward_go_through_the_points_visited() {
        explorer.back();
        explorer.moveTo(new float[] {1, 0});
        explorer.moveTo(new float[] {2, 0});
        explorer.back();
        assertArrayEquals(new float[] {1, 0}, explorer.z());
        explorer.back();
        explorer.back();
        assertArrayEquals(new float[2], explorer.z());
        explorer.forward();
        explorer.forward();
        explorer.forward();
        assertArrayEquals(new float[] {2, 0}, explorer.z());
        undo.undo();
        assertArrayEquals(new float[] {1, 0}, explorer.z(), "each can be undone");
        explorer.back();
        explorer.moveTo(new float[] {9, 0});
        explorer.forward();
        assertArrayEquals(new float[] {9, 0}, explorer.z(), "a new point is the last one");
        explorer.show(Shown.of(weights(3, 1)));
        explorer.back();
        assertArrayEquals(new float[3], explorer.z(), "points of a model that is gone are forgotten");
    }
}
