package org.latentfx.session.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The points where z was, to go back to and forward again. FX thread only. */
final class Visited {
    /** How many are remembered. */
    private static final int MOST = 200;

    private final List<float[]> points = new ArrayList<>();
    private int at;

    void clear() {
        points.clear();
        at = 0;
    }

    /** Notes where z is and where it goes; what lay ahead is forgotten. */
    void go(float[] from, float[] to) {
        if (Arrays.equals(from, to)) return;
        if (points.isEmpty()) points.add(from);
        else points.subList(at + 1, points.size()).clear();
        points.add(to);
        if (points.size() > MOST) points.remove(0);
        at = points.size() - 1;
    }

    /** The point before; null if there is none. */
    float @Nullable [] back() {
        return at > 0 ? points.get(--at) : null;
    }

    /** The point after; null if there is none. */
    float @Nullable [] forward() {
        return at + 1 < points.size() ? points.get(++at) : null;
    }
}
