package org.latentfx.session.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;

class MapPlaneTest {
    @Test
    void the_first_plane_leaves_for_latents_that_are_used_a_little_more() {
        var first = MapPlane.first(4);
        assertEquals(
                List.of(2, 3),
                first.following(new double[] {3.13, 3.27, 3.8, 3.47}).of());
        assertSame(first, first.following(new double[] {0.021, 0.02, 0.022, 0.02}), "of an untrained model");
    }

    @Test
    void a_plane_that_went_by_use_does_not_flit_about() {
        var used = MapPlane.mostUsed(new double[] {3.13, 3.27, 3.8, 3.47});
        assertSame(used, used.following(new double[] {4, 3.9, 3.8, 3.47}));
        assertEquals(
                List.of(0, 1), used.following(new double[] {6, 5.9, 3.8, 3.47}).of());
    }
}
