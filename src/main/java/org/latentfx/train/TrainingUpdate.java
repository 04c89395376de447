package org.latentfx.train;

import java.util.ArrayList;
import java.util.List;
import org.latentfx.model.Weights;

/**
 * What happened in a run since the last update: what leaves the training thread for the window. Losses are complete,
 * pictures are the newest. Immutable by convention: nobody writes to its arrays. Any thread may read it.
 *
 * @param replaces whether the points and events are the run's whole history rather than an addition to it
 * @param epoch epochs finished
 * @param epochProgress how much of the running epoch is done, 0 to 1
 * @param learningRate rate of the next step, the schedule applied
 * @param train training loss at each new step
 * @param heldOut held-out loss where it was measured anew
 * @param imagesPerSecond images learnt from in a second of training, smoothed over about half a second
 * @param weights the frozen model
 * @param klPerLatent nats per image, averaged over held-out images (over the last batch before they were measured)
 */
public record TrainingUpdate(
        boolean replaces,
        long step,
        int epoch,
        double epochProgress,
        double learningRate,
        History.Points train,
        History.Points heldOut,
        List<History.Event> events,
        double imagesPerSecond,
        Weights weights,
        double[] klPerLatent) {

    /** Both updates as one: losses and events of both, the rest of the newer. */
    public static TrainingUpdate merge(TrainingUpdate older, TrainingUpdate newer) {
        if (newer.replaces) return newer;
        var events = new ArrayList<>(older.events);
        events.addAll(newer.events);
        return new TrainingUpdate(
                older.replaces,
                newer.step,
                newer.epoch,
                newer.epochProgress,
                newer.learningRate,
                older.train.plus(newer.train),
                older.heldOut.plus(newer.heldOut),
                List.copyOf(events),
                newer.imagesPerSecond,
                newer.weights,
                newer.klPerLatent);
    }

    /** {@code history} with this update's points and events: changed in place, or a new one if this update replaces it. */
    public History addTo(History history) {
        var result = replaces ? new History() : history;
        result.train.addAll(train);
        result.heldOut.addAll(heldOut);
        result.events.addAll(events);
        return result;
    }
}
