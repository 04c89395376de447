package org.latentfx.view.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.analysis.check.SelfCheck;
import org.latentfx.analysis.image.FailureGallery.Kind;
import org.latentfx.analysis.latent.AggregateInformation;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.session.debug.DebugFigures;
import org.latentfx.session.run.Run.Status;
import org.latentfx.train.Settings;
import org.latentfx.train.signal.Signals;
import org.latentfx.view.kit.CutOff;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.WindowSample;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class DebugViewTest {
    private final List<Integer> taken = new ArrayList<>();
    private final List<Long> chosen = new ArrayList<>();
    private SmallSession small;
    private DebugFigures figures;
    private DebugView view;

    @Start
    void start(Stage stage) {
        small = new SmallSession();
        figures = small.session.debug();
        var moment = new Moment(new SimpleObjectProperty<>(Long.MAX_VALUE), chosen::add);
        view = new DebugView(figures, moment, new VBox(), new VBox(), taken::add);
        WindowSample.show(stage, view, 1400, 760);
    }

    @AfterEach
    void end() {
        small.close();
    }

    private void measured() {
        small.untilStatus(Status.PAUSED);
        SmallSession.until(() -> figures.aggregate().measuredProperty().get() != null
                && figures.failures().measuredProperty().get() != null
                && figures.units().measuredProperty().get() != null);
    }

    private boolean says(String words) {
        return view.lookupAll(".label").stream()
                .anyMatch(node -> seen(node) && ((Label) node).getText().contains(words));
    }

    private static boolean seen(Node node) {
        for (Node n = node; n != null; n = n.getParent()) if (!n.isVisible()) return false;
        return true;
    }

    private static <T extends Node> T of(Node parent, Class<T> type) {
        return parent.lookupAll("*").stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    private static Set<Integer> colours(PixelImage image) {
        var colours = new HashSet<Integer>();
        for (int argb : image.pixels()) colours.add(argb);
        return colours;
    }

    @Test
    void the_codes_are_held_against_the_prior_and_the_sum_is_told(FxRobot robot) {
        measured();
        var found = Objects.requireNonNull(
                        figures.aggregate().measuredProperty().get())
                .value();
        SmallSession.until(() -> says("information I(x; z)"));
        assertEquals(2, found.marginals().size());
        assertEquals(20, Objects.requireNonNull(found.information()).images());
        var plot = of(view, MarginalPlot.class);
        SmallSession.until(() -> colours(plot.image()).size() > 2);
        assertTrue(plot.lookupAll("*").stream()
                .anyMatch(n -> n instanceof Text t && t.getText().startsWith("z1")));
        assertEquals(List.of(), CutOff.labels(robot));
    }

    @Test
    void a_click_on_a_failure_takes_the_image(FxRobot robot) {
        measured();
        var worst = Objects.requireNonNull(figures.failures().measuredProperty().get())
                .value()
                .worst();
        for (Kind kind : List.of(Kind.LOSS, Kind.UNLIKE)) {
            robot.clickOn("#failures-" + kind.name().toLowerCase(java.util.Locale.ROOT));
            var grid = (TileGrid) of(view, FailuresPanel.class).lookup(".tile-grid");
            SmallSession.until(() -> grid.shown() > 1);
            robot.interact(grid::requestFocus);
            taken.clear();
            robot.type(KeyCode.RIGHT, KeyCode.RIGHT, KeyCode.ENTER);
            assertEquals(List.of(Objects.requireNonNull(worst.get(kind)).indices()[1]), taken);
        }
        var grid = of(view, FailuresPanel.class).lookup(".tile-grid");
        taken.clear();
        robot.clickOn(grid.localToScreen(20, 20));
        assertEquals(List.of(Objects.requireNonNull(worst.get(Kind.UNLIKE)).indices()[0]), taken);
    }

    @Test
    void each_class_has_its_line_in_the_table(FxRobot robot) {
        measured();
        robot.clickOn("#failures-classes");
        SmallSession.until(() -> says("recognised"));
        for (String name : List.of("a", "b", "c", "d")) assertTrue(says(name));
        assertEquals(List.of(), CutOff.labels(robot));
    }

    @Test
    void a_click_on_a_unit_finds_the_images_that_excite_it(FxRobot robot) {
        measured();
        var panel = of(view, UnitsPanel.class);
        robot.clickOn("#units-decoder");
        var grid = (TileGrid) panel.lookup(".tile-grid");
        SmallSession.until(() -> grid.shown() == 6);
        robot.clickOn(grid.localToScreen(20, 20));
        SmallSession.until(() -> figures.unitSearch().foundProperty().get() != null);
        var found = Objects.requireNonNull(figures.unitSearch().foundProperty().get());
        assertEquals(found.pictures().units()[0], found.exciting().unit());
        SmallSession.until(() -> says("Unit " + found.exciting().unit() + " of decoder.0"));
        robot.clickOn("Close");
        SmallSession.until(() -> !says("Unit " + found.exciting().unit() + " of decoder.0"));
        assertTrue(((ToggleButton) view.lookup("#units-decoder")).isSelected());
    }

    @Test
    void while_nobody_looks_nothing_is_measured(FxRobot robot) {
        measured();
        robot.interact(() -> view.setVisible(false));
        var before = figures.failures().measuredProperty().get();
        robot.interact(small.session.commands()::stepOnce);
        SmallSession.until(() -> small.session.run().stepProperty().get() == 1);
        assertEquals(before, figures.failures().measuredProperty().get());
        assertTrue(Double.isNaN(figures.failures().progressProperty().get()));
        robot.interact(() -> view.setVisible(true));
        SmallSession.until(() -> {
            var now = figures.failures().measuredProperty().get();
            return now != null && now.shown().step() == 1;
        });
        assertNotNull(figures.aggregate().measuredProperty().get());
        assertNull(figures.unitSearch().foundProperty().get());
    }

    private List<Long> signalSteps() {
        return figures.signals().courseProperty().get().moments().stream()
                .map(Signals::step)
                .toList();
    }

    @Test
    void each_layer_has_its_line_with_the_next_steps_update_and_its_idle_units(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        SmallSession.until(() -> signalSteps().equals(List.of(0L)));
        for (String name : List.of("encoder.0", "mu", "log_var", "decoder.0", "out"))
            SmallSession.until(() -> says(name));
        assertTrue(says("dead") && says("% clamped"));
        assertEquals(List.of(), CutOff.labels(robot));
        robot.clickOn("#layers-gradient");
        var out = figures.signals().courseProperty().get().moments().get(0).layer("out");
        String norm = Figures.power(out.orElseThrow().gradientNorm());
        SmallSession.until(() -> says(norm));
    }

    @Test
    void layers_are_measured_while_somebody_looks_and_of_the_past_when_asked(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        SmallSession.until(() -> signalSteps().equals(List.of(0L)));
        robot.interact(() -> view.setVisible(false));
        for (long step = 1; step <= 3; step++) {
            long done = step;
            robot.interact(small.session.commands()::stepOnce);
            SmallSession.until(() -> small.session.run().stepProperty().get() == done);
        }
        assertEquals(List.of(0L), signalSteps());
        robot.interact(() -> view.setVisible(true));
        SmallSession.until(() -> signalSteps().equals(List.of(0L, 3L)));
        SmallSession.until(() -> !view.lookup("#signals-past").isDisabled());
        robot.clickOn("#signals-past");
        SmallSession.until(() -> signalSteps().equals(List.of(0L, 1L, 2L, 3L)));
        SmallSession.until(() -> view.lookup("#signals-past").isDisabled());
    }

    @Test
    void the_kl_of_the_latents_is_drawn_over_the_steps_and_leads_there(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        SmallSession.until(() -> says("two moments"));
        for (long step = 1; step <= 2; step++) {
            long done = step;
            robot.interact(small.session.commands()::stepOnce);
            SmallSession.until(() -> small.session.run().stepProperty().get() == done);
        }
        var areas = of(view, KlAreas.class);
        SmallSession.until(() -> {
            var course = figures.latents().courseProperty().get();
            return course.get(course.size() - 1).step() == 2
                    && colours(areas.image()).size() > 3;
        });
        assertTrue(says("of 2 in use"));
        robot.moveTo(1, 1);
        robot.interact(areas::requestFocus);
        robot.type(KeyCode.LEFT, KeyCode.ENTER);
        assertEquals(List.of(1L), chosen);
        robot.clickOn(areas.localToScreen(42, 60));
        assertEquals(List.of(1L, 0L), chosen);
    }

    @Test
    void the_distributions_of_a_layer_are_drawn_moment_by_moment_and_lead_there(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        SmallSession.until(() -> signalSteps().equals(List.of(0L)));
        robot.interact(small.session.commands()::stepOnce);
        SmallSession.until(() -> signalSteps().equals(List.of(0L, 1L)));
        var plot = of(view, RidgePlot.class);
        SmallSession.until(() -> says("2 moments") && colours(plot.image()).size() > 3);
        var before = colours(plot.image());
        robot.clickOn("#ridges-outputs");
        SmallSession.until(() -> !colours(plot.image()).equals(before));
        robot.moveTo(1, 1);
        robot.interact(plot::requestFocus);
        robot.type(KeyCode.UP, KeyCode.UP, KeyCode.ENTER);
        assertEquals(List.of(0L), chosen);
        assertEquals(List.of(), CutOff.labels(robot));
    }

    @Test
    void panels_that_have_no_room_are_scrolled_to_and_cost_nothing_before(FxRobot robot) {
        measured();
        robot.interact(() -> view.getScene().getWindow().setHeight(460));
        var failures = of(view, FailuresPanel.class);
        SmallSession.until(() -> !seen(failures));
        assertTrue(failures.getHeight() >= 236, "it keeps its size");
        var scroll = view.lookupAll(".debug-scroll").stream()
                .map(ScrollPane.class::cast)
                .filter(pane -> pane.getContent() instanceof Board)
                .findFirst()
                .orElseThrow();
        robot.interact(() -> scroll.setVvalue(1));
        SmallSession.until(() -> seen(failures));
    }

    private void become(FxRobot robot, ModelKind kind) {
        var run = small.session.run();
        robot.interact(() -> small.session
                .commands()
                .change(Settings.MODEL.with(run.hyperparametersProperty().get(), kind)));
        SmallSession.until(() -> {
            var model = figures.modelProperty().getValue();
            return model != null && model.configuration().kind() == kind;
        });
    }

    @Test
    void a_model_without_a_kl_or_an_encoder_shows_what_it_has_and_says_what_it_lacks(FxRobot robot) {
        measured();
        become(robot, ModelKind.AE);
        measured();
        assertTrue(says("A plain autoencoder has no KL"));
        assertTrue(says("Nothing holds these codes to the prior"));
        SmallSession.until(() -> !seen(view.lookup("#failures-loss")));
        assertTrue(((ToggleButton) view.lookup("#failures-reconstruction")).isSelected());
        SmallSession.until(() -> signalSteps().equals(List.of(0L)));
        become(robot, ModelKind.GAN);
        SmallSession.until(() -> says("discriminator.out"));
        assertTrue(says("A GAN draws no image again"));
        SmallSession.until(() -> of(view, UnitsPanel.class).getLayoutY() == 0); // what it has comes first
        assertFalse(says("decoder.0"), "averages do not learn");
        SmallSession.until(() -> figures.units().measuredProperty().get() != null);
        assertEquals(List.of(), CutOff.labels(robot));
    }

    @Test
    void possible_figures_are_told_to_be_so(FxRobot robot) {
        measured();
        SmallSession.until(() -> says("Self-checks: all"));
        assertTrue(!seen(view.lookup("#check-copy")));
        assertEquals(2, figures.checks().checksProperty().size());
    }

    @Test
    void an_impossible_figure_is_told_at_once_with_details_to_copy(FxRobot robot) {
        measured();
        SmallSession.until(() -> says("Self-checks: all"));
        var broken = SelfCheck.of(new AggregateInformation(12, 99, 2.7, 0.1, 20, 100));
        robot.interact(() -> figures.checks().take(List.of(broken)));
        assertTrue(says(broken.text()), broken.text());
        assertTrue(Objects.requireNonNull(small.session.messageProperty().get())
                .sentence()
                .equals(broken.text()));
        robot.clickOn("#check-copy");
        var copied = new String[1];
        robot.interact(() -> copied[0] = Clipboard.getSystemClipboard().getString());
        assertTrue(copied[0].contains(broken.text()) && copied[0].contains("Java"), copied[0]);
        assertTrue(copied[0].contains("learning-rate 0.001"), copied[0]);
    }
}
