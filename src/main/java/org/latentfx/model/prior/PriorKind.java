package org.latentfx.model.prior;

/** What a VAE's codes are held to, as a person chooses it. */
public enum PriorKind {
    /** N(0, I). */
    NORMAL,
    /** The mean of the posteriors of learnt pseudo-inputs (Tomczak & Welling 2018). */
    VAMP
}
