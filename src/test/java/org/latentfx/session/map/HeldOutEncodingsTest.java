package org.latentfx.session.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Weights;
import org.latentfx.session.concurrent.HandDriven;
import org.latentfx.session.explore.ExplorerTest;
import org.latentfx.session.explore.Shown;

/** The test's own thread plays both the background and the FX thread; background work waits until it is let run. */
class HeldOutEncodingsTest {
    private static final int IMAGES = 30_000;

    private static final long REST_NANOS = 2_000_000_000L;

    private final HandDriven hand = new HandDriven();
    private final Kernel kernel = Kernels.named("ejml");
    private final HeldOutEncodings encodings = new HeldOutEncodings(hand.queued());
    private final ImageSet images = noise();

    private static ImageSet noise() {
        byte[] pixels = new byte[16 * IMAGES];
        new Random(1).nextBytes(pixels);
        return new ImageSet(4, 4, pixels, new byte[IMAGES], List.of("noise"));
    }

    private void work() {
        hand.work();
    }

    private void assertAllBy(Weights weights) {
        assertArrayEquals(
                LatentPoints.of(new FrozenModel(weights, kernel), images).mu(),
                Objects.requireNonNull(encodings.pointsProperty().get()).mu(),
                1e-5f);
        assertTrue(encodings.completeProperty().get());
    }

    @BeforeEach
    void images() {
        encodings.choose(images);
    }

    @Test
    void everythingIsKnownOfAModelThatStandsStill() {
        assertNull(encodings.pointsProperty().get());
        var weights = ExplorerTest.weights(3, 0.5f);
        encodings.follow(Shown.frozen(weights));
        assertFalse(encodings.completeProperty().get());
        work();
        assertAllBy(weights);
        assertEquals(
                60,
                Objects.requireNonNull(encodings.reconstructionsProperty().get())
                        .count());
    }

    @Test
    void after_forgetting_no_point_of_the_former_model_comes_back_while_training() {
        encodings.follow(Shown.frozen(ExplorerTest.weights(3, 0.5f)));
        work();
        hand.training.set(true);
        encodings.forget();
        assertNull(encodings.pointsProperty().get());
        var weights = ExplorerTest.weights(3, 0.25f);
        encodings.follow(Shown.frozen(weights));
        hand.pass(REST_NANOS);
        work();
        assertAllBy(weights);
    }

    @Test
    void whileTrainingSomePointsFollowAndAllOfThemOnceItPauses() {
        encodings.follow(Shown.frozen(ExplorerTest.weights(3, 0.5f)));
        work();
        hand.training.set(true);
        hand.tick = 6_000_000; // so that a round takes two handfuls of points
        var newer = ExplorerTest.weights(3, 0.7f);
        encodings.follow(Shown.frozen(newer));
        int rounds = 0;
        for (; !encodings.completeProperty().get(); rounds++) {
            hand.pass(REST_NANOS); // the longest that a round rests after another
            work();
            assertEquals(
                    IMAGES,
                    Objects.requireNonNull(encodings.pointsProperty().get()).size(),
                    "points that wait for their turn stay");
            if (rounds == 1) hand.training.set(false);
        }
        assertTrue(rounds > 2, "points were renewed by and by");
        assertAllBy(newer);
    }
}
