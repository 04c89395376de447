package org.latentfx.view.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;
import org.latentfx.train.schedule.Schedule;
import org.latentfx.view.kit.WindowSample;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class ScheduleRowTest {
    private final SimpleObjectProperty<Hyperparameters> values =
            new SimpleObjectProperty<>(Preset.MAP.hyperparameters());
    private final SimpleDoubleProperty epochsDone = new SimpleDoubleProperty();
    private final List<Boolean> holds = new ArrayList<>();

    @Start
    void show(Stage stage) {
        var row = new ScheduleRow(Settings.BETA_SCHEDULE, Settings.BETA, values, epochsDone, values::set);
        row.heldProperty().addListener((property, before, now) -> holds.add(now));
        WindowSample.show(stage, new VBox(row), 240, 200);
    }

    private String schedule() {
        return values.get().betaSchedule().text();
    }

    private void set(FxRobot robot, String text) {
        robot.interact(() -> values.set(Settings.BETA_SCHEDULE.withText(values.get(), text)));
    }

    private static TextField figures(FxRobot robot) {
        return robot.lookup("#figures-beta-schedule").queryAs(TextField.class);
    }

    private static SchedulePlot plot(FxRobot robot) {
        return robot.lookup("#plot-beta-schedule").queryAs(SchedulePlot.class);
    }

    @Test
    void a_kind_is_chosen_and_its_figures_are_typed(FxRobot robot) {
        assertFalse(figures(robot).isVisible(), "a constant has none");
        assertFalse(plot(robot).isVisible());
        ChoiceBox<Schedule.Kind> kind = robot.lookup("#setting-beta-schedule").query();
        robot.interact(() -> kind.setValue(Schedule.Kind.WARM_UP));
        assertEquals("warm-up 0.2", schedule());
        assertTrue(plot(robot).isVisible());
        robot.clickOn(figures(robot)).push(KeyCode.CONTROL, KeyCode.A).write("5 epochs", 0);
        assertEquals("warm-up 0.2", schedule(), "not before it is entered");
        robot.push(KeyCode.ENTER);
        assertEquals("warm-up 5 epochs", schedule());
    }

    @Test
    void what_is_refused_stays_with_the_reason_until_escape(FxRobot robot) {
        set(robot, "cyclical 4");
        robot.clickOn(figures(robot))
                .push(KeyCode.CONTROL, KeyCode.A)
                .write("none", 0)
                .push(KeyCode.ENTER);
        assertEquals("cyclical 4", schedule());
        assertEquals("none", figures(robot).getText());
        var reason = robot.lookup(".refusal").queryAs(Label.class);
        assertTrue(reason.getText().contains("cyclical none"), reason.getText());
        robot.push(KeyCode.ESCAPE);
        assertEquals("4", figures(robot).getText());
        assertEquals("", reason.getText());
    }

    @Test
    void a_hand_draws_the_curve_in_one_gesture(FxRobot robot) {
        set(robot, "drawn 0:0 1:1");
        var plot = plot(robot);
        var middle = robot.point(plot).query();
        robot.moveTo(middle).press(MouseButton.PRIMARY);
        assertEquals(3, ((Schedule.Drawn) values.get().betaSchedule()).points().size());
        robot.moveBy(0, 400).release(MouseButton.PRIMARY);
        assertEquals("drawn 0:0 0.5:0 1:1", schedule());
        assertEquals(List.of(true, false), holds);
        robot.moveTo(middle).moveBy(0, 20).clickOn(MouseButton.SECONDARY);
        assertEquals("drawn 0:0 1:1", schedule());
    }

    @Test
    void the_keyboard_draws_it_as_well(FxRobot robot) {
        set(robot, "drawn 0:0 1:1");
        robot.interact(() -> plot(robot).requestFocus());
        robot.push(KeyCode.INSERT).push(KeyCode.UP).push(KeyCode.LEFT);
        assertEquals("drawn 0:0 0.49:0.55 1:1", schedule());
        robot.push(KeyCode.PAGE_DOWN).push(KeyCode.DOWN);
        assertEquals("drawn 0:0 0.49:0.55 1:0.95", schedule());
        robot.push(KeyCode.PAGE_UP).push(KeyCode.DELETE);
        assertEquals("drawn 0:0 1:0.95", schedule());
    }

    @Test
    void a_point_goes_past_none_of_its_neighbours(FxRobot robot) {
        set(robot, "drawn 0:0 0.5:1 1:1");
        robot.interact(() -> plot(robot).requestFocus());
        robot.push(KeyCode.PAGE_DOWN);
        for (int i = 0; i < 60; i++) robot.push(KeyCode.LEFT);
        assertEquals("drawn 0:0 0.01:1 1:1", schedule());
    }
}
