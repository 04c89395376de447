package org.latentfx.session.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latentfx.session.run.Diagnosis.Level;
import org.latentfx.train.Event;
import org.latentfx.train.Event.SettingChanged;
import org.latentfx.train.History;
import org.latentfx.train.Settings;

class DiagnosisTest {
    private static History flat(double train, double heldOut) {
        var history = History.EMPTY;
        for (int i = 1; i <= 200; i++) history = history.plusTrain(i, train - 5, 5);
        history = history.plusHeldOut(200, heldOut - 5, 5);
        return history;
    }

    private static List<String> sentences(double[] kl, History history) {
        return Diagnosis.of(kl, history).stream().map(Diagnosis::sentence).toList();
    }

    @Test
    void nothing_is_claimed_in_the_first_steps() {
        var history = History.EMPTY;
        for (int i = 1; i < 100; i++) history = history.plusTrain(i, 200, 0);
        assertEquals(
                List.of(new Diagnosis(Level.OPEN, "Too early to tell: 100 steps are needed.")),
                Diagnosis.of(new double[] {0, 0}, history));
    }

    @Test
    void a_healthy_run_is_told_with_its_figures() {
        assertEquals(
                List.of(
                        new Diagnosis(Level.GOOD, "Both latents are in use: 3.38 and 3.21 nats."),
                        new Diagnosis(
                                Level.GOOD,
                                "Held-out is 0.70 nats (0.5 %) above training’s mean of 50 steps: "
                                        + "hardly any overfitting.")),
                Diagnosis.of(new double[] {3.38, 3.21}, flat(142, 142.7)));
    }

    @Test
    void collapsed_latents_are_named_while_they_are_few_and_counted_when_many() {
        assertEquals(
                "z1 has collapsed: the decoder ignores it. 2 in use.",
                sentences(new double[] {2, 0.009, 1}, flat(142, 142)).get(0));
        assertEquals(
                "z1, z2 have collapsed: the decoder ignores them. 1 in use.",
                sentences(new double[] {2, 0.009, 0}, flat(142, 142)).get(0));
        double[] many = new double[20];
        Arrays.fill(many, 0, 12, 1.5);
        assertEquals(
                "8 of 20 latents have collapsed; 12 in use. A lower β would wake more.",
                sentences(many, flat(142, 142)).get(0));
        assertEquals(
                new Diagnosis(
                        Level.BAD, "All 2 latents have collapsed: the decoder ignores z. Lower β or start again."),
                Diagnosis.of(new double[2], flat(206, 206)).get(0));
    }

    @Test
    void a_held_out_loss_far_above_training_is_overfitting() {
        var gap = Diagnosis.of(new double[] {3, 3}, flat(100, 103)).get(1);
        assertEquals(
                new Diagnosis(
                        Level.NOTABLE,
                        "Held-out is 3.00 nats (3.0 %) above training’s mean of 50 steps: overfitting begins."),
                gap);
    }

    @Test
    void a_held_out_loss_below_training_is_no_overfitting() {
        assertEquals(
                "Held-out is 1.50 nats (1.5 %) below training’s mean of 50 steps: no overfitting.",
                sentences(new double[] {3, 3}, flat(100, 98.5)).get(1));
    }

    @Test
    void the_gap_is_taken_where_the_held_out_loss_was_measured() {
        var history = flat(142, 142.5);
        for (int i = 201; i <= 600; i++) history = history.plusTrain(i, i < 260 ? 137 : 115, 5);
        assertEquals(
                "Held-out is 0.50 nats (0.4 %) above training’s mean of 100 steps: hardly any overfitting.",
                sentences(new double[] {3, 3}, history).get(1));
    }

    @Test
    void steps_from_before_a_change_are_not_held_against_the_held_out_loss() {
        var history = History.EMPTY;
        for (int i = 1; i <= 400; i++)
            history = history.plusTrain(i, Math.min(165, 145 + Math.max(0, i - 345) * 0.8), 5);
        history = history.plusHeldOut(400, 165.5, 5);
        assertEquals(
                Level.NOTABLE, Diagnosis.of(new double[] {3, 3}, history).get(1).level());
        history = history.plus(List.of(new SettingChanged<>(345, Settings.BETA, 1.0, 5.0)));
        assertEquals(
                "Held-out is 0.50 nats (0.3 %) above training’s mean of 27 steps: hardly any overfitting.",
                sentences(new double[] {3, 3}, history).get(1));
        history = history.plus(List.of(new SettingChanged<>(351, Settings.BETA, 5.0, 6.0)));
        assertEquals(
                new Diagnosis(
                        Level.OPEN,
                        "A setting was changed: held-out is compared with training from 50 steps later on."),
                Diagnosis.of(new double[] {3, 3}, history).get(1));
    }

    @Test
    void steps_from_behind_a_change_are_not_held_against_it_either() {
        var history = flat(142, 142.5);
        for (int i = 201; i <= 300; i++) history = history.plusTrain(i, 90, 5);
        history = history.plus(List.of(new SettingChanged<>(200, Settings.BETA, 1.0, 0.1)));
        history = history.plus(List.of(new Event.RolledBack(300, 310)));
        assertEquals(
                "Held-out is 0.50 nats (0.4 %) above training’s mean of 50 steps: " + "hardly any overfitting.",
                sentences(new double[] {3, 3}, history).get(1));
    }

    @Test
    void a_loss_that_jumps_is_the_first_thing_told() {
        var history = flat(142, 142);
        for (int i = 201; i <= 260; i++) history = history.plusTrain(i, 395, 5);
        var first = Diagnosis.of(new double[] {3, 3}, history).get(0);
        assertEquals(Level.BAD, first.level());
        assertEquals(
                "The loss has jumped to 400.00 nats (mean of 50 steps) from 142.00, the lowest of 100: "
                        + "lower the learning rate.",
                first.sentence());
    }
}
