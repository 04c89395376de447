package org.latentfx.session.map;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.latent.Neighbours;
import org.latentfx.analysis.latent.Vectors;
import org.latentfx.data.ImageSet;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.LatestTask;
import org.latentfx.session.explore.Explorer;

/**
 * The held-out images whose means are nearest to z, found in the background as z moves, the newest z only, while
 * anybody {@link #watch watches}. FX thread only.
 */
public final class NearestImages {
    private static final int COUNT = 12;

    /**
     * What lies around a point.
     *
     * @param latent nearest first, distances in latent units
     * @param pixelDistances between each and the picture decoded at the point: Euclidean over pixels in 0..1
     */
    public record Near(ImageSet images, Neighbours latent, float[] pixelDistances) {}

    private record Request(LatentPoints points, float[] z, float[] picture) {}

    private final Explorer explorer;
    private final HeldOutEncodings encodings;
    private final LatestTask<Request, Near> search;
    private final ReadOnlyObjectWrapper<@Nullable Near> near = new ReadOnlyObjectWrapper<>();
    private boolean watched;

    public NearestImages(Explorer explorer, HeldOutEncodings encodings, Background background) {
        this.explorer = explorer;
        this.encodings = encodings;
        // while z moves at every frame each search is finished, or none would ever be
        search = background.latest(
                (running, newer) -> false, (request, token) -> of(request), (request, found) -> near.set(found));
        explorer.pointProperty().addListener((property, before, now) -> ask());
        encodings.pointsProperty().addListener((property, before, now) -> ask());
    }

    /** Null until there is a model and images. */
    public ReadOnlyObjectProperty<@Nullable Near> nearProperty() {
        return near.getReadOnlyProperty();
    }

    /** Whether anybody looks. */
    public void watch(boolean now) {
        watched = now;
        ask();
    }

    private void ask() {
        LatentPoints points = encodings.pointsProperty().get();
        float[] picture = explorer.picture();
        float[] z = explorer.z();
        if (points == null) {
            search.cancel();
            near.set(null);
        }
        if (!watched || points == null || picture == null) return;
        // encodings come later than their model
        if (points.latents() == z.length && points.images().valuesPerImage() == picture.length)
            search.request(new Request(points, z, picture));
    }

    private static Near of(Request request) {
        var latent = Neighbours.ofLatent(request.points, request.z, COUNT);
        var images = request.points.images();
        float[] pixels = new float[images.valuesPerImage()];
        float[] distances = new float[latent.indices().length];
        for (int i = 0; i < distances.length; i++) {
            images.values(latent.indices()[i], pixels);
            distances[i] = (float) Vectors.distance(pixels, request.picture);
        }
        return new Near(images, latent, distances);
    }
}
