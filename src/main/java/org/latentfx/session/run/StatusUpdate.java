package org.latentfx.session.run;

import org.jspecify.annotations.Nullable;
import org.latentfx.model.FrozenModel;
import org.latentfx.session.run.Run.Status;
import org.latentfx.train.TrainingUpdate;

/**
 * What a training thread tells its run: everything about it that the window shows. Immutable.
 *
 * @param update how the run stands; null if it failed before it had a model
 * @param model the weights of the update, packed for decoding so that the FX thread need not; null if it is
 * @param fault why training stopped by itself, in a sentence; null if it did not, or was told before
 */
record StatusUpdate(
        @Nullable TrainingUpdate update,
        @Nullable FrozenModel model,
        Status status,
        @Nullable String fault) {
    /** The newer one, with what only the older one tells. */
    static StatusUpdate merge(StatusUpdate older, StatusUpdate newer) {
        boolean stillStopped = newer.status == Status.STOPPED && newer.fault == null;
        return new StatusUpdate(
                newer.update == null ? older.update : newer.update,
                newer.update == null ? older.model : newer.model,
                newer.status,
                stillStopped ? older.fault : newer.fault);
    }
}
