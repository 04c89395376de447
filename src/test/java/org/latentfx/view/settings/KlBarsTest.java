package org.latentfx.view.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.train.Baseline;
import org.latentfx.train.History;
import org.latentfx.train.Loss;
import org.latentfx.train.Measurement;
import org.latentfx.view.kit.CutOff;
import org.latentfx.view.kit.WindowSample;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class KlBarsTest {
    private final SimpleObjectProperty<double[]> kl = new SimpleObjectProperty<>(new double[0]);
    private final ObjectProperty<History> history = new SimpleObjectProperty<>(History.EMPTY);
    private KlBars bars;

    @Start
    void show(Stage stage) {
        bars = new KlBars(kl, history);
        WindowSample.show(stage, bars, 240, 300);
    }

    private static List<String> texts(FxRobot robot, String style) {
        return robot.lookup(style).queryAllAs(Label.class).stream()
                .filter(Label::isVisible)
                .map(Label::getText)
                .toList();
    }

    private static List<Double> widths(FxRobot robot) {
        return robot.lookup(".kl-fill").queryAllAs(Region.class).stream()
                .map(Region::getWidth)
                .toList();
    }

    @Test
    void nothing_is_shown_before_anything_is_measured() {
        assertFalse(bars.isVisible());
    }

    @Test
    void the_busiest_latent_comes_first_and_fills_its_bar(FxRobot robot) {
        robot.interact(() -> kl.set(new double[] {1, 4, 2}));
        assertEquals(List.of("z1", "z2", "z0"), texts(robot, ".kl-name"));
        assertEquals(List.of("4.00 nats", "2.00 nats", "1.00 nats"), texts(robot, ".kl-figure"));
        var widths = widths(robot);
        assertEquals(widths.get(0) / 2, widths.get(1), 1);
        assertEquals(widths.get(0) / 4, widths.get(2), 1);
    }

    @Test
    void what_carries_next_to_nothing_has_a_short_bar(FxRobot robot) {
        robot.interact(() -> kl.set(new double[] {0.1, 0}));
        var widths = widths(robot);
        double whole = robot.lookup(".kl-track").queryAs(Region.class).getWidth();
        assertEquals(whole / 10, widths.get(0), 1);
        assertEquals(0, widths.get(1), 0);
    }

    @Test
    void of_another_model_the_bars_begin_in_order_however_little_they_differ(FxRobot robot) {
        robot.interact(() -> kl.set(new double[] {3, 2}));
        robot.interact(() -> kl.set(new double[] {3.13, 3.27, 3.3, 0.001, 3.8}));
        assertEquals(List.of("z4", "z2", "z1", "z0", "z3"), texts(robot, ".kl-name"));
    }

    @Test
    void bars_keep_their_places_while_the_figures_only_tremble(FxRobot robot) {
        robot.interact(() -> kl.set(new double[] {2, 1.98}));
        robot.interact(() -> kl.set(new double[] {1.97, 2}));
        assertEquals(List.of("z0", "z1"), texts(robot, ".kl-name"));
    }

    @Test
    void they_tell_the_sum_and_what_it_was_measured_on(FxRobot robot) {
        var look = new Measurement(
                9300, 1_190_400, 1000, new Loss(134, 6.5), new double[] {4, 2.5}, 0, 0.05, new Baseline(206, 0.07));
        robot.interact(() -> kl.set(new double[] {4, 2.5}));
        assertEquals(List.of("Σ 6.50, untrained"), texts(robot, ".panel-detail"));
        robot.interact(() -> history.set(History.EMPTY.plusTrain(1, 200, 6.5)));
        assertEquals(List.of("Σ 6.50, one batch"), texts(robot, ".panel-detail"));
        robot.interact(() -> history.set(History.EMPTY.plus(look)));
        assertEquals(List.of("Σ 6.50, step 9,300"), texts(robot, ".panel-detail"));
    }

    @Test
    void where_there_is_no_room_for_the_step_the_sum_is_told_alone(FxRobot robot) {
        var look = new Measurement(
                9300, 1_190_400, 1000, new Loss(134, 6.5), new double[] {4, 2.5}, 0, 0.05, new Baseline(206, 0.07));
        robot.interact(() -> {
            kl.set(new double[] {4, 2.5});
            history.set(History.EMPTY.plus(look));
            bars.getScene().getWindow().setWidth(196);
        });
        robot.interact(bars::layout);
        assertEquals(List.of("Σ 6.50"), texts(robot, ".panel-detail"));
        assertEquals(List.of(), CutOff.labels(robot));
    }

    @Test
    void no_figure_is_cut_however_large(FxRobot robot) {
        double[] huge = new double[50];
        for (int j = 0; j < 50; j++) huge[j] = 152_932_000.0 / (j + 1);
        robot.interact(() -> {
            kl.set(huge);
            history.set(History.EMPTY.plusTrain(1, 200, 6.5));
            bars.getScene().getWindow().setWidth(228);
            bars.applyCss();
            bars.layout();
        });
        assertEquals("152.9M nats", texts(robot, ".kl-figure").get(0));
        assertEquals(List.of(), CutOff.labels(robot));
    }

    @Test
    void many_latents_are_summed_up(FxRobot robot) {
        double[] many = new double[20];
        for (int j = 0; j < 12; j++) many[j] = 3;
        robot.interact(() -> kl.set(many));
        assertEquals(8, texts(robot, ".kl-name").size());
        assertEquals(List.of("and 12 more; 8 collapsed in all"), texts(robot, ".hint"));
    }
}
