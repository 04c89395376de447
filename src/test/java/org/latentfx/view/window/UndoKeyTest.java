package org.latentfx.view.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.scene.control.Hyperlink;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.session.run.Run.Status;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Settings;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.WindowSample;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Undo, Escape and Space in the whole window, wherever the caret is. */
@ExtendWith(ApplicationExtension.class)
class UndoKeyTest {
    private SmallSession small;

    @Start
    void show(Stage stage) {
        small = new SmallSession();
        WindowSample.show(stage, small.session, 1100, 700);
    }

    @AfterEach
    void end() {
        small.close();
    }

    private Hyperparameters values() {
        return small.session.run().hyperparametersProperty().get();
    }

    private static TextField latents(FxRobot robot) {
        return robot.lookup("#setting-latents").queryAs(TextField.class);
    }

    private void train(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        robot.interact(small.session.commands()::stepOnce);
        SmallSession.until(() -> small.session.run().stepProperty().get() == 1);
    }

    private static void undo(FxRobot robot) {
        robot.push(KeyCode.CONTROL, KeyCode.Z);
    }

    @Test
    void a_caret_in_a_field_without_an_edit_keeps_nothing_from_being_undone(FxRobot robot) {
        train(robot);
        robot.interact(() -> small.session.commands().change(Settings.BETA.with(values(), 4.0)));
        robot.clickOn("#setting-latents");
        undo(robot);
        assertEquals(1, values().beta());
    }

    @Test
    void an_edit_in_a_field_is_undone_first_and_then_what_was_done_before(FxRobot robot) {
        train(robot);
        robot.interact(() -> small.session.commands().change(Settings.BETA.with(values(), 4.0)));
        robot.clickOn("#setting-latents").type(KeyCode.END).write("7", 0);
        assertEquals("27", latents(robot).getText());
        undo(robot);
        assertEquals("2", latents(robot).getText());
        assertFalse(robot.lookup("#new-model").query().isVisible());
        assertEquals(4, values().beta());
        undo(robot);
        assertEquals(1, values().beta());
    }

    @Test
    void after_enter_space_plays_and_the_line_with_undo_brings_the_run_back(FxRobot robot) {
        train(robot);
        robot.clickOn("#setting-latents").push(KeyCode.CONTROL, KeyCode.A).write("3", 0);
        robot.type(KeyCode.ENTER);
        SmallSession.until(() -> small.session.run().stepProperty().get() == 0);
        small.untilStatus(Status.PAUSED);
        robot.type(KeyCode.SPACE);
        small.untilStatus(Status.TRAINING);
        robot.type(KeyCode.SPACE);
        small.untilStatus(Status.PAUSED);
        robot.clickOn(robot.lookup(".message-bar .hyperlink").queryAs(Hyperlink.class));
        SmallSession.until(() -> small.session.run().stepProperty().get() == 1);
        assertEquals(2, values().latents());
    }

    @Test
    void escape_forgets_what_is_marked_wherever_the_focus_is(FxRobot robot) {
        train(robot);
        robot.clickOn("#setting-latents").push(KeyCode.CONTROL, KeyCode.A).write("3", 0);
        assertTrue(robot.lookup("#new-model").query().isVisible());
        robot.clickOn(".status-line").type(KeyCode.ESCAPE);
        assertFalse(robot.lookup("#new-model").query().isVisible());
        assertEquals("2", latents(robot).getText());
        assertEquals(1, small.session.run().stepProperty().get());
    }
}
