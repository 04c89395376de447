package org.latentfx.session.compare;

import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.image.Reconstructions;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.plane.Manifold;
import org.latentfx.analysis.plane.Plane;
import org.latentfx.analysis.samples.SampledPictures;
import org.latentfx.model.FrozenModel;
import org.latentfx.session.explore.MapPlane;
import org.latentfx.train.History;

/**
 * One run as it stands among those that are compared. Immutable by convention; any thread.
 *
 * @param history its curves up to now
 * @param then its curves up to the moment that is looked at; the same where that is now
 * @param time when its steps were done
 * @param model as it stands; null until there is one
 * @param map where it puts the held-out images; null until there is a model
 * @param at its picture at the point that all share; null until there is a model
 * @param reconstructions of the images that all share; null until known
 * @param accuracy of labels from neighbours; null until measured
 * @param samples what it makes of the draws from the prior that all share; null until known
 * @param quality of its samples; null until measured
 */
public record ComparedRun(
        RunFacts facts,
        History history,
        History then,
        TrainingTime time,
        @Nullable FrozenModel model,
        @Nullable Map map,
        @Nullable At at,
        @Nullable Reconstructions reconstructions,
        @Nullable Accuracy accuracy,
        @Nullable SampledPictures samples,
        ComparedQuality.@Nullable Measured quality) {
    /**
     * Its map.
     *
     * @param shown its plane, with what runs along the axes
     * @param points null until known
     * @param manifold decoded over the plane; null until known
     * @param own what is to be seen of it where no prior holds the codes; null where a prior does, or until known
     */
    public record Map(
            MapPlane shown,
            @Nullable LatentPoints points,
            @Nullable Manifold manifold,
            @Nullable CodeBox own) {
        public Plane plane() {
            return shown.plane();
        }
    }

    /** Its picture, values in 0..1, decoded at its own z. */
    public record At(FrozenModel model, float[] z, float[] picture) {}

    /**
     * The share of held-out images whose label most of their nearest training images have, by μ.
     *
     * @param neighbours how many of them vote
     * @param references among how many training images they are looked for
     * @param images of how many held-out images it is the share
     */
    public record Accuracy(double share, int neighbours, int references, int images) {}
}
