package org.latentfx.view.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.view.kit.MemoryPreferences;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;

@ExtendWith(ApplicationExtension.class)
class WindowPlaceTest {
    private final MemoryPreferences preferences = new MemoryPreferences();
    private final List<Stage> opened = new ArrayList<>();
    private final FxRobot robot = new FxRobot();

    private Stage open() {
        robot.interact(() -> {
            var stage = new Stage();
            stage.setScene(new Scene(new StackPane()));
            new WindowPlace(preferences).apply(stage);
            stage.show();
            opened.add(stage);
        });
        return opened.get(opened.size() - 1);
    }

    @AfterEach
    void close() {
        robot.interact(() -> opened.forEach(Stage::hide));
    }

    @Test
    void the_first_window_has_the_size_it_was_drawn_for() {
        var stage = open();
        assertEquals(1440, stage.getWidth());
        assertEquals(900, stage.getHeight());
        assertEquals(1100, stage.getMinWidth());
    }

    @Test
    void a_window_opens_where_and_as_large_as_it_was_closed() {
        var first = open();
        robot.interact(() -> {
            first.setX(40);
            first.setY(30);
            first.setWidth(1200);
            first.setHeight(800);
            first.hide();
        });
        var second = open();
        assertEquals(
                List.of(40.0, 30.0, 1200.0, 800.0),
                List.of(second.getX(), second.getY(), second.getWidth(), second.getHeight()));
    }

    @Test
    void a_window_never_opens_beside_every_screen() {
        preferences.putDouble("x", 90_000);
        preferences.putDouble("y", -90_000);
        preferences.putDouble("width", 90_000);
        var stage = open();
        var screen = Screen.getPrimary().getVisualBounds();
        assertTrue(screen.contains(stage.getX(), stage.getY()), stage.getX() + ", " + stage.getY());
        assertEquals(screen.getWidth(), stage.getWidth());
    }
}
