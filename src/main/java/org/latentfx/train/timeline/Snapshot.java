package org.latentfx.train.timeline;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latentfx.train.RunState;
import org.latentfx.train.RunState.Good;
import org.latentfx.train.RunState.Position;

/**
 * One moment of a run: what is small of its state, its numbers, and those that it would go back to if its loss
 * diverged. Guarded by the {@link SnapshotBudget} that counts it.
 */
final class Snapshot {
    private static final float[] ELSEWHERE = {};

    /** Without arrays. */
    private final RunState head;

    private final double[] klPerLatent;
    private final Numbers own;
    private final @Nullable Position goodAt;
    private final @Nullable Numbers good;
    private boolean kept;

    boolean dropped;

    /**
     * @param good what it would go back to; null for itself
     * @param kept because what comes after it cannot be replayed from before it
     */
    Snapshot(PastMoment moment, @Nullable Numbers good, boolean kept) {
        RunState state = moment.state();
        klPerLatent = moment.klPerLatent();
        head = state.with(ELSEWHERE, ELSEWHERE, ELSEWHERE);
        own = new Numbers(moment.step(), state.values(), state.firstMoments(), state.secondMoments());
        goodAt = state.good() == null ? null : state.good().position();
        this.good = good;
        this.kept = kept;
    }

    long step() {
        return head.position().step();
    }

    KlMoment kl() {
        return new KlMoment(step(), klPerLatent);
    }

    Position position() {
        return head.position();
    }

    boolean kept() {
        return kept;
    }

    void keep() {
        kept = true;
    }

    Numbers own() {
        return own;
    }

    @Nullable
    Numbers good() {
        return good;
    }

    List<Numbers> all() {
        return good == null ? List.of(own) : List.of(own, good);
    }

    /** Whether letting go of it could free memory. */
    boolean inMemory() {
        return all().stream().anyMatch(numbers -> !numbers.onDisk());
    }

    PastMoment with(float[][] numbers, float @Nullable [][] back) {
        RunState state = head.with(numbers[0], numbers[1], numbers[2]);
        if (goodAt == null || back == null) return new PastMoment(state, klPerLatent);
        return new PastMoment(state.goingBackTo(new Good(goodAt, back[0], back[1], back[2])), klPerLatent);
    }
}
