package org.latentfx.model;

/**
 * What a step minimises of the KL beside the reconstruction, in nats per image. KL_j is the KL of latent j, averaged
 * over the batch, KL their sum. Immutable; any thread may use it.
 *
 * @param weight what the term is multiplied by: β, or γ; of {@link Form#PARTS} the total correlation
 * @param bound C or λ in nats; 0 where there is none
 * @param information α, what the mutual information is multiplied by where the KL is taken apart
 * @param dimensions γ, the same of the dimension-wise KL
 */
public record KlTerm(Form form, double weight, double bound, double information, double dimensions) {
    /** Where the KL stands among the losses of a kind; its parts come behind it. */
    private static final int KL = 1;

    /** The shapes that the term can have. */
    public enum Form {
        /** β · KL (Higgins et al. 2017). */
        WEIGHTED {
            @Override
            double value(KlTerm term, double[] each, double... losses) {
                return term.weight * losses[KL];
            }

            @Override
            double slope(KlTerm term, double each, double kl) {
                return term.weight;
            }
        },
        /** γ · |KL − C| (Burgess et al. 2018). */
        CAPACITY {
            @Override
            double value(KlTerm term, double[] each, double... losses) {
                return term.weight * Math.abs(losses[KL] - term.bound);
            }

            @Override
            double slope(KlTerm term, double each, double kl) {
                return term.weight * Math.signum(kl - term.bound);
            }
        },
        /** β · Σ_j max(λ, KL_j) (Kingma et al. 2016, with one latent a group). */
        FREE_BITS {
            @Override
            double value(KlTerm term, double[] each, double... losses) {
                double sum = 0;
                for (double one : each) sum += Math.max(term.bound, one);
                return term.weight * sum;
            }

            @Override
            double slope(KlTerm term, double each, double kl) {
                return each > term.bound ? term.weight : 0;
            }
        },
        /**
         * α · information + β · total correlation + γ · dimension-wise KL (Chen et al. 2018): of the batch as a whole.
         */
        PARTS {
            @Override
            double value(KlTerm term, double[] each, double... losses) {
                return term.information * losses[KL + 1]
                        + term.weight * losses[KL + 2]
                        + term.dimensions * losses[KL + 3];
            }

            @Override
            double slope(KlTerm term, double each, double kl) {
                return 0; // its slopes are by code, not by KL
            }
        };

        abstract double value(KlTerm term, double[] each, double... losses);

        abstract double slope(KlTerm term, double each, double kl);
    }

    /** With it, what is minimised is −ELBO, the bound itself. */
    public static final KlTerm OF_THE_BOUND = weighted(1);

    /** β · KL. */
    public static KlTerm weighted(double beta) {
        return new KlTerm(Form.WEIGHTED, beta, 0, beta, beta);
    }

    /** γ · |KL − C|. */
    public static KlTerm capacity(double gamma, double nats) {
        return new KlTerm(Form.CAPACITY, gamma, nats, gamma, gamma);
    }

    /** β · Σ_j max(λ, KL_j). */
    public static KlTerm freeBits(double beta, double lambda) {
        return new KlTerm(Form.FREE_BITS, beta, lambda, beta, beta);
    }

    /** α · information + β · total correlation + γ · dimension-wise KL. */
    public static KlTerm parts(double alpha, double beta, double gamma) {
        return new KlTerm(Form.PARTS, beta, 0, alpha, gamma);
    }

    /**
     * The term in nats per image.
     *
     * @param klPerLatent nats averaged over images
     * @param losses those of the kind of model in their order: reconstruction, KL, and its parts if it has any
     */
    public double value(double[] klPerLatent, double... losses) {
        return form.value(this, klPerLatent, losses);
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
