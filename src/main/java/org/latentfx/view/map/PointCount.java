package org.latentfx.view.map;

import java.util.Arrays;
import org.latentfx.data.ImageSet;
import org.latentfx.view.map.paint.Axes2D;
import org.latentfx.view.map.paint.PlacedPoints;

/**
 * How many points a map has and how many of them are not to be seen on it. Immutable; any thread.
 *
 * @param all those of the classes shown that have a place, or would have one if their codes were finite
 * @param outside of these, how many lie outside the part in view
 * @param broken of these, how many have codes that are not finite numbers
 */
record PointCount(int all, int outside, int broken) {
    static final PointCount NONE = new PointCount(0, 0, 0);

    /** @param whole whether every image has a place: in a layout those without one were left out on purpose */
    static PointCount of(PlacedPoints placed, boolean[] hidden, Axes2D axes, boolean whole) {
        int all = 0;
        int outside = 0;
        int broken = 0;
        for (int i = 0; i < placed.size(); i++) {
            if (hidden[placed.label(i)]) continue;
            boolean finite = Float.isFinite(placed.a(i)) && Float.isFinite(placed.b(i));
            if (!finite && !whole) continue;
            all++;
            double px = axes.px(placed.a(i));
            double py = axes.py(placed.b(i));
            if (!finite) broken++;
            else if (px < 0 || py < 0 || px > axes.width() || py > axes.height()) outside++;
        }
        return new PointCount(all, outside, broken);
    }

    /** How many images each class has. */
    static int[] perClass(ImageSet images) {
        int[] counts = new int[images.classNames().size()];
        for (byte label : images.labels()) {
            if ((label & 0xff) >= counts.length) counts = Arrays.copyOf(counts, (label & 0xff) + 1);
            counts[label & 0xff]++;
        }
        return counts;
    }

    /** Whether no point is seen although there are some. */
    boolean nothingSeen() {
        return all > 0 && outside + broken == all;
    }
}
