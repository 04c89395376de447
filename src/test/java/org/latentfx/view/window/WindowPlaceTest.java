package org.latentfx.view.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;

@ExtendWith(ApplicationExtension.class)
class WindowPlaceTest {
    private Preferences preferences = new Preferences();
    private final List<Stage> opened = new ArrayList<>();
    private final FxRobot robot = new FxRobot();

    private Stage open() {
        robot.interact(() -> {
            var stage = new Stage();
            stage.setScene(new Scene(new StackPane()));
            stage.sizeToScene();
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
        assertEquals(1024, stage.getMinWidth());
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
        preferences.set("x", 90_000);
        preferences.set("y", -90_000);
        preferences.set("width", 90_000);
        var stage = open();
        var screen = Screen.getPrimary().getVisualBounds();
        assertTrue(screen.contains(stage.getX(), stage.getY()), stage.getX() + ", " + stage.getY());
        assertEquals(screen.getWidth(), stage.getWidth());
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e9, -1e9})
    void a_bad_stored_value_counts_as_never_stored(double bad) {
        preferences = new Preferences(
                Map.of("x", bad, "y", bad, "width", bad, "height", bad, "maximised", bad), values -> {});
        var stage = open();
        var screen = Screen.getPrimary().getVisualBounds();
        assertEquals(List.of(1440.0, 900.0), List.of(stage.getWidth(), stage.getHeight()));
        assertTrue(screen.contains(stage.getX(), stage.getY()), stage.getX() + ", " + stage.getY());
        assertFalse(stage.isMaximized());
    }

    @Test
    void a_window_with_only_a_corner_in_sight_opens_where_it_can_be_moved() {
        var screen = Screen.getPrimary().getVisualBounds();
        preferences.set("x", screen.getMaxX() - 5);
        preferences.set("y", screen.getMaxY() - 20);
        var stage = open();
        assertTrue(stage.getX() < screen.getMaxX() - 5, "x " + stage.getX());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, true",
        "-1280, 0, true", // 160 pixels of it
        "-1281, 0, false",
        "1760, 500, true",
        "1761, 500, false",
        "-8, -8, true", // as a maximised window of one system
        "0, -9, false", // the title bar is above the screen
        "0, 1050, true",
        "0, 1051, false",
        "2000, 100, false", // beside both screens
        "-1500, -200, true", // on the second one
        "NaN, NaN, false"
    })
    void a_place_needs_a_title_bar_to_move_it_by(double x, double y, boolean can) {
        var screens = List.of(new Rectangle2D(0, 0, 1920, 1080), new Rectangle2D(-1920, -400, 640, 480));
        assertEquals(can, WindowPlace.canBeMoved(x, y, 1440, screens));
    }
}
