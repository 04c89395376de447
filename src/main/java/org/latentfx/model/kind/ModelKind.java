package org.latentfx.model.kind;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;

/** Which generative model the networks are, and what that means for them. Values without state; any thread. */
public enum ModelKind {
    /** A variational autoencoder (Kingma & Welling 2014): a code is a distribution, held to a prior by its KL. */
    VAE(
            EnumSet.complementOf(EnumSet.of(Capability.CONDITIONAL, Capability.JUDGES, Capability.AUTOREGRESSIVE)),
            List.of(LossTerm.RECONSTRUCTION, LossTerm.KL)),
    /** A plain autoencoder: a code is a point, and nothing but the reconstruction says where it lies. */
    AE(EnumSet.of(Capability.ENCODES, Capability.DECODES, Capability.RECONSTRUCTS), List.of(LossTerm.RECONSTRUCTION)),
    /** A VAE whose encoder and decoder are told the class y: log p(x|y) ≥ E log p(x|z, y) − KL (Sohn et al. 2015). */
    CVAE(
            EnumSet.complementOf(EnumSet.of(Capability.JUDGES, Capability.AUTOREGRESSIVE)),
            List.of(LossTerm.RECONSTRUCTION, LossTerm.KL)),
    /** A VAE trained by the tighter bound of k importance-weighted samples (Burda et al. 2016). */
    IWAE(
            EnumSet.complementOf(EnumSet.of(Capability.CONDITIONAL, Capability.JUDGES, Capability.AUTOREGRESSIVE)),
            List.of(LossTerm.RECONSTRUCTION, LossTerm.KL, LossTerm.BOUND)),
    /** A β-TCVAE (Chen et al. 2018): of the parts of the KL, β weighs the total correlation alone. */
    TCVAE(
            EnumSet.complementOf(EnumSet.of(Capability.CONDITIONAL, Capability.JUDGES, Capability.AUTOREGRESSIVE)),
            List.of(
                    LossTerm.RECONSTRUCTION,
                    LossTerm.KL,
                    LossTerm.MUTUAL_INFORMATION,
                    LossTerm.TOTAL_CORRELATION,
                    LossTerm.DIMENSION_WISE_KL)),
    /** An autoencoder whose codes are rounded to those of a codebook that is learnt (van den Oord et al. 2017). */
    VQVAE(
            EnumSet.of(Capability.ENCODES, Capability.DECODES, Capability.RECONSTRUCTS),
            List.of(LossTerm.RECONSTRUCTION, LossTerm.COMMITMENT, LossTerm.PERPLEXITY, LossTerm.DEAD_CODES)),
    /** A generative adversarial network (Goodfellow et al. 2014): nothing leads from an image back to a code. */
    GAN(
            EnumSet.of(Capability.DECODES, Capability.JUDGES),
            List.of(LossTerm.DISCRIMINATOR, LossTerm.GENERATOR, LossTerm.D_REAL, LossTerm.D_FAKE)),
    /** A masked autoencoder for distribution estimation (Germain et al. 2015): p(x) as a product over its pixels. */
    MADE(EnumSet.of(Capability.AUTOREGRESSIVE), List.of(LossTerm.NLL));

    private final Set<Capability> capabilities;
    private final List<LossTerm> losses;

    ModelKind(Set<Capability> capabilities, List<LossTerm> losses) {
        this.capabilities = Collections.unmodifiableSet(capabilities);
        this.losses = losses;
    }

    /** The name in files and on the command line. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a person reads. */
    public String label() {
        return Texts.of("setting.model." + key());
    }

    /** What it can be asked for. */
    public Set<Capability> capabilities() {
        return capabilities;
    }

    /** Whether it can be asked for {@code capability}. */
    public boolean can(Capability capability) {
        return capability == Capability.HAS_PIXELS || capabilities.contains(capability);
    }

    /** Throws {@link Refusal} that says why in one sentence if it cannot be asked for {@code capability}. */
    public void need(Capability capability) {
        if (!can(capability)) throw new Refusal("capability.refused", capability.missing(this));
    }

    /** What is measured of it at each step, in the order of every list of its losses. */
    public List<LossTerm> losses() {
        return losses;
    }

    /** Whether it is trained to give pictures for z ~ N(0, I); the codes of others may lie anywhere. */
    public boolean sampledFromPrior() {
        return variational() || !can(Capability.ENCODES);
    }

    /** Whether a code is a distribution, with a head for its log σ² beside that for its μ and a KL for each latent. */
    public boolean variational() {
        return losses.contains(LossTerm.KL);
    }
}
