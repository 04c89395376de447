package org.latentfx.session.direction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.latent.DensestImage;
import org.latentfx.analysis.latent.Direction;
import org.latentfx.session.concurrent.HandDriven;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.direction.Directions.Group;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.ExplorerTest;
import org.latentfx.session.explore.LatentTarget;
import org.latentfx.session.explore.Shown;
import org.latentfx.session.map.HeldOutEncodings;
import org.latentfx.session.map.NearestImages;
import org.latentfx.session.path.PathsTest;

class DirectionsTest {
    private final UndoStack undo = new UndoStack();
    private final List<String> said = new ArrayList<>();
    private final Explorer explorer = new Explorer(undo, 7);
    private final HeldOutEncodings encodings = new HeldOutEncodings(HandDriven.direct(said::add));
    private final Directions directions = new Directions(explorer, encodings, HandDriven.direct(said::add), 3);
    private final NearestImages nearestImages = new NearestImages(explorer, encodings, HandDriven.direct(said::add));

    @BeforeEach
    void model() {
        encodings.choose(PathsTest.halves(20));
        follow(2);
    }

    private void follow(int latents) {
        var weights = ExplorerTest.weights(latents, 1);
        explorer.show(Shown.of(weights));
        encodings.follow(Shown.frozen(weights));
    }

    private float[] mean(int label) {
        var points = encodings.pointsProperty().get();
        return Direction.mean(points, Direction.members(points, label));
    }

    @Test
    void strength_one_is_the_step_from_mean_to_mean() {
        directions.apply(1);
        float[] step = directions.directionProperty().get().step();
        assertArrayEquals(step, explorer.z(), 1e-6f);
        assertEquals(mean(1)[0] - mean(0)[0], step[0], 1e-6);
        directions.swap();
        assertEquals(
                mean(0)[1] - mean(1)[1], directions.directionProperty().get().step()[1], 1e-6);
    }

    @Test
    void strength_is_counted_from_where_z_was_until_something_else_moves_it() {
        explorer.moveTo(new float[] {1, 1});
        directions.preview(2);
        directions.preview(-0.5);
        float[] step = directions.directionProperty().get().step();
        assertEquals(1 - 0.5 * step[0], explorer.z()[0], 1e-6);
        assertEquals(-0.5, directions.strengthProperty().get());
        directions.apply(-0.5);
        undo.undo();
        assertArrayEquals(new float[] {1, 1}, explorer.z());
        assertEquals(0, directions.strengthProperty().get());
    }

    @Test
    void classes_that_differ_are_told_from_chance_only_while_somebody_looks() {
        assertNull(directions.scoreProperty().get());
        encodings.choose(PathsTest.halves(80));
        follow(2);
        directions.watch(true);
        assertTrue(directions.scoreProperty().get().differ());
        directions.from(new Group("some", -1, new int[] {0, 2, 4, 6, 1, 3, 5, 7}));
        directions.to(new Group("others", -1, new int[] {8, 10, 12, 14, 9, 11, 13, 15}));
        assertFalse(directions.scoreProperty().get().differ());
    }

    @Test
    void a_group_that_is_too_small_is_a_sentence_and_no_score() {
        directions.watch(true);
        directions.to(new Group("two", -1, new int[] {0, 1}));
        assertNotNull(directions.directionProperty().get());
        assertNull(directions.scoreProperty().get());
        assertTrue(directions.faultProperty().get().contains("at least 4"));
        directions.to(new Group("none", -1, new int[0]));
        assertNull(directions.directionProperty().get());
        directions.to(directions.ofClass(1));
        assertNull(directions.faultProperty().get());
    }

    private float[] typical(int label) {
        var points = encodings.pointsProperty().get();
        return points.mean(DensestImage.of(points, Direction.members(points, label)));
    }

    @Test
    void an_analogy_moves_z_to_a_minus_b_plus_c() {
        directions.analogy(
                new LatentTarget.Image(4), new LatentTarget.Centre(0, "up"), new LatentTarget.Centre(1, "down"));
        var points = encodings.pointsProperty().get();
        assertEquals(points.mu(4, 1) - typical(0)[1] + typical(1)[1], explorer.z()[1], 1e-6);
        undo.undo();
        assertArrayEquals(new float[2], explorer.z());
        directions.analogy(new LatentTarget.Image(4), new LatentTarget.Image(20), new LatentTarget.Image(1));
        assertArrayEquals(new float[2], explorer.z());
        assertTrue(said.get(0).contains("image 20"));
    }

    @Test
    void a_preset_moves_z_to_the_centre_of_a_class() {
        directions.moveTo(new LatentTarget.Centre(1, "down"));
        assertArrayEquals(typical(1), explorer.z());
    }

    @Test
    void another_number_of_latents_starts_over_with_the_same_classes() {
        directions.watch(true);
        directions.to(directions.ofClass(0));
        follow(3);
        assertEquals(3, directions.directionProperty().get().step().length);
        assertEquals(0, directions.toProperty().get().label());
        directions.apply(1);
        assertEquals(3, explorer.z().length);
    }

    @Test
    void the_nearest_images_follow_z_with_both_distances() {
        explorer.moveTo(new LatentTarget.Image(5).in(encodings.pointsProperty().get()));
        assertNull(nearestImages.nearProperty().get());
        nearestImages.watch(true);
        var near = nearestImages.nearProperty().get();
        assertEquals(0, near.latent().distances()[0], 1e-6);
        int first = near.latent().indices()[0];
        double sum = 0;
        for (int p = 0; p < 16; p++) {
            double pixel = (near.images().pixels()[16 * first + p] & 0xff) / 255.0;
            sum += Math.pow(pixel - explorer.picture()[p], 2);
        }
        assertEquals(Math.sqrt(sum), near.pixelDistances()[0], 1e-5);
        explorer.moveTo(new LatentTarget.Image(4).in(encodings.pointsProperty().get()));
        assertEquals(0, nearestImages.nearProperty().get().latent().indices()[0] % 2);
    }
}
