package org.latentfx.train.timeline;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Weights and both of Adam's moments of a run at one step, in memory or in a file. Several snapshots may have use for
 * them: the one of that step, and those that would go back there. Guarded by the {@link SnapshotBudget} that counts
 * them.
 */
final class Numbers {
    private final long step;
    private final int count;

    float @Nullable [] @Nullable [] arrays;

    /** What was read from the file last, as long as somebody holds on to it. */
    private List<WeakReference<float[]>> read = List.of();

    long file = -1;
    /** How many snapshots have use for them. */
    int uses;

    Numbers(long step, float[]... arrays) {
        this.step = step;
        count = arrays[0].length;
        this.arrays = arrays;
    }

    /** Steps done by then. */
    long step() {
        return step;
    }

    /** Numbers in each of the three arrays. */
    int count() {
        return count;
    }

    /** What they take, in memory or on disk. */
    long bytes() {
        return 3L * Float.BYTES * count;
    }

    boolean onDisk() {
        return file >= 0;
    }

    /** What is here without reading: from memory, or read for another snapshot; null if it has to be read. */
    float @Nullable [][] here() {
        if (arrays != null) return arrays;
        var still = new ArrayList<float[]>();
        for (var array : read) still.add(array.get());
        return still.isEmpty() || still.contains(null) ? null : still.toArray(float[][]::new);
    }

    void wasRead(float[][] now) {
        read = Stream.of(now).map(array -> new WeakReference<>(array)).toList();
    }
}
