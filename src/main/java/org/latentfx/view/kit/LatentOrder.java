package org.latentfx.view.kit;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.latentfx.train.health.Health;

/**
 * The order in which latents are listed: most KL first, collapsed ones last. Neighbours swap only if their KL differs
 * clearly, so that rows do not jump while training changes the figures. Two latents are both in sight and keep their
 * places. Pure.
 */
public final class LatentOrder {
    private static final double CLEARLY = 1.1;

    /** So few are never sorted. */
    private static final int FEW = 2;

    private LatentOrder() {}

    /** Latents 0 to {@code latents − 1} as they come. */
    public static int[] natural(int latents) {
        return IntStream.range(0, latents).toArray();
    }

    /** The order of a model seen for the first time: by KL alone; two as they come. */
    public static int[] first(double[] kl) {
        if (kl.length <= FEW) return natural(kl.length);
        return IntStream.range(0, kl.length)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> collapsed(kl[j]) ? 0 : -kl[j]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * The order after {@code order} now that KL is {@code kl} (nats per latent): {@code order} itself if {@code kl} is
     * of another model.
     */
    public static int[] next(int[] order, double[] kl) {
        if (order.length != kl.length || order.length <= FEW) return order;
        int[] sorted = order.clone();
        for (int i = 1; i < sorted.length; i++)
            for (int j = i; j > 0 && clearlyMore(kl[sorted[j]], kl[sorted[j - 1]]); j--) {
                int moved = sorted[j];
                sorted[j] = sorted[j - 1];
                sorted[j - 1] = moved;
            }
        return sorted;
    }

    public static boolean collapsed(double kl) {
        return kl < Health.COLLAPSED_NATS;
    }

    private static boolean clearlyMore(double a, double b) {
        return collapsed(a) ? false : collapsed(b) || a > b * CLEARLY;
    }
}
