package org.latentfx.view.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.controlsfx.control.ToggleSwitch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class ThemesTest {
    private final Preferences preferences = new Preferences();
    private Themes themes;
    private Scene scene;

    @Start
    void show(Stage stage) {
        themes = new Themes(preferences, true);
        scene = new Scene(new StackPane(new ToggleSwitch()), 200, 200);
        themes.dress(scene);
        stage.setScene(scene);
        stage.setWidth(200);
        stage.setHeight(200);
        stage.show();
    }

    @Test
    void starts_as_told_until_a_person_chooses(FxRobot robot) {
        assertTrue(themes.dark());
        assertFalse(onFx(robot, () -> new Themes(preferences, false)).dark());
        robot.interact(themes::toggle);
        assertFalse(onFx(robot, () -> new Themes(preferences, true)).dark());
    }

    @Test
    void the_window_opens_before_the_desktop_has_answered_and_follows_its_answer(FxRobot robot) {
        var asked = new ArrayDeque<Runnable>();
        robot.interact(() -> {
            var following = Themes.followingDesktop(preferences, () -> false, asked::add, Runnable::run);
            assertTrue(following.dark());
            asked.remove().run();
            assertFalse(following.dark());
            var next = Themes.followingDesktop(preferences, () -> true, asked::add, Runnable::run);
            assertFalse(next.dark(), "as the desktop was last time");
            asked.remove().run();
            assertTrue(next.dark());
        });
    }

    @Test
    void what_a_person_chose_comes_before_the_desktop_even_if_its_answer_comes_late(FxRobot robot) {
        var asked = new ArrayDeque<Runnable>();
        robot.interact(() -> {
            var following = Themes.followingDesktop(preferences, () -> true, asked::add, Runnable::run);
            following.toggle();
            asked.remove().run();
            assertFalse(following.dark());
            assertFalse(Themes.followingDesktop(preferences, () -> true, asked::add, Runnable::run)
                    .dark());
            assertTrue(asked.isEmpty(), "nobody is asked");
        });
    }

    @Test
    void the_whole_scene_changes_colour_at_once(FxRobot robot) {
        Color before = corner(robot);
        robot.interact(themes::toggle);
        assertTrue(scene.getRoot().getStyleClass().contains("light"));
        assertFalse(scene.getRoot().getStyleClass().contains("dark"));
        assertTrue(corner(robot).getBrightness() > before.getBrightness() + 0.5);
    }

    @Test
    void a_switch_can_be_seen_in_both_themes(FxRobot robot) {
        for (int i = 0; i < 2; i++) {
            var picture = onFx(robot, () -> scene.snapshot(null));
            var ground = picture.getPixelReader().getColor(2, 2);
            int marks = 0;
            for (int y = 0; y < 200; y++)
                for (int x = 0; x < 200; x++)
                    if (!picture.getPixelReader().getColor(x, y).equals(ground)) marks++;
            assertTrue(marks > 200, marks + " pixels differ from the ground");
            robot.interact(themes::toggle);
        }
    }

    @Test
    void digits_are_all_of_one_width() {
        var font = javafx.scene.text.Font.font("LatentFX Sans", 13);
        assertEquals("LatentFX Sans", font.getFamily());
        assertEquals(width("11111", font), width("80808", font));
    }

    private static double width(String text, javafx.scene.text.Font font) {
        var node = new javafx.scene.text.Text(text);
        node.setFont(font);
        return node.getLayoutBounds().getWidth();
    }

    private Color corner(FxRobot robot) {
        return onFx(robot, () -> scene.snapshot(null).getPixelReader().getColor(2, 2));
    }

    private static <T> T onFx(FxRobot robot, java.util.function.Supplier<T> work) {
        var result = new java.util.concurrent.atomic.AtomicReference<T>();
        robot.interact(() -> result.set(work.get()));
        return result.get();
    }
}
