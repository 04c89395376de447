package org.latentfx.train.health;

import java.util.List;
import java.util.Locale;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.health.Diagnosis.Level;

/** What is odd about the images, whatever model learns from them. */
final class DataRules {
    /** Fewer steps an epoch leave too few steps in any number of epochs. */
    private static final int LEAST_STEPS = 8;

    /** A smaller one is small whatever it is for. */
    private static final int LARGE = 32;

    private DataRules() {}

    static void judge(Hyperparameters now, DataFigures data, List<Diagnosis> found) {
        if (data.dim())
            found.add(Diagnosis.of(Level.BAD, "data.dim", data.brightest()).at(0));
        if (data.inverted())
            found.add(Diagnosis.of(Level.NOTE, "data.inverted", share(data.edge()), share(data.mean()))
                    .at(0));
        if (data.imbalanced())
            found.add(Diagnosis.of(Level.NOTE, "data.imbalanced", data.fewest(), data.least(), data.most())
                    .at(0));
        int steps = (data.images() + now.batch() - 1) / now.batch();
        if (steps < LEAST_STEPS && now.batch() >= LARGE)
            found.add(Diagnosis.of(Level.NOTE, "batch.large", data.images(), now.batch(), steps)
                    .at(0));
    }

    private static String share(double value) {
        return String.format(Locale.ENGLISH, "%.2f", value);
    }
}
