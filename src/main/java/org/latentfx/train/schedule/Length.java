package org.latentfx.train.schedule;

import org.latentfx.text.Numbers;

/** A part of a run from its beginning: a share of its epoch budget, or a number of epochs. Immutable. */
public record Length(double amount, boolean inEpochs) {
    private static final String EPOCHS = "epochs";
    private static final double MOST_EPOCHS = 10_000;

    public Length {
        if (!(amount > 0 && amount <= (inEpochs ? MOST_EPOCHS : 1)))
            throw new IllegalArgumentException("length " + amount);
    }

    static Length share(double amount) {
        return new Length(amount, false);
    }

    /** How much of this is over: 0 to 1. */
    double done(double epochs, int budget) {
        return Math.min(1, epochs / (inEpochs ? amount : amount * budget));
    }

    /** Where it ends, as a share of {@code budget} epochs: at most 1. */
    double end(int budget) {
        return Math.min(1, inEpochs ? amount / budget : amount);
    }

    static Length of(Words words) {
        double amount = words.number();
        return new Length(amount, words.skip(EPOCHS));
    }

    String text() {
        return Numbers.plain(amount) + (inEpochs ? " " + EPOCHS : "");
    }
}
