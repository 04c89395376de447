package org.latentfx.view.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.latentfx.session.compare.ComparedRuns;
import org.latentfx.session.compare.TrainingTime;
import org.latentfx.train.History;
import org.latentfx.train.Preset;

class RunCurveTest {
    private static RunCurve curve(Along along, TrainingTime time, double... totals) {
        History history = ComparedRuns.measured(totals);
        return RunCurve.of(ComparedRuns.run("a", 0, Preset.MAP.hyperparameters(), history, time), Measure.TOTAL, along);
    }

    @Test
    void between_two_points_the_line_is_straight_and_outside_there_is_none() {
        RunCurve curve = curve(Along.STEP, TrainingTime.UNKNOWN, 200, 100);
        assertEquals(150, curve.at(150), 1e-4);
        assertTrue(Double.isNaN(curve.at(99)));
        assertTrue(Double.isNaN(curve.at(201)));
    }

    @Test
    void points_whose_time_is_not_known_are_left_out() {
        RunCurve curve = curve(Along.SECONDS, TrainingTime.UNKNOWN.plus(200, 0).plus(300, 5), 300, 200, 100);
        assertArrayEquals(new double[] {0, 5}, curve.x(), 1e-9);
        assertArrayEquals(new double[] {200, 100}, curve.y(), 1e-4);
    }

    @Test
    void a_column_holds_every_value_the_line_has_within_it() {
        RunCurve curve = curve(Along.STEP, TrainingTime.UNKNOWN, 100, 300, 100);
        double[] low = new double[2];
        double[] high = new double[2];
        curve.columns(0, 400, low, high);
        assertArrayEquals(new double[] {100, 100}, low, 1e-4);
        assertArrayEquals(new double[] {300, 300}, high, 1e-4);
    }

    @Test
    void the_first_fall_does_not_flatten_what_follows() {
        RunCurve curve = curve(Along.STEP, TrainingTime.UNKNOWN, 900, 120, 110, 100);
        assertEquals(120, curve.highestFrom(150), 1e-4);
        assertEquals(100, curve.lowest(), 1e-4);
    }
}
