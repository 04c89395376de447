package org.latentfx.train.health;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.train.History;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Measurement;
import org.latentfx.train.Series;
import org.latentfx.train.health.Diagnosis.Level;

/**
 * Judges a GAN by what its players think of images and of pictures, and by how much pictures differ from each other:
 * the discriminator must not win altogether, and the generator must not repeat itself. Opinions are means over the last
 * {@value #STEPS} steps, since those of one step are noisy. Pure; any thread.
 */
final class Players {
    /** Steps whose opinions are averaged. */
    private static final int STEPS = 200;

    /** Before so many steps the pictures of a healthy GAN hardly differ either. */
    private static final int YOUNG = 800;

    /** A discriminator as sure as this tells everything apart, and the generator learns nothing from it. */
    private static final double SURE = 0.95;

    /**
     * Spectral normalisation keeps D from being so sure: there it is far ahead where its mean opinions differ by more
     * over half of the run, and pictures are still alike. Healthy runs stay below.
     */
    private static final double AHEAD = 0.3;

    /** Pictures whose pixels vary by less than this share of the images' are nearly all the same. */
    private static final double ALIKE = 0.15;

    /** Where the discriminator misses that pictures vary by less than this, or long after, they are few modes. */
    private static final double FEW_MODES = 0.35;

    /** Training images shown by then. */
    private static final int GROWN = 400_000;

    /** Opinions nearer than this over half of the run are the same. */
    private static final double SAME = 0.05;

    private Players() {}

    static void judge(
            Hyperparameters now,
            History history,
            Measurement latest,
            @Nullable SampledShares classes,
            List<Diagnosis> found) {
        Series train = history.train();
        double real = mean(train, latest, LossTerm.D_REAL, train.size() - STEPS);
        double fake = mean(train, latest, LossTerm.D_FAKE, train.size() - STEPS);
        double share = latest.outputVariance() / latest.baseline().variance();
        boolean old = latest.step() >= YOUNG;
        double gap = mean(train, latest, LossTerm.D_REAL, train.size() / 2)
                - mean(train, latest, LossTerm.D_FAKE, train.size() / 2);
        int count = found.size();
        boolean starving = real > SURE && fake < 1 - SURE || old && share < ALIKE && gap > AHEAD;
        if (starving)
            found.add(Diagnosis.of(
                            Level.BAD,
                            "gan.starving",
                            two(real),
                            two(fake),
                            percent(share),
                            two(mean(train, latest, LossTerm.GENERATOR, train.size() - STEPS)),
                            now.discriminatorRate() + " / " + now.learningRate())
                    .at(latest.step()));
        else if (real - fake < -SAME)
            found.add(
                    Diagnosis.of(Level.NOTE, "gan.blind", two(real), two(fake)).at(latest.step()));
        if (!starving && share < FEW_MODES && (old && gap < SAME || latest.drawn() >= GROWN))
            found.add(Diagnosis.of(Level.BAD, "gan.modes", percent(share), two(real), two(fake))
                    .at(latest.step()));
        if (old && classes != null && latest.step() - classes.step() <= STEPS) leftOut(classes, found);
        if (found.size() == count) found.add(Diagnosis.of(Level.GOOD, "gan.even", two(real), two(fake)));
    }

    /** Classes that samples leave out. */
    private static void leftOut(SampledShares classes, List<Diagnosis> found) {
        List<String> missing = classes.leftOut();
        if (missing.isEmpty()) return;
        int all = classes.names().size();
        Level level = 2 * missing.size() >= all ? Level.BAD : Level.NOTE;
        String names = String.join(", ", missing);
        found.add(Diagnosis.of(level, "gan.classes", names, missing.size(), all, classes.samples())
                .at(classes.step()));
    }

    /** Over the steps from point {@code first} on; of a model without curves what the last look says. */
    private static double mean(Series train, Measurement latest, LossTerm term, int first) {
        if (train.size() == 0) return latest.loss().of(term);
        int from = Math.max(0, first);
        double sum = 0;
        for (int i = from; i < train.size(); i++) sum += train.value(term, i);
        return sum / (train.size() - from);
    }

    private static String two(double opinion) {
        return String.format(Locale.ENGLISH, "%.2f", opinion);
    }

    private static String percent(double share) {
        return String.format(Locale.ENGLISH, "%.0f", 100 * share);
    }
}
