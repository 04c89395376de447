package org.latentfx.io.plot;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.model.ModelConfiguration;

/** Which latents are worth showing. Pure. */
public final class MapLatents {
    private MapLatents() {}

    /** All latents of {@code model}, the most used first; as they are counted where no {@code points} tell it. */
    public static int[] mostUsedFirst(@Nullable LatentPoints points, ModelConfiguration model) {
        if (points == null) return IntStream.range(0, model.latents()).toArray();
        boolean spread = model.pseudoInputs() > 0;
        double[] use = spread ? points.variancePerLatent(points.size()) : points.klPerLatent(points.size());
        return IntStream.range(0, use.length)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> -use[j]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * The two most used, the one that is counted first across, so that small changes of use turn no map over; of
     * one latent, that one twice; the first two where no {@code points} tell it.
     */
    public static int[] of(@Nullable LatentPoints points, ModelConfiguration model) {
        int[] used = mostUsedFirst(points, model);
        int other = used[Math.min(1, used.length - 1)];
        return new int[] {Math.min(used[0], other), Math.max(used[0], other)};
    }
}
