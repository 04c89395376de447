package org.latentfx.view.map.paint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.view.map.MapSample;

class HomeRangeTest {
    @Test
    void aRangeGrowsToThatOfPointsAndNeverShrinks() {
        LatentPoints near = MapSample.cloud(500, 2, 10);
        float[] far = near.mu().clone();
        for (int i = 0; i < far.length; i++) far[i] *= 2;
        var wide = new LatentPoints(near.images(), 2, far, near.logVar());
        double range = HomeRange.of(wide);
        assertTrue(range > HomeRange.of(near) && range < 12, range + " over " + HomeRange.of(near));
        assertEquals(range, HomeRange.grown(HomeRange.SMALLEST, wide));
        assertEquals(range, HomeRange.grown(range, near));
    }
}
