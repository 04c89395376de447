package org.latentfx.train.timeline;

import org.jspecify.annotations.Nullable;
import org.latentfx.train.RunState;

/**
 * One moment of a run: what is small of its state, and the arrays in memory or the number of the file that holds them.
 * Guarded by the {@link SnapshotBudget} that counts it.
 */
final class Snapshot {
    private static final float[] ELSEWHERE = {};

    /** Without arrays. */
    private final RunState head;

    private final double[] klPerLatent;

    private boolean kept;
    private final int count;

    float @Nullable [] @Nullable [] arrays;
    long file = -1;
    boolean dropped;

    /** @param kept because what comes after it cannot be replayed from before it */
    Snapshot(PastMoment moment, boolean kept) {
        RunState state = moment.state();
        klPerLatent = moment.klPerLatent();
        head = state.with(ELSEWHERE, ELSEWHERE, ELSEWHERE);
        count = state.values().length;
        arrays = new float[][] {state.values(), state.firstMoments(), state.secondMoments()};
        this.kept = kept;
    }

    long step() {
        return head.position().step();
    }

    KlMoment kl() {
        return new KlMoment(step(), klPerLatent);
    }

    boolean kept() {
        return kept;
    }

    void keep() {
        kept = true;
    }

    /** Numbers in each of the three arrays. */
    int count() {
        return count;
    }

    /** What it takes, in memory or on disk. */
    long bytes() {
        return 3L * Float.BYTES * count;
    }

    boolean onDisk() {
        return file >= 0;
    }

    PastMoment with(float[][] numbers) {
        return new PastMoment(head.with(numbers[0], numbers[1], numbers[2]), klPerLatent);
    }
}
