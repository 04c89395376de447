package org.latentfx.view.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.controlsfx.control.ToggleSwitch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.model.Likelihood;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Setting;
import org.latentfx.train.Settings;
import org.latentfx.view.command.Actions;
import org.latentfx.view.command.Keys;
import org.latentfx.view.kit.CutOff;
import org.latentfx.view.kit.Tips;
import org.latentfx.view.window.Preferences;
import org.latentfx.view.window.Themes;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class SettingsFormTest {
    private final SimpleObjectProperty<Hyperparameters> values =
            new SimpleObjectProperty<>(Preset.MAP.hyperparameters());
    private final List<Keys> asked = new ArrayList<>();
    private final List<Boolean> holds = new ArrayList<>();

    @Start
    void show(Stage stage) {
        var form = new SettingsForm(
                values, values::set, holds::add, new Actions().on(Keys.NEW_SEED, () -> asked.add(Keys.NEW_SEED)));
        form.getStyleClass().addAll("panel", "left-column");
        var scroll = new ScrollPane(form);
        scroll.setFitToWidth(true);
        var scene = new Scene(scroll, 240, 720);
        new Themes(new Preferences(), true).dress(scene);
        stage.setScene(scene);
        stage.setX(0);
        stage.setY(0);
        stage.setWidth(240);
        stage.setHeight(720);
        stage.show();
    }

    private static TextField field(FxRobot robot, Setting<?> setting) {
        return robot.lookup("#setting-" + setting.key()).queryAs(TextField.class);
    }

    private static void type(FxRobot robot, Setting<?> setting, String text) {
        robot.clickOn(field(robot, setting)).push(KeyCode.CONTROL, KeyCode.A).write(text, 0);
    }

    private static String reason(FxRobot robot, Setting<?> setting) {
        return robot.from(field(robot, setting).getParent().getParent())
                .lookup(".refusal")
                .queryAs(Label.class)
                .getText();
    }

    @Test
    void a_hand_on_a_slider_is_told_when_it_comes_and_when_it_goes(FxRobot robot) {
        robot.drag("#slider-learning-rate").moveBy(20, 0);
        assertEquals(List.of(true), holds);
        robot.drop();
        assertEquals(List.of(true, false), holds);
    }

    @Test
    void every_setting_has_a_row_with_its_name_and_help(FxRobot robot) {
        for (Setting<?> setting : Settings.ALL) {
            var control = robot.lookup("#setting-" + setting.key()).queryAs(javafx.scene.control.Control.class);
            assertEquals(setting.label(), control.getAccessibleText());
            assertEquals(setting.help() + "\n" + setting.higher(), Tips.of(control));
        }
    }

    @Test
    void nothing_is_cut_off_at_240_pixels(FxRobot robot) {
        assertEquals(List.of(), CutOff.labels(robot));
    }

    @Test
    void a_typed_value_is_taken_over_with_enter(FxRobot robot) {
        type(robot, Settings.BETA, "4");
        assertEquals(1, values.get().beta());
        robot.type(KeyCode.ENTER);
        assertEquals(4, values.get().beta());
        type(robot, Settings.HIDDEN, "300, 100");
        robot.type(KeyCode.ENTER);
        assertEquals(List.of(300, 100), values.get().hidden());
        assertEquals("300,100", field(robot, Settings.HIDDEN).getText());
    }

    @Test
    void a_refused_value_says_why_and_changes_nothing_until_escape_restores_it(FxRobot robot) {
        type(robot, Settings.LEARNING_RATE, "fast");
        robot.type(KeyCode.ENTER);
        assertEquals(Preset.MAP.hyperparameters(), values.get());
        assertEquals(
                "learning-rate cannot be “fast”: give a number from 0.000001 to 1.",
                reason(robot, Settings.LEARNING_RATE));
        assertEquals("fast", field(robot, Settings.LEARNING_RATE).getText());
        robot.type(KeyCode.ESCAPE);
        assertEquals("", reason(robot, Settings.LEARNING_RATE));
        assertEquals("0.001", field(robot, Settings.LEARNING_RATE).getText());
    }

    @Test
    void leaving_a_field_takes_its_value_over(FxRobot robot) {
        type(robot, Settings.BATCH, "64");
        robot.clickOn(field(robot, Settings.EPOCHS));
        assertEquals(64, values.get().batch());
    }

    @Test
    void showing_values_never_changes_them(FxRobot robot) {
        var odd = Settings.LEARNING_RATE.with(
                Settings.BATCH.with(Settings.BETA.with(values.get(), 1.2345), 1234), 0.00054321);
        robot.interact(() -> values.set(odd));
        assertEquals(odd, values.get());
        assertEquals("1.2345", field(robot, Settings.BETA).getText());
    }

    @Test
    void a_slider_gives_round_values_and_follows_the_field(FxRobot robot) {
        var slider = robot.lookup("#slider-learning-rate").queryAs(Slider.class);
        assertEquals(0.5, slider.getValue(), 1e-9);
        robot.interact(() -> slider.setValue(0.62));
        assertEquals("0.0052", field(robot, Settings.LEARNING_RATE).getText());
        type(robot, Settings.LEARNING_RATE, "1");
        robot.type(KeyCode.ENTER);
        assertEquals(1, slider.getValue(), 1e-9);
    }

    @Test
    void only_settings_that_act_at_once_have_a_slider(FxRobot robot) {
        for (Setting<?> setting : Settings.ALL)
            assertEquals(
                    setting.live() && !setting.scale().none(),
                    robot.lookup("#slider-" + setting.key()).tryQuery().isPresent(),
                    setting.key());
    }

    @Test
    @SuppressWarnings("unchecked")
    void the_variance_is_asked_for_only_where_the_likelihood_uses_it(FxRobot robot) {
        assertFalse(field(robot, Settings.VARIANCE).getParent().getParent().isVisible());
        ChoiceBox<Likelihood> choice = robot.lookup("#setting-likelihood").queryAs(ChoiceBox.class);
        robot.interact(() -> choice.setValue(Likelihood.GAUSSIAN));
        assertEquals(Likelihood.GAUSSIAN, values.get().likelihood());
        assertTrue(field(robot, Settings.VARIANCE).getParent().getParent().isVisible());
    }

    @Test
    void a_switch_and_the_dice_ask_for_their_change(FxRobot robot) {
        var toggle = robot.lookup("#setting-binarise").queryAs(ToggleSwitch.class);
        robot.clickOn(robot.from(toggle).lookup(".thumb-area").queryAs(javafx.scene.Node.class));
        assertTrue(values.get().binarise());
        robot.clickOn("#new-seed");
        assertEquals(List.of(Keys.NEW_SEED), asked);
        assertEquals(Keys.NEW_SEED.tooltip(), Tips.of(robot.lookup("#new-seed").queryButton()));
    }
}
