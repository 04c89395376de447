package org.latentfx.model.codebook;

import org.latentfx.math.Kernel;
import org.latentfx.math.RandomStream;
import org.latentfx.model.prior.Prior;

/**
 * What there is to draw from where no prior of codes was learnt: each slot takes a code by itself, as often as
 * codes are taken. How the slots of one image hang together it does not know. Immutable; any thread.
 *
 * @param latents numbers of a point
 */
public record CodePrior(Codebook codebook, int latents) implements Prior {
    /** The log of the probability of the codes nearest to a point, in nats: no density, for there are but codes. */
    @Override
    public double logDensity(float[] z, int at) {
        double sum = 0;
        for (int slot = at; slot < at + latents; slot += codebook.shape().size())
            sum += Math.log(codebook.share(codebook.nearest(z, slot)));
        return sum;
    }

    /** Adds nothing: within the reach of a code that probability is the same everywhere. */
    @Override
    public void addGradient(float[] z, int at, float weight, float[] gradient) {}

    @Override
    public void draw(Kernel kernel, long key, long position, int count, float[] z) {
        for (int slot = 0; slot < count * latents; slot += codebook.shape().size())
            codebook.put(code(RandomStream.uniform(key, position + slot)), z, slot);
    }

    /** The code up to whose end the shares sum to {@code part} of 1. */
    private int code(double part) {
        double sum = 0;
        int last = 0;
        for (int k = 0; k < codebook.shape().codes(); k++) {
            if (codebook.share(k) <= 0) continue;
            last = k;
            sum += codebook.share(k);
            if (part < sum) return k;
        }
        return last;
    }

    /** 0: there are but codes, and no density beside them. */
    @Override
    public double marginal(int j, double z) {
        return 0;
    }
}
