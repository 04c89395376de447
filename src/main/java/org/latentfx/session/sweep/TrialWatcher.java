package org.latentfx.session.sweep;

import org.latentfx.train.Trainer;
import org.latentfx.train.sweep.Trial;

/** Hears how a sweep goes on. Called on the threads that train, several at once, so that each call must be short. */
public interface TrialWatcher {
    /**
     * Trial {@code number} is being trained and has just taken a step.
     *
     * @param trainer for this call alone
     * @param last whether it is not trained further for now
     */
    default void stepped(int number, Trainer trainer, boolean last) {}

    /** A trial is done, and so is all that is kept of it. */
    void ended(Trial trial);
}
