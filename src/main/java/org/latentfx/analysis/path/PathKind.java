package org.latentfx.analysis.path;

import java.util.List;
import org.latentfx.model.kind.ModelKind;

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

    /** The ways that there are in a model of that kind: not along densities and arcs that it has none of. */
    public static List<PathKind> of(ModelKind model) {
        if (model.variational()) return List.of(values());
        return model.sampledFromPrior() ? List.of(STRAIGHT, SLERP, GEODESIC) : List.of(STRAIGHT, GEODESIC);
    }
}
