package org.latentfx.view.timeline;

import java.util.List;

/**
 * Where each step of a run lies along a lane, from its first one to the newest. Immutable; any thread.
 *
 * @param left where step 0 lies, in pixels
 * @param width pixels up to {@code last}
 * @param last the newest step of all
 */
record LaneScale(double left, double width, long last) {
    LaneScale {
        last = Math.max(1, last);
        width = Math.max(1, width);
    }

    double xOf(double step) {
        return left + Math.max(0, Math.min(1, step / last)) * width;
    }

    long stepAt(double x) {
        return Math.round(Math.max(0, Math.min(1, (x - left) / width)) * last);
    }

    /** The one of {@code steps} (sorted) that lies nearest to {@code x}; −1 if there is none. */
    long nearest(double x, List<Long> steps) {
        long wanted = stepAt(x);
        long best = -1;
        for (long step : steps) {
            if (best >= 0 && Math.abs(step - wanted) > Math.abs(best - wanted)) break;
            best = step;
        }
        return best;
    }
}
