package org.latentfx.train.health;

import java.util.List;
import java.util.Locale;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Loss;
import org.latentfx.train.Measurement;
import org.latentfx.train.health.Diagnosis.Level;

/**
 * Judges a GAN by what its players think of held-out images and of pictures: the discriminator must not win
 * altogether, and pictures must differ from each other about as much as images do. Pure; any thread.
 */
final class Players {
    /** A discriminator as sure as this tells everything apart, and the generator learns nothing from it. */
    private static final double SURE = 0.95;

    /** Pictures whose pixels vary by less than this share of the images' are few modes of many. */
    private static final double FEW_MODES = 0.5;

    private Players() {}

    static void judge(Hyperparameters now, Measurement latest, List<Diagnosis> found) {
        Loss loss = latest.loss();
        double real = loss.of(LossTerm.D_REAL);
        double fake = loss.of(LossTerm.D_FAKE);
        String rates = now.discriminatorRate() + " / " + now.learningRate();
        if (real > SURE && fake < 1 - SURE)
            found.add(Diagnosis.of(Level.BAD, "gan.starving", two(real), two(fake), rates));
        else if (real - fake < 0) found.add(Diagnosis.of(Level.NOTE, "gan.blind", two(real), two(fake)));
        else found.add(Diagnosis.of(Level.GOOD, "gan.even", two(real), two(fake)));
        double share = latest.outputVariance() / latest.baseline().variance();
        if (share < FEW_MODES)
            found.add(Diagnosis.of(Level.BAD, "gan.modes", String.format(Locale.ENGLISH, "%.0f", 100 * share)));
    }

    private static String two(double opinion) {
        return String.format(Locale.ENGLISH, "%.2f", opinion);
    }
}
