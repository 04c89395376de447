package org.latentfx.view.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ResourceBundle;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.text.TextFlow;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.session.run.Run.Status;
import org.latentfx.text.Glossary;
import org.latentfx.text.Texts;
import org.latentfx.view.explain.Explanations;
import org.latentfx.view.explain.Terms;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.Tips;
import org.latentfx.view.kit.WindowSample;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/** Terms explained in cards over the window, and the glossary. */
@ExtendWith(ApplicationExtension.class)
class ExplanationsTest {
    private SmallSession small;
    private MainWindow window;

    @Start
    void show(Stage stage) {
        small = new SmallSession(28, 28);
        window = WindowSample.show(stage, small.session, 1024, 700);
    }

    @Stop
    void end() {
        small.close();
    }

    private Region card(String key) {
        return (Region) window.lookup("#explain-card-" + key);
    }

    private Label label(String text) {
        return window.lookupAll(".label").stream()
                .filter(node -> node instanceof Label label && label.getText().equals(text) && label.isVisible())
                .map(Label.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static String text(Parent of) {
        var all = new ArrayList<String>();
        for (Node node : of.getChildrenUnmodifiable()) {
            if (node instanceof TextFlow flow) all.add(flow.getAccessibleText());
            else if (node instanceof Parent parent) all.add(text(parent));
        }
        return String.join("\n", all);
    }

    @Test
    void a_click_on_a_settings_name_explains_it_and_esc_closes(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        robot.clickOn(label("Latents"));
        Region card = card("latents");
        assertNotNull(card);
        assertTrue(text(card).contains("Latents: 2."), text(card));
        assertTrue(text(card).contains("Kingma & Welling"), text(card));
        robot.clickOn(label("Hidden layers"));
        assertNotNull(card("hidden"), "cards stay beside each other");
        assertNotNull(card("latents"));
        robot.type(KeyCode.ESCAPE);
        assertNull(card("hidden"), "the newest closes first");
        robot.type(KeyCode.ESCAPE);
        assertNull(card("latents"));
    }

    @Test
    void f1_explains_what_has_the_keyboard_and_control_click_anything_without_doing_it(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        robot.moveTo(window.lookup(".map-plot"));
        robot.interact(() -> window.lookup("#setting-latents").requestFocus());
        robot.type(KeyCode.F1);
        assertNotNull(card("latents"));
        robot.type(KeyCode.ESCAPE);
        robot.press(KeyCode.CONTROL).clickOn("#setting-activation").release(KeyCode.CONTROL);
        assertNotNull(card("activation"));
        ChoiceBox<?> choice = (ChoiceBox<?>) window.lookup("#setting-activation");
        assertFalse(choice.isShowing(), "the click does nothing else");
    }

    @Test
    void ctrl_k_finds_every_term(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        robot.push(KeyCode.CONTROL, KeyCode.K).write("iwae bound").type(KeyCode.ENTER);
        assertNotNull(card("iwae"));
        robot.push(KeyCode.CONTROL, KeyCode.K).write("one head").type(KeyCode.ENTER);
        assertNotNull(card("slip-one-head"));
    }

    @Test
    void a_link_shows_another_term_in_the_same_card_and_back_returns(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        open(robot, "kl");
        Region card = card("kl");
        robot.clickOn("#see-prior");
        assertTrue(text(card).contains(Glossary.named("prior").what()));
        assertEquals(1, window.lookupAll(".explain-card").size());
        robot.clickOn(card.lookup("#explain-back"));
        assertTrue(text(card).contains(Glossary.named("kl").what()));
    }

    @Test
    void a_card_is_copied_as_text_and_moved_by_its_head(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        open(robot, "sigma");
        Region card = card("sigma");
        robot.push(KeyCode.CONTROL, KeyCode.C);
        var copied = new String[1];
        robot.interact(() -> copied[0] = Clipboard.getSystemClipboard().getString());
        assertTrue(copied[0].startsWith(Glossary.named("sigma").name()), copied[0]);
        assertTrue(copied[0].contains("z = μ + σ ε"), copied[0]);
        double x = card.getLayoutX();
        robot.drag(card.lookup(".explain-title")).moveBy(-120, 40).drop();
        robot.interact(window::layout);
        assertEquals(x - 120, card.getLayoutX(), 12);
        robot.drag(card.lookup(".explain-title")).moveBy(-2000, 0).drop();
        robot.interact(window::layout);
        assertTrue(card.getLayoutX() >= 0, "it stays within the window");
    }

    @Test
    void numbers_follow_the_moment_while_the_model_learns(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        open(robot, "step");
        Region card = card("step");
        assertTrue(text(card).contains("0 steps done"), text(card));
        robot.interact(small.session.commands()::stepOnce);
        SmallSession.until(() -> text(card).contains("1 steps done"));
    }

    @Test
    void the_longest_entries_fit_into_the_smallest_window_without_scrolling(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        var over = (Explanations) window.lookup(".explanations");
        var longest = Terms.all().stream()
                .sorted(Comparator.comparingInt(entry -> -length(entry.key())))
                .limit(14)
                .toList();
        for (var entry : longest) {
            robot.interact(() -> {
                over.open(entry.key());
                window.layout();
            });
            Region card = card(entry.key());
            robot.interact(window::layout);
            Bounds at = card.localToScene(card.getLayoutBounds());
            assertTrue(new BoundingBox(0, 0, 1024, 700).contains(at), entry.key() + " at " + at);
            for (Node bar : card.lookupAll(".scroll-bar"))
                assertFalse(bar instanceof ScrollBar scroll && scroll.isVisible(), entry.key() + " is scrolled");
            robot.interact(over::closeNewest);
        }
    }

    /** Of all that a card says. */
    private static int length(String key) {
        return ResourceBundle.getBundle("org.latentfx.messages").keySet().stream()
                .filter(name -> name.startsWith("explain." + key + "."))
                .mapToInt(name -> Texts.of(name).length())
                .sum();
    }

    @Test
    void the_glossary_finds_by_letters_walks_by_arrows_and_pins(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        robot.push(KeyCode.CONTROL, KeyCode.K).write("glossary").type(KeyCode.ENTER);
        assertTrue(window.lookup("#glossary-list").isVisible());
        robot.write("rate–dist").type(KeyCode.DOWN).type(KeyCode.UP);
        robot.clickOn("#glossary-pin");
        assertNotNull(card("rate-distortion"));
        robot.push(KeyCode.CONTROL, KeyCode.K).write("glossary").type(KeyCode.ENTER);
        robot.type(KeyCode.DOWN, KeyCode.DOWN);
        robot.type(KeyCode.ESCAPE);
        assertNotNull(card("rate-distortion"), "the card stays");
    }

    @Test
    void whatever_is_marked_in_the_window_has_an_entry(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        var keys = new ArrayList<String>();
        robot.interact(() -> collect(window, keys));
        for (String key : keys) assertFalse(Glossary.named(key).what().isBlank(), key);
        assertTrue(keys.containsAll(List.of("elbo", "kl-latent", "epoch", "step", "beta", "z", "frames", "timeline")));
    }

    private static void collect(Node node, List<String> keys) {
        String key = Tips.termAt(node);
        if (key != null) keys.add(key);
        if (node instanceof Parent parent) for (Node child : parent.getChildrenUnmodifiable()) collect(child, keys);
    }

    private void open(FxRobot robot, String key) {
        robot.interact(() -> {
            ((Explanations) window.lookup(".explanations")).open(key);
            window.layout();
        });
    }
}
