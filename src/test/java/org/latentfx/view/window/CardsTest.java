package org.latentfx.view.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Predicate;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.session.explore.Selection;
import org.latentfx.session.run.Run.Status;
import org.latentfx.train.Settings;
import org.latentfx.view.command.Keys;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.WindowSample;
import org.latentfx.view.window.card.Found;
import org.latentfx.view.window.place.Slot;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/** Cards over the window, panels alone, and what Esc means. */
@ExtendWith(ApplicationExtension.class)
class CardsTest {
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

    private boolean within(Node node, String id) {
        for (Node n = node; n != null; n = n.getParent()) if (id.equals(n.getId())) return true;
        return false;
    }

    private Node owner() {
        return window.getScene().getFocusOwner();
    }

    private boolean open(FxRobot robot, String query) {
        return robot.lookup(query)
                .match((Predicate<Node>) CardsTest::inSight)
                .tryQuery()
                .isPresent();
    }

    private static boolean inSight(Node node) {
        for (Node n = node; n != null; n = n.getParent()) if (!n.isVisible()) return false;
        return true;
    }

    @Test
    void f1_tells_what_is_seen_then_every_key_then_closes(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        Node before = owner();
        robot.type(KeyCode.F1);
        assertTrue(open(robot, ".help-section"));
        assertTrue(within(owner(), "help-card"), "the card has the keyboard");
        robot.type(KeyCode.F1);
        for (Keys key : Keys.values())
            assertTrue(
                    key.shortcuts().isEmpty()
                            || robot.lookup(key.shortcuts()).tryQuery().isPresent(),
                    key + "");
        robot.type(KeyCode.TAB, KeyCode.TAB, KeyCode.TAB, KeyCode.TAB, KeyCode.TAB);
        assertTrue(within(owner(), "help-card"), "Tab stays within, not on " + owner());
        robot.type(KeyCode.R);
        assertEquals(0, small.session.explorer().z()[0], "a key does nothing behind the card");
        robot.type(KeyCode.F1);
        assertFalse(open(robot, ".keys-grid"));
        assertEquals(before, owner());
        robot.type(KeyCode.F1).clickOn("#help-card-close");
        assertFalse(open(robot, ".help-section"));
    }

    @Test
    void a_few_letters_find_a_command_a_setting_and_an_image(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        SmallSession.until(() -> small.session.encodings().pointsProperty().get() != null);
        robot.push(KeyCode.CONTROL, KeyCode.K).write("ran z").type(KeyCode.ENTER);
        assertTrue(small.session.explorer().z()[0] != 0, "a random z");
        assertFalse(open(robot, "#finder-field"));
        robot.push(KeyCode.CONTROL, KeyCode.K).write("learning ra").type(KeyCode.ENTER);
        assertEquals("setting-learning-rate", owner().getId());
        robot.push(KeyCode.CONTROL, KeyCode.K).write("7").type(KeyCode.ENTER);
        assertEquals(7, small.session.probe().inputProperty().get().image());
        robot.push(KeyCode.CONTROL, KeyCode.K).write("words");
        var first = (Found)
                ((ListView<?>) robot.lookup("#finder-list").query()).getItems().get(0);
        assertEquals("Data ▸ Words", first.name(), "what can be done comes before what can be read");
        robot.type(KeyCode.ESCAPE);
        assertFalse(open(robot, "#finder-field"));
    }

    @Test
    void what_was_changed_is_listed_and_copied_and_gone_to(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        robot.interact(() -> {
            var commands = small.session.commands();
            commands.stepOnce();
            commands.change(Settings.BETA.with(
                    small.session.run().hyperparametersProperty().get(), 4.0));
            commands.stepOnce();
        });
        SmallSession.until(() -> small.session.run().stepProperty().get() == 2
                && !small.session.run().historyProperty().get().events().isEmpty());
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.E);
        ListView<?> list = robot.lookup("#events-list").query();
        assertEquals(1, list.getItems().size());
        assertTrue(robot.from(list).lookup("β 1 → 4").tryQuery().isPresent());
        robot.clickOn("#events-copy");
        var copied = new String[1];
        robot.interact(() -> copied[0] = Clipboard.getSystemClipboard().getString());
        assertTrue(copied[0].contains("\"setting\": \"beta\"") && copied[0].contains("\"seed\""), copied[0]);
        robot.clickOn(robot.from(list).lookup("β 1 → 4").<Node>query());
        assertFalse(open(robot, "#events-list"));
        SmallSession.until(
                () -> !small.session.timeMachine().momentProperty().get().live());
    }

    @Test
    void esc_closes_one_thing_at_a_time_from_the_top_and_full_screen_last(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        SmallSession.until(() -> small.session.encodings().pointsProperty().get() != null);
        robot.type(KeyCode.F11);
        SmallSession.until(stage::isFullScreen);
        robot.interact(
                () -> small.session.selection().select(IntStream.range(0, 5).toArray(), Selection.Mode.REPLACE));
        robot.interact(() -> window.lookup(".map-plot").requestFocus());
        robot.type(KeyCode.F9);
        assertTrue(open(robot, "#picture-aside"));
        robot.interact(() -> small.session.say("Something to read."));
        robot.type(KeyCode.D);
        robot.type(KeyCode.F1);
        robot.type(KeyCode.ESCAPE);
        assertFalse(open(robot, ".help-section"));
        assertTrue(window.lookup("#drawing-pad").isVisible());
        robot.type(KeyCode.ESCAPE);
        assertFalse(window.lookup("#drawing-pad").isVisible());
        assertNotNull(small.session.messageProperty().get());
        robot.type(KeyCode.ESCAPE);
        assertNull(small.session.messageProperty().get());
        assertTrue(open(robot, "#picture-aside"));
        robot.type(KeyCode.ESCAPE);
        assertFalse(open(robot, "#picture-aside"));
        assertFalse(small.session.selection().isEmpty());
        robot.type(KeyCode.ESCAPE);
        assertTrue(small.session.selection().isEmpty());
        assertTrue(stage.isFullScreen());
        for (int i = 0; i < 2; i++) robot.type(KeyCode.ESCAPE); // a mark of a chosen image may be left
        assertFalse(stage.isFullScreen());
    }

    @Test
    void presenting_shows_map_and_picture_alone_and_comes_back_to_the_same(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        robot.interact(() -> window.lookup(".map-plot").requestFocus());
        var map = (Region) window.lookup(".map-view");
        var before = map.localToScene(map.getLayoutBounds());
        robot.type(KeyCode.F5);
        robot.interact(window::layout);
        var picture = window.lookup("#picture-aside");
        double side = picture.localToScene(picture.getLayoutBounds()).getWidth();
        assertTrue(side >= 400, "picture of " + side);
        assertFalse(open(robot, "#play"), "nothing else");
        assertTrue(open(robot, ".map-legend"));
        float x = small.session.explorer().z()[0];
        robot.type(KeyCode.RIGHT);
        assertEquals(x + 0.1f, small.session.explorer().z()[0], 1e-5f, "arrows move z at once");
        robot.type(KeyCode.ESCAPE);
        robot.interact(window::layout);
        assertEquals(before, map.localToScene(map.getLayoutBounds()));
        assertTrue(open(robot, "#play"));
    }

    @Test
    void every_panel_can_be_shown_alone_by_its_button_by_a_key_and_from_a_tab(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        for (Node node : window.lookupAll(".panel"))
            if (node instanceof Slot slot) {
                double before = width(slot.panel());
                robot.clickOn("#alone-" + slot.name());
                robot.interact(window::layout);
                assertTrue(width(slot.panel()) > 1.2 * before, slot.name() + " " + width(slot.panel()));
                robot.clickOn("#alone-" + slot.name());
                robot.interact(window::layout);
                assertEquals(before, width(slot.panel()), slot.name());
            }
        robot.clickOn("#alone-decoder");
        robot.interact(window::layout);
        assertTrue(width((Region) window.lookup(".decoder-view .decoded-picture")) >= 400, "a large picture");
        robot.type(KeyCode.ESCAPE);
        var tools = window.lookup(".tool-tabs");
        double before = width((Region) tools);
        robot.doubleClickOn("#tab-1");
        robot.interact(window::layout);
        assertTrue(width((Region) tools) > 1.2 * before);
        robot.type(KeyCode.F9);
        robot.interact(window::layout);
        assertEquals(before, width((Region) tools));
    }

    @Test
    void a_panel_alone_says_of_which_of_several_runs_it_is(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        robot.clickOn("#alone-decoder");
        assertFalse(window.lookup("#run-tag").isVisible(), "the only run needs no name");
        var runs = small.session.runs();
        robot.interact(() -> runs.twin(runs.shown(), SmallSession.small()));
        var tag = (Label) window.lookup("#run-tag");
        assertTrue(tag.isVisible());
        assertEquals(runs.shown().nameProperty().get(), tag.getText());
        robot.interact(() -> runs.show(runs.lines().get(0)));
        assertEquals("Run 1", tag.getText());
    }

    private static double width(Region panel) {
        return panel.localToScene(panel.getLayoutBounds()).getWidth();
    }
}
