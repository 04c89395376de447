package org.latentfx.math;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Shares the rows of one operation out to a team, with work stealing. Each member takes pieces of its own share from
 * the front: one large piece of about three quarters, then small ones. A member that is done steals small pieces from
 * the back of others' shares, so that all end together even if one was held up. Results do not depend on who computes a
 * row. From step to step most rows stay with one member, in the caches of its core. One thread calls {@link #start}
 * while none takes; any thread may take. With one member there is one piece.
 */
public final class WorkPartition {
    /** Counters of two members are this far apart: never in one cache line. */
    private static final int APART = 32;

    /** More than the pieces of any share. */
    private static final int BACK = 1 << 16;

    private final int grain;
    private final int unit;

    /** Of each member's share: pieces taken from the front, and BACK times those taken from the back. */
    private AtomicIntegerArray taken = new AtomicIntegerArray(0);

    private int begin;
    private int end;
    private int members;
    private int large;
    private int share;

    /** Small pieces have {@code grain} rows, large ones a multiple of {@code unit}; the last of all what is left. */
    public WorkPartition(int grain, int unit) {
        if (grain < 1 || unit < 1)
            throw new IllegalArgumentException(
                    "grain and unit: found " + grain + " and " + unit + ", expected 1 or more");
        this.grain = grain;
        this.unit = unit;
    }

    /** From now on the rows {@code from} (inclusive) to {@code to} (exclusive), for {@code members} members. */
    public WorkPartition start(int from, int to, int members) {
        begin = from;
        end = to;
        if (this.members != members) taken = new AtomicIntegerArray(members * APART);
        this.members = members;
        int rows = to - from;
        int small = members == 1 ? 0 : Math.max(1, Math.round(rows / (4f * members * grain))) * grain;
        int rest = Math.max(0, (rows + members - 1) / members - small + unit - 1) / unit * unit;
        large = Math.max(grain, rest);
        share = rest + small;
        for (int member = 0; member < members; member++) taken.set(member * APART, 0);
        return this;
    }

    /** The first row of a piece that is {@code member}'s from now on, or {@link #end} if all are taken. */
    public int take(int member) {
        int from = take(member, 1);
        for (int other = 1; from == end && other < members; other++) from = take((member + other) % members, BACK);
        return from;
    }

    /**
     * The first row of a share's next piece, or of its last one if {@code step} is BACK; {@link #end} if none is left.
     */
    private int take(int owner, int step) {
        int first = begin + owner * share;
        int pieces = piecesOf(Math.min(end, first + share) - first);
        while (true) {
            int known = taken.get(owner * APART);
            int front = known % BACK;
            int back = known / BACK;
            if (front + back >= pieces) return end;
            if (taken.compareAndSet(owner * APART, known, known + step))
                return first + rowsBefore(step == 1 ? front : pieces - 1 - back);
        }
    }

    private int piecesOf(int rows) {
        return rows <= 0 ? 0 : 1 + Math.max(0, rows - large + grain - 1) / grain;
    }

    private int rowsBefore(int piece) {
        return piece == 0 ? 0 : large + (piece - 1) * grain;
    }

    /** The row behind the piece that begins at {@code from}. */
    public int pieceEnd(int from) {
        int within = (from - begin) % share;
        int behind = from - within + share;
        return Math.min(Math.min(end, behind), from + (within == 0 ? large : grain));
    }

    /** The row behind the last. */
    public int end() {
        return end;
    }
}
