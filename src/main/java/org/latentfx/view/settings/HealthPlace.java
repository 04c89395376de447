package org.latentfx.view.settings;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latentfx.train.health.Diagnosis;

/**
 * A finding in its place of the list. Immutable.
 *
 * @param step of the measurement that it rests on; 0 if there was none
 * @param gone whether it is not found any more, of what is shown now
 */
record HealthPlace(Diagnosis finding, long step, boolean gone) {
    private HealthPlace past() {
        return new HealthPlace(finding, step, true);
    }

    private boolean like(Diagnosis other) {
        return finding.id().equals(other.id());
    }

    /**
     * The findings in their places.
     *
     * @param before those that are shown until now
     * @param found the gravest first, which rests on the measurement at {@code step}
     * @param held whether somebody is at them: then each keeps its place, and another one comes to the end or to the
     *     place of one that has been gone for a while
     * @param kept one whose moment is looked at: it stays, be it found there or not; null for none
     */
    static List<HealthPlace> of(
            List<HealthPlace> before, List<Diagnosis> found, long step, boolean held, @Nullable HealthPlace kept) {
        var open = new ArrayList<>(found);
        var places = new ArrayList<HealthPlace>();
        if (held)
            for (HealthPlace place : before) {
                Diagnosis same = open.stream().filter(place::like).findFirst().orElse(null);
                if (same != null) open.remove(same);
                places.add(same == null ? place.past() : new HealthPlace(same, step, false));
            }
        else if (kept != null && found.stream().noneMatch(kept::like)) places.add(kept.past());
        for (Diagnosis one : open) {
            var next = new HealthPlace(one, step, false);
            int free = held ? free(before, places, kept) : -1;
            if (free < 0) places.add(next);
            else places.set(free, next);
        }
        return List.copyOf(places);
    }

    /** The first place whose finding was gone before already; −1 if there is none. */
    private static int free(List<HealthPlace> before, List<HealthPlace> now, @Nullable HealthPlace kept) {
        for (int i = 0; i < before.size(); i++) {
            boolean wanted = kept != null && kept.like(before.get(i).finding());
            if (before.get(i).gone() && now.get(i).gone() && !wanted) return i;
        }
        return -1;
    }
}
