package org.latentfx.train.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotCadenceTest {
    private static final long MILLI = 1_000_000;

    private long now;

    private List<Long> taken(SnapshotCadence cadence, long steps, long stepNanos, long snapshotNanos) {
        var taken = new ArrayList<Long>();
        for (long step = 0; step <= steps; step++) {
            long done = step;
            if (cadence.due(step))
                cadence.take(step, () -> {
                    taken.add(done);
                    now += snapshotNanos;
                });
            now += stepNanos;
        }
        return taken;
    }

    @Test
    void snapshotsAreDenseAtFirstAndGeometricLater() {
        var taken = taken(new SnapshotCadence(0, 250, 1, 1 << 20, () -> now), 10_000, MILLI, 0);
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L), taken.subList(0, 5));
        assertTrue(taken.size() > 200 && taken.size() < 260, () -> taken.size() + " snapshots");
    }

    @Test
    void aMomentThatTheRunWouldGoBackToIsAlwaysOneOfThem() {
        var taken = taken(new SnapshotCadence(0, 250, 1, 40, () -> now), 10_000, MILLI, 0);
        for (long step : taken) assertTrue(taken.contains(step / 250 * 250), () -> "none before " + step);
    }

    @Test
    void whereThereIsRoomForFewNotManyMoreAreTaken() {
        var taken = taken(new SnapshotCadence(0, 250, 1, 40, () -> now), 10_000, MILLI, 0);
        assertTrue(taken.size() < 70, () -> taken.size() + " snapshots");
    }

    @Test
    void snapshotsTakeNoMoreThanTheirShareOfTheTimeHoweverSlowTheyAre() {
        var taken = taken(new SnapshotCadence(0, 250, 1, 1 << 20, () -> now), 10_000, MILLI, 20 * MILLI);
        assertTrue(taken.size() * 20 <= 0.02 * 10_000 + 120 + 20, () -> taken.size() + " snapshots");
        assertTrue(taken.size() > 8, () -> taken.size() + " snapshots");
    }
}
