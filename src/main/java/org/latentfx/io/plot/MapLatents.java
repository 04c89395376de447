package org.latentfx.io.plot;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.latentfx.analysis.latent.LatentPoints;

/** Which latents are worth showing. Pure. */
public final class MapLatents {
    private MapLatents() {}

    /** All latents by their KL, the greatest first. */
    public static int[] mostUsedFirst(LatentPoints points) {
        double[] kl = points.klPerLatent(points.size());
        return IntStream.range(0, kl.length)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> -kl[j]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * The two most used, the one that is counted first across, so that small changes of their KL turn no map over; of
     * one latent, that one twice.
     */
    public static int[] of(LatentPoints points) {
        int[] used = mostUsedFirst(points);
        int other = used[Math.min(1, used.length - 1)];
        return new int[] {Math.min(used[0], other), Math.max(used[0], other)};
    }
}
