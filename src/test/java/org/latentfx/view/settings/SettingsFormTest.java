package org.latentfx.view.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.scene.AccessibleAttribute;
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
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.text.Refusal;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Setting;
import org.latentfx.train.Settings;
import org.latentfx.view.command.Actions;
import org.latentfx.view.command.Keys;
import org.latentfx.view.kit.CutOff;
import org.latentfx.view.kit.Tips;
import org.latentfx.view.kit.WindowSample;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class SettingsFormTest {
    private final SimpleObjectProperty<Hyperparameters> values =
            new SimpleObjectProperty<>(Preset.MAP.hyperparameters());
    private final SimpleStringProperty kept = new SimpleStringProperty("");
    private final List<Hyperparameters> changes = new ArrayList<>();
    private final List<Keys> asked = new ArrayList<>();
    private final SimpleDoubleProperty epochsDone = new SimpleDoubleProperty();
    private final List<Boolean> holds = new ArrayList<>();

    @Start
    void show(Stage stage) {
        var form = new SettingsForm(
                values,
                kept,
                this::change,
                holds::add,
                epochsDone,
                new Actions().on(Keys.NEW_SEED, () -> asked.add(Keys.NEW_SEED)));
        form.getStyleClass().addAll("panel", "left-column");
        var scroll = new ScrollPane(form);
        scroll.setFitToWidth(true);
        WindowSample.show(stage, scroll, 240, 720);
    }

    private void change(Hyperparameters next) {
        if (next.batch() > 4000) throw new Refusal("setting.refused", "Batch size", next.batch(), "less");
        changes.add(next);
        values.set(next);
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

    /** A switch's own text, or that of the label a field or a choice has. */
    private static String spokenName(javafx.scene.control.Control control) {
        var label = (Label) control.queryAccessibleAttribute(AccessibleAttribute.LABELED_BY);
        return label == null ? control.getAccessibleText() : label.getText();
    }

    @Test
    void every_setting_has_a_row_with_its_name_and_help(FxRobot robot) {
        for (Setting<?> setting : Settings.ALL) {
            var control = robot.lookup("#setting-" + setting.key()).queryAs(javafx.scene.control.Control.class);
            assertEquals(setting.label(), spokenName(control));
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
        assertEquals(LayerSpec.dense(300, 100), values.get().hidden());
        assertEquals("300,100", field(robot, Settings.HIDDEN).getText());
    }

    @Test
    void a_refused_value_says_why_and_changes_nothing_until_escape_restores_it(FxRobot robot) {
        type(robot, Settings.LEARNING_RATE, "fast");
        robot.type(KeyCode.ENTER);
        assertEquals(Preset.MAP.hyperparameters(), values.get());
        assertEquals(
                "Learning rate cannot be “fast”: give a number from 0.000001 to 1.",
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
        var typed = List.of(Settings.CORRUPTION_RATE, Settings.DROPOUT);
        for (Setting<?> setting : Settings.ALL)
            assertEquals(
                    setting.live() && !setting.scale().none() && !typed.contains(setting),
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

    private void trained(FxRobot robot) {
        robot.interact(() -> kept.set("The run of 1,676 steps is kept."));
    }

    private static boolean waiting(FxRobot robot) {
        return robot.lookup("#new-model").query().isVisible();
    }

    private static String words(FxRobot robot) {
        return robot.lookup("#new-model-words").queryAs(Label.class).getText();
    }

    @Test
    void what_is_typed_over_a_trained_model_is_only_marked_whatever_the_focus_does(FxRobot robot) {
        trained(robot);
        type(robot, Settings.LATENTS, "5");
        assertEquals("New model with 5 latents. The run of 1,676 steps is kept.", words(robot));
        robot.type(KeyCode.TAB).clickOn(field(robot, Settings.BATCH)).clickOn("#setting-learning-rate");
        assertEquals(List.of(), changes);
        assertEquals("5", field(robot, Settings.LATENTS).getText());
        assertTrue(waiting(robot));
        robot.type(KeyCode.ESCAPE); // in another field of the form
        assertFalse(waiting(robot));
        assertEquals("2", field(robot, Settings.LATENTS).getText());
        assertEquals(List.of(), changes);
    }

    @Test
    @SuppressWarnings("unchecked")
    void several_marked_changes_are_applied_together(FxRobot robot) {
        trained(robot);
        ChoiceBox<Likelihood> choice = robot.lookup("#setting-likelihood").queryAs(ChoiceBox.class);
        robot.interact(() -> choice.setValue(Likelihood.GAUSSIAN));
        assertTrue(field(robot, Settings.VARIANCE).getParent().getParent().isVisible(), "σ² can be marked too");
        type(robot, Settings.HIDDEN, "1000,500,250");
        assertEquals(
                "New model with layers 1000,500,250, a Gaussian likelihood. The run of 1,676 steps is kept.",
                words(robot));
        assertEquals(List.of(), changes);
        robot.clickOn("#new-model-apply").type(KeyCode.SPACE);
        assertFalse(field(robot, Settings.BATCH).isFocused(), "the keyboard belongs to the window");
        assertEquals(1, changes.size());
        assertEquals(LayerSpec.dense(1000, 500, 250), values.get().hidden());
        assertEquals(Likelihood.GAUSSIAN, values.get().likelihood());
        assertFalse(waiting(robot));
    }

    @Test
    void enter_in_a_field_applies_and_gives_the_keyboard_back(FxRobot robot) {
        trained(robot);
        type(robot, Settings.LATENTS, "12");
        robot.type(KeyCode.ENTER);
        assertEquals(12, values.get().latents());
        assertFalse(waiting(robot));
        assertFalse(field(robot, Settings.LATENTS).isFocused());
    }

    @Test
    void what_is_marked_stays_while_live_settings_change_and_goes_when_the_run_becomes_so(FxRobot robot) {
        trained(robot);
        type(robot, Settings.LATENTS, "5");
        type(robot, Settings.BETA, "2");
        robot.type(KeyCode.ENTER);
        assertEquals(2, values.get().beta());
        assertEquals(2, values.get().latents());
        assertEquals("5", field(robot, Settings.LATENTS).getText());
        assertTrue(waiting(robot));
        robot.interact(() -> values.set(Settings.LATENTS.with(values.get(), 5)));
        assertFalse(waiting(robot));
    }

    @Test
    void a_text_that_stands_for_nothing_yet_cannot_be_applied(FxRobot robot) {
        trained(robot);
        type(robot, Settings.HIDDEN, "400,");
        assertTrue(waiting(robot));
        assertTrue(robot.lookup("#new-model-apply").queryButton().isDisabled());
        assertEquals("", reason(robot, Settings.HIDDEN), "it is still being typed");
        robot.type(KeyCode.TAB);
        assertEquals(
                "Hidden layers cannot be “400,”: give up to 8 layers separated by commas, each 1 to 2048 wide"
                        + " (such as 400,200 or conv16x4s2,64), convolutions first, or none.",
                reason(robot, Settings.HIDDEN));
        robot.clickOn("#new-model-cancel");
        assertEquals("512,256", field(robot, Settings.HIDDEN).getText());
        assertEquals(List.of(), changes);
    }

    @Test
    void what_the_session_refuses_is_said_where_it_was_asked_and_changes_nothing(FxRobot robot) {
        type(robot, Settings.BATCH, "4096");
        robot.type(KeyCode.ENTER);
        assertEquals("Batch size cannot be “4,096”: give less.", reason(robot, Settings.BATCH));
        assertEquals(List.of(), changes);
    }

    @Test
    void a_decimal_comma_is_as_good_as_a_point(FxRobot robot) {
        type(robot, Settings.LEARNING_RATE, "0,002");
        robot.type(KeyCode.ENTER);
        assertEquals(0.002, values.get().learningRate());
        assertEquals("0.002", field(robot, Settings.LEARNING_RATE).getText());
    }

    @Test
    void space_in_a_number_field_does_nothing(FxRobot robot) {
        trained(robot);
        robot.clickOn(field(robot, Settings.LATENTS))
                .push(KeyCode.CONTROL, KeyCode.A)
                .type(KeyCode.SPACE);
        assertEquals("2", field(robot, Settings.LATENTS).getText());
        assertFalse(waiting(robot));
        robot.type(KeyCode.TAB);
        assertEquals("2", field(robot, Settings.LATENTS).getText());
        assertEquals(List.of(), changes);
    }

    @Test
    void several_hidden_layers_fit_into_their_field(FxRobot robot) {
        type(robot, Settings.HIDDEN, "1000,500,250");
        var field = field(robot, Settings.HIDDEN);
        var text = (javafx.scene.text.Text) field.lookup(".text");
        assertTrue(text.getLayoutBounds().getWidth() + 16 <= field.getWidth(), text + " in " + field.getWidth());
    }
}
