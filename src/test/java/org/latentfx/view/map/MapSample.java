package org.latentfx.view.map;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javafx.scene.Scene;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.plane.Manifold;
import org.latentfx.data.ImageSet;
import org.latentfx.data.PictureFormat;
import org.latentfx.view.command.Actions;
import org.latentfx.view.command.Keys;

/** Made-up latent points and manifolds for the map's tests; the same each time. */
public final class MapSample {
    private MapSample() {}

    /**
     * Points spread normally over the plane, classes in turn; σ = 0.5 along the first latent, 0.25 along the others.
     */
    public static LatentPoints cloud(int size, int latents, int classes) {
        var random = new Random(size);
        float[] mu = new float[size * latents];
        float[] logVar = new float[size * latents];
        for (int i = 0; i < mu.length; i++) {
            mu[i] = (float) (1.3 * random.nextGaussian());
            logVar[i] = (float) (2 * Math.log(i % latents == 0 ? 0.5 : 0.25));
        }
        return new LatentPoints(images(size, classes), latents, mu, logVar);
    }

    /** Points at these places (x, y, x, y, …), classes in turn. */
    public static LatentPoints at(int classes, float... mu) {
        float[] logVar = new float[mu.length];
        for (int i = 0; i < mu.length; i++) logVar[i] = (float) (2 * Math.log(i % 2 == 0 ? 0.5 : 0.25));
        return new LatentPoints(images(mu.length / 2, classes), 2, mu, logVar);
    }

    /** Tiles 0.5 apart around zero, all of one grey. */
    public static Manifold manifold(int side, float grey) {
        float[] at = new float[side];
        for (int k = 0; k < side; k++) at[k] = 0.5f * (k - (side - 1) / 2f);
        float[] pixels = new float[side * side * 16];
        Arrays.fill(pixels, grey);
        return new Manifold(at, at, PictureFormat.grey(4, 4), pixels);
    }

    private static ImageSet images(int size, int classes) {
        byte[] labels = new byte[size];
        byte[] pixels = new byte[size * 16];
        for (int i = 0; i < size; i++) labels[i] = (byte) (i % classes);
        new Random(classes).nextBytes(pixels); // so that a larger set begins with a smaller one
        List<String> names =
                IntStream.range(0, classes).mapToObj(Integer::toString).toList();
        return new ImageSet(4, 4, pixels, labels, names);
    }

    /** The keys that the window gives the map. */
    static void giveKeys(MapView view, Scene scene) {
        var actions = new Actions().on(Keys.CLEAR, view::clear);
        view.commands().forEach(actions::add);
        actions.listen(null, scene);
    }
}
