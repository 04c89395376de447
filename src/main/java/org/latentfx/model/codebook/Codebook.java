package org.latentfx.model.codebook;

import java.util.Arrays;

/**
 * K codes of D numbers and how often each is taken: what latents are rounded to, slot by slot. Immutable; any thread.
 */
public final class Codebook {
    /** A code taken this much more seldom than if all were taken alike is dead. */
    public static final double DEAD = 0.01;

    private final CodebookShape shape;
    /** K × D. */
    private final float[] codes;

    private final double[] shares;
    private final int dead;

    /**
     * From a model's flat array of weights.
     *
     * @param codesAt where the codes begin, K × D
     * @param countsAt where their use begins, the moving averages of slots a step that take each
     */
    public Codebook(CodebookShape shape, float[] weights, int codesAt, int countsAt) {
        this.shape = shape;
        codes = Arrays.copyOfRange(weights, codesAt, codesAt + shape.codes() * shape.size());
        shares = new double[shape.codes()];
        double all = 0;
        for (int k = 0; k < shares.length; k++) all += weights[countsAt + k];
        for (int k = 0; k < shares.length; k++) shares[k] = all > 0 ? weights[countsAt + k] / all : 1.0 / shares.length;
        dead = (int) Arrays.stream(shares).filter(this::dead).count();
    }

    public CodebookShape shape() {
        return shape;
    }

    /** Number {@code d} of code {@code k}. */
    public float code(int k, int d) {
        return codes[k * shape.size() + d];
    }

    /** The share of slots that took code {@code k} in the last steps, 0..1; of all codes together 1. */
    public double share(int k) {
        return shares[k];
    }

    /** Whether next to nothing took code {@code k} in the last steps. */
    public boolean isDead(int k) {
        return dead(shares[k]);
    }

    private boolean dead(double share) {
        return share * shape.codes() < DEAD;
    }

    /** How many are. */
    public int dead() {
        return dead;
    }

    /** The code nearest to the slot that begins at {@code z[at]}; the first of several. */
    public int nearest(float[] z, int at) {
        return nearest(codes, shape, z, at);
    }

    static int nearest(float[] codes, CodebookShape shape, float[] z, int at) {
        int size = shape.size();
        int best = 0;
        float least = Float.POSITIVE_INFINITY;
        for (int k = 0, i = 0; k < shape.codes(); k++) {
            float square = 0;
            for (int d = 0; d < size; d++, i++) {
                float off = z[at + d] - codes[i];
                square += off * off;
            }
            if (square < least) {
                least = square;
                best = k;
            }
        }
        return best;
    }

    /** Puts code {@code k} in the place of the slot that begins at {@code z[at]}. */
    public void put(int k, float[] z, int at) {
        System.arraycopy(codes, k * shape.size(), z, at, shape.size());
    }

    /** Rounds {@code latents} numbers from {@code z[at]} on, slot by slot, to the nearest codes. */
    public void round(float[] z, int at, int latents) {
        for (int slot = at; slot < at + latents; slot += shape.size()) put(nearest(z, slot), z, slot);
    }
}
