package org.latentfx.view.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.session.run.Run.Status;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;
import org.latentfx.view.command.Actions;
import org.latentfx.view.command.Keys;
import org.latentfx.view.kit.CutOff;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.Tips;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class TransportBarTest {
    private final List<Keys> asked = new ArrayList<>();
    private SmallSession small;
    private TransportBar bar;

    @Start
    void show(Stage stage) {
        small = new SmallSession();
        var actions = new Actions();
        for (Keys key : Keys.values()) actions.on(key, () -> asked.add(key));
        var themes = new Themes(new Preferences(), true);
        bar = new TransportBar(small.session, actions, themes);
        var scene = new Scene(bar, 1100, 60);
        themes.dress(scene);
        actions.listen(null, scene);
        stage.setScene(scene);
        stage.setX(0);
        stage.setY(0);
        stage.setWidth(1100);
        stage.show();
    }

    @AfterEach
    void end() {
        small.close();
    }

    @Test
    void counters_follow_the_run_and_carry_their_units(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        assertEquals("Epoch 0", text(robot, "#epoch-counter"));
        robot.interact(small.session.commands()::stepOnce);
        SmallSession.until(() -> text(robot, "#step-counter").equals("step 1"));
        robot.interact(small.session.commands()::play);
        SmallSession.until(() -> text(robot, "#speed-counter").matches("[1-9][0-9,]* images/s"));
        SmallSession.until(() -> text(robot, "#time-left").endsWith(" left"));
        robot.interact(small.session.commands()::pause);
        SmallSession.until(() -> !robot.lookup("#speed-counter").query().isVisible());
        assertEquals("", text(robot, "#time-left"));
    }

    @Test
    void play_turns_to_pause_while_training(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        var play = robot.lookup("#play").queryAs(Button.class);
        assertEquals("Play", play.getAccessibleText());
        robot.interact(small.session.commands()::play);
        small.untilStatus(Status.TRAINING);
        assertEquals("Pause", play.getAccessibleText());
        assertEquals("Pause (Space)", Tips.of(play));
    }

    @Test
    void space_plays_even_after_another_button_was_clicked(FxRobot robot) {
        robot.clickOn("#reset").type(KeyCode.SPACE).type(KeyCode.RIGHT).clickOn("#help");
        assertEquals(List.of(Keys.RESET, Keys.PLAY, Keys.STEP, Keys.HELP), asked);
    }

    @Test
    void a_button_reached_with_tab_keeps_its_space(FxRobot robot) {
        robot.clickOn("#reset").type(KeyCode.TAB).type(KeyCode.TAB).type(KeyCode.SPACE);
        assertEquals(List.of(Keys.RESET, Keys.STEP), asked);
    }

    @Test
    void a_preset_is_taken_over_and_named_until_its_structure_changes(FxRobot robot) {
        var chooser = robot.lookup("#preset-chooser").queryAs(MenuButton.class);
        assertEquals("Own", chooser.getText());
        robot.clickOn("#preset-chooser").clickOn("#preset-seed");
        SmallSession.until(() -> chooser.getText().equals("Seed"));
        assertEquals(
                Settings.EPOCHS.with(Preset.SEED.hyperparameters(), 2000),
                small.session.run().hyperparametersProperty().get());
        robot.interact(() -> small.session.commands().change(Settings.BETA.with(Preset.SEED.hyperparameters(), 4.0)));
        assertEquals("Seed", chooser.getText());
        robot.interact(() -> small.session.commands().change(Settings.LATENTS.with(Preset.SEED.hyperparameters(), 3)));
        assertEquals("Own", chooser.getText());
    }

    @Test
    void the_data_set_in_use_is_named_and_all_are_offered(FxRobot robot) {
        var chooser = robot.lookup("#data-chooser").queryAs(MenuButton.class);
        assertEquals("stripes", chooser.getText());
        assertEquals(
                List.of("MNIST", "Fashion-MNIST", "Sprites"),
                chooser.getItems().stream()
                        .skip(2)
                        .limit(3)
                        .map(i -> i.getText())
                        .toList());
    }

    @Test
    void training_from_scratch_stays_where_it_was_when_it_has_been_used(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        robot.clickOn("#from-scratch");
        small.untilStatus(Status.TRAINING);
        assertTrue(robot.lookup("#from-scratch").query().isVisible());
    }

    @Test
    void undo_and_redo_say_what_they_will_do(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        var back = robot.lookup("#undo").queryButton();
        assertTrue(back.isDisabled());
        robot.interact(small.session.commands()::reset);
        assertEquals("Undo: reset (Ctrl+Z)", Tips.of(back));
        robot.clickOn("#undo");
        assertEquals(List.of(Keys.UNDO), asked);
        robot.interact(small.session::undo);
        assertEquals("Redo: reset (Ctrl+Shift+Z)", Tips.of(robot.lookup("#redo").queryButton()));
    }

    @Test
    void the_menus_say_what_a_choice_does_to_a_trained_run_before_it_is_made(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        robot.clickOn("#preset-chooser");
        assertEquals("A preset starts a new model.", text(robot, "#preset-consequence"));
        robot.type(KeyCode.ESCAPE).interact(small.session.commands()::stepOnce);
        SmallSession.until(() -> text(robot, "#step-counter").equals("step 1"));
        robot.clickOn("#data-chooser");
        assertEquals("Another set starts a new model. The run of one step is kept.", text(robot, "#data-consequence"));
    }

    @Test
    void nothing_is_cut_off_in_a_small_window(FxRobot robot) {
        assertEquals(List.of(), CutOff.labels(robot));
        var last = bar.getChildren().get(bar.getChildren().size() - 1).getBoundsInParent();
        assertTrue(last.getMaxX() <= bar.getWidth() - 15, last + " in " + bar.getWidth());
    }

    private static String text(FxRobot robot, String id) {
        return robot.lookup(id).queryAs(Label.class).getText();
    }
}
