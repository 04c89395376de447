package org.latentfx.session.path;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.latent.DensestImage;
import org.latentfx.analysis.latent.Direction;
import org.latentfx.analysis.path.LatentPath;
import org.latentfx.analysis.path.PathKind;
import org.latentfx.data.ImageSet;
import org.latentfx.model.Weights;
import org.latentfx.session.concurrent.HandDriven;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.ExplorerTest;
import org.latentfx.session.explore.LatentTarget;
import org.latentfx.session.explore.Shown;
import org.latentfx.session.map.HeldOutEncodings;

public class PathsTest {
    private final UndoStack undo = new UndoStack();
    private final Explorer explorer = new Explorer(undo, 7);
    private final HeldOutEncodings encodings = new HeldOutEncodings(HandDriven.direct(said -> {}));

    /** Searches wait here until a test lets them run. */
    private final HandDriven hand = new HandDriven();

    private final Paths paths = new Paths(explorer, encodings, hand.queued());

    /** Two classes of 4 × 4 pictures: the upper rows lit, or the lower. */
    public static ImageSet halves(int n) {
        byte[] pixels = new byte[16 * n];
        byte[] labels = new byte[n];
        for (int i = 0; i < n; i++) {
            labels[i] = (byte) (i % 2);
            for (int p = 0; p < 8; p++) pixels[16 * i + 8 * (i % 2) + p] = (byte) (200 + 7 * i % 50);
        }
        return new ImageSet(4, 4, pixels, labels, List.of("up", "down"));
    }

    private void follow(Weights weights) {
        explorer.show(Shown.of(weights));
        encodings.follow(Shown.frozen(weights));
    }

    private void run() {
        hand.work();
    }

    private LatentPath path() {
        return paths.pathProperty().get();
    }

    @BeforeEach
    void model() {
        encodings.choose(halves(20));
        follow(ExplorerTest.weights(2, 1));
    }

    @Test
    void nothing_is_computed_until_somebody_looks() {
        assertTrue(hand.background.isEmpty());
        paths.watch(true);
        run();
        assertNotNull(path());
    }

    @Test
    void it_leads_from_the_first_classes_centre_to_the_seconds_without_being_asked() {
        paths.watch(true);
        run();
        var points = encodings.pointsProperty().get();
        assertEquals(Paths.FRAMES, path().frames().size());
        assertArrayEquals(
                points.mean(DensestImage.of(points, Direction.members(points, 0))),
                path().frames().get(0).z());
        assertArrayEquals(
                points.mean(DensestImage.of(points, Direction.members(points, 1))),
                path().frames().get(Paths.FRAMES - 1).z());
        assertTrue(paths.currentProperty().get());
    }

    @Test
    void other_images_with_the_same_class_names_are_other_data_and_more_of_the_same_are_not() {
        var here = new LatentTarget.Image(3);
        paths.from(here);
        encodings.choose(halves(30));
        follow(ExplorerTest.weights(2, 1));
        assertEquals(here, paths.fromProperty().get());
        byte[] other = halves(30).pixels().clone();
        other[0] ^= 1;
        encodings.choose(
                new ImageSet(4, 4, other, halves(30).labels(), halves(30).classNames()));
        follow(ExplorerTest.weights(2, 1));
        assertEquals(new LatentTarget.Centre(0, "up"), paths.fromProperty().get());
    }

    @Test
    void other_data_take_the_way_away_and_get_one_of_their_own_also_while_training() {
        paths.watch(true);
        run();
        LatentPath former = path();
        hand.training.set(true);
        byte[] other = halves(20).pixels().clone();
        other[0] ^= 1;
        encodings.choose(
                new ImageSet(4, 4, other, halves(20).labels(), halves(20).classNames()));
        follow(ExplorerTest.weights(2, 2));
        assertNull(path());
        run();
        assertNotNull(path());
        assertNotSame(former, path());
    }

    @Test
    void ends_are_images_centres_or_points_and_can_be_swapped() {
        paths.watch(true);
        paths.from(new LatentTarget.Image(3));
        paths.to(new LatentTarget.Point("here", new float[] {1, -1}));
        run();
        assertEquals(
                encodings.pointsProperty().get().mu(3, 0),
                path().frames().get(0).z()[0]);
        assertArrayEquals(new float[] {1, -1}, paths.at(1));
        paths.swap();
        run();
        assertArrayEquals(new float[] {1, -1}, paths.at(0));
    }

    @Test
    void an_end_that_is_gone_is_told_by_name_and_the_next_good_one_mends_it() {
        paths.watch(true);
        paths.to(new LatentTarget.Image(99));
        run();
        assertNull(path());
        assertTrue(paths.faultProperty().get().contains("image 99"));
        paths.to(new LatentTarget.Image(4));
        run();
        assertNull(paths.faultProperty().get());
        assertNotNull(path());
    }

    @Test
    void only_the_newest_request_counts() {
        paths.watch(true);
        paths.kind(PathKind.SLERP);
        paths.kind(PathKind.GEODESIC);
        run();
        assertEquals(PathKind.GEODESIC, path().kind());
        assertTrue(Double.isNaN(paths.progressProperty().get()));
    }

    @Test
    void cancelling_keeps_the_path_that_is_shown() {
        paths.watch(true);
        run();
        LatentPath shown = path();
        paths.kind(PathKind.DENSITY);
        assertEquals(0, paths.progressProperty().get());
        paths.cancel();
        run();
        assertSame(shown, path());
        assertTrue(Double.isNaN(paths.progressProperty().get()));
    }

    @Test
    void scrubbing_previews_and_one_undo_takes_the_move_back() {
        paths.watch(true);
        run();
        paths.preview(0.3);
        float[] between = explorer.z();
        assertArrayEquals(paths.at(0.3), between);
        assertFalse(undo.canUndoProperty().get());
        paths.moveTo(0.5);
        assertArrayEquals(path().frames().get(6).z(), explorer.z(), 1e-6f);
        undo.undo();
        assertArrayEquals(new float[2], explorer.z());
    }

    @Test
    void while_training_the_old_path_stays_and_it_is_found_anew_once_the_model_stands_still() {
        paths.watch(true);
        run();
        LatentPath old = path();
        hand.training.set(true);
        follow(ExplorerTest.weights(2, 0.5f));
        run();
        assertSame(old, path());
        assertFalse(paths.currentProperty().get());
        hand.training.set(false);
        run();
        assertNotSame(old, path());
        assertTrue(paths.currentProperty().get());
    }

    @Test
    void a_model_with_other_latents_takes_its_own_path() {
        paths.watch(true);
        run();
        follow(ExplorerTest.weights(3, 1));
        assertNull(path());
        run();
        assertEquals(3, path().frames().get(0).z().length);
    }
}
