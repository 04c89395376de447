package org.latentfx.view.curves;

import java.util.Set;
import org.latentfx.view.kit.LossUnit;

/**
 * What can be set about the drawing of the curves. Immutable; each {@code with} is a copy with one thing changed.
 *
 * @param pixels in one image, for the unit
 * @param timeConstant of the smoothing, in steps; 0 for none
 * @param all whether the vertical range holds every value, or leaves out the outermost few
 * @param dark whether it is drawn on a dark background
 */
record CurveLook(
        Set<Quantity> shown, LossUnit unit, int pixels, double timeConstant, boolean log, boolean all, boolean dark) {
    static final CurveLook FIRST = new CurveLook(Quantity.CHOICE, LossUnit.NATS, 784, 50, false, false, true);

    /** What a loss in nats per image is multiplied with. */
    double factor() {
        return unit.factor(pixels);
    }

    CurveLook with(Set<Quantity> nowShown) {
        return new CurveLook(nowShown, unit, pixels, timeConstant, log, all, dark);
    }

    CurveLook with(LossUnit now) {
        return new CurveLook(shown, now, pixels, timeConstant, log, all, dark);
    }

    CurveLook with(int nowPixels, boolean nowDark) {
        return new CurveLook(shown, unit, nowPixels, timeConstant, log, all, nowDark);
    }

    CurveLook withTimeConstant(double now) {
        return new CurveLook(shown, unit, pixels, now, log, all, dark);
    }

    CurveLook withLog(boolean now) {
        return new CurveLook(shown, unit, pixels, timeConstant, now, all, dark);
    }

    CurveLook withAll(boolean now) {
        return new CurveLook(shown, unit, pixels, timeConstant, log, now, dark);
    }
}
