package org.latentfx.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The causes of the images of a set, as far as they are known: each has some values, and every image one of them.
 * Immutable by convention; any thread.
 */
public record Factors(List<Factor> all) {
    /**
     * One cause.
     *
     * @param values the names of its values, in their order
     * @param of the index of each image's value
     */
    public record Factor(String name, List<String> values, int[] of) {
        public Factor {
            values = List.copyOf(values);
        }

        /** How many images have each value. */
        public int[] counts() {
            int[] counts = new int[values.size()];
            for (int value : of) counts[value]++;
            return counts;
        }
    }

    public Factors {
        all = List.copyOf(all);
    }

    /** Those of {@code images}; null if none are known. Takes a look at the pictures. */
    public static @Nullable Factors of(ImageSet images) {
        Sprites known = Sprites.heldOutLike(images);
        return known == null ? null : known.known(images.size());
    }
}
