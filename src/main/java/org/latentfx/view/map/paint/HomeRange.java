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

    private HomeRange() {}

    public static double of(LatentPoints points) {
        int stride = Math.max(1, points.mu().length / 20_000);
        float[] sizes = new float[points.mu().length / stride];
        for (int i = 0; i < sizes.length; i++) sizes[i] = Math.abs(points.mu()[i * stride]);
        Arrays.sort(sizes);
        double most = sizes.length == 0 ? 0 : sizes[(int) (0.995 * (sizes.length - 1))];
        double range = Math.ceil(2 * most) / 2;
        return range <= LARGEST ? Math.max(SMALLEST, range) : LARGEST;
    }
}
