package org.latentfx.model;

/**
 * What a step minimises of the KL beside the reconstruction, in nats per image. KL_j is the KL of latent j, averaged
 * over the batch, KL their sum. Immutable; any thread may use it.
 *
 * @param weight what the term is multiplied by: β, or γ
 * @param bound C or λ in nats; 0 where there is none
 */
public record KlTerm(Form form, double weight, double bound) {
    /** The shapes that the term can have. */
    public enum Form {
        /** β · KL (Higgins et al. 2017). */
        WEIGHTED {
            @Override
            double value(KlTerm term, double[] each, double kl) {
                return term.weight * kl;
            }

            @Override
            double slope(KlTerm term, double each, double kl) {
                return term.weight;
            }
        },
        /** γ · |KL − C| (Burgess et al. 2018). */
        CAPACITY {
            @Override
            double value(KlTerm term, double[] each, double kl) {
                return term.weight * Math.abs(kl - term.bound);
            }

            @Override
            double slope(KlTerm term, double each, double kl) {
                return term.weight * Math.signum(kl - term.bound);
            }
        },
        /** β · Σ_j max(λ, KL_j) (Kingma et al. 2016, with one latent a group). */
        FREE_BITS {
            @Override
            double value(KlTerm term, double[] each, double kl) {
                double sum = 0;
                for (double one : each) sum += Math.max(term.bound, one);
                return term.weight * sum;
            }

            @Override
            double slope(KlTerm term, double each, double kl) {
                return each > term.bound ? term.weight : 0;
            }
        };

        abstract double value(KlTerm term, double[] each, double kl);

        abstract double slope(KlTerm term, double each, double kl);
    }

    /** With it, what is minimised is −ELBO, the bound itself. */
    public static final KlTerm OF_THE_BOUND = weighted(1);

    /** β · KL. */
    public static KlTerm weighted(double beta) {
        return new KlTerm(Form.WEIGHTED, beta, 0);
    }

    /** γ · |KL − C|. */
    public static KlTerm capacity(double gamma, double nats) {
        return new KlTerm(Form.CAPACITY, gamma, nats);
    }

    /** β · Σ_j max(λ, KL_j). */
    public static KlTerm freeBits(double beta, double lambda) {
        return new KlTerm(Form.FREE_BITS, beta, lambda);
    }

    /** The term in nats per image. @param klPerLatent nats averaged over images; their sum is {@code kl} */
    public double value(double[] klPerLatent, double kl) {
        return form.value(this, klPerLatent, kl);
    }

    /** The term's derivative by the KL of a latent, whose own is {@code each} and that of all {@code kl}. */
    double slope(double each, double kl) {
        return form.slope(this, each, kl);
    }

    /** Whether the slope is known only once the KL of the whole batch is. */
    boolean looksAtKl() {
        return form != Form.WEIGHTED;
    }
}
