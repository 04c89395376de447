package org.latentfx.view.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.session.run.Run.Status;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.WindowSample;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class SessionLookTest {
    private final FxRobot robot = new FxRobot();
    private SmallSession small;
    private MainWindow window;

    @Start
    void show(Stage stage) {
        small = new SmallSession();
        window = WindowSample.show(stage, small.session, 1300, 860);
    }

    @AfterEach
    void end() {
        small.close();
    }

    private void ready() {
        small.untilStatus(Status.PAUSED);
        SmallSession.until(() -> small.session.encodings().pointsProperty().get() != null);
    }

    private Map<String, Object> look() {
        var look = new HashMap<String, Object>();
        robot.interact(() -> look.putAll(window.look().now()));
        return look;
    }

    private double probeHeight() {
        return robot.lookup(".probe-view").query().getLayoutBounds().getHeight();
    }

    @Test
    void what_was_set_and_arranged_comes_back() {
        ready();
        var first = look();
        double height = probeHeight();
        robot.interact(
                () -> robot.lookup("#layer-density").queryAs(CheckBox.class).fire());
        robot.interact(() -> robot.lookup("#tab-1").queryAs(ToggleButton.class).fire());
        robot.clickOn(".map-plot").type(KeyCode.PLUS);
        var taller = new HashMap<>(look());
        taller.put("size.probe", 330.0);
        taller.put("alone", "curves");
        robot.interact(() -> window.look().show(taller));
        var second = look();
        assertEquals(taller, second);
        assertNotEquals(first, second);
        robot.interact(() -> window.look().show(first));
        assertEquals(first, look());
        SmallSession.until(() -> probeHeight() == height);
    }

    @Test
    void what_cannot_be_is_passed_over() {
        ready();
        var before = look();
        robot.interact(() -> window.look()
                .show(Map.of(
                        "size.probe",
                        Double.NaN,
                        "tab",
                        "NONE",
                        "map.range",
                        -1.0,
                        "map.x",
                        "left",
                        "workspace",
                        3.0)));
        assertEquals(before, look());
        robot.interact(() -> window.look().show(Map.of("map.layers", "POINTS SOMETHING", "alone", "nowhere")));
        assertEquals("POINTS", look().get("map.layers"));
        assertTrue(robot.lookup(".map-plot").query().isVisible());
        // what the panels of Debug show is known before there are any
        robot.interact(() ->
                window.look().show(Map.of("workspace", "DEBUG", "debug.ridges", "outputs", "debug.units", "nothing")));
        assertTrue(robot.lookup("#ridges-outputs").queryAs(ToggleButton.class).isSelected());
        assertEquals("outputs", look().get("debug.ridges"));
        assertNotEquals("nothing", look().get("debug.units"));
    }
}
