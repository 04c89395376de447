package org.latentfx.session.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.plane.Manifold;
import org.latentfx.analysis.plane.Sensitivity;
import org.latentfx.data.ImageSet;
import org.latentfx.data.PictureFormat;
import org.latentfx.math.Activation;
import org.latentfx.model.Decoder;
import org.latentfx.model.Likelihood;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.Weights;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.session.concurrent.HandDriven;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.ExplorerTest;
import org.latentfx.session.explore.MapPlane;
import org.latentfx.session.explore.Shown;

/** The test's own thread plays both the background and the FX thread; background work waits until it is let run. */
class PlaneFieldsTest {
    private final HandDriven hand = new HandDriven();
    private final SimpleObjectProperty<@Nullable LatentPoints> points = new SimpleObjectProperty<>();
    private final UndoStack undo = new UndoStack();
    private final Explorer explorer = new Explorer(undo, 1);
    private final PlaneFields fields = new PlaneFields(explorer, points, hand.queued());

    @BeforeEach
    void model() {
        explorer.show(Shown.of(ExplorerTest.weights(3, 0.5f)));
        points.set(cloud(3));
        work();
    }

    private static LatentPoints cloud(int latents) {
        var random = new Random(3);
        int n = 200;
        float[] mu = new float[n * latents];
        float[] logVar = new float[mu.length];
        for (int i = 0; i < mu.length; i++) {
            mu[i] = (float) random.nextGaussian();
            logVar[i] = -2;
        }
        byte[] labels = new byte[n];
        for (int i = 0; i < n; i++) labels[i] = (byte) (mu[i * latents] > 0 ? 1 : 0);
        return new LatentPoints(
                new ImageSet(4, 4, new byte[16 * n], labels, List.of("low", "high")), latents, mu, logVar);
    }

    private void work() {
        hand.work();
    }

    private static <T> T value(PlaneField<T> layer) {
        return layer.valueProperty().get().value();
    }

    @Test
    void the_manifold_reaches_as_far_as_codes_that_no_prior_holds() {
        fields.manifold().keepUpToDate(true);
        fields.cover(-40, 40, -40, 40);
        explorer.show(Shown.of(plainAutoencoder(3)));
        LatentPoints near = cloud(3);
        float[] far = near.mu().clone();
        for (int i = 0; i < far.length; i++) far[i] *= 10;
        points.set(new LatentPoints(near.images(), 3, far, near.logVar()));
        work();
        float[] across = value(fields.manifold()).across();
        double last = across[across.length - 1];
        assertTrue(last > 20 && last < 60, "99 % of the codes lie within 26, of the tiles " + last);
        assertEquals(100, points.get().variancePerLatent(200)[0], 30);
        explorer.show(Shown.of(ExplorerTest.weights(3, 0.5f)));
        points.set(near);
        work();
        across = value(fields.manifold()).across();
        assertTrue(across[across.length - 1] < 3, "a VAE's codes are held to the prior");
    }

    private static Weights plainAutoencoder(int latents) {
        var configuration = new ModelConfiguration(
                ModelKind.AE,
                PictureFormat.grey(4, 4),
                LayerSpec.dense(5),
                latents,
                Activation.TANH,
                Likelihood.BERNOULLI,
                0.05);
        return new Weights(configuration, new float[configuration.parameterCount()]);
    }

    @Test
    void nothing_is_computed_until_somebody_wants_it() {
        assertNull(fields.manifold().valueProperty().get());
        assertNull(fields.regions().valueProperty().get());
        fields.manifold().keepUpToDate(true);
        work();
        assertEquals(20, value(fields.manifold()).columns());
        assertNull(fields.regions().valueProperty().get());
        Manifold before = value(fields.manifold());
        fields.manifold().keepUpToDate(false);
        explorer.moveTo(new float[] {0, 0, 2});
        work();
        assertSame(before, value(fields.manifold()));
        fields.manifold().keepUpToDate(true);
        work();
        assertNotSame(before, value(fields.manifold()));
    }

    @Test
    void the_manifold_is_decoded_over_the_plane_with_the_rest_of_z_held() {
        fields.manifold().keepUpToDate(true);
        fields.tile(new ManifoldGrid(11, false));
        explorer.moveTo(new float[] {0.5f, 1, -2});
        explorer.show(MapPlane.latents(2, 0, 3));
        work();
        var over = fields.manifold().valueProperty().get();
        assertSame(explorer.mapPlane(), over.mapPlane());
        float[] expected = new float[16];
        float[] at = over.value().across();
        var decoder = new Decoder(explorer.model(), 1);
        decoder.decode(new float[] {at[10 - 4], 1, at[7]}, 1, expected);
        float[] tile = new float[16];
        System.arraycopy(over.value().pixels(), over.value().offset(4, 7), tile, 0, 16);
        assertArrayEquals(expected, tile, 1e-6f);
    }

    @Test
    void moving_within_the_plane_computes_nothing_again_and_moving_across_it_does() {
        fields.manifold().keepUpToDate(true);
        fields.sensitivity().keepUpToDate(true);
        work();
        Sensitivity before = value(fields.sensitivity());
        explorer.moveTo(new float[] {1.3f, -0.7f, 0});
        assertTrue(hand.background.isEmpty());
        explorer.glance(new float[] {0, 0, 3});
        assertTrue(hand.background.isEmpty(), "a glance leaves the plane where it is");
        explorer.preview(new float[] {0, 0, 3});
        work();
        assertNotSame(before, value(fields.sensitivity()));
    }

    @Test
    void a_fine_manifold_comes_roughly_first_where_the_plane_is_new() {
        List<Integer> sides = new ArrayList<>();
        fields.manifold()
                .valueProperty()
                .addListener((property, before, now) -> sides.add(now.value().columns()));
        fields.manifold().keepUpToDate(true);
        fields.tile(new ManifoldGrid(ManifoldGrid.MOST, true));
        work();
        assertEquals(List.of(ManifoldGrid.LEAST, ManifoldGrid.MOST), sides);
        fields.tile(new ManifoldGrid(ManifoldGrid.MOST, false));
        work();
        assertEquals(
                List.of(ManifoldGrid.LEAST, ManifoldGrid.MOST, ManifoldGrid.MOST),
                sides,
                "the old one stays until the new one is whole");
        assertThrows(IllegalArgumentException.class, () -> new ManifoldGrid(9, true));
    }

    @Test
    void going_back_and_forth_between_planes_ends_on_the_right_one() {
        fields.manifold().keepUpToDate(true);
        work();
        MapPlane first = explorer.mapPlane();
        explorer.show(MapPlane.latents(1, 2, 3));
        undo.undo();
        work();
        assertSame(first, fields.manifold().valueProperty().get().mapPlane());
        undo.redo();
        work();
        assertNotEquals(first, fields.manifold().valueProperty().get().mapPlane());
    }

    @Test
    void what_is_computed_on_a_grid_covers_the_part_in_view_and_holes_all_of_the_plane() {
        fields.density().keepUpToDate(true);
        fields.holes().keepUpToDate(true);
        fields.regions().keepUpToDate(true);
        work();
        double holes = value(fields.holes());
        fields.cover(1, 3, -0.5, 0.5);
        work();
        var grid = value(fields.density()).grid();
        assertEquals(1, grid.left());
        assertEquals(0.5, grid.top());
        assertEquals(grid.columns(), 2 * grid.rows());
        assertEquals(holes, value(fields.holes()));
        for (byte label : value(fields.regions()).labels()) assertEquals(1, label, "only high ones lie at the right");
    }

    @Test
    void tiles_are_finer_where_the_map_is_closer_and_stay_as_many() {
        fields.manifold().keepUpToDate(true);
        work();
        Manifold whole = value(fields.manifold());
        fields.cover(-4, 4, -3, 3);
        work();
        assertSame(whole, value(fields.manifold()), "much of the plane in view takes the whole lattice");
        fields.cover(0.2, 0.9, -0.3, 0.3);
        work();
        Manifold close = value(fields.manifold());
        double step = close.across()[1] - close.across()[0];
        assertEquals(0.3 / 8, step, 1e-5, "8 times as fine: a quarter would be more than is in view");
        assertTrue(close.across()[0] < 0.2 && close.across()[close.columns() - 1] > 0.9, "all in view is covered");
        assertTrue(close.up()[0] < -0.3 && close.up()[close.rows() - 1] > 0.3);
        assertTrue(close.columns() * close.rows() <= 3 * 20 * 20, close.columns() + " × " + close.rows());
        fields.cover(0.22, 0.92, -0.3, 0.3);
        work();
        assertSame(close, value(fields.manifold()), "a short way asks for nothing");
        fields.cover(5, 6, 5, 6);
        work();
        assertEquals(20, value(fields.manifold()).columns());
    }

    @Test
    void the_plane_goes_to_the_latents_used_most_until_a_person_chooses_one() {
        points.set(used(0.1f, 0.2f, 3, 0.1f, 2));
        assertEquals(3, explorer.latents(), "codes of another model than the one shown");
        assertEquals(List.of(0, 1), explorer.mapPlane().of());
        explorer.show(Shown.of(ExplorerTest.weights(5, 0.5f)));
        points.set(used(0.1f, 0.2f, 3, 0.1f, 2));
        assertEquals(List.of(2, 4), explorer.mapPlane().of());
        assertFalse(undo.canUndoProperty().get(), "nobody did that");
        points.set(used(0.1f, 2.2f, 2, 0.1f, 2));
        assertEquals(List.of(2, 4), explorer.mapPlane().of(), "a little more use moves nothing");
        points.set(used(3, 3.5f, 2, 0.1f, 0.3f));
        assertEquals(List.of(1, 0), explorer.mapPlane().of());
        explorer.show(MapPlane.latents(2, 3, 5));
        points.set(used(0, 0, 0, 0, 5));
        assertEquals(List.of(2, 3), explorer.mapPlane().of(), "what a person chose stays");
        explorer.show(Shown.of(ExplorerTest.weights(5, 0.7f)));
        points.set(used(0, 0, 0, 1, 5));
        assertEquals(List.of(2, 3), explorer.mapPlane().of(), "newer weights change nothing in that");
        fields.showMostUsed();
        assertEquals(List.of(4, 3), explorer.mapPlane().of());
        undo.undo();
        assertEquals(List.of(2, 3), explorer.mapPlane().of());
        explorer.show(Shown.of(ExplorerTest.weights(4, 0.5f)));
        points.set(used(0, 1, 0, 2));
        assertEquals(List.of(3, 1), explorer.mapPlane().of(), "a new model begins anew");
    }

    /** Codes whose means are this large along each latent, to either side. */
    private static LatentPoints used(float... sizes) {
        int n = 200;
        float[] mu = new float[n * sizes.length];
        for (int i = 0; i < mu.length; i++) mu[i] = (i / sizes.length % 2 == 0 ? 1 : -1) * sizes[i % sizes.length];
        return new LatentPoints(
                new ImageSet(4, 4, new byte[16 * n], new byte[n], List.of("all")),
                sizes.length,
                mu,
                new float[mu.length]);
    }

    @Test
    void points_of_other_images_make_the_old_layers_vanish() {
        fields.regions().keepUpToDate(true);
        work();
        points.set(null);
        assertNull(fields.regions().valueProperty().get());
        explorer.show(Shown.of(ExplorerTest.weights(2, 0.5f)));
        work();
        assertNull(fields.regions().valueProperty().get(), "nothing is known of the new model yet");
    }

    @Test
    void principal_axes_are_found_in_the_background_and_can_be_undone() {
        fields.showPrincipalAxes();
        assertEquals(MapPlane.Kind.LATENTS, explorer.mapPlane().kind());
        work();
        MapPlane mapPlane = explorer.mapPlane();
        assertEquals(MapPlane.Kind.PRINCIPAL, mapPlane.kind());
        assertTrue(mapPlane.share() > 0.6 && mapPlane.share() < 1, "share " + mapPlane.share());
        undo.undo();
        assertEquals(MapPlane.Kind.LATENTS, explorer.mapPlane().kind());
        fields.showThrough(4, 4, 5);
        assertEquals(1, hand.said.size());
        assertEquals(MapPlane.Kind.LATENTS, explorer.mapPlane().kind());
    }
}
