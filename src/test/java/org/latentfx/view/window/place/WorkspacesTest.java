package org.latentfx.view.window.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Scene;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.view.command.Actions;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class WorkspacesTest {
    private final AtomicInteger built = new AtomicInteger();
    private final SimpleBooleanProperty brief = new SimpleBooleanProperty();
    private final StackPane explore = new StackPane();
    private Workspaces workspaces;
    private VBox root;

    @Start
    void show(Stage stage) {
        explore.setMinSize(300, 200);
        explore.getChildren().add(new TextField("kept"));
        workspaces = new Workspaces(explore).add(Workspace.COMPARE, () -> {
            built.incrementAndGet();
            var compare = new Region();
            compare.setMinSize(700, 500);
            return compare;
        });
        var actions = new Actions();
        workspaces.addTo(actions);
        root = new VBox(new WorkspaceSwitch(workspaces, brief), workspaces);
        var scene = new Scene(root, 800, 600);
        actions.listen(null, scene);
        stage.setScene(scene);
        stage.setX(0);
        stage.setY(0);
        stage.show();
    }

    @Test
    void one_is_made_when_it_is_first_seen_and_kept(FxRobot robot) {
        assertEquals(0, built.get());
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT3).push(KeyCode.CONTROL, KeyCode.DIGIT1);
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT3);
        assertEquals(1, built.get());
        assertEquals(Workspace.COMPARE, workspaces.chosenProperty().get());
    }

    @Test
    void a_hidden_one_is_not_seen_and_needs_no_room_and_comes_back_as_it_was(FxRobot robot) {
        robot.clickOn("#workspace-compare");
        assertFalse(explore.isVisible());
        assertEquals(700, workspaces.minWidth(-1));
        robot.clickOn("#workspace-explore");
        assertTrue(explore.isVisible());
        assertEquals(300, workspaces.minWidth(-1));
        assertEquals(
                "kept", robot.lookup(".text-field").queryAs(TextField.class).getText());
    }

    @Test
    void the_chosen_segment_stays_pressed_however_often_it_is_clicked(FxRobot robot) {
        var compare = robot.lookup("#workspace-compare").queryAs(ToggleButton.class);
        robot.clickOn(compare).clickOn(compare);
        assertTrue(compare.isSelected());
        assertFalse(
                robot.lookup("#workspace-explore").queryAs(ToggleButton.class).isSelected());
    }

    @Test
    void only_what_there_is_is_offered(FxRobot robot) {
        assertNull(root.lookup("#workspace-debug"));
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT2);
        robot.interact(() -> workspaces.choose(Workspace.DEBUG));
        assertEquals(Workspace.EXPLORE, workspaces.chosenProperty().get());
    }

    @Test
    void where_room_is_short_icons_stand_for_words_that_are_still_told(FxRobot robot) {
        var compare = robot.lookup("#workspace-compare").queryAs(ToggleButton.class);
        double whole = compare.getWidth();
        robot.interact(() -> brief.set(true));
        robot.interact(() -> root.layout());
        assertEquals(ContentDisplay.GRAPHIC_ONLY, compare.getContentDisplay());
        assertTrue(compare.getWidth() < whole, whole + " then " + compare.getWidth());
        assertEquals("Compare", compare.getAccessibleText());
        assertTrue(compare.getAccessibleHelp().endsWith("(Ctrl+3)"), compare.getAccessibleHelp());
    }
}
