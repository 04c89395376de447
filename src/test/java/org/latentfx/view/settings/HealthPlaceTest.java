package org.latentfx.view.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.latentfx.train.health.Diagnosis;
import org.latentfx.train.health.Diagnosis.Level;

class HealthPlaceTest {
    private static List<Diagnosis> found(String... ids) {
        return Stream.of(ids)
                .map(id -> new Diagnosis(Level.NOTE, id, List.of(), 1, null, List.of()))
                .toList();
    }

    /** Those that are gone in brackets. */
    private static List<String> words(List<HealthPlace> places) {
        return places.stream()
                .map(one -> one.gone()
                        ? "(" + one.finding().id() + " " + one.step() + ")"
                        : one.finding().id())
                .toList();
    }

    @Test
    void findings_keep_their_places_while_somebody_is_at_them() {
        var first = HealthPlace.of(List.of(), found("a", "b", "c"), 10, false, null);
        var held = HealthPlace.of(first, found("d", "c", "a"), 20, true, null);
        assertEquals(List.of("a", "(b 10)", "c", "d"), words(held));
        assertEquals(20, held.get(0).step(), "with the newest figures");
        assertEquals(List.of("d", "c", "a"), words(HealthPlace.of(held, found("d", "c", "a"), 20, false, null)));
    }

    @Test
    void a_list_that_is_held_for_long_does_not_grow_for_ever() {
        var held = HealthPlace.of(List.of(), found("a", "b"), 10, false, null);
        held = HealthPlace.of(held, found("a", "c"), 20, true, null);
        assertEquals(List.of("a", "(b 10)", "c"), words(held));
        held = HealthPlace.of(held, found("a", "d"), 30, true, null);
        assertEquals(List.of("a", "d", "(c 20)"), words(held));
    }

    @Test
    void the_finding_whose_moment_is_looked_at_stays_though_it_is_not_found_there() {
        var before = HealthPlace.of(List.of(), found("a", "b"), 400, false, null);
        HealthPlace kept = before.get(1);
        assertEquals(List.of("(b 400)", "early"), words(HealthPlace.of(before, found("early"), 50, false, kept)));
        assertEquals(List.of("b"), words(HealthPlace.of(before, found("b"), 50, false, kept)));
        var held = HealthPlace.of(before, found("early"), 50, true, kept);
        assertEquals(List.of("(a 400)", "(b 400)", "early"), words(held));
        assertEquals(
                List.of("late", "(b 400)", "(early 50)"), words(HealthPlace.of(held, found("late"), 60, true, kept)));
    }
}
