package org.latentfx.model;

import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.latentfx.math.Kernel;
import org.latentfx.model.codebook.LearntCodebook;
import org.latentfx.model.decomposition.KlDecomposition;
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

    /** With codes that are distributions. @param parts what takes their KL apart; null where it is one sum */
    static Bottleneck of(Sampled sampled, @Nullable KlDecomposition parts) {
        return parts == null ? sampled : new Decomposed(sampled, parts);
    }

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

    /** z = the nearest codes: a code is a point that is rounded. */
    record Rounded(Matrices m, LearntCodebook codebook) implements Bottleneck {
        @Override
        public void forward(int from, int to) {
            for (int r = from; r < to; r++) codebook.forward(r, m.h.data, r * m.latents, m.z.data, r * m.z.numCols);
        }

        /** Past the rounding, and what holds h to its code. */
        @Override
        public void backward(int from, int to) {
            for (int r = from; r < to; r++)
                codebook.backward(r, m.h.data, r * m.latents, m.dz.data, r * m.z.numCols, m.dh.data);
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

    /** As {@link Sampled}, where the KL costs what its parts do, which are known once the whole batch's codes are. */
    record Decomposed(Sampled sampled, KlDecomposition parts) implements Bottleneck {
        @Override
        public void forward(int from, int to) {
            sampled.forward(from, to);
            Matrices m = sampled.m;
            for (int r = from; r < to; r++)
                for (int j = 0; j < m.latents; j++) {
                    float s = Posterior.clamp(m.h.data[(2 * r + 1) * m.latents + j]);
                    float z = m.z.data[r * m.z.numCols + j];
                    float mu = m.h.data[2 * r * m.latents + j];
                    parts.put(r, j, mu, s, sampled.deviation[r * m.latents + j], z);
                }
        }

        /** From z = μ + e^{s/2} ε: what comes by z, and by q(z|x) as a density for a given z. */
        @Override
        public void backward(int from, int to) {
            Matrices m = sampled.m;
            for (int r = from; r < to; r++)
                for (int j = 0; j < m.latents; j++) {
                    int i = r * m.latents + j;
                    int mu = 2 * r * m.latents + j;
                    int s = mu + m.latents;
                    float free = m.h.data[s];
                    float dz = m.dz.data[r * m.z.numCols + j] + parts.byZ(r, j);
                    m.dh.data[mu] = Posterior.muGradient(m.h.data[mu], dz, 0) + parts.byMu(r, j);
                    float through = Posterior.logVarGradient(free, sampled.deviation[i], sampled.epsilon[i], dz, 0);
                    m.dh.data[s] = Posterior.clamped(free) ? 0 : through + parts.byLogVar(r, j);
                }
        }
    }
}
