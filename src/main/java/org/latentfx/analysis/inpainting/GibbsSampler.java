package org.latentfx.analysis.inpainting;

import org.latentfx.analysis.Progress;
import org.latentfx.math.Kernel;
import org.latentfx.math.RandomStream;
import org.latentfx.model.Decoder;
import org.latentfx.model.Encoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.likelihood.LogitRows;
import org.latentfx.model.prior.Posterior;
import org.latentfx.text.Refusal;

/**
 * Draws the hidden pixels of a picture from a model by turns: z given the picture, then the hidden pixels given z.
 * Pseudo-Gibbs takes z from the encoder as if it were the true posterior (Rezende, Mohamed & Wierstra 2014); Metropolis
 * within Gibbs accepts it only as often as makes the draws exact (Mattei & Frellsen 2018). Several chains run side by
 * side. One thread; the same key gives the same draws.
 */
public final class GibbsSampler {
    private static final int CHAINS = 8;

    private final FrozenModel model;
    private final boolean normal;
    private final Kernel kernel;
    private final float[] truth;
    private final boolean[] known;
    private final int n;
    private final int d;
    private final Encoder encoder;
    private final Decoder decoder;
    private final float[] x;
    private final float[] mu;
    private final float[] logVar;
    private final float[] noise;
    private final float[] z;
    private final float[] logits;
    private final float[] proposal;
    private final float[] proposedLogits;
    private final float[] means;
    private final LogitRows scored;
    private final float[] drawn;
    private final long noiseKey;
    private final long pixelKey;
    private final long acceptKey;
    private long turn;

    /**
     * @param picture pixels in 0..1; hidden ones are only compared with at the end
     * @param known which pixels are given; {@link Refusal} if all are
     */
    public GibbsSampler(FrozenModel model, float[] picture, boolean[] known, long key) {
        this.model = model;
        normal = model.configuration().sampledFromNormal();
        kernel = model.kernel();
        this.known = known.clone();
        truth = picture.clone();
        n = picture.length;
        d = model.configuration().latents();
        boolean all = true;
        for (boolean one : known) all &= one;
        if (all) throw new Refusal("analysis.hidden.none");
        encoder = new Encoder(model, CHAINS);
        decoder = new Decoder(model, CHAINS);
        x = new float[CHAINS * n];
        mu = new float[CHAINS * d];
        logVar = new float[CHAINS * d];
        noise = new float[CHAINS * d];
        z = new float[CHAINS * d];
        logits = new float[CHAINS * n];
        proposal = new float[CHAINS * d];
        proposedLogits = new float[CHAINS * n];
        means = new float[CHAINS * n];
        scored = new LogitRows(kernel, means, n);
        drawn = new float[CHAINS * n];
        noiseKey = RandomStream.bits(key, 0);
        pixelKey = RandomStream.bits(key, 1);
        acceptKey = RandomStream.bits(key, 2);
    }

    /**
     * Runs from the baseline's hidden pixels: {@code warmUp} turns of pseudo-Gibbs, then {@code turns} that count.
     *
     * @param exact whether these are Metropolis within Gibbs; else pseudo-Gibbs
     * @param baseline the mean image, pixels in 0..1
     */
    public Inpainting run(boolean exact, float[] baseline, int warmUp, int turns, Progress progress) {
        for (int i = 0; i < x.length; i++) x[i] = known[i % n] ? truth[i % n] : baseline[i % n];
        double[] sums = new double[n];
        long accepted = 0;
        for (int t = 0; t < warmUp + turns; t++) {
            progress.at(t, warmUp + turns);
            int taken = moveZ(exact && t >= warmUp && t > 0);
            drawHidden();
            if (t < warmUp) continue;
            accepted += taken;
            for (int i = 0; i < means.length; i++) sums[i % n] += means[i];
        }
        float[] picture = truth.clone();
        for (int i = 0; i < n; i++) if (!known[i]) picture[i] = (float) (sums[i] / ((double) CHAINS * turns));
        return new Inpainting(
                picture,
                java.util.Arrays.copyOf(z, d),
                (double) accepted / ((long) CHAINS * turns),
                Inpainting.error(picture, truth, known),
                Inpainting.error(baseline, truth, known));
    }

    /** A new z for each chain from q(z|x), or the old one where {@code exact} refuses it; how many are new. */
    private int moveZ(boolean exact) {
        encoder.encode(x, CHAINS, mu, logVar);
        kernel.gaussian(noiseKey, turn * noise.length, noise, 0, noise.length);
        for (int i = 0; i < z.length; i++) proposal[i] = Posterior.sample(mu[i], logVar[i], noise[i]);
        decoder.logits(proposal, CHAINS, proposedLogits);
        int taken = 0;
        for (int c = 0; c < CHAINS; c++) {
            if (exact) {
                double log = logWeight(c, proposal, proposedLogits) - logWeight(c, z, logits);
                if (!(Math.log(1 - RandomStream.uniform(acceptKey, turn * CHAINS + c)) <= log)) continue;
            }
            System.arraycopy(proposal, c * d, z, c * d, d);
            System.arraycopy(proposedLogits, c * n, logits, c * n, n);
            taken++;
        }
        return taken;
    }

    /** log p(x|z) + log p(z) − log q(z|x) of chain {@code c}, leaving out what is the same for every z. */
    private double logWeight(int c, float[] z, float[] logits) {
        // the gradient, which nobody needs here, goes over a copy
        System.arraycopy(logits, c * n, means, c * n, n);
        double log = -model.configuration().likelihood().loss(scored, c, x, c * n, model.variance(), 1);
        for (int i = c * d; i < (c + 1) * d; i++) {
            double standard = (z[i] - mu[i]) * Math.exp(-0.5 * logVar[i]);
            log += 0.5 * (standard * standard - (normal ? (double) z[i] * z[i] : 0));
        }
        return normal ? log : log + model.prior().logDensity(z, c * d);
    }

    /** Hidden pixels from p(x|z), each chain its own. */
    private void drawHidden() {
        System.arraycopy(logits, 0, means, 0, means.length);
        System.arraycopy(logits, 0, drawn, 0, drawn.length);
        var configuration = model.configuration();
        var likelihood = configuration.likelihood();
        likelihood.means(kernel, means, 0, means.length);
        likelihood.draw(kernel, drawn, 0, drawn.length, model.variance(), pixelKey, turn * x.length);
        for (int i = 0; i < x.length; i++) if (!known[i % n]) x[i] = drawn[i];
        turn++;
    }
}
