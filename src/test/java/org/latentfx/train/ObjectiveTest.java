package org.latentfx.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectiveTest {
    @Test
    void a_schedule_chosen_while_the_run_rests_counts_from_the_next_step_and_shows_at_once() {
        Hyperparameters before = Preset.MAP.hyperparameters();
        var now = Settings.fromTexts(before, Map.of("beta-schedule", "warm-up 0.5", "epochs", "10"));
        var history = History.EMPTY.plusTrain(1, 100, 5).plusTrain(2, 90, 6);
        var chosen = history.plus(List.of(Event.SettingChanged.between(2, Settings.BETA_SCHEDULE, before, now)));
        assertEquals(0.2, Objective.of(now, chosen, 1).beta(), 1e-12);
        // once a step was taken with it, that step's own β is known
        var later = chosen.plusTrain(3, List.copyOf(history.train().terms()), new double[] {80, 5}, 1.25);
        assertEquals(0.25, Objective.of(now, later, 1.2).beta(), 1e-12);
        assertEquals(1, Objective.of(before, history, 1).beta());
    }
}
