package org.latentfx.model.batch;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What work allocates once it is compiled: until then the interpreter makes an object of each vector. */
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /**
     * Repeats {@code work} until {@code threads} together allocate no more than {@code enough} bytes in a turn, or for
     * {@code turns} turns; the fewest bytes of a turn.
     */
    public static long leastOf(int turns, long enough, Runnable work, Thread... threads) {
        long least = Long.MAX_VALUE;
        for (int turn = 0; turn < turns && least > enough; turn++) {
            long before = bytes(threads);
            work.run();
            least = Math.min(least, bytes(threads) - before);
        }
        return least;
    }

    private static long bytes(Thread[] threads) {
        long sum = 0;
        for (Thread each : threads) sum += THREADS.getThreadAllocatedBytes(each.getId());
        return sum;
    }
}
