package org.latentfx.app.reproduce;

import java.util.Objects;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.factor.FactorScore;
import org.latentfx.analysis.image.MarginalLikelihood;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.quality.SampleQuality;
import org.latentfx.app.cli.SampleFigures;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Factors;
import org.latentfx.math.Kernel;
import org.latentfx.math.Workers;
import org.latentfx.model.FrozenModel;
import org.latentfx.session.debug.FactorLook;
import org.latentfx.train.Trainer;

/** A run at its end, and the figures that are taken of it. */
record TrainedRun(Trainer trainer, Kernel kernel, Workers workers) {
    /** @param error of the value; NaN where it has none @param k importance samples an image; 0 for none */
    record Figure(double value, double error, int k) {}

    FrozenModel model() {
        return new FrozenModel(trainer.weights(), kernel);
    }

    /** MIG on the held-out images. */
    Figure gap() {
        var images = trainer.data().test();
        var factors = Objects.requireNonNull(Factors.of(images));
        var found = FactorScore.of(LatentPoints.of(model(), images, workers), factors, FactorLook.KEY, Progress.NONE);
        return new Figure(found.mig(), found.standardError(), 0);
    }

    /** −ELBO of the last epoch's images before each was learnt from, and its standard error over batches. */
    Figure lastEpoch() {
        var train = trainer.history().train();
        int batch = trainer.hyperparameters().batch();
        int steps = Math.min(train.size(), (trainer.data().train().size() + batch - 1) / batch);
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < steps; i++) {
            double off = train.total(train.size() - steps + i) - mean;
            mean += off / (i + 1);
            squares += off * (train.total(train.size() - steps + i) - mean);
        }
        double error = Math.sqrt(squares / Math.max(1, steps - 1) / steps);
        return new Figure(trainer.lastEpoch().total(), error, 0);
    }

    /** Fréchet distance of samples, by a classifier of the run's images and seed. */
    Figure distance() {
        DataSplit data = trainer.data();
        long seed = trainer.hyperparameters().seed();
        var classifier = SampleQuality.trained(data.train(), kernel, seed, Progress.NONE);
        var found = SampleQuality.of(model(), classifier, data, SampleFigures.USUAL, seed, Progress.NONE);
        return new Figure(found.frechet(), found.frechetError(), 0);
    }

    /** −log p(x) of the binarised held-out images by importance sampling. */
    Figure likelihood(int k) {
        long seed = trainer.hyperparameters().seed();
        var images = trainer.data().test();
        var found = MarginalLikelihood.of(model(), images, workers, k, true, seed, Progress.NONE);
        return new Figure(found.nll(), found.standardError(), k);
    }
}
