package org.latentfx.view.map.paint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OutlineTest {
    @Test
    void aDrawnCircleHoldsWhatLiesWithinItsRadius() {
        var circle = new Outline();
        for (int k = 0; k < 200; k++)
            circle.add(100 + 50 * Math.cos(2 * Math.PI * k / 200), 80 + 50 * Math.sin(2 * Math.PI * k / 200));
        for (int y = 0; y < 160; y += 3) {
            for (int x = 0; x < 200; x += 3) {
                double radius = Math.hypot(x - 100, y - 80);
                if (Math.abs(radius - 50) > 1) assertEquals(radius < 50, circle.contains(x, y), x + ", " + y);
            }
        }
        assertEquals(100, circle.extent(), 1);
        assertTrue(circle.corners().length < 300, "corners closer than can be aimed at are left out");
    }

    @Test
    void aBayIsOutsideAndALoopDrawnTwiceIsOutsideToo() {
        var bay = new Outline();
        double[] corners = {0, 0, 90, 0, 90, 90, 60, 90, 60, 30, 30, 30, 30, 90, 0, 90};
        for (int k = 0; k < corners.length; k += 2) bay.add(corners[k], corners[k + 1]);
        assertTrue(bay.contains(15, 60));
        assertFalse(bay.contains(45, 60));
        assertTrue(bay.contains(75, 60));
        assertFalse(bay.contains(45, 200));
    }

    @Test
    void aBoxMayBeDrawnFromAnyCorner() {
        for (Outline box :
                new Outline[] {Outline.box(10, 20, 30, 60), Outline.box(30, 60, 10, 20), Outline.box(10, 60, 30, 20)}) {
            assertTrue(box.contains(11, 59));
            assertFalse(box.contains(9, 40));
            assertFalse(box.contains(20, 61));
            assertEquals(40, box.extent());
        }
        assertEquals(0, new Outline().extent());
        assertFalse(new Outline().contains(0, 0));
    }
}
