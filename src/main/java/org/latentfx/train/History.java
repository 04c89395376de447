package org.latentfx.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The curves of a run: the training loss at every step and the held-out loss where it was measured; reconstruction and
 * KL always apart, nats per image (summed over pixels or latents, averaged over images). Grows at its end only. Owned by
 * one thread; hand over copies. Two are equal if they hold the same numbers.
 */
public final class History {
    /** Some points of a series, copied out of it. Immutable by convention; three arrays of one length. */
    public record Points(long[] steps, float[] reconstruction, float[] kl) {
        public static final Points NONE = new Points(new long[0], new float[0], new float[0]);

        public int size() {
            return steps.length;
        }

        /** These points followed by {@code later} ones. */
        public Points plus(Points later) {
            var all = new Series();
            all.addAll(this);
            all.addAll(later);
            return all.since(0);
        }
    }

    /** One growing series. */
    public static final class Series {
        private long[] steps = new long[64];
        private float[] reconstruction = new float[64];
        private float[] kl = new float[64];
        private int size;

        public int size() {
            return size;
        }

        public long step(int i) {
            return steps[i];
        }

        public double reconstruction(int i) {
            return reconstruction[i];
        }

        public double kl(int i) {
            return kl[i];
        }

        /** −ELBO with β = 1. */
        public double total(int i) {
            return (double) reconstruction[i] + kl[i];
        }

        public void add(long step, double reconstruction, double kl) {
            reserve(size + 1);
            steps[size] = step;
            this.reconstruction[size] = (float) reconstruction;
            this.kl[size++] = (float) kl;
        }

        public void addAll(Points points) {
            int n = points.size();
            reserve(size + n);
            System.arraycopy(points.steps, 0, steps, size, n);
            System.arraycopy(points.reconstruction, 0, reconstruction, size, n);
            System.arraycopy(points.kl, 0, kl, size, n);
            size += n;
        }

        /** A copy of the points from the {@code first} one on. */
        public Points since(int first) {
            return new Points(
                    Arrays.copyOfRange(steps, first, size),
                    Arrays.copyOfRange(reconstruction, first, size),
                    Arrays.copyOfRange(kl, first, size));
        }

        /** Forgets all but the first {@code n} points. */
        void truncate(int n) {
            size = Math.min(size, n);
        }

        private void reserve(int capacity) {
            if (capacity <= steps.length) return;
            int length = Math.max(capacity, 2 * steps.length);
            steps = Arrays.copyOf(steps, length);
            reconstruction = Arrays.copyOf(reconstruction, length);
            kl = Arrays.copyOf(kl, length);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Series s
                    && Arrays.equals(steps, 0, size, s.steps, 0, s.size)
                    && Arrays.equals(reconstruction, 0, size, s.reconstruction, 0, s.size)
                    && Arrays.equals(kl, 0, size, s.kl, 0, s.size);
        }

        @Override
        public int hashCode() {
            return size == 0 ? 0 : Float.hashCode(reconstruction[size - 1]) + 31 * size;
        }
    }

    /**
     * Something that happened at a step, shown as a mark on the curve.
     *
     * @param what the setting that was changed, or what happened
     * @param from its value before, as text; empty if it is no change
     * @param to its value after, as text
     */
    public record Event(long step, String what, String from, String to) {
        /** What happened, where nothing was changed. */
        public static Event of(long step, String what) {
            return new Event(step, what, "", "");
        }

        public String text() {
            return from.isEmpty() ? what : what + " " + from + " → " + to;
        }
    }

    public final Series train = new Series();
    public final Series heldOut = new Series();
    public final List<Event> events = new ArrayList<>();

    /** A copy that does not change when this one does. */
    public History copy() {
        var copy = new History();
        copy.train.addAll(train.since(0));
        copy.heldOut.addAll(heldOut.since(0));
        copy.events.addAll(events);
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof History h
                && train.equals(h.train)
                && heldOut.equals(h.heldOut)
                && events.equals(h.events);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * train.hashCode() + heldOut.hashCode()) + events.hashCode();
    }
}
