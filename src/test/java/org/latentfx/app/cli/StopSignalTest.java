package org.latentfx.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopSignalTest {
    private final List<Integer> halts = new ArrayList<>();

    @Test
    void theProcessEndsWithTheCodeOfTheWorkOnceThatHasEnded() throws InterruptedException {
        var signal = new StopSignal(halts::add, Duration.ofMinutes(1));
        assertFalse(signal.asked());
        var system = new Thread(signal::arrive);
        system.start();
        while (!signal.asked()) Thread.onSpinWait();
        signal.ended(Verb.WRONG);
        signal.close();
        system.join();
        assertEquals(List.of(Verb.WRONG), halts);
    }

    @Test
    void workThatDoesNotEndIsCutOff() {
        var signal = new StopSignal(halts::add, Duration.ZERO);
        signal.arrive();
        assertTrue(signal.asked());
        assertEquals(List.of(Verb.STOPPED), halts);
    }

    @Test
    void aProcessWhoseWorkIsDoneEndsInTheUsualWay() {
        var signal = new StopSignal(halts::add, Duration.ofMinutes(1));
        signal.close();
        signal.arrive();
        assertFalse(signal.asked());
        assertEquals(List.of(), halts);
    }
}
