package org.latentfx.session.explore;

import org.latentfx.math.RandomStream;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;

/**
 * The point that is looked at first. Around zero lie the codes of most models; of one that has no codes, a GAN, zero is
 * but a point that no draw of many latents comes near, and its picture a blot: there a sample of the prior comes first.
 */
final class Beginning {
    /** Apart from all that random points are drawn from. */
    private static final long KEY = Long.MIN_VALUE + 64;

    private Beginning() {}

    /** Whether it is a sample rather than zero. */
    static boolean sampled(FrozenModel model) {
        return !model.can(Capability.ENCODES);
    }

    /** A new array; the same for the same seed. */
    static float[] of(FrozenModel model, long seed) {
        float[] z = new float[model.latents()];
        if (sampled(model))
            model.kernel().gaussian(RandomStream.bits(RandomStream.INTERFACE.key(seed), KEY), 0, z, 0, z.length);
        return z;
    }
}
