package org.latentfx.view.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.session.run.Run.Status;
import org.latentfx.text.Texts;
import org.latentfx.train.Settings;
import org.latentfx.train.health.Cure;
import org.latentfx.train.health.Diagnosis;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.WindowSample;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

@ExtendWith(ApplicationExtension.class)
class WhyCardTest {
    private SmallSession small;

    @Start
    void show(Stage stage) {
        small = new SmallSession();
        WindowSample.show(stage, small.session, 1440, 1000);
    }

    @Stop
    void end() {
        small.close();
    }

    private static Hyperlink link(FxRobot robot) {
        return robot.lookup(".health-line .why").queryAs(Hyperlink.class);
    }

    /** Opens it by the keyboard, as the line may lie below the fold. */
    private WhyCard open(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        robot.interact(() -> {
            link(robot).requestFocus();
            link(robot).fire();
        });
        var card = robot.lookup("#why-card").queryAs(WhyCard.class);
        assertTrue(card.isDisplay());
        return card;
    }

    @Test
    void why_opens_a_card_that_explains_the_line_and_takes_the_keyboard(FxRobot robot) {
        var card = open(robot);
        assertEquals("why-close", card.getScene().getFocusOwner().getId());
        String first = Texts.of("health.early.why").split("\n")[0];
        assertTrue(card.lookupAll(".why-card .term-text").stream()
                .anyMatch(text -> first.equals(text.getAccessibleText())));
        robot.type(KeyCode.TAB);
        assertEquals("why-close", card.getScene().getFocusOwner().getId(), "Tab stays within");
    }

    @Test
    void escape_and_the_cross_close_it_and_give_the_keyboard_back(FxRobot robot) {
        var card = open(robot);
        Node before = link(robot);
        robot.type(KeyCode.ESCAPE);
        assertFalse(card.isDisplay());
        assertSame(before, card.getScene().getFocusOwner());
        open(robot);
        robot.clickOn("#why-close");
        assertFalse(card.isDisplay());
        assertSame(before, card.getScene().getFocusOwner());
    }

    @Test
    void the_cure_is_a_button_that_the_keyboard_reaches(FxRobot robot) {
        var card = open(robot);
        var cure = new Cure(Map.of("learning-rate", "0.0005"), Cure.DataChange.NONE, 0);
        var found = new Diagnosis(Diagnosis.Level.BAD, "rate.low", List.of("1", "2", "3"), 1, cure, List.of());
        robot.interact(() -> card.explain(found));
        robot.type(KeyCode.TAB);
        var button = assertInstanceOf(Button.class, card.getScene().getFocusOwner());
        assertTrue(button.getText().contains(cure.text()), button.getText());
        robot.type(KeyCode.TAB);
        assertEquals("why-close", card.getScene().getFocusOwner().getId(), "round and round");
        robot.interact(button::fire);
        assertFalse(card.isDisplay());
        SmallSession.until(() -> small.session.runs().lines().size() == 2);
        assertEquals(0.0005, small.session.run().hyperparametersProperty().get().learningRate());
    }

    @Test
    void a_line_that_goes_while_it_has_the_keyboard_goes_quietly(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        var run = small.session.run();
        var one = run.hyperparametersProperty().get();
        var lines = (VBox) robot.lookup(".health-lines").query();
        var doctor = small.session.debug().doctor();
        SmallSession.until(() -> doctor.evidenceProperty().get().data() != null);
        int before = lines.getChildren().size();
        robot.interact(() -> small.session.commands().change(Settings.BETA.with(one, 4.0)));
        SmallSession.until(() -> lines.getChildren().size() == before + 1);
        robot.interact(() -> lines.lookupAll(".why").forEach(Node::requestFocus));
        assertTrue(lines.isFocusWithin());
        robot.interact(() -> small.session.commands().change(one));
        SmallSession.until(() -> lines.getChildren().size() == before);
        assertTrue(lines.lookupAll(".why").size() == before, "and nothing is left behind");
    }

    @Test
    void for_a_screen_reader_the_link_says_which_line_it_explains(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        String line = Texts.of("health.early", 500);
        assertTrue(link(robot).getAccessibleText().endsWith(line), link(robot).getAccessibleText());
    }
}
