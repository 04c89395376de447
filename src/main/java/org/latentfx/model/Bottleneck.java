package org.latentfx.model;

import org.ejml.data.FMatrixRMaj;
import org.latentfx.math.Kernel;
import org.latentfx.model.prior.Posterior;

/**
 * The way from the encoder's last outputs h to the code z and back, on rows of a batch. Members of a team may take
 * different rows at once; nothing is allocated.
 */
interface Bottleneck {
    /** What both ways of a code read and write. @param z batch × (latents, then what is joined to them), as dz */
    record Matrices(FMatrixRMaj h, FMatrixRMaj dh, FMatrixRMaj z, FMatrixRMaj dz, int latents) {}

    /** z, and what a row's code costs. */
    void forward(int from, int to);

    /** From dz: the loss's derivative dh by h. */
    void backward(int from, int to);

    /** z = h: a code is a point. */
    record Point(Matrices m) implements Bottleneck {
        @Override
        public void forward(int from, int to) {
            for (int r = from; r < to; r++)
                System.arraycopy(m.h.data, r * m.latents, m.z.data, r * m.z.numCols, m.latents);
        }

        /** From z = h. */
        @Override
        public void backward(int from, int to) {
            for (int r = from; r < to; r++)
                System.arraycopy(m.dz.data, r * m.z.numCols, m.dh.data, r * m.latents, m.latents);
        }
    }

    /**
     * z = μ + e^{s/2} ε: a code is q(z|x) = N(μ, diag eˢ); h holds μ and then s = log σ².
     *
     * @param epsilon batch × latents
     * @param deviation σ = e^{s/2}, laid out alike
     */
    record Sampled(Matrices m, Kernel kernel, float[] epsilon, float[] deviation, BatchLosses losses)
            implements Bottleneck {
        @Override
        public void forward(int from, int to) {
            int latents = m.latents;
            float[] h = m.h.data;
            for (int r = from; r < to; r++) {
                int outside = 0;
                for (int j = 0; j < latents; j++) {
                    float s = h[(2 * r + 1) * latents + j];
                    if (Posterior.clamped(s)) outside++;
                    deviation[r * latents + j] = 0.5f * Posterior.clamp(s);
                }
                losses.clampedOfRow[r] = outside;
            }
            kernel.exp(deviation, deviation, from * latents, (to - from) * latents);
            for (int r = from; r < to; r++) {
                for (int j = 0; j < latents; j++) {
                    int i = r * latents + j;
                    float mu = h[2 * r * latents + j];
                    float s = Posterior.clamp(h[(2 * r + 1) * latents + j]);
                    float sigma = deviation[i];
                    m.z.data[r * m.z.numCols + j] = mu + sigma * epsilon[i];
                    losses.klOfRow[i] = Posterior.kl(mu, s, (double) sigma * sigma);
                }
            }
        }

        /** From z = μ + e^{s/2} ε: the gradients of μ and s out of that of z and the KL's own. */
        @Override
        public void backward(int from, int to) {
            int latents = m.latents;
            float[] h = m.h.data;
            for (int r = from; r < to; r++) {
                for (int j = 0; j < latents; j++) {
                    int i = r * latents + j;
                    int mu = 2 * r * latents + j;
                    int s = mu + latents;
                    float dz = m.dz.data[r * m.z.numCols + j];
                    m.dh.data[mu] = Posterior.muGradient(h[mu], dz, losses.klWeights[j]);
                    m.dh.data[s] = Posterior.logVarGradient(h[s], deviation[i], epsilon[i], dz, losses.klWeights[j]);
                }
            }
        }
    }
}
