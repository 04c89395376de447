package org.latentfx.session.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.image.ImageLosses;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.data.ImageSet;
import org.latentfx.data.Sprites;
import org.latentfx.session.concurrent.HandDriven;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.ExplorerTest;
import org.latentfx.session.explore.Shown;
import org.latentfx.session.map.PointColours.By;

class PointColoursTest {
    private final HandDriven hand = new HandDriven();
    private final SimpleObjectProperty<@Nullable LatentPoints> points = new SimpleObjectProperty<>();
    private final Explorer explorer = new Explorer(new UndoStack(), 1);
    private final PointColours colours = new PointColours(explorer, points, hand.queued());

    private static LatentPoints codes(ImageSet images) {
        return new LatentPoints(images, 2, new float[2 * images.size()], new float[2 * images.size()]);
    }

    private static ImageSet images(int n) {
        byte[] pixels = new byte[16 * n];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) (i * 37);
        return new ImageSet(4, 4, pixels, new byte[n], List.of("all"));
    }

    @Test
    void nothing_is_measured_until_somebody_colours_by_it() {
        explorer.show(Shown.of(ExplorerTest.weights(2, 1)));
        points.set(codes(images(1_300)));
        hand.work();
        assertNull(colours.valuesProperty().get());
        assertEquals(List.of(By.CLASS, By.LOSS), colours.offeredProperty().get());
        colours.colourBy(By.SIZE);
        assertEquals(By.CLASS, colours.byProperty().get(), "no factor is known of these");
    }

    @Test
    void every_image_has_the_loss_of_the_newest_model() {
        explorer.show(Shown.of(ExplorerTest.weights(2, 1)));
        ImageSet images = images(1_300);
        points.set(codes(images));
        colours.colourBy(By.LOSS);
        hand.work();
        assertLosses(images);
        float before = colours.valuesProperty().get().values()[0];
        explorer.show(Shown.of(ExplorerTest.weights(2, 0.3f)));
        hand.work();
        assertLosses(images);
        assertNotEquals(before, colours.valuesProperty().get().values()[0]);
        colours.colourBy(By.CLASS);
        assertNull(colours.valuesProperty().get());
        explorer.show(Shown.of(ExplorerTest.weights(2, 0.5f)));
        assertTrue(hand.background.isEmpty(), "nobody asks any more");
    }

    private void assertLosses(ImageSet images) {
        float[] found = colours.valuesProperty().get().values();
        double[] expected = ImageLosses.of(explorer.model(), images, 0, images.size(), Progress.NONE);
        for (int i = 0; i < expected.length; i++) assertEquals(expected[i], found[i], 1e-3, "image " + i);
    }

    @Test
    void sprites_can_be_coloured_by_each_of_their_factors() {
        Sprites sprites = Sprites.test();
        points.set(codes(sprites.images()));
        hand.work();
        assertEquals(List.of(By.values()), colours.offeredProperty().get());
        colours.colourBy(By.ROTATION);
        hand.work();
        assertEquals(
                sprites.factors()[7 * Sprites.FACTORS + 4],
                colours.valuesProperty().get().values()[7]);
        points.set(codes(images(20)));
        hand.work();
        assertEquals(By.CLASS, colours.byProperty().get(), "other images have no such factor");
    }

    @Test
    void pictures_that_only_look_like_sprites_have_no_known_factors() {
        ImageSet known = Sprites.test().images();
        byte[] pixels = known.pixels().clone();
        pixels[5] ^= 1;
        var other = new ImageSet(28, 28, pixels, known.labels(), known.classNames());
        points.set(codes(other));
        hand.work();
        assertEquals(List.of(By.CLASS, By.LOSS), colours.offeredProperty().get());
    }
}
