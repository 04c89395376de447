package org.latentfx.session.compare;

import org.latentfx.train.Event;
import org.latentfx.train.History;
import org.latentfx.train.Settings;

/** How many passes over the training images a run had done after each of its steps. Pure; any thread. */
public final class EpochCourse {
    private EpochCourse() {}

    /**
     * Epochs after {@code step} steps, in fractions; the batch sizes are those of the time. Not a number while the size
     * of the training set is not known.
     */
    public static double at(ComparedRun run, long step) {
        return at(run.facts(), run.history(), step);
    }

    static double at(RunFacts facts, History history, long step) {
        int images = facts.trainingImages();
        if (images == 0) return Double.NaN;
        double epochs = 0;
        long from = 0;
        int batch = facts.hyperparameters().batch();
        for (Event event : history.events()) {
            if (!(event instanceof Event.SettingChanged<?> changed) || changed.setting() != Settings.BATCH) continue;
            long until = Math.min(step, event.step());
            if (until > from) epochs += (until - from) / stepsOf(images, (Integer) changed.before());
            from = Math.max(from, until);
            batch = (Integer) changed.after(); // the facts may be those of an earlier moment
        }
        return epochs + (step - from) / stepsOf(images, batch);
    }

    /** The last step at or before {@code epochs}, of those up to {@code most}. */
    static long step(RunFacts facts, History history, double epochs, long most) {
        long low = 0;
        long high = most;
        while (low < high) {
            long middle = (low + high + 1) >>> 1;
            if (at(facts, history, middle) <= epochs + 1e-9) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    /** Steps of an epoch; the last batch has what is left. */
    private static double stepsOf(int images, int batch) {
        return Math.ceil((double) images / batch);
    }
}
