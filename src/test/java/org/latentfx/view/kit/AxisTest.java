package org.latentfx.view.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {
    @Test
    void ticksAreRoundNumbersInside() {
        assertEquals(List.of(140.0, 160.0, 180.0, 200.0), new Axis(130, 205, false).ticks(5));
        assertEquals(List.of(0.0, 2000.0, 4000.0), new Axis(0, 5628, false).ticks(4));
    }

    @Test
    void aLogarithmicAxisOverDecadesHasOneTwoFive() {
        assertEquals(List.of(5.0, 10.0, 20.0, 50.0, 100.0), new Axis(4, 150, true).ticks(6));
        assertEquals(List.of(0.01, 0.1, 1.0, 10.0, 100.0), new Axis(0.01, 100, true).ticks(5));
    }

    @Test
    void theMiddleOfALogarithmicAxisIsTheGeometricMean() {
        var axis = new Axis(10, 1000, true);
        assertEquals(0.5, axis.fraction(100), 1e-12);
        assertEquals(0, axis.fraction(10), 1e-12);
        assertTrue(axis.fraction(0) < 0, "what has no logarithm lies below");
        assertEquals(0.25, new Axis(0, 4, false).fraction(1), 1e-12);
    }

    @Test
    void anAxisAroundValuesHoldsThemEvenIfTheyAreAllTheSame() {
        for (boolean log : new boolean[] {false, true})
            for (double[] range : new double[][] {{120, 200}, {7, 7}, {0.0101, 0.0102}}) {
                Axis axis = Axis.around(range[0], range[1], log);
                assertTrue(axis.low() < range[0] && axis.high() > range[1], axis + " around " + range[0]);
            }
    }

    @Test
    void anAxisWithoutExtentIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Axis(2, 2, false));
        assertThrows(IllegalArgumentException.class, () -> new Axis(0, 2, true));
    }

    @Test
    void figuresHaveThousandsApartATrueMinusAndEnoughDecimals() {
        assertEquals("5,628", Figures.count(5628));
        assertEquals("141.0", Figures.loss(141.02));
        assertEquals("6.62", Figures.loss(6.6199));
        assertEquals("0.180", Figures.loss(0.18));
        assertEquals("0.00844", Figures.loss(0.008441));
        assertEquals("141.024", Figures.exact(141.0241));
        assertEquals("−0.85", Figures.fixed(-0.85, 2));
        assertEquals("0.00", Figures.fixed(-0.001, 2));
        assertEquals("–", Figures.loss(Double.NaN));
        assertEquals("0.05", Figures.tick(0.05, 0.01));
    }
}
