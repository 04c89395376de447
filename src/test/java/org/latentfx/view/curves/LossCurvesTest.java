package org.latentfx.view.curves;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.latentfx.train.Series;
import org.latentfx.view.kit.LossUnit;

class LossCurvesTest {
    private static Series noise(int size, int apart) {
        var series = Series.EMPTY;
        var random = new Random(size);
        for (int i = 1; i <= size; i++)
            series = series.plus((long) i * apart, 100 + 10 * random.nextGaussian(), Math.abs(random.nextGaussian()));
        return series;
    }

    @Test
    void leastAndGreatestOfAnyStretchAreThoseOfACompleteSearch() {
        var random = new Random(5);
        var curve = new Curve();
        for (int i = 0; i < 1000; i++) curve.add(i % 97 == 3 ? Double.NaN : random.nextGaussian());
        for (int trial = 0; trial < 500; trial++) {
            int from = random.nextInt(1000);
            int to = from + random.nextInt(1001 - from);
            float low = Float.POSITIVE_INFINITY;
            float high = Float.NEGATIVE_INFINITY;
            for (int i = from; i < to; i++)
                if (!Float.isNaN(curve.value(i))) {
                    low = Math.min(low, curve.value(i));
                    high = Math.max(high, curve.value(i));
                }
            assertEquals(low, curve.min(from, to));
            assertEquals(high, curve.max(from, to));
        }
    }

    @Test
    void lateInARunSmoothingIsTheWeightedMeanOfAllValuesSoFar() {
        var series = noise(2000, 1);
        var curves = new LossCurves(series, 40);
        double keep = Math.exp(-1.0 / 40);
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < 2000; i++) {
            double weight = Math.pow(keep, 1999 - i);
            sum += weight * series.reconstruction(i);
            weights += weight;
        }
        assertEquals(sum / weights, curves.smoothed(Quantity.RECONSTRUCTION).value(1999), 1e-4);
    }

    private static Series falling(int steps, int spike, double height) {
        var series = Series.EMPTY;
        for (int i = 1; i <= steps; i++)
            series = series.plus(i, 100 + 2000 * Math.exp(-i / 30.0) + i % 2 + (i == spike ? height : 0), 1);
        return series;
    }

    @Test
    void theSmoothedLineDoesNotLagBehindALossThatFallsFast() {
        var smoothed = new LossCurves(falling(120, 0, 0), 50).smoothed(Quantity.RECONSTRUCTION);
        assertEquals(137, smoothed.value(119), 25);
    }

    @Test
    void aLoneSpikeDoesNotMoveTheSmoothedLine() {
        var smoothed = new LossCurves(falling(400, 300, 1e9), 50).smoothed(Quantity.RECONSTRUCTION);
        assertEquals(100.5, smoothed.value(300), 1);
        assertEquals(100.5, smoothed.value(399), 1);
    }

    @Test
    void aLossThatHasJumpedToStayIsWhereTheSmoothedLineIs() {
        var series = falling(200, 0, 0);
        for (int i = 201; i <= 260; i++) series = series.plus(i, i < 211 ? 1e8 : 900 + i % 2, 1);
        var smoothed = new LossCurves(series, 50).smoothed(Quantity.RECONSTRUCTION);
        assertEquals(1e8, smoothed.value(205), 1e6);
        assertEquals(900.5, smoothed.value(259), 5);
    }

    @Test
    void withoutSmoothingTheSmoothedLineIsTheRawOneAndAGapDoesNotPoisonIt() {
        var series = noise(10, 1);
        series = series.plus(11, Double.NaN, 1);
        series = series.plus(12, 90, 1);
        var plain = new LossCurves(series, 0);
        assertEquals(90f, plain.smoothed(Quantity.RECONSTRUCTION).value(11));
        var smooth = new LossCurves(series, 3);
        assertTrue(Float.isFinite(smooth.smoothed(Quantity.TOTAL).value(11)));
        assertTrue(Float.isNaN(smooth.raw(Quantity.TOTAL).value(10)));
    }

    @Test
    void whatTheSeriesGainsIsTakenInAsIfItHadBeenThereFromTheStart() {
        var series = noise(100, 1);
        var grown = new LossCurves(series, 10);
        for (int i = 101; i <= 5000; i++) series = series.plus(i, i, 1);
        grown.catchUp(series);
        var whole = new LossCurves(series, 10);
        assertEquals(5000, grown.size());
        assertEquals(
                whole.smoothed(Quantity.TOTAL).value(4999),
                grown.smoothed(Quantity.TOTAL).value(4999));
    }

    @Test
    void columnsHoldTheExtentOfTheLineFromPointToPoint() {
        for (int apart : new int[] {1, 7, 400}) {
            var curves = new LossCurves(noise(2000 / apart + 3, apart), 0);
            Curve curve = curves.raw(Quantity.RECONSTRUCTION);
            var low = new float[33];
            var high = new float[33];
            double first = 120;
            double last = 1500;
            curves.columns(curve, first, last, low, high);
            double width = (last - first) / low.length;
            for (int column = 0; column < low.length; column++) {
                double least = Double.POSITIVE_INFINITY;
                double greatest = Double.NEGATIVE_INFINITY;
                for (int sample = 0; sample <= 2000; sample++) {
                    double step = first + (column + sample / 2000.0) * width;
                    int next = curves.indexAt(step);
                    if (next == 0) continue;
                    double share = (step - curves.step(next - 1)) / apart;
                    double value = curve.value(next - 1) * (1 - share) + curve.value(next) * share;
                    least = Math.min(least, value);
                    greatest = Math.max(greatest, value);
                }
                if (least > greatest) least = greatest = Double.NaN;
                assertEquals(least, low[column], 0.6, "low of column " + column + ", points " + apart + " apart");
                assertEquals(greatest, high[column], 0.6, "high of column " + column + ", points " + apart + " apart");
            }
        }
    }

    @Test
    void columnsBeforeTheFirstAndAfterTheLastPointAreEmpty() {
        var curves = new LossCurves(noise(10, 10), 0);
        var low = new float[40];
        var high = new float[40];
        curves.columns(curves.raw(Quantity.KL), 0, 200, low, high);
        assertTrue(Float.isNaN(low[0]));
        assertTrue(Float.isFinite(low[10]));
        assertTrue(Float.isNaN(high[39]));
    }

    @Test
    void theNearestPointIsFoundAtBothEndsAndBetween() {
        var curves = new LossCurves(noise(10, 100), 0);
        assertEquals(0, curves.nearest(-5));
        assertEquals(3, curves.nearest(449));
        assertEquals(4, curves.nearest(451));
        assertEquals(9, curves.nearest(1e9));
        assertEquals(-1, new LossCurves(Series.EMPTY, 0).nearest(3));
    }

    @Test
    void aNatIsALittleLessThanOneAndAHalfBitsAndIsSharedByThePixels() {
        assertEquals(1, LossUnit.NATS.factor(784));
        assertEquals(1.4426950408889634, LossUnit.BITS.factor(784), 1e-15);
        assertEquals(1.0 / 784, LossUnit.NATS_PER_PIXEL.factor(784), 1e-18);
    }
}
