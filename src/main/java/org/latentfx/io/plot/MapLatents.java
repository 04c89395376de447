package org.latentfx.io.plot;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.latent.LatentPoints;

/** Which latents are worth showing. Pure. */
public final class MapLatents {
    private MapLatents() {}

    /** All {@code latents} by their KL, the greatest first; as they are counted where no {@code points} tell it. */
    public static int[] mostUsedFirst(@Nullable LatentPoints points, int latents) {
        if (points == null) return IntStream.range(0, latents).toArray();
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
        return of(points, points.latents());
    }

    /** The same; the first two of {@code latents} where no {@code points} tell it. */
    public static int[] of(@Nullable LatentPoints points, int latents) {
        int[] used = mostUsedFirst(points, latents);
        int other = used[Math.min(1, used.length - 1)];
        return new int[] {Math.min(used[0], other), Math.max(used[0], other)};
    }
}
