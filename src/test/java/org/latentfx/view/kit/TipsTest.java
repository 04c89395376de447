package org.latentfx.view.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class TipsTest {
    private Button button;
    private Region region;
    private Region silent;

    @Start
    void show(Stage stage) {
        button = new Button("Play");
        button.setMinHeight(60);
        region = new Region();
        region.setMinHeight(100);
        silent = new Region();
        silent.setMinHeight(60);
        WindowSample.show(stage, new VBox(20, button, silent, region), 400, 300);
    }

    /** A tooltip that goes with its window would keep the next from showing for a while. */
    @BeforeEach
    @AfterEach
    void leave(FxRobot robot) {
        robot.moveTo(silent);
        SmallSession.until(() -> showing().isEmpty());
    }

    private static List<Tooltip> showing() {
        return Window.getWindows().stream()
                .filter(Tooltip.class::isInstance)
                .map(Tooltip.class::cast)
                .filter(Window::isShowing)
                .toList();
    }

    private static void untilShown(String text) {
        SmallSession.until(
                () -> showing().stream().map(Tooltip::getText).toList().equals(List.of(text)));
    }

    private static boolean made(Node node) {
        return node.getProperties().values().stream().anyMatch(Tooltip.class::isInstance);
    }

    @Test
    void the_tooltip_is_made_when_the_pointer_comes_and_shows_once_it_rests(FxRobot robot) {
        robot.interact(() -> {
            Tips.say(button, "Play (Space)");
            Tips.say(region, "A region");
        });
        assertEquals(List.of(false, false), List.of(made(button), made(region)));
        robot.moveTo(button);
        untilShown("Play (Space)");
        assertEquals(List.of(true, false), List.of(made(button), made(region)));
        robot.moveTo(region);
        untilShown("A region");
    }

    @Test
    void what_was_said_last_is_shown_before_and_while_the_tooltip_is_on_screen(FxRobot robot) {
        robot.interact(() -> {
            Tips.say(button, "Play (Space)");
            Tips.say(button, "Pause (Space)");
        });
        robot.moveTo(button);
        untilShown("Pause (Space)");
        robot.interact(() -> {
            Tips.say(button, "Play (Space)");
            assertEquals(
                    List.of("Play (Space)"),
                    showing().stream().map(Tooltip::getText).toList());
        });
        robot.moveTo(region);
        SmallSession.until(() -> showing().isEmpty());
        robot.interact(() -> Tips.say(button, "Train"));
        robot.moveTo(button);
        untilShown("Train");
    }

    @Test
    void what_begins_to_speak_under_the_pointer_is_heard_at_its_next_move(FxRobot robot) {
        robot.moveTo(button);
        robot.interact(() -> Tips.say(button, "Play (Space)"));
        robot.moveBy(2, 2);
        untilShown("Play (Space)");
    }

    @Test
    void a_text_that_is_asked_for_is_the_one_of_the_moment_it_shows(FxRobot robot) {
        var now = new String[] {"before"};
        robot.interact(() -> Tips.ask(region, () -> now[0]));
        robot.interact(() -> now[0] = "after");
        robot.moveTo(region);
        untilShown("after");
    }

    @Test
    void screen_readers_have_the_text_before_any_tooltip_is_made(FxRobot robot) {
        assertNull(Tips.of(button));
        robot.interact(() -> Tips.say(button, "Play (Space)"));
        assertEquals("Play (Space)", Tips.of(button));
        assertEquals("Play (Space)", button.queryAccessibleAttribute(AccessibleAttribute.HELP));
    }

    @Test
    void a_long_text_is_broken_into_lines_and_wholly_seen(FxRobot robot) {
        String text = "word ".repeat(60).strip();
        robot.interact(() -> Tips.say(button, text));
        robot.moveTo(button);
        untilShown(text);
        robot.interact(() -> {
            var tooltip = showing().get(0);
            assertEquals(360, tooltip.getWidth(), 1);
            var label = (Label) tooltip.getSkin().getNode();
            assertTrue(label.getHeight() >= label.prefHeight(label.getWidth()), "height " + label.getHeight());
            assertTrue(label.getHeight() > 4 * label.getFont().getSize(), "height " + label.getHeight());
        });
    }
}
