package org.latentfx.analysis.path;

import java.util.List;
import org.latentfx.model.ModelConfiguration;

/** The ways from one point of the latent space to another. */
public enum PathKind {
    /** The straight line, in equal steps. */
    STRAIGHT,
    /** Along the arc around z = 0, where a Gaussian of many latents has its mass. */
    SLERP,
    /** Where the images lie: uphill in the aggregate posterior, ends fixed. */
    DENSITY,
    /** The shortest way by pixels: geodesic in the metric that the decoder pulls back. */
    GEODESIC;

    /** The ways that there are in a model of that structure: not along densities and arcs that it has none of. */
    public static List<PathKind> of(ModelConfiguration model) {
        if (model.codebook().there()) return List.of(STRAIGHT); // decoded it goes in jumps, which have no length
        if (model.pseudoInputs() > 0) return List.of(STRAIGHT, DENSITY, GEODESIC);
        if (model.kind().variational()) return List.of(values());
        return model.kind().sampledFromPrior() ? List.of(STRAIGHT, SLERP, GEODESIC) : List.of(STRAIGHT, GEODESIC);
    }
}
