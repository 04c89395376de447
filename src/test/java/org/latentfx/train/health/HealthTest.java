package org.latentfx.train.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentfx.train.Baseline;
import org.latentfx.train.Event;
import org.latentfx.train.Event.SettingChanged;
import org.latentfx.train.History;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Loss;
import org.latentfx.train.Measurement;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;
import org.latentfx.train.health.Diagnosis.Level;

class HealthTest {
    private static final Hyperparameters MAP = Preset.MAP.hyperparameters();
    private static final Baseline MEAN_IMAGE = new Baseline(206.5, 0.067);

    /** Steps whose total is {@code loss}, 2 nats up and down in turn. */
    private static History steps(History history, int count, double loss) {
        int from = history.train().size();
        for (int i = from + 1; i <= from + count; i++)
            history = history.plusTrain(i, loss - 6 + (i % 2 == 0 ? 2 : -2), 6);
        return history;
    }

    private static Measurement measured(long step, double total, double... kl) {
        double sum = Arrays.stream(kl).sum();
        var loss = new Loss(total - sum, sum);
        return new Measurement(step, step * 128, 1000, loss, kl, 0, 0.03, MEAN_IMAGE);
    }

    private static History run(double train, double heldOut, double... kl) {
        return steps(History.EMPTY, 600, train).plus(measured(600, heldOut, kl));
    }

    private static List<String> ids(History history) {
        return ids(MAP, history);
    }

    private static List<String> ids(Hyperparameters now, History history) {
        return Health.of(now, history).stream().map(Diagnosis::id).toList();
    }

    private static String text(Hyperparameters now, History history, String id) {
        return Health.of(now, history).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(Health.of(now, history)))
                .text();
    }

    @Test
    void nothing_is_claimed_before_a_fair_time_has_gone() {
        var open = List.of(Diagnosis.of(Level.OPEN, "early", 300));
        assertEquals(open, Health.of(MAP, History.EMPTY));
        assertEquals(open, Health.of(MAP, steps(History.EMPTY, 200, 206).plus(measured(200, 206.5, 0, 0))));
        assertEquals("note", Level.OPEN.key());
        var one = Settings.BATCH.with(MAP, 1);
        assertEquals("Too early to tell: 5,000 steps are needed.", text(one, History.EMPTY, "early"));
    }

    @Test
    void a_ruined_model_is_bad_however_early_it_is() {
        var four = Settings.BETA.with(MAP, 4.0);
        var ruined = steps(History.EMPTY, 200, 40_000).plus(measured(200, 1_232_500, 460_000, 757_000));
        assertEquals(Level.BAD, Health.of(four, ruined).get(0).level());
        assertTrue(ids(ruined).contains("mean-image"), ids(ruined).toString());
    }

    @Test
    void what_a_schedule_minimises_is_told() {
        var history = History.EMPTY.plusTrain(1, 200, 4, 1);
        var warmUp = Settings.fromTexts(MAP, Map.of("beta-schedule", "warm-up 0.5"));
        String text = text(warmUp, history, "beta.scheduled");
        assertTrue(text.contains("0.25 × KL") && text.contains("warm-up 0.5"), text);
        assertEquals(List.of("early"), ids(warmUp, History.EMPTY.plusTrain(1, 200, 4, 4)), "β is 1 again");
        var capacity = Settings.fromTexts(MAP, Map.of("beta-schedule", "capacity 25 100"));
        assertTrue(text(capacity, history, "beta.capacity").contains("100 × |KL − C|, C ≤ 25"));
        var free = Settings.fromTexts(MAP, Map.of("beta-schedule", "free-bits 0.5", "beta", "2"));
        assertTrue(text(free, history, "beta.free-bits").contains("2 × Σ max(0.5, KL of a latent)"));
        for (var now : List.of(warmUp, capacity, free))
            for (var found : Health.of(now, history)) assertTrue(found.why().size() >= 2, found.id());
    }

    @Test
    void a_beta_chosen_since_the_last_step_holds_from_the_next_one_and_is_blamed_for_nothing() {
        var strong = Settings.BETA.with(MAP, 30.0);
        var history = steps(History.EMPTY, 600, 206).plus(measured(600, 206, 0, 0));
        var chosen = history.plus(List.of(SettingChanged.between(600, Settings.BETA, strong, MAP)));
        String next = text(MAP, chosen, "beta.next");
        assertTrue(next.contains("+ 1 × KL is minimised; up to here it was reconstruction + 30 × KL"), next);
        assertTrue(text(MAP, chosen, "collapsed.beta").contains("β = 30"), "what the figures rest on");
        for (var found : Health.of(MAP, chosen))
            assertTrue(found.cure() == null || !found.cure().text().contains("30"), found.toString());
        var young = History.EMPTY.plus(List.of(SettingChanged.between(0, Settings.BETA, MAP, strong)));
        assertTrue(ids(strong, young).contains("beta"), "before the first step there is no other");
        var later = steps(chosen, 1, 206);
        assertFalse(ids(MAP, later).contains("beta.next"), ids(MAP, later).toString());
        var warmUp = Settings.fromTexts(MAP, Map.of("beta-schedule", "warm-up 0.5", "beta", "4"));
        var scheduled = history.plus(List.of(
                SettingChanged.between(600, Settings.BETA, MAP, warmUp),
                SettingChanged.between(600, Settings.BETA_SCHEDULE, MAP, warmUp)));
        assertTrue(text(warmUp, scheduled, "beta.next").contains("4 × KL, warm-up 0.5"));
    }

    @Test
    void a_kl_that_a_capacity_sends_up_is_no_jump() {
        History history = History.EMPTY;
        for (int i = 1; i <= 600; i++)
            history = history.plusTrain(i, 150 - i / 20.0 + (i % 2 == 0 ? 2 : -2), i / 10.0, 3);
        history = history.plus(measured(600, 120, 30, 30));
        var capacity = Settings.fromTexts(MAP, Map.of("beta-schedule", "capacity 100 10"));
        assertTrue(ids(MAP, history).contains("jump"), "by the bound it is: " + ids(MAP, history));
        assertFalse(
                ids(capacity, history).contains("jump"), ids(capacity, history).toString());
    }

    @Test
    void a_long_run_that_has_not_been_looked_at_is_not_called_early() {
        History read = steps(History.EMPTY, 600, 142).plusHeldOut(600, 136, 7);
        assertEquals(List.of(Diagnosis.of(Level.OPEN, "unmeasured")), Health.of(MAP, read));
        assertTrue(text(MAP, read, "unmeasured").startsWith("Not judged yet"));
    }

    @Test
    void a_small_set_is_judged_after_ten_epochs_though_its_steps_are_few() {
        var history = steps(History.EMPTY, 100, 142);
        for (int epoch = 1; epoch < 10; epoch++) history = history.plus(measured(10 * epoch, 142, 3, 3));
        assertEquals("early", Health.of(MAP, history).get(0).id());
        assertEquals(List.of("learns", "latents.both", "gap.none"), ids(history.plus(measured(100, 142, 3, 3))));
    }

    @Test
    void a_model_without_its_curves_is_not_judged_by_them() {
        var ids = ids(History.EMPTY.plus(measured(600, 117, 6, 6)));
        assertTrue(ids.stream().noneMatch(id -> id.startsWith("gap")), ids.toString());
        assertTrue(ids.contains("learns"), ids.toString());
    }

    @Test
    void losses_below_zero_are_explained() {
        var baseline = new Baseline(-380, 0.067);
        var look = new Measurement(600, 600 * 128, 1000, new Loss(-430, 12), new double[] {6, 6}, 0, 0.03, baseline);
        History run = steps(History.EMPTY, 600, -418).plus(look);
        assertTrue(ids(run).contains("density"), ids(run).toString());
        assertTrue(text(MAP, run, "density").contains("may exceed 1"));
        assertTrue(!ids(run(142, 142.7, 3.38, 3.21)).contains("density"));
    }

    @Test
    void a_healthy_run_is_told_with_its_figures() {
        assertEquals(
                List.of(
                        "Reconstructions are 70.39 nats better than the mean image alone (206.50 nats).",
                        "Both latents are in use: 3.38 and 3.21 nats.",
                        "No overfitting: held-out is within 2.24 nats (three standard errors) of training’s mean of "
                                + "100 steps."),
                Health.of(MAP, steps(run(142, 142.7, 3.38, 3.21), 50, 142)).stream()
                        .map(Diagnosis::text)
                        .toList());
    }

    @Test
    void a_model_no_better_than_the_mean_image_is_bad_whatever_its_latents_say() {
        var found = Health.of(MAP, run(213, 213, 3.38, 3.21));
        assertEquals(
                List.of("mean-image", "kl-for-nothing"),
                found.stream().map(Diagnosis::id).toList());
        assertTrue(found.stream().allMatch(one -> one.level() == Level.BAD));
    }

    @Test
    void no_better_is_said_only_of_what_is_no_better_and_small_pictures_need_gain_less() {
        assertEquals(
                "Reconstructions are hardly better than the mean image: 206.30 nats, the mean image alone 206.50.",
                text(MAP, run(212, 212.3, 3, 3), "mean-image"));
        assertEquals(
                "Reconstructions are no better than the mean image: 207.00 nats, the mean image alone 206.50.",
                text(MAP, run(213, 213, 3, 3), "mean-image"));
        var small = new Baseline(2.2, 0.067);
        var look =
                new Measurement(600, 600 * 128, 1000, new Loss(1.74, 0.3), new double[] {0.15, 0.15}, 0, 0.03, small);
        History run = steps(History.EMPTY, 600, 2.04).plus(look);
        assertEquals(
                "Reconstructions are 0.46 nats better than the mean image alone (2.20 nats).",
                text(MAP, run, "learns"));
    }

    @Test
    void a_run_that_was_better_than_the_mean_image_and_is_not_any_more_is_lost_however_young() {
        var learnt = steps(History.EMPTY, 100, 140).plus(measured(100, 140, 3, 3));
        assertTrue(!Health.lost(learnt));
        assertTrue(Health.lost(steps(learnt, 9, 900)));
        assertTrue(!Health.lost(steps(steps(learnt, 3, 1e9), 9, 141)), "a spike that has passed");
        var never = steps(History.EMPTY, 100, 240).plus(measured(100, 240, 3, 3));
        assertTrue(!Health.lost(steps(never, 9, 900)), "there is nothing to go back to");
    }

    @Test
    void a_model_that_knows_no_image_is_not_said_to_know_some_by_heart() {
        var found = ids(run(275, 285, 30, 30));
        assertEquals("mean-image", found.get(0));
        assertTrue(found.stream().noneMatch(id -> id.startsWith("gap")), found.toString());
    }

    @Test
    void that_a_density_may_exceed_1_is_said_after_what_was_found() {
        var look = new Measurement(
                600, 76_800, 1000, new Loss(-430, 12), new double[] {6, 6}, 0, 0.03, new Baseline(-380, 0.067));
        assertEquals("learns", ids(steps(History.EMPTY, 600, -418).plus(look)).get(0));
    }

    @Test
    void a_kl_far_above_the_gain_is_bad_at_beta_one_but_what_a_low_beta_is_for() {
        var history = run(300, 300, 90, 60);
        assertEquals(Level.BAD, Health.of(MAP, history).get(0).level());
        var low = Health.of(Settings.BETA.with(MAP, 0.01), history);
        assertEquals(
                List.of(Level.NOTE, Level.NOTE),
                low.subList(0, 2).stream().map(Diagnosis::level).toList());
        assertEquals(
                "KL is 150.00 nats but reconstructions gain only 56.50 over the mean image: "
                        + "z costs more than it tells.",
                low.get(1).text());
    }

    @Test
    void shortly_after_a_change_a_high_kl_is_a_note() {
        var history = run(300, 300, 90, 60).plus(List.of(new SettingChanged<>(400, Settings.BETA, 0.01, 1.0)));
        assertEquals(
                Diagnosis.of(Level.NOTE, "kl-above-gain", "150.00", "56.50"),
                Health.of(MAP, history).get(0));
    }

    @Test
    void a_tcvae_leaves_latents_unused_on_purpose() {
        History history = run(142, 142, 4, 3, 0.009, 0.05);
        var separating = Settings.fromTexts(MAP, Map.of("model", "tcvae", "beta", "6"));
        assertEquals(List.of("beta.parts", "learns", "latents.unused", "gap.none"), ids(separating, history));
        assertEquals(
                "2 of 4 latents are unused, as a β-TCVAE means to: what is told once is not told again.",
                text(separating, history, "latents.unused"));
        var plain = Settings.fromTexts(separating, Map.of("beta", "1"));
        assertTrue(ids(plain, history).containsAll(List.of("collapsed.some", "weak")));
    }

    @Test
    void latents_are_in_use_hardly_used_or_collapsed() {
        assertEquals(
                "z1 has collapsed: the decoder ignores it. 1 in use.",
                text(MAP, run(142, 142, 2, 0.009, 0.05), "collapsed.some"));
        assertEquals("z2 is hardly used: below 0.1 nats.", text(MAP, run(142, 142, 2, 0.009, 0.05), "weak"));
        double[] many = new double[20];
        Arrays.fill(many, 0, 12, 1.5);
        assertEquals(
                "8 of 20 latents have collapsed; 12 in use. A lower β would wake more.",
                text(MAP, run(142, 142, many), "collapsed.many"));
        Arrays.fill(many, 12, 20, 0.05);
        assertEquals(
                "8 of 20 latents are hardly used: below 0.1 nats each.", text(MAP, run(142, 142, many), "weak.many"));
        assertEquals(
                "All 2 latents have collapsed: the decoder ignores z. Lower β or start again.",
                text(MAP, run(206, 206, 0, 0), "collapsed.all"));
        assertEquals(
                "None of 2 latents is used: each carries less than 0.1 nats.",
                text(MAP, run(206, 206, 0.05, 0), "weak.all"));
        assertEquals("The latent is in use: 2.00 nats.", text(MAP, run(142, 142, 2), "latents.all"));
        assertTrue(text(MAP, run(142, 142, 3), "latents.few").startsWith("The only latent carries 3.00 nats"));
    }

    @Test
    void a_loss_that_is_no_number_is_told() {
        assertEquals(List.of("non-finite"), ids(run(142, Double.NaN, 3, 3)));
    }

    @Test
    void values_held_at_their_bounds_are_told_by_their_share() {
        for (double share : new double[] {0.001, 0.02, 0.5}) {
            var m = measured(600, 142, 3, 3);
            var clamped = new Measurement(
                    600, m.drawn(), 1000, m.loss(), m.klPerLatent(), share, m.outputVariance(), MEAN_IMAGE);
            var level = Health.of(MAP, steps(History.EMPTY, 600, 142).plus(clamped)).stream()
                    .filter(one -> one.id().equals("clamped"))
                    .map(Diagnosis::level)
                    .toList();
            assertEquals(share < 0.01 ? List.of() : List.of(share < 0.1 ? Level.NOTE : Level.BAD), level);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {142, 20, 3, -4, -900})
    void a_jump_is_told_by_nats_wherever_zero_lies(double loss) {
        double moved = loss - 142;
        var baseline = new Baseline(206.5 + moved, 0.067);
        var m = new Measurement(600, 76800, 1000, new Loss(loss - 6, 6), new double[] {3, 3}, 0, 0.03, baseline);
        var steady = steps(History.EMPTY, 600, loss).plus(m);
        var healthy = loss < 6
                ? List.of("learns", "latents.both", "gap.none", "density")
                : List.of("learns", "latents.both", "gap.none");
        assertEquals(healthy, ids(steady));
        assertEquals(healthy, ids(steps(steady, 50, loss + 5)));
        assertTrue(ids(steps(steady, 50, loss + 9)).contains("jump"));
    }

    @Test
    void a_rise_within_three_standard_errors_is_no_jump() {
        var history = run(142, 142, 3, 3);
        for (int i = 601; i <= 650; i++) history = history.plusTrain(i, i == 650 ? 1000 : 136, 6);
        assertTrue(!ids(history).contains("jump"), "one step alone has risen");
    }

    @Test
    void the_change_before_a_jump_is_named_and_only_a_rate_is_bad() {
        var history = run(142, 142, 3, 3);
        var batch = steps(history.plus(List.of(new SettingChanged<>(600, Settings.BATCH, 128, 16))), 312, 170);
        var told = Health.of(Settings.BATCH.with(MAP, 16), batch).get(0);
        assertEquals(
                Diagnosis.of(Level.NOTE, "jump.after", "170.00", "142.00", 312, "batch 128 → 16", 600L)
                        .at(600),
                told.with(null));
        assertEquals(new Cure(Map.of("batch", "128"), Cure.DataChange.NONE, 600), told.cure());
        var rate = steps(history.plus(List.of(new SettingChanged<>(600, Settings.LEARNING_RATE, 0.001, 0.1))), 50, 170);
        assertEquals(
                "The loss has risen to 170.00 nats from 142.00 (means of 50 steps) after rate 0.001 → 0.1 at step 600.",
                text(MAP, rate, "jump.after"));
        assertEquals(Level.BAD, Health.of(MAP, rate).get(0).level());
    }

    @Test
    void a_held_out_loss_far_above_training_is_overfitting() {
        var history = steps(History.EMPTY, 600, 100).plus(measured(600, 112, 3, 3));
        assertEquals(
                "Held-out is 12.00 nats above training’s mean of 50 steps (noise: 2.33): overfitting begins.",
                text(MAP, history, "gap.wide"));
    }

    @Test
    void the_gap_is_taken_where_the_held_out_loss_was_measured() {
        assertTrue(ids(steps(run(142, 142.5, 3, 3), 400, 120)).contains("gap.none"));
    }

    @Test
    void where_noise_would_hide_a_gap_overfitting_is_not_denied() {
        var history = History.EMPTY;
        for (int i = 1; i <= 600; i++) history = history.plusTrain(i, 136 + (i % 2 == 0 ? 160 : -160), 6);
        List<String> found = ids(history.plus(measured(600, 142, 3, 3)));
        assertTrue(found.contains("gap.noisy") && !found.contains("gap.none"), found.toString());
    }

    @Test
    void soon_after_a_change_the_gap_is_left_open() {
        var history = run(142, 142, 3, 3).plus(List.of(new SettingChanged<>(560, Settings.BETA, 1.0, 1.1)));
        assertTrue(ids(history).contains("gap.open"));
    }

    @Test
    void a_divergence_is_told_until_the_run_has_gone_on_for_a_while() {
        var history = run(142, 142, 3, 3).plus(List.of(new Event.RolledBack(600, 500)));
        assertEquals("diverged", ids(history).get(0));
        assertTrue(ids(steps(history, 500, 142)).contains("diverged"));
        assertTrue(!ids(steps(history, 501, 142)).contains("diverged"));
    }
}
