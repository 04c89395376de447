package org.latentfx.session.sweep;

import org.jspecify.annotations.Nullable;
import org.latentfx.math.CoreLease;

/**
 * The turn of a sweep with the cores: while it has them all of its trials train side by side, and while others have
 * them all of its trials wait. Any thread.
 */
public final class SharedTurn implements AutoCloseable {
    private final CoreLease.@Nullable Turn turn;
    private int training;
    private int stepping;
    private boolean has;
    private boolean passing;

    private SharedTurn(CoreLease.@Nullable Turn turn) {
        this.turn = turn;
    }

    /** Of a sweep that need not share the cores. */
    public static SharedTurn alone() {
        return new SharedTurn(null);
    }

    /** Takes turns by {@code turn}, which is closed with this. */
    static SharedTurn by(CoreLease.Turn turn) {
        return new SharedTurn(turn);
    }

    /** One more trial is about to train. */
    synchronized void join() {
        training++;
    }

    /** A trial trains no more for now; others may have the cores with the last of them. */
    synchronized void leave() {
        if (--training > 0 || turn == null) return;
        turn.end();
        has = false;
    }

    /** Before a step of a trial: waits until it is the sweep's turn. */
    synchronized void begin() {
        if (turn == null) return;
        boolean interrupted = false;
        while (passing) interrupted |= !waited();
        if (!has) turn.begin();
        has = true;
        stepping++;
        if (interrupted) Thread.currentThread().interrupt();
    }

    private boolean waited() {
        try {
            wait();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** After a step: where it is time, lets others have the cores as soon as no trial is within a step. */
    synchronized void end() {
        if (turn == null) return;
        stepping--;
        passing |= turn.due();
        if (!passing || stepping > 0) return;
        turn.pass();
        passing = false;
        notifyAll();
    }

    @Override
    public void close() {
        if (turn != null) turn.close();
    }
}
