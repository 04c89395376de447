package org.latentfx.math;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Rows of one operation, handed out to a team piece by piece: three quarters of them in one large piece for each member,
 * the rest in small ones, so that a member that was held up takes fewer and all end together. Which member computes a row
 * changes nothing about it. One thread starts them while none takes; any thread may take. With one member there is one
 * piece.
 */
public final class Rows {
    private final int grain;
    private final AtomicInteger next = new AtomicInteger();
    private int end;
    private int members;
    private int large;
    private int smallFrom;

    /** Rows whose pieces are multiples of {@code grain} rows, but for the last. */
    public Rows(int grain) {
        if (grain < 1) throw new IllegalArgumentException("grain: found " + grain + ", expected 1 or more");
        this.grain = grain;
    }

    /** From now on the rows {@code from} (inclusive) to {@code to} (exclusive), for {@code members} members. */
    public Rows start(int from, int to, int members) {
        end = to;
        this.members = members;
        large = 3 * (to - from) / (4 * members * grain) * grain;
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
