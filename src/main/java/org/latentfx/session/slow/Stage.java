package org.latentfx.session.slow;

/** The parts of a training step in their order. Values only; any thread. */
public enum Stage {
    /** Images are drawn from the training set. */
    BATCH,
    /** The hidden layers of the encoder. */
    ENCODER,
    /** The two heads: μ and log σ². */
    POSTERIOR,
    /** ε is drawn. */
    NOISE,
    /** z = μ + σ ε. */
    LATENT,
    /** The hidden layers of the decoder. */
    DECODER,
    /** x̂. */
    OUTPUT,
    /** Reconstruction and KL. */
    LOSSES,
    /** Derivatives by every weight. */
    GRADIENTS,
    /** Adam moves the weights. */
    UPDATE;

    public static final Stage FIRST = BATCH;
    public static final Stage LAST = UPDATE;

    /** Its number for people, from 1. */
    public int number() {
        return ordinal() + 1;
    }

    /** Whether it comes no later than {@code other}. */
    public boolean reachedBy(Stage other) {
        return ordinal() <= other.ordinal();
    }

    Stage plus(int stages) {
        return values()[Math.max(0, Math.min(LAST.ordinal(), ordinal() + stages))];
    }
}
