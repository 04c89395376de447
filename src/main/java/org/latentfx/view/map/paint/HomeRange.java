package org.latentfx.view.map.paint;

import java.util.Arrays;
import org.latentfx.analysis.latent.LatentPoints;

/**
 * A round range for the first view of points, latent units: nearly all of the first encoding, with room for an
 * untrained model to grow. Pure; any thread.
 */
public final class HomeRange {
    public static final double SMALLEST = 4;
    private static final double LARGEST = 12;

    /** The share of values that may lie beyond it. */
    private static final double BEYOND = 0.005;

    private HomeRange() {}

    /** {@code range}, or the range of {@code points} where that is larger; quick where it is not. */
    public static double grown(double range, LatentPoints points) {
        float[] mu = points.mu();
        int beyond = 0;
        for (float value : mu) if (Math.abs(value) > range) beyond++;
        return range >= LARGEST || beyond <= BEYOND * mu.length ? range : Math.max(range, of(points));
    }

    public static double of(LatentPoints points) {
        int stride = Math.max(1, points.mu().length / 20_000);
        float[] sizes = new float[points.mu().length / stride];
        for (int i = 0; i < sizes.length; i++) sizes[i] = Math.abs(points.mu()[i * stride]);
        Arrays.sort(sizes);
        double most = sizes.length == 0 ? 0 : sizes[(int) ((1 - BEYOND) * (sizes.length - 1))];
        double range = Math.ceil(2 * most) / 2;
        return range <= LARGEST ? Math.max(SMALLEST, range) : LARGEST;
    }
}
