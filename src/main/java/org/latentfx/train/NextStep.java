package org.latentfx.train;

import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.data.Shuffle;
import org.latentfx.math.RandomStream;
import org.latentfx.model.StepSettings;
import org.latentfx.model.TrainableModel;

/**
 * The step that a run will take next, as a value: for whoever looks at that step on a copy of the model. Taken by
 * {@link #take} it is, bit for bit, the one that {@link Trainer#step} takes. Immutable by convention; any thread.
 *
 * @param order the images of the running epoch in the order in which they are learnt from
 * @param from where in it the step begins
 * @param batch how many images it takes
 * @param settings with what it is taken
 */
public record NextStep(int[] order, int from, int batch, StepSettings settings) {
    /** That of the run that {@code state} is a moment of, which learns from {@code data}. */
    public static NextStep of(RunState state, DataSplit data) {
        Hyperparameters now = state.hyperparameters();
        RunState.Position at = state.position();
        int[] order = new int[data.train().size()];
        Shuffle.epoch(RandomStream.SHUFFLE.key(now.seed()), at.epoch(), order);
        double epochs = at.epoch() + (double) at.inEpoch() / order.length;
        return new NextStep(
                order,
                at.inEpoch(),
                Math.min(now.batch(), order.length - at.inEpoch()),
                now.step(epochs, at.drawn(), at.adamSteps() + 1));
    }

    /** Takes the step on {@code copy}, which has the run's weights and moments, with images of its training set. */
    public void take(TrainableModel copy, ImageSet train) {
        copy.step(train, order, from, batch, settings);
    }
}
