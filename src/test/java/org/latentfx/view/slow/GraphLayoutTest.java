package org.latentfx.view.slow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentfx.math.Activation;
import org.latentfx.model.Likelihood;
import org.latentfx.model.ModelConfiguration;
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
