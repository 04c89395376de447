package org.latentfx.train.timeline;

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
}
