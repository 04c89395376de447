package org.latentfx.train.health;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.math.Workers;
import org.latentfx.train.Divergence;
import org.latentfx.train.Fork;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.RunState;
import org.latentfx.train.Settings;
import org.latentfx.train.Trainer;
import org.latentfx.train.signal.Signals;

/**
 * An illness caused, diagnosed and, if asked for, cured: the findings, and how the run stood before and after. The
 * cured run has seen as many images as the ill one. Immutable; any thread.
 *
 * @param found the findings about the ill run
 * @param cure what was tried; null if nothing was
 * @param after how the cured run stood; null without a cure
 */
public record Treatment(
        Illness illness,
        List<Diagnosis> found,
        CheckUp before,
        @Nullable Cure cure,
        @Nullable CheckUp after) {
    /** A cured run goes on for so many steps at least, also where the ill one was lost at once. */
    private static final int LEAST_STEPS = 100;

    public Treatment {
        found = List.copyOf(found);
    }

    /** The finding that the illness is called after; null if it was not found. */
    public @Nullable Diagnosis diagnosis() {
        return found.stream()
                .filter(one -> one.id().equals(illness.id()) || one.id().equals(illness.id() + ".after"))
                .findFirst()
                .orElse(null);
    }

    /**
     * Takes some seconds on the calling thread, which {@code workers} help.
     *
     * @param all a data set of MNIST's kind, of which a part is taken
     * @param cure whether the cure is tried, too
     */
    public static Treatment of(Illness illness, DataSplit all, boolean cure, Kernel kernel, Workers workers) {
        return new Doctor(illness, illness.data(all), kernel, workers).treat(cure);
    }

    /** What all that is done with one illness shares. */
    private record Doctor(Illness illness, DataSplit data, Kernel kernel, Workers workers) {
        Treatment treat(boolean cured) {
            var ill = new Trainer(data, illness.hyperparameters(), kernel, workers);
            long images = train(ill);
            var measured = ill.measureAll();
            var evidence = new Evidence(Signals.of(ill.state(), data, kernel), DataFigures.of(data));
            var found = Health.of(ill.hyperparameters(), ill.history().measuredAs(measured), evidence);
            var untreated = new Treatment(illness, found, checkUp(ill), null, null);
            var diagnosis = untreated.diagnosis();
            Cure cure = cured && diagnosis != null ? diagnosis.cure() : null;
            if (cure == null) return untreated;
            var after = cured(cure, ill.hyperparameters());
            long enough = Math.max(
                    images,
                    after.imagesDrawn()
                            + (long) LEAST_STEPS * illness.hyperparameters().batch());
            while (after.imagesDrawn() < enough) after.step();
            return new Treatment(illness, found, untreated.before, cure, checkUp(after));
        }

        /** Trains until the steps are done or the loss is lost; how many images were shown. */
        private long train(Trainer trainer) {
            long images = 0;
            try {
                while (trainer.stepsDone() < illness.steps()) {
                    change(trainer);
                    images = trainer.imagesDrawn() + trainer.hyperparameters().batch();
                    trainer.step();
                }
            } catch (Divergence lost) {
                return images; // the run stands at its last good weights, and its history says why
            }
            return trainer.imagesDrawn();
        }

        private void change(Trainer trainer) {
            var change = illness.change();
            if (change.step() > 0 && trainer.stepsDone() == change.step())
                trainer.change(Settings.fromTexts(trainer.hyperparameters(), change.settings()));
        }

        /** The run that is to be better, at its beginning. */
        private Trainer cured(Cure cure, Hyperparameters ill) {
            DataSplit better = cure.data().applied(data);
            var trainer = new Trainer(better, cure.applied(ill), kernel, workers);
            if (cure.step() > 0) trainer.restore(Fork.of(at(cure.step()), trainer.hyperparameters(), better));
            return trainer;
        }

        /** The ill run as it stood at {@code step}, before what was changed there. */
        private RunState at(long step) {
            var again = new Trainer(data, illness.hyperparameters(), kernel, workers);
            while (again.stepsDone() < step) {
                change(again);
                again.step();
            }
            return again.state();
        }

        private CheckUp checkUp(Trainer trainer) {
            var signals = Signals.of(trainer.state(), trainer.data(), kernel);
            return CheckUp.of(trainer, trainer.measureAll(), signals, ofRareClass(trainer));
        }

        private double ofRareClass(Trainer trainer) {
            if (illness.spoil() != Illness.Spoil.IMBALANCED) return Double.NaN;
            ImageSet test = trainer.data().test();
            int rare = Illness.lastClass(test);
            int[] own = IntStream.range(0, test.size())
                    .filter(i -> (test.labels()[i] & 0xff) == rare)
                    .toArray();
            var alone = new DataSplit(data.name(), trainer.data().train(), test.pick(own));
            var looking = new Trainer(alone, trainer.hyperparameters(), kernel, workers);
            looking.restore(trainer.state());
            return looking.measureAll().loss().total();
        }
    }
}
