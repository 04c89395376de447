package org.latentfx.view;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Region;
import javafx.scene.shape.Polyline;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.session.Run.Status;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class MainWindowTest {
    private final MemoryPreferences preferences = new MemoryPreferences();
    private SmallSession small;
    private Themes themes;
    private MainWindow window;
    private Stage stage;

    @Start
    void show(Stage shown) {
        stage = shown;
        small = new SmallSession();
        themes = new Themes(preferences, true);
        window = new MainWindow(small.session, themes, preferences);
        var scene = new Scene(window, 1100, 700);
        themes.dress(scene);
        stage.setScene(scene);
        stage.setX(0);
        stage.setY(0);
        stage.setWidth(1100);
        stage.setHeight(700);
        stage.show();
    }

    @AfterEach
    void end() {
        small.close();
    }

    private Bounds onScreen(Node node) {
        return node.localToScene(node.getBoundsInLocal());
    }

    @Test
    void nothing_is_cut_off_in_the_smallest_window(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        assertEquals(List.of(), CutOff.labels(robot));
        for (Node header : robot.lookup(".panel-header").queryAll()) {
            var bounds = onScreen(header);
            assertTrue(bounds.getMaxX() <= 1100, header + " ends at " + bounds.getMaxX());
        }
        assertEquals(700, onScreen(robot.lookup(".status-line").query()).getMaxY(), 0.5);
    }

    @Test
    void the_keys_of_the_table_give_commands(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        robot.type(KeyCode.RIGHT);
        SmallSession.until(() -> small.session.run().stepProperty().get() == 1);
        robot.interact(() -> robot.lookup(".map-plot").query().requestFocus());
        robot.type(KeyCode.PERIOD);
        SmallSession.until(() -> small.session.run().stepProperty().get() == 2);
        robot.type(KeyCode.SPACE);
        small.untilStatus(Status.TRAINING);
        robot.type(KeyCode.SPACE);
        small.untilStatus(Status.PAUSED);
        robot.type(KeyCode.R);
        assertTrue(small.session.explorer().z()[0] != 0);
        robot.type(KeyCode.DIGIT0);
        assertArrayEquals(new float[2], small.session.explorer().z());
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        assertTrue(small.session.explorer().z()[0] != 0);
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
        assertArrayEquals(new float[2], small.session.explorer().z());
        robot.push(KeyCode.CONTROL, KeyCode.T);
        assertFalse(themes.dark());
    }

    @Test
    void the_drawing_pad_and_the_tools_are_made_when_first_opened_in_the_theme_of_the_window(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        assertTrue(robot.lookup("#drawing-pad").tryQuery().isEmpty());
        assertTrue(robot.lookup(".path-view").tryQuery().isEmpty());
        robot.push(KeyCode.CONTROL, KeyCode.T);
        robot.type(KeyCode.D);
        DrawingPad pad = robot.lookup("#drawing-pad").query();
        assertTrue(pad.isVisible());
        assertFalse(pad.darkProperty().get());
        robot.type(KeyCode.ESCAPE);
        assertFalse(pad.isVisible());
        robot.type(KeyCode.D);
        assertTrue(pad.isVisible());
        assertEquals(1, robot.lookup("#drawing-pad").queryAll().size());
        robot.type(KeyCode.D).clickOn("#tab-1");
        PathView path = robot.lookup(".path-view").query();
        assertTrue(path.isVisible());
        assertFalse(path.darkProperty().get());
        robot.clickOn("#tab-0");
        assertFalse(path.isVisible());
    }

    @Test
    void a_path_drawn_on_the_map_opens_its_panel_though_it_was_never_looked_at(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        SmallSession.until(() -> small.session.atlas().pointsProperty().get() != null);
        var plot = (MapPlot) window.lookup(".map-plot");
        robot.interact(plot::requestFocus);
        robot.type(KeyCode.W);
        Axes2D axes = plot.state().axes.get();
        robot.moveTo(plot.localToScreen(axes.px(-2), axes.py(-2)))
                .press(MouseButton.PRIMARY)
                .moveTo(plot.localToScreen(axes.px(2), axes.py(1)))
                .release(MouseButton.PRIMARY);
        PathView path = robot.lookup(".path-view").query();
        assertTrue(path.isVisible());
        assertTrue(((ToggleButton) robot.lookup("#tab-1").query()).isSelected());
        var line = (Polyline) window.lookup(".map-path");
        SmallSession.until(() -> small.session.paths().pathProperty().get() != null);
        SmallSession.until(() -> !line.getPoints().isEmpty());
        robot.clickOn("#tab-0");
        assertTrue(!line.isVisible() || line.getPoints().isEmpty(), "drawn while its panel is shown");
    }

    @Test
    void letters_typed_into_a_field_are_letters(FxRobot robot) {
        robot.clickOn("#setting-seed").type(KeyCode.R).type(KeyCode.SPACE);
        assertArrayEquals(new float[2], small.session.explorer().z());
        robot.clickOn(".main-window .panel-header").type(KeyCode.R);
        assertTrue(small.session.explorer().z()[0] != 0);
    }

    @Test
    void the_list_of_keys_opens_with_a_key_and_closes_with_escape(FxRobot robot) {
        robot.type(KeyCode.F1);
        SmallSession.until(() -> robot.lookup(".keys-card").tryQuery().isPresent());
        for (Keys key : Keys.values())
            assertTrue(robot.lookup(key.shortcuts()).tryQuery().isPresent(), key.shortcuts());
        robot.type(KeyCode.ESCAPE);
        SmallSession.until(() -> robot.lookup(".keys-card").tryQuery().isEmpty());
    }

    @Test
    void a_message_stays_until_dismissed_and_covers_nothing(FxRobot robot) {
        var bar = robot.lookup(".message-bar").queryAs(Region.class);
        assertFalse(bar.isVisible());
        robot.interact(() -> small.session.say("The folder is empty. ".repeat(12)));
        assertTrue(bar.getHeight() > 40, "a long sentence takes several lines");
        assertFalse(robot.lookup("#message").queryAs(Label.class).getText().isEmpty());
        robot.clickOn("#dismiss");
        assertNull(small.session.messageProperty().get());
        assertFalse(bar.isVisible());
    }

    @Test
    void dividers_stay_where_they_were_put(FxRobot robot) {
        var split = robot.lookup(".fixed-split").queryAs(FixedSplit.class);
        assertEquals(240, split.fixedLength());
        var divider = robot.from(split).lookup(".divider").queryAll().stream()
                .filter(d -> d.getParent() == split)
                .findFirst()
                .orElseThrow();
        robot.drag(divider).dropBy(60, 0);
        assertEquals(300, split.fixedLength(), 2);
        assertEquals(split.fixedLength(), preferences.getDouble("settings", 0));
        robot.interact(() -> stage.setWidth(1400));
        assertEquals(300, split.fixedLength(), 2);
        assertEquals(300, new Remembered(preferences, "settings", 240).get(), 2);
    }

    @Test
    void the_map_keeps_the_larger_part_of_a_small_window(FxRobot robot) {
        double map = robot.lookup(".map-view").queryAs(Region.class).getHeight();
        double curves = robot.lookup(".curves-view").queryAs(Region.class).getHeight();
        assertTrue(map > 1.8 * curves, "map " + map + ", curves " + curves);
    }

    @Test
    void a_double_click_on_a_header_shows_its_panel_alone_and_escape_puts_it_back(FxRobot robot) {
        var map = robot.lookup(".map-view").queryAs(Region.class);
        double before = map.getWidth();
        robot.doubleClickOn(robot.from(map).lookup(".panel-header").queryAs(Node.class));
        assertTrue(map.getWidth() > 1000, "width " + map.getWidth());
        robot.type(KeyCode.ESCAPE);
        assertEquals(before, map.getWidth(), 1);
    }
}
