package org.latentfx.train.health;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a classifier takes samples of a run for. Immutable by convention; any thread.
 *
 * @param step of the model that made them
 * @param counts samples of each class
 * @param target share of each class in the training images, 0..1
 * @param names of the classes
 */
public record SampledShares(long step, int[] counts, double[] target, List<String> names) {
    /** Less than this part of what the images have of a class is next to none. */
    private static final double LEFT_OUT = 0.2;

    /** How many samples there are. */
    int samples() {
        return IntStream.of(counts).sum();
    }

    /** The classes that next to no sample falls into though images do. */
    List<String> leftOut() {
        int all = samples();
        return IntStream.range(0, counts.length)
                .filter(c -> target[c] > 0 && counts[c] < LEFT_OUT * target[c] * all)
                .mapToObj(names::get)
                .toList();
    }
}
