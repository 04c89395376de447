package org.latentfx.view.probe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.analysis.image.ElboBreakdown;
import org.latentfx.session.probe.ImageProbe;
import org.latentfx.session.probe.ImageProbe.Noise;
import org.latentfx.train.Settings;
import org.latentfx.view.command.Actions;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.WindowSample;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class EncodingViewTest {
    private SmallSession small;
    private ImageProbe probe;
    private ProbeView view;

    @Start
    void start(Stage stage) {
        small = new SmallSession();
        probe = small.session.probe();
        view = new ProbeView(small.session, new Actions());
        WindowSample.show(stage, view, 340, 320);
    }

    @AfterEach
    void end() {
        small.close();
    }

    private ElboBreakdown taken() {
        SmallSession.until(
                () -> probe.breakdownProperty().get() != null && figures("mu").size() > 1);
        ElboBreakdown now = probe.breakdownProperty().get();
        assertNotNull(now);
        return now;
    }

    /** What a row of the table says, its symbol first. */
    private List<String> figures(String symbol) {
        return view.lookupAll(".way-figure." + symbol).stream()
                .filter(Node::isVisible)
                .map(label -> ((Label) label).getText())
                .toList();
    }

    private static double number(String text) {
        return Double.parseDouble(text.replace('−', '-'));
    }

    @Test
    void two_latents_show_mu_sigma_epsilon_and_z_as_figures(FxRobot robot) {
        taken();
        assertEquals(List.of("ε", "0.00", "0.00"), figures("epsilon"));
        assertEquals(figures("mu").subList(1, 3), figures("z").subList(1, 3), "z = μ without noise");
    }

    @Test
    void the_dice_draws_epsilon_and_z_is_mu_plus_sigma_epsilon_until_it_is_set_to_0(FxRobot robot) {
        taken();
        robot.clickOn("#probe-dice");
        assertEquals(Noise.HELD, probe.noiseProperty().get());
        robot.interact(() -> view.layout());
        for (int j = 1; j <= 2; j++)
            assertEquals(
                    number(figures("z").get(j)),
                    number(figures("mu").get(j))
                            + number(figures("sigma").get(j))
                                    * number(figures("epsilon").get(j)),
                    0.03);
        var first = figures("epsilon");
        robot.clickOn("#probe-dice");
        robot.interact(() -> view.layout());
        assertNotEquals(first, figures("epsilon"));
        robot.clickOn("#probe-no-noise");
        assertEquals(Noise.NONE, probe.noiseProperty().get());
        robot.interact(() -> view.layout());
        assertEquals("0.00", figures("epsilon").get(1));
    }

    @Test
    void a_latent_that_tells_nothing_is_said_in_words() {
        double[] kl = {2, 0.001, 0.002};
        var breakdown = new ElboBreakdown(
                new float[] {1, 0.01f, 0}, new float[] {-2, 0, 0}, new float[3], new float[1], new double[1], kl, 0);
        String said = IdleLatents.sentence(breakdown, kl);
        assertTrue(said.startsWith("z1, z2 tell nothing about x"), said);
        assertEquals("", IdleLatents.sentence(breakdown, new double[] {2, 1, 1}), "other images are told by them");
        var one = new ElboBreakdown(
                new float[1], new float[1], new float[1], new float[1], new double[1], new double[1], 0);
        assertTrue(IdleLatents.sentence(one, new double[1]).startsWith("The latent tells nothing about x"));
        var all = new ElboBreakdown(
                new float[9], new float[9], new float[9], new float[1], new double[1], new double[9], 0);
        assertTrue(IdleLatents.sentence(all, new double[9]).startsWith("No latent tells anything about x"));
    }

    @Test
    void many_latents_are_drawn_in_the_colours_of_mu_and_sigma(FxRobot robot) {
        taken();
        robot.interact(() -> small.session
                .commands()
                .change(Settings.LATENTS.with(
                        small.session.run().hyperparametersProperty().get(), 20)));
        SmallSession.until(() -> {
            ElboBreakdown now = probe.breakdownProperty().get();
            return now != null && now.mu().length == 20;
        });
        robot.interact(() -> view.layout());
        assertEquals(List.of(), figures("mu"));
        var colours = new java.util.HashSet<String>();
        robot.interact(() -> {
            WritableImage picture = view.lookup(".encoding").snapshot(null, null);
            for (int y = 0; y < (int) picture.getHeight(); y++)
                for (int x = 0; x < (int) picture.getWidth(); x++) {
                    Color c = picture.getPixelReader().getColor(x, y);
                    if (c.getGreen() > c.getRed() + 0.2 && c.getGreen() > c.getBlue() + 0.2) colours.add("σ green");
                }
        });
        assertEquals("σ green", colours.stream().collect(Collectors.joining()));
    }

    @Test
    void with_several_epsilon_no_single_one_is_claimed(FxRobot robot) {
        taken();
        robot.interact(() -> probe.noise(Noise.AVERAGED, 8));
        robot.interact(() -> view.layout());
        assertFalse(Arrays.asList("0.00").contains(figures("epsilon").get(1)));
        assertTrue(Double.isNaN(EncodingView.epsilon(taken(), 0)));
    }

    @Test
    void epsilon_is_what_was_drawn() {
        var breakdown = new ElboBreakdown(
                new float[] {1},
                new float[] {(float) Math.log(0.25)},
                new float[] {2},
                new float[1],
                new double[1],
                new double[1],
                0);
        assertArrayEquals(new double[] {2}, new double[] {EncodingView.epsilon(breakdown, 0)}, 1e-6);
    }
}
