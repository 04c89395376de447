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

    /** How many of them have a place: in a layout not all do. */
    int shown() {
        int shown = 0;
        for (int i = 0; i < at.length; i += 2) if (!Float.isNaN(at[i])) shown++;
        return shown;
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
