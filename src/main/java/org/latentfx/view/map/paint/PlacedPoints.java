package org.latentfx.view.map.paint;

import org.latentfx.analysis.latent.LatentPoints;

/**
 * Latent points and where each falls on the plane that the map shows: (a, b) one after the other. It knows no pixels.
 * Immutable by convention; any thread.
 */
public record PlacedPoints(LatentPoints points, float[] at) {
    public int size() {
        return points.size();
    }

    /** How many of them have a place: in a layout not all do. */
    int shown() {
        int shown = 0;
        for (int i = 0; i < at.length; i += 2) if (!Float.isNaN(at[i])) shown++;
        return shown;
    }

    public int label(int i) {
        return points.images().labels()[i] & 0xff;
    }

    public float a(int i) {
        return at[2 * i];
    }

    public float b(int i) {
        return at[2 * i + 1];
    }
}
