package org.latentfx.view.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.session.run.Run.Status;
import org.latentfx.session.slow.SlowMotion;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.WindowSample;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class SlowMotionCommandTest {
    private SmallSession small;
    private SlowMotion slow;
    private MainWindow window;

    @Start
    void show(Stage stage) {
        small = new SmallSession();
        slow = small.session.slowMotion();
        window = WindowSample.show(stage, small.session, 1440, 900);
    }

    @AfterEach
    void end() {
        small.close();
    }

    private boolean graphShown() {
        Node graph = window.lookup(".slow-view");
        return graph != null && graph.isVisible();
    }

    @Test
    void the_key_leads_to_the_film_and_escape_back_and_a_run_that_trains_waits(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        robot.interact(small.session.commands()::play);
        small.untilStatus(Status.TRAINING);
        robot.press(KeyCode.CONTROL).type(KeyCode.PERIOD).release(KeyCode.CONTROL);
        SmallSession.until(() -> slow.shownProperty().get() != null);
        assertTrue(graphShown());
        small.untilStatus(Status.PAUSED);
        robot.type(KeyCode.RIGHT);
        assertEquals(
                org.latentfx.session.slow.Stage.ENCODER, slow.stageProperty().get());
        robot.type(KeyCode.ESCAPE);
        assertFalse(slow.onProperty().get() || graphShown());
        small.untilStatus(Status.TRAINING);
    }

    @Test
    void the_button_of_the_transport_does_it_too_and_leaving_the_workspace_ends_it(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        robot.clickOn("#slow-motion");
        SmallSession.until(() -> slow.shownProperty().get() != null);
        robot.clickOn("#workspace-debug");
        assertFalse(slow.onProperty().get() || graphShown());
        robot.clickOn("#workspace-model");
        assertTrue(graphShown());
        assertFalse(slow.onProperty().get());
        robot.clickOn("#slow-begin");
        SmallSession.until(() -> slow.shownProperty().get() != null);
        robot.clickOn("#slow-end");
        assertTrue(graphShown());
    }
}
