package org.latentfx.view.map.paint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.plane.Plane;
import org.latentfx.view.map.MapSample;

class PosteriorEllipseTest {
    @Test
    void onTwoLatentsItsHalfAxesAreTheirSigmas() {
        LatentPoints points = MapSample.cloud(3, 4, 1);
        assertEquals(
                new PosteriorEllipse(0.25, 0.5, 0), rounded(PosteriorEllipse.of(points, 1, Plane.latents(2, 0, 4))));
    }

    private static PosteriorEllipse rounded(PosteriorEllipse e) {
        return new PosteriorEllipse(Math.rint(e.width() * 1e6) / 1e6, Math.rint(e.height() * 1e6) / 1e6, e.turn());
    }

    @Test
    void onATiltedPlaneItsExtentInEveryDirectionIsTheDeviationOfTheSamplesThere() {
        LatentPoints points = MapSample.cloud(1, 3, 1);
        points.logVar()[1] = -4;
        var plane = Plane.through(new float[] {1, 0, 0}, new float[] {0, 2, 0.5f}, new float[] {0, 1, -3});
        var ellipse = PosteriorEllipse.of(points, 0, plane);
        var random = new Random(4);
        int n = 40_000;
        for (double angle = 0; angle < Math.PI; angle += 0.4) {
            double sum = 0;
            random.setSeed(4);
            for (int k = 0; k < n; k++) {
                double a = 0;
                double b = 0;
                for (int j = 0; j < 3; j++) {
                    double x = Math.exp(points.logVar()[j] / 2.0) * random.nextGaussian();
                    a += x * plane.u()[j];
                    b += x * plane.v()[j];
                }
                double along = a * Math.cos(angle) + b * Math.sin(angle);
                sum += along * along;
            }
            double expected = Math.hypot(
                    ellipse.width() * Math.cos(angle - ellipse.turn()),
                    ellipse.height() * Math.sin(angle - ellipse.turn()));
            assertEquals(expected, Math.sqrt(sum / n), 0.02 * expected, "direction " + angle);
        }
    }
}
