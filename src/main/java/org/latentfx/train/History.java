package org.latentfx.train;

/**
 * The curves of a run: the training loss at every step and the held-out loss where it was measured; reconstruction and
 * KL always apart, nats per image (summed over pixels or latents, averaged over images). Grows at its end only. Owned by
 * one thread; hand over copies.
 */
public final class History {
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
            if (size == steps.length) {
                steps = java.util.Arrays.copyOf(steps, size * 2);
                this.reconstruction = java.util.Arrays.copyOf(this.reconstruction, size * 2);
                this.kl = java.util.Arrays.copyOf(this.kl, size * 2);
            }
            steps[size] = step;
            this.reconstruction[size] = (float) reconstruction;
            this.kl[size++] = (float) kl;
        }
    }

    /** Something the person changed at a step, shown as a mark on the curve. */
    public record Event(long step, String text) {}

    public final Series train = new Series();
    public final Series heldOut = new Series();
    public final java.util.List<Event> events = new java.util.ArrayList<>();
}
