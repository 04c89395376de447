package org.latentfx.app.start;

import java.lang.management.ManagementFactory;

/** When the program was started, by whichever of its processes: a child counts from its parent's start. Any thread. */
public final class ProcessClock {
    /** Set in a child to when its parent started, in milliseconds since 1970. */
    static final String STARTED = "latentfx.started";

    private ProcessClock() {}

    /** In milliseconds since 1970. */
    static long started() {
        return Long.getLong(STARTED, ManagementFactory.getRuntimeMXBean().getStartTime());
    }

    /** Seconds since the program was started. */
    public static double secondsSinceStart() {
        return (System.currentTimeMillis() - started()) * 1e-3;
    }
}
