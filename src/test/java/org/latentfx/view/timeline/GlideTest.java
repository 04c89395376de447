package org.latentfx.view.timeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.data.ImageSet;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;

@ExtendWith(ApplicationExtension.class)
class GlideTest {
    private final ImageSet images = new ImageSet(1, 1, new byte[2], new byte[2], List.of("a"));
    private final SimpleObjectProperty<LatentPoints> points = new SimpleObjectProperty<>(at(0, 0));
    private final SimpleBooleanProperty playing = new SimpleBooleanProperty();
    private Glide glide;

    private LatentPoints at(float... mu) {
        return new LatentPoints(images, 1, mu, new float[2]);
    }

    @Test
    void whileThePastIsPlayedPointsAreHalfwayAtHalfTimeAndThenThere(FxRobot robot) {
        robot.interact(() -> {
            glide = new Glide(points, playing);
            playing.set(true);
            var next = at(2, -4);
            points.set(next);
            glide.at(1_000_000_000L);
            glide.at(1_085_000_000L);
            assertArrayEquals(new float[] {1, -2}, glide.getValue().mu(), 1e-4f);
            glide.at(1_200_000_000L);
            assertSame(next, glide.getValue());
        });
    }

    @Test
    void otherwiseTheyAreThereAtOnce(FxRobot robot) {
        robot.interact(() -> {
            glide = new Glide(points, playing);
            var next = at(2, -4);
            points.set(next);
            assertSame(next, glide.getValue());
        });
    }
}
