package org.latentfx.view.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentfx.session.compare.ComparedRun;
import org.latentfx.session.compare.Sheet;
import org.latentfx.session.run.Run.Status;
import org.latentfx.train.Settings;
import org.latentfx.view.command.Actions;
import org.latentfx.view.command.Keys;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.WindowSample;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

@ExtendWith(ApplicationExtension.class)
class CompareWorkspaceTest {
    private SmallSession small;
    private CompareWorkspace workspace;
    private Stage stage;
    private boolean explored;

    @Start
    void show(Stage shown) {
        stage = shown;
        small = new SmallSession(8, 8);
        workspace = new CompareWorkspace(small.session, new Actions().on(Keys.EXPLORE, () -> explored = true));
        WindowSample.show(stage, workspace, 1200, 700);
    }

    @Stop
    void end() {
        small.close();
    }

    private Sheet sheet() {
        return small.session.comparison().sheetProperty().get();
    }

    private List<RunColumn> columns() {
        return workspace.lookupAll(".compare-column").stream()
                .map(node -> (RunColumn) node)
                .filter(Node::isVisible)
                .sorted((a, b) -> Double.compare(a.getLayoutX(), b.getLayoutX()))
                .toList();
    }

    /** A twin with four times the KL weight, after a step of each. */
    private void twin(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        robot.interact(small.session.commands()::stepOnce);
        SmallSession.until(() -> small.session.run().stepProperty().get() == 1);
        SmallSession.until(() -> robot.lookup("#compare-more-beta").tryQuery().isPresent());
        robot.clickOn("#compare-more-beta");
        SmallSession.until(() -> small.session.run().stepProperty().get() > 0);
        robot.interact(small.session.commands()::pause);
        small.untilStatus(Status.PAUSED);
        SmallSession.until(() -> columns().size() == 2
                && sheet().runs().stream()
                        .allMatch(run -> run.map() != null && run.map().points() != null));
        robot.interact(workspace::layout);
    }

    @Test
    void one_run_is_offered_a_twin_that_begins_alike_and_differs_in_what_was_chosen(FxRobot robot) {
        twin(robot);
        var lines = small.session.runs().lines();
        assertEquals(
                List.of(Settings.BETA),
                Settings.differences(
                        lines.get(0).hyperparametersProperty().get(),
                        lines.get(1).hyperparametersProperty().get()));
        assertFalse(workspace.lookup(".compare-empty").isVisible());
        var settings = workspace.lookupAll(".compare-setting").stream()
                .filter(Node::isVisible)
                .map(node -> ((Labeled) node).getText())
                .sorted()
                .toList();
        assertEquals(List.of("1", "4"), settings);
    }

    @Test
    void a_drag_on_one_map_moves_the_cross_hair_of_all_and_is_one_undo(FxRobot robot) {
        twin(robot);
        ColumnMap map = columns().get(1).map();
        float[] before = small.session.explorer().z();
        robot.moveTo(map).press(MouseButton.PRIMARY).moveBy(60, -40);
        robot.release(MouseButton.PRIMARY);
        float[] z = small.session.explorer().z();
        assertEquals(map.axes().x(map.getWidth() / 2 + 60), z[0], 0.05);
        assertEquals(map.axes().y(map.getHeight() / 2 - 40), z[1], 0.05);
        for (ComparedRun run : sheet().runs()) assertArrayEquals(z, run.at().z());
        robot.interact(small.session::undo);
        assertArrayEquals(before, small.session.explorer().z());
    }

    @Test
    void arrow_keys_on_a_map_move_z_by_a_tenth_and_with_shift_by_one(FxRobot robot) {
        twin(robot);
        robot.interact(columns().get(0).map()::requestFocus);
        robot.type(KeyCode.RIGHT).push(KeyCode.SHIFT, KeyCode.UP);
        assertArrayEquals(new float[] {0.1f, 1}, small.session.explorer().z(), 1e-6f);
    }

    @Test
    void differences_are_drawn_in_the_colours_of_errors_on_one_stated_scale(FxRobot robot) {
        twin(robot);
        assertFalse(columns().get(0).difference().isVisible());
        var image = columns().get(1).difference().image();
        double scale = Difference.scale(sheet());
        float[] apart = Difference.of(sheet().runs().get(0), sheet().runs().get(1));
        boolean dark = true;
        int pixel = IntStream.range(0, apart.length)
                .boxed()
                .max((a, b) -> Float.compare(apart[a], apart[b]))
                .orElseThrow();
        int edge = image.width() / 8;
        int found = image.pixels()[(pixel / 8 * edge + edge / 2) * image.width() + pixel % 8 * edge + edge / 2];
        assertEquals(Ink.OfErrors.of(dark).argb(apart[pixel] / scale), found);
        assertNotEquals(Ink.of(dark).paper(), found);
    }

    @Test
    void every_map_says_what_runs_along_its_axes_and_from_where_to_where(FxRobot robot) {
        twin(robot);
        for (RunColumn column : columns()) {
            var names = column.map().lookupAll(".compare-axis").stream()
                    .map(node -> ((Labeled) node).getText())
                    .sorted()
                    .toList();
            double right = column.map().axes().x(column.map().getWidth());
            assertEquals(2, names.size());
            assertTrue(names.get(0).startsWith("z0: −") && names.get(1).startsWith("z1: −"), names.toString());
            assertTrue(names.get(0).endsWith(Figures.fixed(right, 1)), names.get(0) + " to " + right);
        }
    }

    @Test
    void a_sample_is_a_place_for_z_and_quality_is_measured_at_a_click(FxRobot robot) {
        twin(robot);
        SmallSession.until(() -> sheet().runs().stream().allMatch(run -> run.samples() != null));
        robot.interact(workspace::layout);
        Bounds strip = onScreen(columns().get(1).samples());
        robot.clickOn(strip.getMinX() + strip.getHeight() / 2, strip.getMinY() + strip.getHeight() / 2);
        assertArrayEquals(
                sheet().runs().get(1).samples().point(0),
                small.session.explorer().z());
        robot.clickOn("#compare-measure-quality");
        SmallSession.until(() -> sheet().runs().stream().allMatch(run -> run.quality() != null));
        SmallSession.until(
                () -> robot.lookup("#compare-measure-again").tryQuery().isPresent());
        robot.interact(workspace::layout);
        assertTrue(workspace.lookupAll(".compare-label").stream()
                .anyMatch(node -> node.isVisible() && ((Labeled) node).getText().equals("Fréchet distance")));
    }

    @Test
    void a_click_on_the_name_explores_that_run(FxRobot robot) {
        twin(robot);
        assertSame(small.session.runs().lines().get(1), small.session.runs().shown());
        robot.clickOn("#compare-name-0");
        assertTrue(explored);
        assertSame(small.session.runs().lines().get(0), small.session.runs().shown());
    }

    @Test
    void another_run_can_be_the_one_that_the_others_are_compared_with(FxRobot robot) {
        twin(robot);
        String second = sheet().runs().get(1).facts().name();
        robot.clickOn("#compare-more-1").clickOn("Compare the others with this run");
        assertEquals(second, sheet().runs().get(0).facts().name());
    }

    @Test
    void the_menu_of_runs_brings_back_what_was_left_out_and_makes_more(FxRobot robot) {
        twin(robot);
        robot.clickOn("#compare-more-0").clickOn("Leave this run out");
        assertEquals(1, columns().size());
        robot.clickOn("#compare-choose").clickOn("Run 1");
        assertEquals(2, columns().size());
    }

    @Test
    void a_picture_of_the_sheet_is_twice_as_large_and_holds_the_maps(FxRobot robot) {
        twin(robot);
        var view = (CompareView) workspace.lookup(".compare-view");
        var pictures = new ArrayList<BufferedImage>();
        robot.interact(() -> pictures.add(new SheetExport(view, small.session.exporter()).picture()));
        BufferedImage picture = pictures.get(0);
        assertEquals(2 * (int) view.getWidth(), picture.getWidth());
        Bounds map = onScreen(columns().get(0).map());
        int[] colours = picture.getRGB(
                (int) (2 * map.getMinX()),
                (int) (2 * map.getMinY()),
                (int) (2 * map.getWidth()),
                (int) (2 * map.getHeight()),
                null,
                0,
                (int) (2 * map.getWidth()));
        assertTrue(IntStream.of(colours).distinct().count() > 20, "a map has many colours");
    }

    @Test
    void while_it_is_hidden_nothing_follows_the_runs(FxRobot robot) {
        twin(robot);
        robot.interact(() -> workspace.setVisible(false));
        Sheet last = sheet();
        robot.interact(small.session.commands()::stepOnce);
        SmallSession.until(() -> small.session.run().statusProperty().get() == Status.PAUSED);
        assertSame(last, sheet());
        robot.interact(() -> workspace.setVisible(true));
        SmallSession.until(() -> sheet() != last);
    }

    @ParameterizedTest
    @CsvSource({"1440, 740, 2", "1440, 740, 4", "1024, 560, 3", "1024, 560, 4", "700, 540, 4"})
    void whatever_the_size_every_part_has_room_and_none_covers_another(int width, int height, int runs, FxRobot robot) {
        twin(robot);
        robot.interact(() -> {
            stage.setWidth(width);
            stage.setHeight(height);
            var lines = small.session.runs();
            for (int i = 2; i < runs; i++)
                lines.twin(lines.shown(), Settings.LEARNING_RATE.with(SmallSession.small(), 0.01 * i));
        });
        SmallSession.until(() -> columns().size() == runs);
        for (int i = 0; i < 3; i++)
            robot.interact(() -> {
                workspace.applyCss();
                workspace.layout();
            });
        for (RunColumn column : columns()) {
            Bounds map = onScreen(column.map());
            assertTrue(map.getWidth() >= 90 && map.getHeight() >= 90, map.toString());
            Bounds strip = onScreen(column.strip());
            assertTrue(strip.getMinY() >= map.getMaxY(), strip + " under " + map);
            for (Node value : column.lookupAll(".compare-value"))
                if (value.isVisible())
                    assertFalse(onScreen(value).intersects(shrunk(map)), onScreen(value) + " over " + map);
            Bounds whole = onScreen(column);
            assertTrue(whole.getMaxX() <= workspace.getWidth() + 1, whole.toString());
            Bounds samples = onScreen(column.samples());
            assertTrue(samples.getMinY() >= strip.getMaxY(), samples + " under " + strip);
            assertTrue(samples.getMaxY() <= whole.getMaxY() + 0.5, samples + " in " + whole);
        }
    }

    private static Bounds onScreen(Node node) {
        return node.localToScene(node.getLayoutBounds());
    }

    /** What touches it does not cover it. */
    private static Bounds shrunk(Bounds b) {
        return new BoundingBox(b.getMinX() + 1, b.getMinY() + 1, b.getWidth() - 2, b.getHeight() - 2);
    }
}
