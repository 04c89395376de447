package org.latentfx.view.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.session.explore.Selection;
import org.latentfx.session.run.Run.Status;
import org.latentfx.session.run.RunLine;
import org.latentfx.train.Settings;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.WindowSample;
import org.latentfx.view.window.MainWindow;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

@ExtendWith(ApplicationExtension.class)
class RunsViewTest {
    private SmallSession small;
    private MainWindow window;

    @Start
    void show(Stage stage) {
        small = new SmallSession();
        window = WindowSample.show(stage, small.session, 1440, 900);
    }

    @Stop
    void end() {
        small.close();
    }

    private List<RunLine> lines() {
        return small.session.runs().lines();
    }

    private Node view() {
        return Objects.requireNonNull(window.lookup(".runs"));
    }

    private static List<String> texts(FxRobot robot, String style) {
        return robot.lookup(style).queryAllAs(Label.class).stream()
                .filter(label -> label.getScene() != null && !label.getText().isEmpty())
                .map(Label::getText)
                .toList();
    }

    @Test
    void the_list_comes_with_the_second_run_and_its_rows_tell_what_differs(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        RunLine first = lines().get(0);
        assertFalse(view().isVisible());
        robot.push(KeyCode.CONTROL, KeyCode.N);
        assertTrue(view().isVisible());
        assertSame(lines().get(1), small.session.runs().shown());
        assertEquals(List.of("Run 1", "Run 2"), texts(robot, ".run-name"));
        robot.interact(() -> small.session
                .commands()
                .change(Settings.BETA.with(
                        lines().get(1).hyperparametersProperty().get(), 4.0)));
        String differing = String.join("\n", texts(robot, ".run-cell .muted"));
        assertTrue(differing.contains("β 4") && differing.contains("seed 2"), differing);
        robot.clickOn("Run 1");
        assertSame(first, small.session.runs().shown());
        robot.push(KeyCode.CONTROL, KeyCode.PAGE_DOWN);
        assertNotSame(first, small.session.runs().shown());
    }

    @Test
    void a_name_is_edited_in_place_and_undone(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        robot.push(KeyCode.CONTROL, KeyCode.N);
        robot.type(KeyCode.F2).write("wide").type(KeyCode.ENTER);
        assertEquals("wide", lines().get(1).nameProperty().get());
        robot.doubleClickOn("Run 1").write("narrow").type(KeyCode.ESCAPE);
        assertEquals("Run 1", lines().get(0).nameProperty().get());
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        assertEquals(List.of("Run 1", "Run 2"), texts(robot, ".run-name"));
    }

    @Test
    void a_run_is_played_in_its_row_while_another_is_looked_at(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.N);
        RunLine first = lines().get(0);
        robot.clickOn(robot.lookup(".run-play").queryAll().stream()
                .filter(node -> node.getAccessibleText().contains(" Run 1")
                        && !node.getAccessibleText().contains("twin"))
                .findFirst()
                .orElseThrow());
        SmallSession.until(() -> first.stepProperty().get() > 5);
        assertSame(lines().get(1), small.session.runs().shown());
        assertEquals(0, small.session.run().stepProperty().get());
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        SmallSession.until(() -> first.statusProperty().get() == Status.PAUSED);
    }

    @Test
    void a_fork_on_the_selected_images_is_made_and_removed_by_keys(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        SmallSession.until(() -> small.session.encodings().pointsProperty().get() != null);
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.B);
        assertEquals(1, lines().size(), "nothing is selected");
        robot.interact(
                () -> small.session.selection().select(IntStream.range(0, 7).toArray(), Selection.Mode.REPLACE));
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.B);
        assertEquals(7, lines().get(1).dataProperty().get().train().size());
        SmallSession.until(() -> lines().get(1).statusProperty().get() == Status.PAUSED);
        robot.clickOn("Run 1, selected only").type(KeyCode.DELETE);
        assertEquals(1, lines().size());
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        assertEquals(2, lines().size());
    }
}
