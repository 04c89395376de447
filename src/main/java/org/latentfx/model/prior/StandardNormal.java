package org.latentfx.model.prior;

import org.latentfx.math.Kernel;

/** N(0, I). @param latents numbers of a point */
public record StandardNormal(int latents) implements Prior {
    @Override
    public double logDensity(float[] z, int at) {
        double sum = latents * Math.log(2 * Math.PI);
        for (int j = at; j < at + latents; j++) sum += (double) z[j] * z[j];
        return -0.5 * sum;
    }

    @Override
    public void addGradient(float[] z, int at, float weight, float[] gradient) {
        for (int j = at; j < at + latents; j++) gradient[j] += weight * z[j];
    }

    @Override
    public void draw(Kernel kernel, long key, long position, int count, float[] z) {
        kernel.gaussian(key, position, z, 0, count * latents);
    }

    @Override
    public double marginal(int j, double z) {
        return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
    }
}
