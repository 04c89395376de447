package org.latentfx.math;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Rows of one operation, handed out to a team piece by piece: about three quarters of them in one large piece for each
 * member, the rest in small ones, so that a member that was held up takes fewer and all end together. Which member computes a row
 * changes nothing about it. One thread starts them while none takes; any thread may take. With one member there is one
 * piece.
 */
public final class Rows {
    private final int grain;
    private final int unit;
    private final AtomicInteger next = new AtomicInteger();
    private int end;
    private int members;
    private int large;
    private int smallFrom;

    /** Small pieces have {@code grain} rows, large ones a multiple of {@code unit}; the last of all what is left. */
    public Rows(int grain, int unit) {
        if (grain < 1 || unit < 1)
            throw new IllegalArgumentException(
                    "grain and unit: found " + grain + " and " + unit + ", expected 1 or more");
        this.grain = grain;
        this.unit = unit;
    }

    /** From now on the rows {@code from} (inclusive) to {@code to} (exclusive), for {@code members} members. */
    public Rows start(int from, int to, int members) {
        end = to;
        this.members = members;
        int rows = to - from;
        // as many small pieces for each, so that members of one speed end together
        int small = Math.max(1, Math.round(rows / (4f * members * grain))) * grain;
        large = Math.max(0, (rows / members - small + unit - 1) / unit * unit);
        smallFrom = from + members * large;
        next.set(from);
        return this;
    }

    /** The first row of a piece that is the caller's from now on, or {@link #end} if all are taken. */
    public int take() {
        while (true) {
            int from = next.get();
            if (from >= end || next.compareAndSet(from, pieceEnd(from))) return from;
        }
    }

    /** The row behind the piece that begins at {@code from}. */
    public int pieceEnd(int from) {
        if (members == 1) return end;
        return Math.min(end, from + (from < smallFrom ? large : grain));
    }

    /** The row behind the last. */
    public int end() {
        return end;
    }
}
