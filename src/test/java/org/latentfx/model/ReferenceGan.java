package org.latentfx.model;

import org.latentfx.data.ImageSet;
import org.latentfx.math.RandomStream;
import org.latentfx.model.gan.AdversarialLosses;

/** A GAN's two losses in double precision, one picture after the other, σ(W) = vᵀ·W·u with u and v held. */
final class ReferenceGan {
    private final ModelConfiguration c;
    private final ImageSet images;
    private final int batch;
    private final long seed;
    private final double[] w;
    private final double[][] us;
    private final double[][] vs;

    ReferenceGan(ModelConfiguration c, ImageSet images, int batch, long seed, float[] weights) {
        this.c = c;
        this.images = images;
        this.batch = batch;
        this.seed = seed;
        w = new double[weights.length];
        for (int i = 0; i < w.length; i++) w[i] = weights[i];
        int layers = c.hidden().size() + 1;
        us = new double[layers][];
        vs = new double[layers][];
        for (int layer = 0; layer < layers; layer++) {
            var u = c.tensors().get(3 * layer + 2);
            us[layer] = new double[u.size()];
            System.arraycopy(w, u.offset(), us[layer], 0, u.size());
            look(layer);
            double[] next = new double[u.size()];
            double[] v = vs[layer];
            var weight = c.tensors().get(3 * layer);
            for (int i = 0; i < v.length; i++)
                for (int j = 0; j < next.length; j++) next[j] += v[i] * w[weight.offset() + i * next.length + j];
            us[layer] = unit(next);
        }
    }

    /** v = W·u of length 1. */
    private void look(int layer) {
        var weight = c.tensors().get(3 * layer);
        double[] v = new double[weight.rows()];
        for (int i = 0; i < v.length; i++)
            for (int j = 0; j < weight.columns(); j++)
                v[i] += w[weight.offset() + i * weight.columns() + j] * us[layer][j];
        vs[layer] = unit(v);
    }

    private static double[] unit(double[] vector) {
        double squares = 0;
        for (double one : vector) squares += one * one;
        double[] unit = new double[vector.length];
        for (int i = 0; i < unit.length; i++) unit[i] = vector[i] / Math.sqrt(squares);
        return unit;
    }

    /** The discriminator's loss, or the generator's, with one weight moved. */
    double loss(boolean discriminator, int at, double by) {
        double kept = w[at];
        double[][] heldV = vs.clone();
        // the generator's turn comes after the discriminator's, whose σ is then looked at anew
        if (!discriminator) for (int layer = 0; layer < us.length; layer++) look(layer);
        w[at] += by;
        double loss = 0;
        float[] x = new float[c.values()];
        for (int r = 0; r < batch; r++) {
            double[] z = new double[c.latents()];
            long key = RandomStream.EPSILON.key(seed);
            for (int j = 0; j < z.length; j++) z[j] = RandomStream.gaussian(key, (long) r * z.length + j);
            double fake = opinion(generated(z, 3 * us.length));
            if (!discriminator) {
                loss += AdversarialLosses.softplus(-fake) / batch;
                continue;
            }
            images.values(r, x);
            double[] real = new double[x.length];
            for (int i = 0; i < real.length; i++) real[i] = x[i];
            loss += (AdversarialLosses.softplus(-opinion(real)) + AdversarialLosses.softplus(fake)) / batch;
        }
        w[at] = kept;
        System.arraycopy(heldV, 0, vs, 0, vs.length);
        return loss;
    }

    /** The picture of {@code z} by the model's decoder. */
    double[] picture(double[] z) {
        return generated(z, c.firstOfDecoder());
    }

    private double[] generated(double[] z, int first) {
        double[] y = z;
        for (int layer = 0; layer < us.length; layer++) {
            y = dense(y, first + 2 * layer, 1);
            boolean last = layer == us.length - 1;
            for (int j = 0; j < y.length; j++) y[j] = last ? AdversarialLosses.sigmoid(y[j]) : Math.max(0, y[j]);
        }
        return y;
    }

    private double opinion(double[] picture) {
        double[] y = picture;
        for (int layer = 0; layer < us.length; layer++) {
            var weight = c.tensors().get(3 * layer);
            double sigma = 0;
            for (int i = 0; i < weight.rows(); i++)
                for (int j = 0; j < weight.columns(); j++)
                    sigma += vs[layer][i] * w[weight.offset() + i * weight.columns() + j] * us[layer][j];
            y = dense(y, 3 * layer, sigma);
            if (layer < us.length - 1) for (int j = 0; j < y.length; j++) y[j] = Math.max(y[j], 0.2 * y[j]);
        }
        return y[0];
    }

    private double[] dense(double[] x, int tensor, double sigma) {
        var weight = c.tensors().get(tensor);
        var bias = c.tensors().get(tensor + 1);
        double[] y = new double[weight.columns()];
        for (int j = 0; j < y.length; j++) {
            y[j] = w[bias.offset() + j];
            for (int i = 0; i < x.length; i++) y[j] += x[i] * w[weight.offset() + i * y.length + j] / sigma;
        }
        return y;
    }
}
