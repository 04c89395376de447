package org.latentfx.session.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.LatentPoints;
import org.latentfx.analysis.Manifold;
import org.latentfx.analysis.Sensitivity;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernels;
import org.latentfx.model.Decoder;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.explore.Chart;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.ExplorerTest;

/** The test's own thread plays both the background and the FX thread; background work waits until it is let run. */
class TerrainTest {
    private final Queue<Runnable> background = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> fx = new ConcurrentLinkedQueue<>();
    private final List<String> told = new ArrayList<>();
    private final SimpleObjectProperty<@Nullable LatentPoints> points = new SimpleObjectProperty<>();
    private final UndoStack undo = new UndoStack();
    private final Explorer explorer = new Explorer(Kernels.named("ejml"), undo, 1);
    private final Terrain terrain =
            new Terrain(explorer, points, Kernels.named("ejml"), background::add, fx::add, told::add);

    @BeforeEach
    void model() {
        explorer.follow(ExplorerTest.weights(3, 0.5f));
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
        while (!background.isEmpty() || !fx.isEmpty()) {
            Runnable next = background.poll();
            (next == null ? fx.remove() : next).run();
        }
    }

    private static <T> T value(TerrainLayer<T> layer) {
        return layer.valueProperty().get().value();
    }

    @Test
    void nothing_is_computed_until_somebody_wants_it() {
        assertNull(terrain.manifold().valueProperty().get());
        assertNull(terrain.regions().valueProperty().get());
        terrain.manifold().want(true);
        work();
        assertEquals(20, value(terrain.manifold()).side());
        assertNull(terrain.regions().valueProperty().get());
        Manifold before = value(terrain.manifold());
        terrain.manifold().want(false);
        explorer.moveTo(new float[] {0, 0, 2});
        work();
        assertSame(before, value(terrain.manifold()));
        terrain.manifold().want(true);
        work();
        assertNotSame(before, value(terrain.manifold()));
    }

    @Test
    void the_manifold_is_decoded_over_the_plane_with_the_rest_of_z_held() {
        terrain.manifold().want(true);
        terrain.tile(new Tiling(11, false));
        explorer.moveTo(new float[] {0.5f, 1, -2});
        explorer.show(Chart.latents(2, 0, 3));
        work();
        var over = terrain.manifold().valueProperty().get();
        assertSame(explorer.chartProperty().get(), over.chart());
        float[] expected = new float[16];
        float[] at = over.value().at();
        var decoder = new Decoder(explorer.weightsProperty().get(), Kernels.named("ejml"), 1);
        decoder.decode(new float[] {at[10 - 4], 1, at[7]}, 1, expected);
        float[] tile = new float[16];
        System.arraycopy(over.value().pixels(), over.value().offset(4, 7), tile, 0, 16);
        assertArrayEquals(expected, tile, 1e-6f);
    }

    @Test
    void moving_within_the_plane_computes_nothing_again_and_moving_across_it_does() {
        terrain.manifold().want(true);
        terrain.sensitivity().want(true);
        work();
        Sensitivity before = value(terrain.sensitivity());
        explorer.moveTo(new float[] {1.3f, -0.7f, 0});
        assertTrue(background.isEmpty());
        explorer.glance(new float[] {0, 0, 3});
        assertTrue(background.isEmpty(), "a glance leaves the plane where it is");
        explorer.preview(new float[] {0, 0, 3});
        work();
        assertNotSame(before, value(terrain.sensitivity()));
    }

    @Test
    void a_fine_manifold_comes_roughly_first_where_the_plane_is_new() {
        List<Integer> sides = new ArrayList<>();
        terrain.manifold()
                .valueProperty()
                .addListener((property, before, now) -> sides.add(now.value().side()));
        terrain.manifold().want(true);
        terrain.tile(new Tiling(Tiling.MOST, true));
        work();
        assertEquals(List.of(Tiling.LEAST, Tiling.MOST), sides);
        terrain.tile(new Tiling(Tiling.MOST, false));
        work();
        assertEquals(
                List.of(Tiling.LEAST, Tiling.MOST, Tiling.MOST), sides, "the old one stays until the new one is whole");
        assertThrows(IllegalArgumentException.class, () -> new Tiling(9, true));
    }

    @Test
    void going_back_and_forth_between_planes_ends_on_the_right_one() {
        terrain.manifold().want(true);
        work();
        Chart first = explorer.chartProperty().get();
        explorer.show(Chart.latents(1, 2, 3));
        undo.undo();
        work();
        assertSame(first, terrain.manifold().valueProperty().get().chart());
        undo.redo();
        work();
        assertNotEquals(first, terrain.manifold().valueProperty().get().chart());
    }

    @Test
    void what_is_computed_on_a_grid_covers_the_part_in_view_and_holes_all_of_the_plane() {
        terrain.density().want(true);
        terrain.holes().want(true);
        terrain.regions().want(true);
        work();
        double holes = value(terrain.holes());
        terrain.look(1, 3, -0.5, 0.5);
        work();
        var grid = value(terrain.density()).grid();
        assertEquals(1, grid.left());
        assertEquals(0.5, grid.top());
        assertEquals(grid.columns(), 2 * grid.rows());
        assertEquals(holes, value(terrain.holes()));
        for (byte label : value(terrain.regions()).labels()) assertEquals(1, label, "only high ones lie at the right");
    }

    @Test
    void points_of_other_images_make_the_old_layers_vanish() {
        terrain.regions().want(true);
        work();
        points.set(null);
        assertNull(terrain.regions().valueProperty().get());
        points.set(cloud(3));
        explorer.follow(ExplorerTest.weights(2, 0.5f));
        work();
        assertNull(terrain.regions().valueProperty().get(), "points of a former model lie on no plane of this one");
    }

    @Test
    void principal_axes_are_found_in_the_background_and_can_be_undone() {
        terrain.showPrincipalAxes();
        assertEquals(Chart.Kind.LATENTS, explorer.chartProperty().get().kind());
        work();
        Chart chart = explorer.chartProperty().get();
        assertEquals(Chart.Kind.PRINCIPAL, chart.kind());
        assertTrue(chart.share() > 0.6 && chart.share() < 1, "share " + chart.share());
        undo.undo();
        assertEquals(Chart.Kind.LATENTS, explorer.chartProperty().get().kind());
        terrain.showThrough(4, 4, 5);
        assertEquals(1, told.size());
        assertEquals(Chart.Kind.LATENTS, explorer.chartProperty().get().kind());
    }
}
