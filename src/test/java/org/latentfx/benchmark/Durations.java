package org.latentfx.benchmark;

import com.google.gson.JsonObject;
import java.util.Arrays;

/** Durations in nanoseconds and what they come to. Confined to one thread. */
final class Durations {
    private long[] nanos = new long[4096];
    private int size;

    void add(long duration) {
        if (size == nanos.length) nanos = Arrays.copyOf(nanos, size * 2);
        nanos[size++] = duration;
    }

    void addAll(Durations other) {
        for (int i = 0; i < other.size; i++) add(other.nanos[i]);
    }

    void clear() {
        size = 0;
    }

    int count() {
        return size;
    }

    /** In milliseconds, unless there are none. */
    JsonObject summary() {
        long[] sorted = Arrays.copyOf(nanos, size);
        Arrays.sort(sorted);
        var json = new JsonObject();
        json.addProperty("count", size);
        if (size == 0) return json;
        json.addProperty("medianMs", at(sorted, 0.5));
        json.addProperty("p95Ms", at(sorted, 0.95));
        json.addProperty("p99Ms", at(sorted, 0.99));
        json.addProperty("longestMs", at(sorted, 1));
        return json;
    }

    private static double at(long[] sorted, double share) {
        return Math.round(sorted[(int) Math.min(sorted.length - 1.0, share * sorted.length)] / 1e4) / 100.0;
    }
}
