package org.latentfx.view.map.paint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class Axes2DTest {
    private final Axes2D axes = new Axes2D(0.5, -1, 60, 640, 400);

    @Test
    void pixelsAndPlaceAreEachOthersInverse() {
        assertEquals(123.4, axes.px(axes.x(123.4)), 1e-9);
        assertEquals(77.7, axes.py(axes.y(77.7)), 1e-9);
        assertEquals(320, axes.px(0.5));
        assertTrue(axes.py(1) < axes.py(0), "y grows upwards");
    }

    @Test
    void zoomingKeepsWhatIsUnderThePointer() {
        Axes2D closer = axes.zoomed(100, 300, 1.7);
        assertEquals(axes.x(100), closer.x(100), 1e-9);
        assertEquals(axes.y(300), closer.y(300), 1e-9);
        assertEquals(1.7 * 60, closer.scale(), 1e-9);
        Axes2D farthest = axes.zoomed(100, 300, 1e-9);
        assertEquals(axes.x(100), farthest.x(100), 1e-9);
        assertEquals(2, farthest.scale());
    }

    @Test
    void panningMovesThePlaneWithThePointer() {
        Axes2D moved = axes.panned(30, -12);
        assertEquals(axes.px(2) + 30, moved.px(2), 1e-9);
        assertEquals(axes.py(2) - 12, moved.py(2), 1e-9);
    }

    @Test
    void anotherSizeShowsTheSameRangeAlongTheShorterSide() {
        Axes2D larger = axes.resized(1000, 800);
        assertEquals(axes.y(0) - axes.y(400), larger.y(0) - larger.y(800), 1e-9);
        assertEquals(0.5, larger.x(500), 1e-9);
    }

    @Test
    void fittingShowsTheWholeBoxWithEqualAxes() {
        Axes2D fitted = axes.fit(-3, 5, 1, 2);
        assertTrue(fitted.px(-3) > 0 && fitted.px(5) < 640);
        assertEquals(640 * 0.92, fitted.px(5) - fitted.px(-3), 1e-6);
        assertEquals(200, fitted.py(1.5), 1e-9);
        assertTrue(axes.fit(1, 1, 1, 1).scale() > 0, "a single point can be fitted");
    }

    @Test
    void ticksAreRoundAtEveryScale() {
        assertEquals(1, axes.tickStep(), 1e-12);
        Axes2D close = axes.zoomed(0, 0, 10);
        assertEquals(0.1, close.tickStep(), 1e-12);
        Axes2D far = axes.zoomed(0, 0, 0.1);
        assertEquals(10, far.tickStep(), 1e-12);
    }

    @Test
    void axesWithoutSizeOrScaleAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Axes2D(0, 0, 0, 10, 10));
        assertThrows(IllegalArgumentException.class, () -> new Axes2D(Double.NaN, 0, 1, 10, 10));
        assertThrows(IllegalArgumentException.class, () -> new Axes2D(0, 0, 1, 10, 0));
    }
}
