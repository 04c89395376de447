package org.latentfx.train;

/** The two parts of −ELBO: nats per image, summed over pixels or latents, averaged over images. */
public record Loss(double reconstruction, double kl) {
    /** −ELBO with β = 1. */
    public double total() {
        return reconstruction + kl;
    }
}
