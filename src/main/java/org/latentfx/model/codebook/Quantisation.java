package org.latentfx.model.codebook;

/**
 * How a step treats a codebook.
 *
 * @param commitment β, what is minimised of ‖z − e‖² beside the reconstruction
 * @param revival whether codes that nothing takes any more are put where codes of images lie
 */
public record Quantisation(double commitment, boolean revival) {
    /** As van den Oord et al. (2017) have it, with revival. */
    public static final Quantisation USUAL = new Quantisation(0.25, true);
}
