package org.latentfx.analysis.latent;

import java.util.Arrays;

/** The k nearest found so far, nearest first. A scratch object for one thread; ties keep the one offered first. */
public final class Nearest {
    private final int[] indices;
    private final double[] distances;
    private int count;

    public Nearest(int k) {
        if (k < 1) throw new IllegalArgumentException("neighbours: found " + k + ", expected at least 1");
        indices = new int[k];
        distances = new double[k];
    }

    public void clear() {
        count = 0;
    }

    /** Only what is nearer than this still enters. */
    public double worst() {
        return count < indices.length ? Double.POSITIVE_INFINITY : distances[count - 1];
    }

    public void offer(int index, double distance) {
        if (!(distance < worst())) return;
        int at = count < indices.length ? count++ : count - 1;
        for (; at > 0 && distances[at - 1] > distance; at--) {
            distances[at] = distances[at - 1];
            indices[at] = indices[at - 1];
        }
        distances[at] = distance;
        indices[at] = index;
    }

    public int[] indices() {
        return Arrays.copyOf(indices, count);
    }

    public double[] distances() {
        return Arrays.copyOf(distances, count);
    }
}
