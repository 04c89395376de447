package org.latentfx.view;

import org.latentfx.analysis.LatentPoints;

/**
 * Latent points and where each falls on the plane that the map shows: (a, b) one after the other. It knows no pixels.
 * Immutable by convention; any thread.
 */
record PlacedPoints(LatentPoints points, float[] at) {
    int size() {
        return points.size();
    }

    int label(int i) {
        return points.images().labels()[i] & 0xff;
    }

    float a(int i) {
        return at[2 * i];
    }

    float b(int i) {
        return at[2 * i + 1];
    }
}
