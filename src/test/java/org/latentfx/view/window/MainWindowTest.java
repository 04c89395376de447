package org.latentfx.view.window;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import javafx.animation.Animation;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Region;
import javafx.scene.shape.Polyline;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.session.concurrent.Failures;
import org.latentfx.session.run.Run;
import org.latentfx.session.run.Run.Status;
import org.latentfx.train.Settings;
import org.latentfx.view.kit.CutOff;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.Theme;
import org.latentfx.view.kit.WindowSample;
import org.latentfx.view.map.MapPlot;
import org.latentfx.view.map.paint.Axes2D;
import org.latentfx.view.map.paint.PlacedPoints;
import org.latentfx.view.path.PathView;
import org.latentfx.view.probe.DrawingPad;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class MainWindowTest {
    private final Preferences preferences = new Preferences();
    private final Failures failures = new Failures(Platform::runLater);
    private SmallSession small;
    private Themes themes;
    private MainWindow window;
    private Stage stage;

    @Start
    void show(Stage shown) {
        stage = shown;
        small = new SmallSession();
        themes = new Themes(preferences, true);
        window = new MainWindow(small.session, themes, preferences, failures);
        WindowSample.show(stage, window, themes, 1100, 700);
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
    void with_many_latents_the_axes_of_the_smallest_window_are_named(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        robot.interact(() -> small.session
                .commands()
                .change(Settings.LATENTS.with(
                        small.session.run().hyperparametersProperty().get(), 50)));
        SmallSession.until(() -> small.session.explorer().latents() == 50);
        robot.interact(() -> window.layout());
        assertEquals(List.of(), CutOff.labels(robot));
    }

    @Test
    void space_pauses_also_after_a_slider_was_moved(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        robot.interact(() -> robot.lookup("#slider-beta").query().requestFocus());
        robot.type(KeyCode.SPACE);
        small.untilStatus(Status.TRAINING);
        robot.interact(() -> robot.lookup(".left-scroll").query().requestFocus());
        robot.type(KeyCode.SPACE);
        small.untilStatus(Status.PAUSED);
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
        assertFalse(Theme.isDark(pad).getValue());
        double left = pad.localToScene(pad.getLayoutBounds()).getMinX();
        assertTrue(left >= onScreen(robot.lookup(".settings-form").query()).getMaxX(), "covers no setting");
        robot.type(KeyCode.ESCAPE);
        assertFalse(pad.isVisible());
        robot.type(KeyCode.D);
        assertTrue(pad.isVisible());
        assertEquals(1, robot.lookup("#drawing-pad").queryAll().size());
        robot.type(KeyCode.D).clickOn("#tab-1");
        PathView path = robot.lookup(".path-view").query();
        assertTrue(path.isVisible());
        assertFalse(Theme.isDark(path).getValue());
        robot.clickOn("#tab-0");
        assertFalse(path.isVisible());
    }

    @Test
    void a_path_drawn_on_the_map_opens_its_panel_though_it_was_never_looked_at(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        SmallSession.until(() -> small.session.encodings().pointsProperty().get() != null);
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
    void the_key_of_the_layout_works_from_anywhere_and_says_when_there_is_nothing_to_lay_out(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        SmallSession.until(() -> small.session.encodings().pointsProperty().get() != null);
        robot.clickOn("#setting-seed").type(KeyCode.U);
        assertNull(small.session.messageProperty().get(), "a letter typed into a field");
        robot.clickOn(".main-window .panel-header").type(KeyCode.U);
        String said = robot.lookup("#message").queryAs(Label.class).getText();
        assertTrue(said.contains("needs more than two latents"), said);
    }

    @Test
    void what_covers_the_map_takes_the_card_of_the_hovered_image_away(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        SmallSession.until(() -> small.session.encodings().pointsProperty().get() != null);
        var plot = (MapPlot) window.lookup(".map-plot");
        PlacedPoints placed = plot.state().placed();
        Axes2D axes = plot.state().axes.get();
        for (KeyCode key : List.of(KeyCode.D, KeyCode.F1)) {
            robot.moveTo(plot.localToScreen(axes.px(placed.a(3)), axes.py(placed.b(3))));
            robot.moveBy(1, 0);
            assertTrue(plot.state().hovered.get() >= 0);
            robot.type(key);
            assertEquals(-1, plot.state().hovered.get(), "after " + key);
            robot.type(KeyCode.ESCAPE);
            robot.moveBy(40, 40);
        }
    }

    private static final String LONG = "The folder is empty. ".repeat(12);

    @Test
    void a_message_lies_over_the_window_and_moves_and_covers_no_control(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        var bar = robot.lookup(".message-bar").queryAs(MessageBar.class);
        assertFalse(bar.isVisible());
        Predicate<Node> clickable = node -> takesClicks(node, bar);
        for (int tab = 0; tab < 6; tab++) {
            robot.clickOn("#tab-" + tab);
            var before = onScreen(robot.lookup(".tool-tabs").query());
            robot.interact(() -> small.session.say("The clipboard holds no picture: copy an image or a file first."));
            assertTrue(bar.isVisible());
            assertEquals(before, onScreen(robot.lookup(".tool-tabs").query()), "nothing moves");
            List<Node> covered = robot.from(window).lookup(clickable).queryAll().stream()
                    .filter(n -> onScreen(n).intersects(bar.localToScene(bar.getLayoutBounds())))
                    .toList();
            assertEquals(List.of(), covered, "of tab " + tab);
            robot.clickOn("#dismiss");
            assertNull(small.session.messageProperty().get());
            assertFalse(bar.isVisible());
        }
        robot.interact(() -> small.session.say(LONG));
        assertEquals(LONG, robot.lookup("#message").queryAs(Label.class).getText());
        assertTrue(bar.getHeight() <= 40, "a long sentence has one line where the window has room for it");
        var place = bar.localToScene(bar.getLayoutBounds());
        assertTrue(place.getMinX() >= 16 && place.getMaxX() <= window.getWidth() - 16 && place.getMaxY() <= 700);
        robot.type(KeyCode.ESCAPE);
        assertFalse(bar.isVisible());
    }

    private static boolean takesClicks(Node node, Node bar) {
        boolean control = node instanceof ButtonBase || node instanceof Slider || node instanceof TextInputControl;
        boolean seen = true;
        for (Node n = node; n != null; n = n.getParent()) seen &= n.isVisible() && n != bar;
        return control && seen;
    }

    @Test
    void a_message_leaves_once_there_was_time_to_read_it_but_not_from_under_the_pointer(FxRobot robot) {
        var bar = robot.lookup(".message-bar").queryAs(MessageBar.class);
        robot.interact(() -> small.session.say(LONG));
        assertEquals(6_000 + 60 * LONG.length(), bar.reading().getDuration().toMillis(), 1);
        robot.moveTo(bar);
        assertEquals(Animation.Status.STOPPED, bar.reading().getStatus());
        robot.moveTo(".map-plot");
        assertEquals(Animation.Status.RUNNING, bar.reading().getStatus());
        robot.interact(() -> bar.reading().jumpTo(bar.reading().getDuration()));
        SmallSession.until(() -> !bar.isVisible());
        assertNull(small.session.messageProperty().get());
    }

    @Test
    void a_message_said_again_has_its_whole_time_again(FxRobot robot) {
        var bar = robot.lookup(".message-bar").queryAs(MessageBar.class);
        robot.interact(() -> small.session.say(LONG));
        robot.interact(() -> bar.reading().jumpTo(Duration.seconds(5)));
        robot.interact(() -> small.session.say(LONG));
        assertTrue(bar.reading().getCurrentTime().lessThan(Duration.seconds(5)));
    }

    @Test
    void what_stopped_a_run_is_said_until_the_run_goes_on(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        robot.interact(() -> {
            var run = small.session.run();
            var beyondBounds = run.end().thenApply(state -> {
                Arrays.fill(Objects.requireNonNull(state).values(), 1e30f);
                return state;
            });
            run.replace(new Run.Start(
                    run.dataProperty().get(), run.hyperparametersProperty().get(), beyondBounds.thenApply(s -> s)));
            small.session.commands().stepOnce();
        });
        small.untilStatus(Status.STOPPED);
        var bar = robot.lookup(".message-bar").queryAs(MessageBar.class);
        assertTrue(bar.isVisible());
        assertEquals(Animation.Status.STOPPED, bar.reading().getStatus());
        robot.interact(small.session.commands()::reset);
        small.untilStatus(Status.PAUSED);
        assertFalse(small.session.messageProperty().get().lasts(), "that the former run is kept is for a while only");
    }

    @Test
    void the_left_column_is_as_wide_with_a_scroll_bar_as_without_one(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        var slider = robot.lookup(".settings-form .slider").queryAs(Slider.class);
        var bar = robot.from(robot.lookup(".left-scroll").queryAs(Node.class))
                .lookup(".scroll-bar:vertical")
                .queryAs(Node.class);
        var scrolled = onScreen(slider);
        assertTrue(bar.isVisible());
        assertTrue(onScreen(bar).getMinX() >= scrolled.getMaxX(), "the bar covers no control");
        robot.interact(() -> stage.setHeight(1400));
        SmallSession.until(() -> !bar.isVisible());
        assertEquals(scrolled, onScreen(slider));
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
        assertEquals(
                split.fixedLength(), preferences.number("settings", 0, 1_000).orElseThrow());
        robot.interact(() -> stage.setWidth(1400));
        assertEquals(300, split.fixedLength(), 2);
        assertEquals(300, new Remembered(preferences, "settings", 240).get(), 2);
    }

    @Test
    void the_map_keeps_the_larger_part_of_a_small_window(FxRobot robot) {
        double map = robot.lookup(".map-view").queryAs(Region.class).getHeight();
        double curves = robot.lookup(".tool-tabs").queryAs(Region.class).getHeight();
        assertTrue(map > 1.8 * curves, "map " + map + ", curves " + curves);
    }

    @Test
    void a_double_click_on_a_header_shows_its_panel_alone_and_escape_puts_it_back(FxRobot robot) {
        var map = robot.lookup(".map-view").queryAs(Region.class);
        double before = map.getWidth();
        robot.doubleClickOn(robot.from(map).lookup(".panel-header").queryAs(Node.class));
        assertTrue(onScreen(map).getWidth() > 800, "width " + onScreen(map).getWidth());
        assertTrue(robot.lookup("#picture-aside").query().isVisible(), "the decoded picture stays");
        robot.type(KeyCode.ESCAPE);
        assertEquals(before, map.getWidth(), 1);
    }
}
