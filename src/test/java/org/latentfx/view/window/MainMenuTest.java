package org.latentfx.view.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.session.run.Run.Status;
import org.latentfx.view.command.Keys;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.WindowSample;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

@ExtendWith(ApplicationExtension.class)
class MainMenuTest {
    private SmallSession small;
    private Themes themes;
    private MainMenu menu;

    @Start
    void show(Stage stage) {
        small = new SmallSession();
        themes = new Themes(new Preferences(), true);
        var window = WindowSample.show(stage, small.session, themes, 1440, 900);
        menu = (MainMenu) Objects.requireNonNull(window.lookup("#main-menu"));
    }

    @Stop
    void end() {
        small.close();
    }

    private static Stream<MenuItem> items(Menu menu) {
        return menu.getItems().stream()
                .flatMap(item -> item instanceof Menu within ? items(within) : Stream.of(item))
                .filter(item -> item.getId() != null);
    }

    private List<MenuItem> items() {
        return menu.getMenus().stream().flatMap(MainMenuTest::items).toList();
    }

    @Test
    void every_named_command_stands_in_a_menu_with_its_key() {
        Map<String, MenuItem> byId = new HashMap<>();
        for (MenuItem item : items()) assertEquals(null, byId.put(item.getId(), item), item.getId() + " stands twice");
        for (Keys key : Keys.values()) {
            MenuItem item = byId.get("command-" + key.name().toLowerCase().replace('_', '-'));
            assertTrue(item != null, key + " stands in no menu");
            String printed =
                    item.getAccelerator() == null ? "" : item.getAccelerator().getDisplayText();
            assertEquals(key.shortcut(), printed);
        }
        for (String id : List.of("map-tool-lasso", "map-layer-density", "data-mnist", "preset-burda", "panel-path"))
            assertTrue(byId.containsKey("command-" + id), id);
    }

    @Test
    void no_two_commands_have_one_key() {
        List<String> printed = new ArrayList<>();
        for (MenuItem item : items())
            if (item.getAccelerator() != null) printed.add(item.getAccelerator().getDisplayText());
        assertEquals(printed.size(), printed.stream().distinct().count(), printed.toString());
    }

    @Test
    void a_menu_does_and_shows_what_is_on(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        robot.clickOn("#menu-view").clickOn("#command-theme");
        assertFalse(themes.dark());
        robot.clickOn("#menu-map").type(KeyCode.ESCAPE);
        robot.type(KeyCode.L);
        robot.interact(() -> menu.getMenus().get(3).show());
        MenuItem lasso = items().stream()
                .filter(item -> "command-map-tool-lasso".equals(item.getId()))
                .findFirst()
                .orElseThrow();
        assertTrue(((CheckMenuItem) lasso).isSelected());
        robot.interact(() -> menu.getMenus().get(3).hide());
    }

    @Test
    void undo_can_be_chosen_only_while_there_is_something_to_take_back(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        robot.interact(() -> menu.getMenus().get(1).show());
        assertTrue(disabled("command-undo"));
        robot.interact(() -> menu.getMenus().get(1).hide());
        robot.type(KeyCode.R);
        robot.interact(() -> menu.getMenus().get(1).show());
        assertFalse(disabled("command-undo"));
        robot.interact(() -> menu.getMenus().get(1).hide());
    }

    private boolean disabled(String id) {
        return items().stream()
                .filter(item -> id.equals(item.getId()))
                .findFirst()
                .orElseThrow()
                .isDisable();
    }

    @Test
    void a_letter_typed_while_a_menu_is_open_is_for_the_menu(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        robot.clickOn("#menu-map").type(KeyCode.R).type(KeyCode.ESCAPE);
        assertEquals(0, small.session.explorer().z()[0]);
    }

    @Test
    void points_visited_are_gone_through_by_keys_that_every_keyboard_has(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        robot.type(KeyCode.R);
        float first = small.session.explorer().z()[0];
        robot.type(KeyCode.HOME);
        assertEquals(0, small.session.explorer().z()[0]);
        robot.push(KeyCode.ALT, KeyCode.LEFT);
        assertEquals(first, small.session.explorer().z()[0]);
        robot.push(KeyCode.ALT, KeyCode.RIGHT);
        assertEquals(0, small.session.explorer().z()[0]);
    }

    @Test
    void menus_grow_with_the_text_of_the_window(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        robot.clickOn("#menu-help");
        double usual = fontOfHelp(robot);
        robot.type(KeyCode.ESCAPE).push(KeyCode.CONTROL, KeyCode.ADD).push(KeyCode.CONTROL, KeyCode.ADD);
        robot.clickOn("#menu-help");
        assertEquals(1.25 * usual, fontOfHelp(robot), 0.1);
        robot.type(KeyCode.ESCAPE);
    }

    private static double fontOfHelp(FxRobot robot) {
        Node item = robot.lookup("#command-help").query();
        return ((Label) item.lookup(".label")).getFont().getSize();
    }
}
