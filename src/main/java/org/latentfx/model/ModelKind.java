package org.latentfx.model;

import java.util.List;
import java.util.Locale;

/** Which generative model the networks are, and what that means for them. Values without state; any thread. */
public enum ModelKind {
    /** A variational autoencoder (Kingma & Welling 2014): a code is a distribution, held to a prior by its KL. */
    VAE(List.of(LossTerm.RECONSTRUCTION, LossTerm.KL)),
    /** A plain autoencoder: a code is a point, and nothing but the reconstruction says where it lies. */
    AE(List.of(LossTerm.RECONSTRUCTION));

    private final List<LossTerm> losses;

    ModelKind(List<LossTerm> losses) {
        this.losses = losses;
    }

    /** The name in files and on the command line. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is measured of it at each step, in the order of every list of its losses. */
    public List<LossTerm> losses() {
        return losses;
    }

    /** Whether a code is a distribution, with a head for its log σ² beside that for its μ and a KL for each latent. */
    public boolean variational() {
        return losses.contains(LossTerm.KL);
    }
}
