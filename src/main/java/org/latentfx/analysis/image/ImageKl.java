package org.latentfx.analysis.image;

import org.latentfx.math.RandomStream;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.prior.Posterior;
import org.latentfx.model.prior.Prior;

/**
 * KL(q(z|x) ‖ p(z)) of an image in nats: exact where p is N(0, I), 0 where a code is a point, and where the prior is
 * learnt the mean of log q(z|x) − log p(z) over {@link #DRAWS} z, which are always the same for an image's number. Any
 * thread.
 */
final class ImageKl {
    /** z an image where the KL is estimated. */
    static final int DRAWS = 16;

    private static final long KEY = RandomStream.EVALUATION.key(16);

    private final int latents;
    private final boolean variational;
    private final boolean exact;
    private final Prior prior;

    ImageKl(FrozenModel model) {
        latents = model.latents();
        variational = model.configuration().kind().variational();
        exact = model.configuration().klPerLatent();
        prior = model.prior();
    }

    /** Of the image with the code at {@code at} of {@code mu} and {@code logVar}. @param image its number */
    double of(float[] mu, float[] logVar, int at, long image) {
        if (!variational) return 0;
        double sum = 0;
        if (exact) {
            for (int j = at; j < at + latents; j++) sum += Posterior.kl(mu[j], logVar[j]);
            return sum;
        }
        float[] z = new float[latents];
        for (int draw = 0; draw < DRAWS; draw++) {
            double own = latents * Math.log(2 * Math.PI);
            for (int j = 0; j < latents; j++) {
                float s = logVar[at + j];
                float e = RandomStream.gaussian(KEY, (image * DRAWS + draw) * latents + j);
                z[j] = Posterior.sample(mu[at + j], s, e);
                own += s + (double) e * e;
            }
            sum -= 0.5 * own + prior.logDensity(z, 0);
        }
        return sum / DRAWS;
    }
}
