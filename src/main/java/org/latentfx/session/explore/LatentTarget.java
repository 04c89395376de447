package org.latentfx.session.explore;

import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.latent.DensestImage;
import org.latentfx.analysis.latent.Direction;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.text.Texts;

/**
 * A point of the latent space that has a name: a fixed one, or the μ that the newest encoder gives an image or a class.
 * Immutable by convention; any thread.
 */
public sealed interface LatentTarget {
    /** Such as "image 62". */
    String name();

    /** The point among {@code points}; null if they have no such place. */
    float @Nullable [] in(LatentPoints points);

    /** A point that stays where it is. {@code z} is not to be written to. */
    record Point(String name, float[] z) implements LatentTarget {
        @Override
        public float @Nullable [] in(LatentPoints points) {
            return z.length == points.latents() ? z : null;
        }
    }

    /** Where held-out image {@code index} is encoded: its μ. */
    record Image(int index) implements LatentTarget {
        @Override
        public String name() {
            return Texts.of("paths.place.image", index);
        }

        @Override
        public float @Nullable [] in(LatentPoints points) {
            return index < 0 || index >= points.size() ? null : Direction.mean(points, new int[] {index});
        }
    }

    /** The μ of the most typical held-out image of a class, in the midst of its densest lump ({@link DensestImage}). */
    record Centre(int label, String className) implements LatentTarget {
        @Override
        public String name() {
            return Texts.of("paths.place.centre", className);
        }

        @Override
        public float @Nullable [] in(LatentPoints points) {
            int[] members = Direction.members(points, label);
            return members.length == 0 ? null : points.mean(DensestImage.of(points, members));
        }
    }
}
