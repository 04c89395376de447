package org.latentfx.view.explain;

import static java.util.Map.entry;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;

/** What a model must be able to for a figure of the glossary to be one of it. Pure; any thread. */
final class NeededCapability {
    /** By the key of the term; figures of every model, or of none, are left out. */
    private static final Map<String, Capability> TABLE = Map.ofEntries(
            entry("elbo", Capability.SCORES_IMAGES),
            entry("reconstruction", Capability.RECONSTRUCTS),
            entry("exact-nll", Capability.AUTOREGRESSIVE),
            entry("kl", Capability.HAS_PRIOR),
            entry("kl-latent", Capability.KL_PER_LATENT),
            entry("objective", Capability.RECONSTRUCTS),
            entry("mean-image", Capability.RECONSTRUCTS),
            entry("rate-distortion", Capability.HAS_PRIOR),
            entry("gap", Capability.RECONSTRUCTS),
            entry("mu", Capability.ENCODES),
            entry("log-variance", Capability.HAS_PRIOR),
            entry("sigma", Capability.HAS_PRIOR),
            entry("epsilon", Capability.HAS_PRIOR),
            entry("mse", Capability.RECONSTRUCTS),
            entry("accuracy", Capability.ENCODES),
            entry("active", Capability.ENCODES),
            entry("clamp", Capability.HAS_PRIOR),
            entry("nll", Capability.SCORES_IMAGES),
            entry("iwae", Capability.SCORES_IMAGES),
            entry("inference-gap", Capability.SCORES_IMAGES),
            entry("effective", Capability.SCORES_IMAGES),
            entry("standard-error", Capability.SCORES_IMAGES),
            entry("information", Capability.HAS_PRIOR),
            entry("marginal-kl", Capability.HAS_PRIOR));

    private NeededCapability() {}

    /** Why {@code model} has no such figure, in one sentence; "" where it has one, or there is no model. */
    static String missing(String key, @Nullable FrozenModel model) {
        Capability needed = TABLE.get(key);
        if (model == null || needed == null || model.can(needed)) return "";
        return model.configuration().missing(needed);
    }
}
