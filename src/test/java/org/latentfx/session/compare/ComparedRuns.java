package org.latentfx.session.compare;

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
        return new ComparedRun(facts, history, history, time, null, null, null, null, null);
    }

    /** Held-out losses after each hundredth step; KL is a tenth of each. */
    public static History measured(double... totals) {
        History history = History.EMPTY;
        for (int i = 0; i < totals.length; i++)
            history = history.plusHeldOut(100L * (i + 1), 0.9 * totals[i], 0.1 * totals[i]);
        return history;
    }
}
