package org.latentfx.session.sweep;

import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.image.Evaluation;
import org.latentfx.data.DataSplit;
import org.latentfx.math.Kernel;
import org.latentfx.math.Workers;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.TrainableModel;
import org.latentfx.train.Event;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Loss;
import org.latentfx.train.RunState;
import org.latentfx.train.Settings;
import org.latentfx.train.Trainer;
import org.latentfx.train.sweep.Score;
import org.latentfx.train.sweep.Trial;

/**
 * One trial in training, on as many threads as it may have at each step: its results do not depend on them. Confined
 * to one thread.
 */
final class TrialRun implements AutoCloseable {
    /** Images that are measured at once. */
    private static final int BLOCK = 100;

    private final DataSplit data;
    private final Kernel kernel;
    private final IntSupplier share;
    private Workers workers;
    private Trainer trainer;

    /** @param from where it goes on; null to begin */
    TrialRun(DataSplit data, Hyperparameters settings, Kernel kernel, IntSupplier share, @Nullable RunState from) {
        this.data = data;
        this.kernel = kernel;
        this.share = share;
        workers = new Workers(share.getAsInt());
        trainer = new Trainer(data, settings, kernel, workers);
        if (from != null) trainer.restore(from);
    }

    Trainer trainer() {
        return trainer;
    }

    /** One step. Throws {@link org.latentfx.train.Divergence}. */
    void step() {
        int threads = share.getAsInt();
        if (threads != workers.threads()) moveTo(threads);
        trainer.step();
    }

    private void moveTo(int threads) {
        var state = trainer.state();
        workers.close();
        workers = new Workers(threads);
        trainer = new Trainer(data, state.hyperparameters(), kernel, workers);
        trainer.restore(state);
    }

    /** Whether its loss was no number once. */
    boolean diverged() {
        return trainer.history().events().stream().anyMatch(Event.RolledBack.class::isInstance);
    }

    /** What came of it so far; without figures if it diverged. @param score what is to be known of it */
    Trial trial(int number, Trial.State state, double seconds, Score score) {
        var settings = trainer.hyperparameters();
        long step = trainer.stepsDone();
        int epoch = trainer.epochsDone();
        if (state == Trial.State.DIVERGED) {
            var none = Loss.unknown(settings.model().losses());
            return new Trial(number, settings, state, step, epoch, none, Double.NaN, 0, seconds);
        }
        var loss = score.samples() > settings.model(data.test().format()).samples()
                ? measured(Settings.IMPORTANCE_SAMPLES.with(settings, score.samples()))
                : trainer.measureAll().loss();
        var model = new FrozenModel(trainer.weights(), kernel);
        var found = Evaluation.of(model, data.test(), workers, 1, settings.binarise(), settings.seed());
        return new Trial(number, settings, state, step, epoch, loss, found.mse(), found.activeUnits(), seconds);
    }

    /** What a model of {@code settings} with the weights there are makes of all held-out images. */
    private Loss measured(Hyperparameters settings) {
        var images = data.test();
        var model = TrainableModel.of(settings.model(images.format()), BLOCK, kernel, workers);
        float[] weights = trainer.weights().values();
        model.restore(weights, new float[weights.length], new float[weights.length]);
        double[] sums = new double[settings.model().losses().size()];
        for (int from = 0; from < images.size(); from += BLOCK) {
            int rows = Math.min(BLOCK, images.size() - from);
            model.evaluate(images, from, rows, settings.seed(), settings.binarise());
            for (int i = 0; i < sums.length; i++) sums[i] += rows * model.losses()[i];
        }
        return Loss.of(settings.model().losses(), sums).over(images.size());
    }

    @Override
    public void close() {
        workers.close();
    }
}
