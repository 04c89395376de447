package org.latentfx.view.slow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentfx.data.PictureFormat;
import org.latentfx.math.Activation;
import org.latentfx.model.Likelihood;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.view.slow.Part.Kind;

class GraphLayoutTest {
    private static ModelConfiguration model(int depth) {
        List<Integer> hidden = Collections.nCopies(depth, 200);
        return new ModelConfiguration(28, 28, hidden, 10, Activation.RELU, Likelihood.BERNOULLI, 1);
    }

    @ParameterizedTest
    @CsvSource({"0, 1400, 500", "1, 990, 330", "2, 1400, 500", "8, 990, 330", "8, 3800, 1700", "3, 640, 240"})
    void every_part_has_a_place_of_its_own_within_the_graph(int depth, double width, double height) {
        var layout = GraphLayout.of(model(depth), width, height);
        var parts = Part.all(model(depth));
        var graph = new Rectangle2D(0, 0, width, height);
        assertEquals(parts.size(), layout.places().size());
        for (Part part : parts) {
            Rectangle2D place = layout.place(part);
            assertTrue(graph.contains(place), part + " at " + place);
            assertTrue(place.getWidth() >= 14 && place.getHeight() >= 14, part + " at " + place);
            assertEquals(part.kind() != Kind.WEIGHTS, layout.plate().contains(place), part + " at " + place);
            for (Part other : parts)
                assertTrue(other == part || !place.intersects(layout.place(other)), part + " lies over " + other);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1400, 500", "2, 990, 330", "3, 640, 240"})
    void a_gan_has_both_players_and_what_each_loses_and_no_part_that_it_lacks(int depth, double width, double height) {
        var model = new ModelConfiguration(
                ModelKind.GAN,
                PictureFormat.grey(28, 28),
                LayerSpec.dense(Collections.nCopies(depth, 200).stream()
                        .mapToInt(n -> n)
                        .toArray()),
                10,
                Activation.RELU,
                Likelihood.BERNOULLI,
                1);
        var layout = GraphLayout.of(model, width, height);
        assertFalse(layout.has(Kind.MU) || layout.has(Kind.KL) || layout.has(Kind.RECONSTRUCTION));
        var words = new PartWords(model);
        double x = -1;
        for (Part part : Part.all(model)) {
            Rectangle2D place = layout.place(part);
            assertTrue(new Rectangle2D(0, 0, width, height).contains(place), part + " at " + place);
            assertTrue(place.getWidth() >= 14 && place.getHeight() >= 14, part + " at " + place);
            assertFalse(words.tip(part).isBlank() || words.rest(part).isBlank());
            if (part.kind() == Kind.WEIGHTS) continue;
            assertTrue(place.getMinX() >= x, part.toString());
            x = place.getMinX();
        }
        for (int i = 0; i < 2 * depth + 2; i++)
            assertEquals(
                    layout.place(layout.output(i)).getMinX(),
                    layout.place(new Part(Kind.WEIGHTS, i)).getMinX());
        assertTrue(words.rest(new Part(Kind.WEIGHTS, 0)).startsWith("784 × "), "the discriminator's first");
        assertTrue(new Part(Kind.WEIGHTS, depth).serves(Kind.DISCRIMINATOR, depth));
        assertTrue(new Part(Kind.WEIGHTS, depth + 1).serves(Kind.GENERATOR, depth));
        assertFalse(Links.of(layout).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"0, 1400, 500", "2, 1400, 500", "8, 990, 330"})
    void data_go_from_left_to_right_and_weights_stand_below_what_they_make(int depth, double width, double height) {
        var layout = GraphLayout.of(model(depth), width, height);
        double x = -1;
        for (Part part : Part.all(model(depth))) {
            if (part.kind() == Kind.WEIGHTS) continue;
            assertTrue(layout.place(part).getMinX() >= x, part.toString());
            x = layout.place(part).getMinX();
        }
        for (int i = 0; i < 2 * depth + 2; i++) {
            Rectangle2D weights = layout.place(new Part(Kind.WEIGHTS, i));
            assertEquals(layout.place(layout.output(i)).getMinX(), weights.getMinX());
        }
        assertFalse(Links.of(layout).isEmpty());
    }
}
