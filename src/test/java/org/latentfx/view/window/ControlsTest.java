package org.latentfx.view.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuBar;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Slider;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.session.run.Run.Status;
import org.latentfx.view.command.Keys;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.Tips;
import org.latentfx.view.kit.WindowSample;
import org.latentfx.view.map.tool.MapTool;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/**
 * Everything in the whole window that a person can operate says what it is, to screen readers and under the pointer.
 */
@ExtendWith(ApplicationExtension.class)
class ControlsTest {
    private SmallSession small;

    @Start
    void show(Stage stage) {
        small = new SmallSession();
        WindowSample.show(stage, small.session, 1440, 900);
    }

    @Stop
    void end() {
        small.close();
    }

    private static boolean operated(Node node) {
        return node instanceof ButtonBase
                || node instanceof TextInputControl
                || node instanceof Slider
                || node instanceof ComboBoxBase<?>
                || node instanceof ChoiceBox<?>
                || node instanceof Spinner<?>;
    }

    /** What can be operated, without what a control is itself made of. */
    private static void collect(Node node, Set<Node> found) {
        boolean whole = operated(node);
        if (whole) found.add(node);
        if (node instanceof Parent parent && !whole)
            for (Node child : parent.getChildrenUnmodifiable()) collect(child, found);
    }

    /** In every tab of the tools, and with the drawing pad open. */
    private Set<Node> controls(FxRobot robot) {
        var found = new java.util.LinkedHashSet<Node>();
        var root = robot.lookup(".main-window").query();
        robot.type(KeyCode.D);
        for (Node tab : robot.lookup(".tab-name").queryAll()) {
            robot.clickOn(tab);
            robot.interact(() -> collect(root, found));
        }
        return found;
    }

    private static String describe(Node node) {
        String text = node instanceof Labeled labeled ? labeled.getText() : "";
        return node.getClass().getSimpleName() + " #" + node.getId() + " " + node.getStyleClass() + " “" + text + "”";
    }

    /** A menu says what it holds by opening. */
    private static boolean inMenuBar(Node node) {
        for (Node n = node; n != null; n = n.getParent()) if (n instanceof MenuBar) return true;
        return false;
    }

    /** By itself, or by a label that belongs to it, which does not hide what it holds. */
    private static boolean named(Node node) {
        var label = (Label) node.queryAccessibleAttribute(AccessibleAttribute.LABELED_BY);
        return !blank(node.getAccessibleText()) || label != null && !blank(label.getText());
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }

    @Test
    void every_control_has_an_accessible_name(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        Set<Node> controls = controls(robot);
        assertTrue(controls.size() > 80, controls.size() + " controls");
        List<String> nameless = new ArrayList<>();
        for (Node node : controls) {
            boolean written = node instanceof Labeled labeled && !blank(labeled.getText());
            if (!written && !named(node)) nameless.add(describe(node));
        }
        assertEquals(List.of(), nameless);
    }

    @Test
    void every_control_has_a_tooltip(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        List<String> silent = new ArrayList<>();
        for (Node node : controls(robot)) if (blank(Tips.of(node)) && !inMenuBar(node)) silent.add(describe(node));
        assertEquals(List.of(), silent);
    }

    @Test
    void what_a_field_or_a_choice_holds_is_not_hidden_by_its_name(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        List<String> hidden = new ArrayList<>();
        for (Node node : controls(robot))
            if ((node instanceof TextInputControl || node instanceof ComboBoxBase || node instanceof ChoiceBox)
                    && !blank(node.getAccessibleText())) hidden.add(describe(node));
        assertEquals(List.of(), hidden);
    }

    @Test
    void a_slider_of_a_setting_tells_the_value_in_its_own_unit(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        var batch = robot.lookup("#slider-batch").queryAs(Slider.class);
        assertEquals(10.0, (double) batch.queryAccessibleAttribute(AccessibleAttribute.VALUE), 0.5);
        assertTrue((double) batch.queryAccessibleAttribute(AccessibleAttribute.MAX_VALUE) > 100);
    }

    @Test
    void what_a_key_does_is_said_by_the_tooltip_of_its_button(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        Set<String> said = new TreeSet<>();
        for (Node node : controls(robot)) if (!blank(Tips.of(node))) said.add(Tips.of(node));
        for (Keys key : List.of(
                Keys.PLAY, Keys.STEP, Keys.RESET, Keys.RANDOM, Keys.ZERO, Keys.DRAW, Keys.UNDO, Keys.REDO, Keys.THEME))
            assertTrue(
                    said.stream().anyMatch(text -> text.contains("(" + key.shortcut())),
                    key + " (" + key.shortcut() + ") among " + said);
        for (MapTool tool : MapTool.values()) assertTrue(said.contains(tool.help()), tool.help());
    }

    @Test
    void whatever_else_takes_the_keyboard_has_a_name(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        controls(robot); // opens what is made when it is first opened
        List<String> nameless = new ArrayList<>();
        robot.interact(() -> focusable(robot.lookup(".main-window").query(), nameless));
        assertEquals(List.of(), nameless);
    }

    private static void focusable(Node node, List<String> nameless) {
        boolean silent = node.isFocusTraversable() && !named(node);
        boolean written = node instanceof Labeled labeled && !blank(labeled.getText());
        if (silent && !written && !(node instanceof ProgressBar)) nameless.add(describe(node));
        if (node instanceof Parent parent && !operated(node))
            for (Node child : parent.getChildrenUnmodifiable()) focusable(child, nameless);
    }
}
