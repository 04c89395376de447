package org.latentfx.view.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Rectangle;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.view.window.place.Arrangement;
import org.latentfx.view.window.place.Slot;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class PaintedRegionTest {
    /** Its picture is a rectangle as wide as the number of paintings. */
    private static final class Counting extends PaintedRegion {
        private final Rectangle picture = new Rectangle(0, 10);
        private int paintings;
        private int sightChanges;
        private RuntimeException failure;

        Counting() {
            getChildren().add(picture);
            resize(50, 50);
        }

        @Override
        protected void sightChanged() {
            sightChanges++;
        }

        @Override
        protected void paint() {
            paintings++;
            if (failure != null) throw failure;
            picture.setWidth(paintings);
        }
    }

    private final Counting region = new Counting();
    private final Counting neighbour = new Counting();
    private final StackPane other = new StackPane();
    private Arrangement arrangement;
    private Slot slot;
    private Node slots;

    @Start
    void start(Stage stage) {
        slot = new Slot("map", "Map", new StackPane(region), 100, 100);
        arrangement = new Arrangement(slot, new StackPane(), new StackPane());
        slots = new HBox(slot, new StackPane(neighbour), other);
        arrangement.arrange(slots);
        PanelsSample.show(stage, arrangement, 400, 200);
    }

    /** Does {@code change} and what the next pulse would do. */
    private void shown(FxRobot robot, Runnable change) {
        robot.interact(() -> {
            change.run();
            region.layout();
            neighbour.layout();
        });
    }

    private void maximiseAndRestore() {
        arrangement.toggle(slot);
        assertEquals(slot, arrangement.aloneProperty().get());
        assertTrue(region.isSeen());
        arrangement.restore();
    }

    private int sightChangesOf(FxRobot robot, Runnable change) {
        int before = region.sightChanges;
        robot.interact(change);
        return region.sightChanges - before;
    }

    @Test
    void a_panel_maximised_and_restored_100_times_leaves_no_listeners_behind(FxRobot robot) {
        shown(robot, () -> {});
        int paintings = region.paintings;
        shown(robot, () -> {
            for (int i = 0; i < 100; i++) maximiseAndRestore();
        });
        assertTrue(region.paintings <= paintings + 1, region.paintings - paintings + " paintings");
        assertEquals(1, sightChangesOf(robot, () -> slots.setVisible(false)), "of one change");
        assertEquals(1, sightChangesOf(robot, () -> slots.setVisible(true)));
        assertEquals(0, sightChangesOf(robot, () -> other.setVisible(false)), "no ancestor any more");
    }

    @Test
    void whoever_leaves_the_scene_listens_to_nobody_there(FxRobot robot) {
        var content = slot.getChildren().get(0);
        robot.interact(() -> slot.getChildren().clear());
        assertEquals(0, sightChangesOf(robot, () -> slots.setVisible(false)));
        assertEquals(0, sightChangesOf(robot, () -> content.setVisible(false)));
    }

    @Test
    void a_new_parent_within_the_scene_is_noticed(FxRobot robot) {
        robot.interact(() -> other.setVisible(false));
        shown(robot, () -> other.getChildren().add(slot.getChildren().get(0)));
        assertFalse(region.isSeen());
        int paintings = region.paintings;
        shown(robot, region::repaint);
        assertEquals(paintings, region.paintings, "nobody sees it");
        shown(robot, () -> other.setVisible(true));
        assertEquals(paintings + 1, region.paintings);
        assertEquals(1, sightChangesOf(robot, () -> other.setVisible(false)));
        assertEquals(0, sightChangesOf(robot, () -> slot.setVisible(false)));
    }

    @Test
    void a_paint_that_fails_is_reported_once_and_keeps_its_picture_and_tries_again(FxRobot robot) {
        List<Throwable> reported = new ArrayList<>();
        robot.interact(() -> Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> reported.add(e)));
        try {
            shown(robot, () -> {});
            double picture = region.picture.getWidth();
            int paintings = region.paintings;
            int others = neighbour.paintings;
            region.failure = new IllegalStateException("the picture");
            for (int i = 0; i < 5; i++)
                shown(robot, () -> {
                    region.repaint();
                    neighbour.repaint();
                });
            assertEquals(List.of(region.failure), reported);
            assertEquals(paintings + 5, region.paintings, "each change tries again");
            assertEquals(others + 5, neighbour.paintings, "all others go on");
            assertEquals(picture, region.picture.getWidth());
            region.failure = null;
            shown(robot, region::repaint);
            assertEquals(paintings + 6, region.picture.getWidth());
            region.failure = new IllegalStateException("another");
            shown(robot, region::repaint);
            assertEquals(2, reported.size(), "what fails after it was well is news");
        } finally {
            robot.interact(() -> Thread.currentThread().setUncaughtExceptionHandler(null));
        }
    }
}
