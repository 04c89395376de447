package org.latentfx.model.kind;

import java.util.Locale;
import org.latentfx.text.Texts;

/** One of the figures that a model is trained by, as its curves and files name it. Any thread may use them. */
public enum LossTerm {
    /** −log p(x|z), z sampled where the code is a distribution: summed over pixels, averaged over images. */
    RECONSTRUCTION("nats_per_image", true),
    /** KL(q(z|x) ‖ p(z)) without its weight: summed over latents, averaged over images. */
    KL("nats_per_image", true),
    /** −L_k, L_k = log (1/k) Σ p(x, z)/q(z|x) over k samples z: averaged over images; what an IWAE minimises. */
    BOUND("nats_per_image", true),
    /** I(x; z), how well z tells which image it is of: a part of the KL, by one z an image; averaged over a batch. */
    MUTUAL_INFORMATION("nats_per_image", false),
    /** KL(q(z) ‖ Π q(z_j)), how far the latents are from independent: a part of the KL, averaged likewise. */
    TOTAL_CORRELATION("nats_per_image", true),
    /** Σ KL(q(z_j) ‖ p(z_j)): what is left of the KL, summed over latents and averaged likewise. */
    DIMENSION_WISE_KL("nats_per_image", true),
    /** −log p(x), exact: summed over values, each given those before it, averaged over images. */
    NLL("nats_per_image", true),
    /** ‖z − e‖² between z and its nearest codes, without its weight: summed over latents, averaged over images. */
    COMMITMENT("squared_per_image", true),
    /** How many codes of a codebook are in use, e^H of the shares of slots that take each: of a batch. */
    PERPLEXITY("codes", false),
    /** How many codes next to nothing took in the last steps. */
    DEAD_CODES("codes", true),
    /** What the discriminator loses: E softplus(−D(x)) + E softplus(D(G(z))), averaged over images and pictures. */
    DISCRIMINATOR("nats_per_image", true),
    /** What the generator loses: E softplus(−D(G(z))), averaged over its pictures. */
    GENERATOR("nats_per_image", true),
    /** How real images look to the discriminator: the mean of sigmoid(D(x)), 0..1. */
    D_REAL("probability", false),
    /** How real the generator's pictures look to it: the mean of sigmoid(D(G(z))), 0..1. */
    D_FAKE("probability", false);

    private final String unit;
    private final boolean lowerIsBetter;

    LossTerm(String unit, boolean lowerIsBetter) {
        this.unit = unit;
        this.lowerIsBetter = lowerIsBetter;
    }

    /** The name in files. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its key in the glossary, where its own name is not that of an estimate. */
    public String term() {
        return this == NLL ? "exact-nll" : key().replace('_', '-');
    }

    /** The name of a column of a file that holds it: name and unit. */
    public String column() {
        return key() + "_" + unit;
    }

    /** What a person reads. */
    public String label() {
        return Texts.of("loss." + key());
    }

    /** The same of the unit, and over what it is averaged. */
    public String unit() {
        return Texts.of("loss.unit." + unit);
    }

    /** Whether less of it, all else being equal, is a better model. */
    public boolean lowerIsBetter() {
        return lowerIsBetter;
    }
}
