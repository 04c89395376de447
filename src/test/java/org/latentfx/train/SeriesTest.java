package org.latentfx.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.model.kind.ModelKind;

class SeriesTest {
    /** {@code series} up to step {@code last}, its losses multiples of {@code factor}. */
    private static Series filled(Series series, int last, float factor) {
        Series all = series;
        for (int step = all.size() + 1; step <= last; step++) all = all.plus(step, factor * step, -step);
        return all;
    }

    private static void check(Series series, int from, int to, float factor) {
        for (int i = from; i < to; i++) {
            assertEquals(i + 1, series.step(i));
            assertEquals(factor * (i + 1), series.reconstruction(i));
            assertEquals(-i - 1, series.kl(i));
            assertEquals(factor * (double) (i + 1) - i - 1, series.total(i));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1023, 1024, 1025, 5000})
    void a_series_keeps_its_points_whatever_is_added_behind_it(int size) {
        Series series = filled(Series.EMPTY, size, 2);
        Series longer = filled(series, size + 1500, 2);
        assertEquals(size, series.size());
        assertEquals(size + 1500, longer.size());
        check(series, 0, size, 2);
        check(longer, 0, size + 1500, 2);
        assertThrows(IndexOutOfBoundsException.class, () -> series.step(size));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 700, 1024, 2048, 2500})
    void two_that_go_on_from_one_prefix_do_not_see_each_other(int fork) {
        Series whole = filled(Series.EMPTY, 3000, 2);
        Series prefix = whole.upTo(fork);
        Series other = filled(prefix, 3000, 8);
        check(whole, 0, 3000, 2);
        check(other, 0, fork, 2);
        check(other, fork, 3000, 8);
        assertNotEquals(whole, other);
        assertEquals(whole.upTo(fork), other.upTo(fork));
        assertTrue(other.startsWith(prefix));
        assertFalse(other.startsWith(whole));
    }

    @Test
    void threads_that_go_on_from_one_prefix_do_not_see_each_other() {
        Series prefix = filled(Series.EMPTY, 1000, 2);
        List<CompletableFuture<Series>> all = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> filled(prefix, 3000, 4 + i)))
                .toList();
        for (int i = 0; i < 8; i++) {
            check(all.get(i).join(), 0, 1000, 2);
            check(all.get(i).join(), 1000, 3000, 4 + i);
        }
    }

    @Test
    void every_prefix_of_a_long_run_can_be_held_at_once() {
        var prefixes = new ArrayList<Series>(); // 20 GB if each had its points to itself
        Series series = Series.EMPTY;
        for (int step = 1; step <= 50_000; step++) prefixes.add(series = series.plus(step, step, 0));
        assertEquals(25_000, prefixes.get(24_999).step(24_999));
        assertTrue(series.startsWith(prefixes.get(24_999)));
    }

    @Test
    void it_is_known_how_far_a_step_is() {
        Series series = Series.EMPTY.plus(100, 1, 1).plus(200, 1, 1).plus(300, 1, 1);
        assertEquals(0, series.countUpTo(99));
        assertEquals(2, series.countUpTo(200));
        assertEquals(2, series.upTo(299).size());
        assertEquals(series, series.upTo(300));
    }

    @Test
    void equal_numbers_make_equal_series_wherever_they_are_kept() {
        Series one = filled(Series.EMPTY, 1500, 2);
        Series same = filled(Series.EMPTY, 1500, 2);
        assertEquals(one, same);
        assertEquals(one.hashCode(), same.hashCode());
        assertNotEquals(one, same.upTo(1499));
        assertNotEquals(one, filled(same.upTo(1499), 1500, 3));
    }

    @Test
    void aModelWithOneLossHasOneColumnAndNoKl() {
        var terms = ModelKind.AE.losses();
        Series series = Series.EMPTY.plus(1, terms, new double[] {90}, Double.NaN);
        assertEquals(terms, series.terms());
        assertEquals(90, series.reconstruction(0));
        assertEquals(0, series.kl(0));
        assertEquals(90, series.total(0));
        assertEquals(Double.NaN, series.value(LossTerm.KL, 0));
        assertNotEquals(series, Series.EMPTY.plus(1, 90, 0));
        assertThrows(IllegalArgumentException.class, () -> series.plus(2, 80, 1), "another kind of model");
    }
}
