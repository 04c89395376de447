package org.latentfx.session.compare;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latentfx.session.evaluation.ReconstructionBound;

/**
 * Runs side by side. Immutable by convention; any thread.
 *
 * @param runs in the order of their columns; the others are compared with the first
 * @param link what all of them are looked at with
 * @param all how many runs there are to choose from
 * @param bound what no reconstruction of them goes below; null until known, or where there is not one for all
 * @param seed of the draws from the prior that they share
 * @param judging how far the measurement of their samples' quality is, 0..1; NaN while there is none
 */
public record Sheet(
        List<ComparedRun> runs,
        Link link,
        int all,
        @Nullable ReconstructionBound bound,
        long seed,
        double judging) {
    /** So many samples of each run. */
    public static final int SAMPLES = 8;

    public static final Sheet EMPTY = new Sheet(List.of(), new Link(true, "", -1, Double.NaN), 0, null, 1, Double.NaN);

    /**
     * What the columns share: the point z where all have as many latents, otherwise the image that each encodes; and
     * the moment, which is the same step of all, or the same epoch where they take other batches.
     *
     * @param image its name, such as "held-out image 62"
     * @param step of the run looked at; −1 for the newest moment of each
     * @param epoch that all have reached; not a number where they share the step
     */
    public record Link(boolean z, String image, long step, double epoch) {
        /** Whether a moment of the past is looked at. */
        public boolean past() {
            return step >= 0;
        }
    }

    public Sheet {
        runs = List.copyOf(runs);
    }

    /** The run that the others are compared with; null if there is none. */
    public @Nullable ComparedRun base() {
        return runs.isEmpty() ? null : runs.get(0);
    }
}
