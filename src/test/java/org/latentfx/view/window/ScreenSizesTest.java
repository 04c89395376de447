package org.latentfx.view.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentfx.session.run.Run.Status;
import org.latentfx.train.Settings;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.WindowSample;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/** What must be in sight on small screens, and in reach on the smallest. */
@ExtendWith(ApplicationExtension.class)
class ScreenSizesTest {
    /** Of a window manager, in pixels. */
    private static final int TITLE_BAR = 28;

    private SmallSession small;
    private MainWindow window;
    private Stage stage;

    @Start
    void show(Stage shown) {
        stage = shown;
        small = new SmallSession(28, 28);
        window = WindowSample.show(stage, small.session, 1440, 900);
    }

    @Stop
    void end() {
        small.close();
    }

    private void size(FxRobot robot, int width, int height) {
        robot.interact(() -> {
            stage.setWidth(width);
            stage.setHeight(height);
        });
        SmallSession.until(() -> window.getWidth() == width && window.getHeight() == height);
        settle(robot);
    }

    private void settle(FxRobot robot) {
        for (int i = 0; i < 3; i++)
            robot.interact(() -> {
                window.applyCss();
                window.layout();
            });
    }

    private static Bounds onScreen(Node node) {
        return node.localToScene(node.getLayoutBounds());
    }

    private void assertInSight(Node node, String what) {
        assertNotNull(node, what);
        var room = new BoundingBox(0, 0, window.getWidth() + 0.5, window.getHeight() + 0.5);
        for (Node n = node; n != null; n = n.getParent()) assertTrue(n.isVisible(), what + " is hidden");
        assertTrue(room.contains(onScreen(node)), what + " at " + onScreen(node) + " in " + room);
    }

    /** Every one in sight, none of them covered by another panel. */
    private void assertAllInSight(String style, int atLeast) {
        var found = new ArrayList<Node>();
        for (Node node : window.lookupAll(style))
            if (node.isVisible() && node.getParent().isVisible()) found.add(node);
        assertTrue(found.size() >= atLeast, found.size() + " " + style);
        for (Node node : found) {
            assertInSight(node, style);
            if (node instanceof Labeled labeled && !labeled.getText().isEmpty())
                assertTrue(labeled.getWidth() > 10, labeled.getText() + " is " + labeled.getWidth() + " wide");
        }
    }

    /** Width and height of screens, larger to smaller. */
    private static final int[][] SCREENS = {{1440, 900}, {1366, 768}, {1280, 720}, {1024, 768}, {1024, 700}};

    @Test
    void ledger_and_kl_and_picture_are_in_sight_on_small_screens(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        SmallSession.until(() -> small.session.probe().breakdownProperty().get() != null);
        SmallSession.until(() -> small.session.explorer().klPerLatentProperty().getValue().length == 2);
        for (int[] screen : SCREENS) {
            size(robot, screen[0], screen[1] - TITLE_BAR);
            assertPanelsInSight(screen[1]);
        }
    }

    private void assertPanelsInSight(int height) {
        assertAllInSight(".breakdown .mu", 2);
        assertAllInSight(".breakdown .sigma", 2);
        assertAllInSight(".breakdown-row.total", 1);
        assertAllInSight(".kl-bar", 2);
        Node picture = window.lookup(".decoder-view .decoded-picture");
        assertInSight(picture, "picture");
        double side = onScreen(picture).getWidth();
        if (height >= 720) assertTrue(side >= 96, "picture " + side);
        assertInSight(window.lookup(".map-plot"), "map");
        assertTrue(onScreen(window.lookup(".map-plot")).getHeight() >= 200, "map");
        for (String bar : List.of("#play", "#reset", "#step", "#data-chooser", "#preset-chooser"))
            assertInSight(window.lookup(bar), bar);
    }

    @Test
    void where_there_is_little_room_health_folds_to_its_gravest_line(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        sayMore(robot);
        size(robot, 1440, 1000);
        long all = shownHealthLines();
        assertTrue(all > 1, all + " lines");
        size(robot, 1366, 740);
        assertEquals(1, shownHealthLines());
        for (Node line : window.lookupAll(".health-line"))
            if (line.isVisible())
                for (Node text : line.lookupAll(".text"))
                    assertFalse(((Text) text).getText().endsWith("…"), ((Text) text).getText());
        assertTrue(onScreen(window.lookup(".left-scroll")).getHeight() >= 340, "room for the settings");
        robot.clickOn("#health-more");
        assertEquals(all, shownHealthLines());
    }

    @Test
    void health_folds_also_when_it_finds_more_to_say(FxRobot robot) {
        size(robot, 1366, 740);
        small.untilStatus(Status.PAUSED);
        sayMore(robot);
        settle(robot);
        assertEquals(1, shownHealthLines());
    }

    /** Makes health say a second thing. */
    private void sayMore(FxRobot robot) {
        robot.interact(() -> small.session
                .commands()
                .change(Settings.BETA.with(
                        small.session.run().hyperparametersProperty().get(), 4.0)));
        SmallSession.until(() -> window.lookupAll(".health-line").size() > 1);
    }

    private long shownHealthLines() {
        return window.lookupAll(".health-line").stream().filter(Node::isVisible).count();
    }

    @Test
    void the_window_is_full_and_nothing_sticks_out(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        for (int[] screen : new int[][] {{1440, 900}, {1366, 768}, {1024, 768}, {960, 540}, {910, 512}}) {
            size(robot, screen[0], screen[1]);
            assertFull(screen[0], screen[1]);
        }
    }

    private void assertFull(int width, int height) {
        for (String bar : List.of("#main-menu", ".transport-bar", ".status-line", "#play"))
            assertInSight(window.lookup(bar), bar);
        assertEquals(height, onScreen(window.lookup(".status-line")).getMaxY(), 0.5);
        for (Node header : window.lookupAll(".panel-header"))
            if (header.getParent().isVisible()) assertTrue(onScreen(header).getMaxX() <= width + 0.5, header + "");
    }

    @ParameterizedTest
    @CsvSource({"683, 480, 0", "910, 512, 4"})
    void whatever_takes_the_keyboard_comes_into_sight_however_small_the_window(
            int width, int height, int larger, FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        size(robot, width, height);
        for (int i = 0; i < larger; i++) robot.push(KeyCode.CONTROL, KeyCode.PLUS);
        settle(robot);
        for (Node node : ((Pane) window.lookup(".transport-bar")).getChildren())
            if (node.isVisible()) assertInSight(node, "in the bar, " + node);
        for (String wanted :
                List.of("#play", "#setting-seed", "#slider-epochs", ".map-plot", "#tab-3", "#probe-draw")) {
            if (window.lookup(wanted) == null) {
                robot.interact(((ToggleButton) window.lookup(tabOf(wanted)))::fire);
                settle(robot);
            }
            Node node = window.lookup(wanted);
            robot.interact(node::requestFocus);
            settle(robot);
            Bounds at = onScreen(node);
            var room = new BoundingBox(0, 0, width + 0.5, height + 0.5);
            assertTrue(
                    wanted.equals(".map-plot") ? room.intersects(at) : room.contains(at),
                    wanted + " at " + at + " in " + width + " × " + height);
        }
    }

    private static String tabOf(String control) {
        return control.startsWith("#probe") ? "#tab-probe" : "#tab-settings";
    }

    @ParameterizedTest
    @CsvSource({"1024, 740, 3", "1366, 740, 4"})
    void with_large_text_the_map_keeps_its_room_and_the_rest_has_tabs(
            int width, int height, int larger, FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        size(robot, width, height);
        for (int i = 0; i < larger; i++) robot.push(KeyCode.CONTROL, KeyCode.PLUS);
        settle(robot);
        Bounds map = onScreen(window.lookup(".map-plot"));
        assertInSight(window.lookup(".map-plot"), "map");
        assertTrue(map.getWidth() >= 0.4 * width && map.getHeight() >= 0.3 * height, map.toString());
        Node picture = window.lookup(".decoder-view .decoded-picture");
        assertInSight(picture, "picture");
        assertTrue(onScreen(picture).getWidth() >= 84, onScreen(picture).toString());
        assertAllInSight(".tab-name", 9);
        robot.interact(((ToggleButton) window.lookup("#tab-settings"))::fire);
        settle(robot);
        assertInSight(window.lookup(".health-line"), "health");
        for (int i = 0; i < larger; i++) robot.push(KeyCode.CONTROL, KeyCode.MINUS);
        settle(robot);
        assertAllInSight(".kl-bar", 2);
        assertAllInSight(".breakdown .mu", 2);
    }

    @Test
    void presented_the_legend_is_larger_and_no_message_covers_it(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        for (int[] screen : new int[][] {{1440, 900}, {1366, 768}, {1024, 740}}) {
            size(robot, screen[0], screen[1]);
            assertLegendIsFree(robot);
            robot.type(KeyCode.F5);
            settle(robot);
        }
    }

    private void assertLegendIsFree(FxRobot robot) {
        double usual = onScreen(window.lookup(".map-legend-entry")).getHeight();
        robot.type(KeyCode.F5);
        robot.interact(small.session.commands()::stepOnce);
        SmallSession.until(() -> small.session.run().stepProperty().get() == 1);
        robot.interact(small.session.commands()::reset);
        SmallSession.until(() -> window.lookup(".message-bar").isVisible());
        settle(robot);
        Bounds message = onScreen(window.lookup(".message-bar"));
        for (Node entry : window.lookupAll(".map-legend-entry")) {
            assertTrue(onScreen(entry).getHeight() >= 1.3 * usual, usual + " " + onScreen(entry));
            assertFalse(onScreen(entry).intersects(message), onScreen(entry) + " " + message);
        }
        assertInSight(window.lookup(".message-bar"), "message");
    }

    @Test
    void text_grows_and_shrinks_as_a_whole_and_comes_back(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        size(robot, 1440, 900);
        double usual = onScreen(window.lookup("#play")).getWidth();
        robot.type(KeyCode.F5);
        settle(robot);
        robot.push(KeyCode.CONTROL, KeyCode.ADD);
        settle(robot);
        assertInSight(window.lookup("#picture-aside"), "the presented picture");
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT0).type(KeyCode.F5);
        settle(robot);
        robot.push(KeyCode.CONTROL, KeyCode.EQUALS);
        settle(robot);
        assertEquals(1.1 * usual, onScreen(window.lookup("#play")).getWidth(), 1);
        for (int i = 0; i < 9; i++) robot.push(KeyCode.CONTROL, KeyCode.ADD);
        settle(robot);
        assertEquals(2 * usual, onScreen(window.lookup("#play")).getWidth(), 1);
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT0);
        settle(robot);
        assertEquals(usual, onScreen(window.lookup("#play")).getWidth(), 1);
        for (int i = 0; i < 9; i++) robot.push(KeyCode.CONTROL, KeyCode.MINUS);
        settle(robot);
        assertEquals(0.8 * usual, onScreen(window.lookup("#play")).getWidth(), 1);
    }
}
