package org.latentfx.analysis.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PriorMassTest {
    @Test
    void massBeyondARadiusAgreesWithPublishedQuantilesOfChiSquare() {
        double[][] fivePercent = {
            {1, 3.841458820694}, {2, 5.991464547108}, {3, 7.814727903251}, {10, 18.307038053275}, {50, 67.504806549541}
        };
        for (double[] row : fivePercent)
            assertEquals(0.05, PriorMass.beyond(Math.sqrt(row[1]), (int) row[0]), 1e-11, "d = " + row[0]);
    }

    @Test
    void massBeyondARadiusAgreesWithTheIntegralOfTheDensityInOddDimensions() {
        int d = 7;
        double gamma = 15.0 / 8 * Math.sqrt(Math.PI);
        double sum = 0;
        double h = 1e-3;
        for (double r = 2.5 + h / 2; r < 20; r += h) sum += Math.pow(r, d - 1) * Math.exp(-r * r / 2) * h;
        assertEquals(sum / (Math.pow(2, d / 2.0 - 1) * gamma), PriorMass.beyond(2.5, d), 1e-7);
    }

    @Test
    void allOfThePriorLiesBeyondTheCentreAndNoDimensionIsRefused() {
        for (int d = 1; d < 60; d++) assertEquals(1, PriorMass.beyond(0, d));
        assertThrows(IllegalArgumentException.class, () -> PriorMass.beyond(1, 0));
        assertThrows(IllegalArgumentException.class, () -> PriorMass.beyond(-1, 2));
    }
}
