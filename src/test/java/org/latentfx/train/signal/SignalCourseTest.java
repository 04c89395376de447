package org.latentfx.train.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.latentfx.train.Loss;

@Tag("engine")
class SignalCourseTest {
    private static final CodeSignals CODES = new CodeSignals(0.1, 0.5, 1, 0, new double[] {1}, new double[] {0});

    private static Signals moment(long step, double gradient) {
        var values = new Histogram.Counter().histogram();
        var weight = new LayerSignals.Tensor("mu.weight", gradient, 1, 1e-3, values);
        var layer = new LayerSignals("mu", List.of(weight), null);
        return new Signals(step, 64, 1e-3, new Loss(100, 10), 1000, List.of(layer), CODES);
    }

    private static SignalCourse of(double... gradients) {
        var course = SignalCourse.EMPTY;
        for (int i = 0; i < gradients.length; i++) course = course.plus(moment(i, gradients[i]));
        return course;
    }

    @Test
    void a_gradient_is_grave_at_zero_or_above_ten_times_the_median_of_those_before() {
        assertEquals(Level.GOOD, of(1, 2, 3, 19).gradientLevel("mu"));
        assertEquals(Level.BAD, of(1, 2, 3, 21).gradientLevel("mu"));
        assertEquals(Level.BAD, of(1, 2, 3, 0).gradientLevel("mu"));
        assertEquals(Level.BAD, of(1, 2, 3, Double.NaN).gradientLevel("mu"));
        assertEquals(Level.GOOD, of(1, 100).gradientLevel("mu"), "one moment is no median");
    }

    @Test
    void moments_stand_in_the_order_of_their_steps_whatever_the_order_of_their_coming() {
        var course = SignalCourse.EMPTY.plus(moment(5, 1)).plus(moment(2, 2)).plus(moment(9, 3));
        assertArrayEquals(new double[] {2, 1, 3}, course.of("mu", LayerSignals::gradientNorm));
        assertArrayEquals(new double[] {2, 7, 3}, course.plus(moment(5, 7)).of("mu", LayerSignals::gradientNorm));
        assertArrayEquals(new double[] {2, 1}, course.upTo(8).of("mu", LayerSignals::gradientNorm));
        assertNull(course.at(1));
        assertTrue(course.has(9));
    }

    @Test
    void a_long_course_keeps_its_ends_and_thins_its_middle() {
        var course = SignalCourse.EMPTY;
        for (int i = 0; i < 3 * SignalCourse.MOST; i++) course = course.plus(moment(100L * i, 1));
        assertEquals(SignalCourse.MOST, course.moments().size());
        assertTrue(course.has(0));
        assertTrue(course.has(100L * (3 * SignalCourse.MOST - 1)));
    }
}
