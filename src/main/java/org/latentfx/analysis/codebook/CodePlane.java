package org.latentfx.analysis.codebook;

import org.latentfx.analysis.latent.PrincipalAxes;
import org.latentfx.model.codebook.Codebook;

/**
 * A plane to see codes in: their own where they have two numbers, else that of their first two principal axes.
 * Immutable by convention.
 *
 * @param axes across and up, each of as many numbers as a code has
 * @param middle what lies at (0, 0)
 * @param share of the codes' variance that lies in it, 0..1
 */
public record CodePlane(double[][] axes, double[] middle, double share) {
    public static CodePlane of(Codebook codebook) {
        int size = codebook.shape().size();
        double[][] axes = new double[2][size];
        if (size <= 2) {
            for (int d = 0; d < size; d++) axes[d][d] = 1;
            return new CodePlane(axes, new double[size], 1);
        }
        float[] all = new float[codebook.shape().codes() * size];
        for (int k = 0; k < codebook.shape().codes(); k++) codebook.put(k, all, k * size);
        var found = PrincipalAxes.of(all, size);
        return new CodePlane(new double[][] {found.axes()[0], found.axes()[1]}, found.mean(), found.share(2));
    }

    /** How far along axis {@code a} the numbers from {@code z[at]} on lie. */
    public double place(int a, float[] z, int at) {
        double sum = 0;
        for (int d = 0; d < middle.length; d++) sum += axes[a][d] * (z[at + d] - middle[d]);
        return sum;
    }
}
