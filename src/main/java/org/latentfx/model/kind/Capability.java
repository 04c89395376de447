package org.latentfx.model.kind;

import java.util.Locale;
import org.latentfx.text.Texts;

/** What a kind of model can be asked for; whoever needs one that it lacks says so. Any thread may use them. */
public enum Capability {
    /** It has an encoder: an image has a place in the latent space. */
    ENCODES,
    /** It has a decoder: a place in the latent space has a picture. */
    DECODES,
    /** Its codes are held to a prior, from which it can be sampled, by a KL. */
    HAS_PRIOR,
    /** That KL is a sum over latents, in closed form: it says which of them are used. */
    KL_PER_LATENT,
    /** It draws an image again: what it makes of it can be compared with the image. */
    RECONSTRUCTS,
    /** It gives an image a likelihood, or a bound of one. */
    SCORES_IMAGES,
    /** It is told the class of an image, and draws pictures of a class that is asked for. */
    CONDITIONAL,
    /** It has a discriminator: it says how real a picture looks to it. */
    JUDGES,
    /** It draws a picture value by value, each given those before it, and so knows log p(x) of an image exactly. */
    AUTOREGRESSIVE,
    /** What it draws has pixels, of which some may be hidden: every kind of model, but not of words. */
    HAS_PIXELS;

    /** Why {@code kind} cannot be asked for this, in one sentence. */
    public String missing(ModelKind kind) {
        return Texts.of("capability." + name().toLowerCase(Locale.ROOT).replace('_', '-') + "." + kind.key());
    }
}
