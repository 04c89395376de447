package org.latentfx.session.compare;

import java.util.List;
import org.latentfx.analysis.quality.ClassHistogram;
import org.latentfx.analysis.quality.PrecisionRecall;
import org.latentfx.analysis.quality.SampleQuality;
import org.latentfx.data.ImageSet;
import org.latentfx.train.History;
import org.latentfx.train.Hyperparameters;

/** Runs for tests of what is said about them. */
public final class ComparedRuns {
    private ComparedRuns() {}

    /** A run on 1,000 images, called after its first letter, that has not been looked at. */
    public static ComparedRun run(String name, int colour, Hyperparameters hyperparameters, History history) {
        return run(name, colour, hyperparameters, history, TrainingTime.UNKNOWN);
    }

    public static ComparedRun run(
            String name, int colour, Hyperparameters hyperparameters, History history, TrainingTime time) {
        var facts = new RunFacts(name, colour, false, false, 0, 0, hyperparameters, "stripes", 1_000);
        return new ComparedRun(facts, history, history, time, null, null, null, null, null, null, null);
    }

    /** The same run with what was measured of its samples, against {@code images}. */
    public static ComparedRun judged(ComparedRun run, ImageSet images, double frechet, double precision) {
        var value = new SampleQuality(
                100,
                frechet,
                0.1,
                0.5,
                80,
                new PrecisionRecall(precision, 0.5),
                new PrecisionRecall(0.01, 0.01),
                new ClassHistogram(new int[] {50, 50}, 100, 0.9),
                0.2,
                0.2,
                List.of(),
                0.97);
        return new ComparedRun(
                run.facts(),
                run.history(),
                run.then(),
                run.time(),
                null,
                null,
                null,
                null,
                null,
                null,
                new ComparedQuality.Measured(value, images, 7, null));
    }

    /** Held-out losses after each hundredth step; KL is a tenth of each. */
    public static History measured(double... totals) {
        History history = History.EMPTY;
        for (int i = 0; i < totals.length; i++)
            history = history.plusHeldOut(100L * (i + 1), 0.9 * totals[i], 0.1 * totals[i]);
        return history;
    }
}
