package org.latentfx.session.compare;

import org.latentfx.session.concurrent.Clock;

/** Counts how long a run has been trained, from its reports. FX thread only. */
final class TrainingClock {
    /** Between two entries. */
    private static final double LEAST_SECONDS = 0.2;

    private final Clock clock;
    private TrainingTime time = TrainingTime.UNKNOWN;
    private double seconds;
    private double noted;
    private long step = -1;
    private long since;
    private boolean training;

    TrainingClock(Clock clock) {
        this.clock = clock;
    }

    TrainingTime time() {
        return time;
    }

    /** The run begins or ends to learn, at its step of that time. */
    void training(boolean now, long at) {
        if (training == now) return;
        tick();
        training = now;
        since = clock.now();
        note(at, true);
    }

    /** The run has done {@code at} steps; fewer than before mean that it began anew. */
    void reached(long at) {
        if (at < step) {
            time = TrainingTime.UNKNOWN;
            seconds = 0;
            since = clock.now();
        }
        tick();
        note(at, at < step || time == TrainingTime.UNKNOWN);
    }

    private void tick() {
        if (!training) return;
        long now = clock.now();
        seconds += (now - since) * 1e-9;
        since = now;
    }

    private void note(long at, boolean always) {
        step = at;
        if (!always && seconds - noted < LEAST_SECONDS) return;
        noted = seconds;
        time = time.plus(at, seconds);
    }
}
