package org.latentfx.session;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.LatentPoints;
import org.latentfx.analysis.Manifold;
import org.latentfx.analysis.Reconstructions;

/**
 * What the newest frozen model makes of the held-out images: their latent points, the decoded manifold, and the
 * reconstruction grid. Recomputed on the background thread, newest request first; published on the FX thread, null until
 * first known.
 */
public final class Atlas {
    final ReadOnlyObjectWrapper<@Nullable LatentPoints> points = new ReadOnlyObjectWrapper<>();
    final ReadOnlyObjectWrapper<@Nullable Manifold> manifold = new ReadOnlyObjectWrapper<>();
    final ReadOnlyObjectWrapper<@Nullable Reconstructions> reconstructions = new ReadOnlyObjectWrapper<>();

    public ReadOnlyObjectProperty<@Nullable LatentPoints> pointsProperty() {
        return points.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable Manifold> manifoldProperty() {
        return manifold.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable Reconstructions> reconstructionsProperty() {
        return reconstructions.getReadOnlyProperty();
    }
}
