package org.latentfx.view.curves;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StepWindowTest {
    private final StepWindow window = new StepWindow();

    @Test
    void atFirstTheWholeRunIsShownAndFollowed() {
        window.latest(100);
        window.latest(5000);
        assertTrue(window.following());
        assertEquals(0, window.first());
        assertEquals(5000, window.last());
    }

    @Test
    void zoomingKeepsTheStepUnderThePointerAndStopsFollowing() {
        window.latest(1000);
        window.zoom(250, 0.5);
        assertFalse(window.following());
        assertEquals(0.25, (250 - window.first()) / (window.last() - window.first()), 1e-12);
        assertEquals(500, window.last() - window.first(), 1e-9);
        window.latest(2000);
        assertEquals(500, window.last() - window.first(), 1e-9, "the stretch shown stays put");
    }

    @Test
    void followingAgainKeepsTheSpanAtTheNewestEnd() {
        window.latest(1000);
        window.zoom(250, 0.5);
        window.latest(4000);
        window.follow();
        assertEquals(4000, window.last());
        assertEquals(3500, window.first());
        window.latest(4100);
        assertEquals(4100, window.last());
    }

    @Test
    void zoomingOutBeyondTheRunShowsAndFollowsAllOfIt() {
        window.latest(1000);
        window.zoom(500, 0.5);
        window.zoom(500, 10);
        assertTrue(window.following());
        assertEquals(0, window.first());
        assertEquals(1000, window.last());
    }

    @Test
    void panningStopsAtBothEndsOfTheRun() {
        window.latest(1000);
        window.zoom(500, 0.1);
        window.pan(-1e6);
        assertEquals(0, window.first(), 1e-9);
        window.pan(1e6);
        assertEquals(1000, window.last(), 1e-9);
        assertEquals(100, window.last() - window.first(), 1e-9);
    }

    @Test
    void panningTheWholeRunMovesNothing() {
        window.latest(1000);
        window.pan(30);
        assertTrue(window.following());
        assertEquals(1000, window.last() - window.first());
    }
}
