package org.latentfx.train.timeline;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.latentfx.train.RunState;
import org.latentfx.train.Trainer;

/** Puts the moments of a run into its timeline as it goes. Used by the trainer's thread only. */
public final class Recorder {
    private final Timeline timeline;
    private final Trainer trainer;
    private final SnapshotCadence cadence;
    private final long bytes;

    /** Records the moment that the run begins with. {@code nanoTime} counts nanoseconds from anywhere. */
    public Recorder(Timeline timeline, Trainer trainer, LongSupplier nanoTime) {
        this.timeline = timeline;
        this.trainer = trainer;
        var data = trainer.data().train();
        bytes = RunState.bytes(trainer.hyperparameters().model(data.format()));
        cadence = new SnapshotCadence(trainer.stepsDone(), Trainer.KEEP_EVERY, bytes, timeline.most(), nanoTime);
        if (timeline.makeRoomFor(bytes, true)) timeline.record(PastMoment.of(trainer));
        cadence.begin();
    }

    /** To be called when training goes on after a pause. */
    public void resumed() {
        cadence.resumed();
    }

    /**
     * To be called after each step. A moment that memory has no room for is taken all the same where the trainer holds
     * its arrays anyway.
     */
    public void stepped() {
        if (!cadence.due(trainer.stepsDone())) return;
        boolean here = trainer.goodAt().step() == trainer.stepsDone();
        boolean known = here || timeline.knows(trainer.goodAt()); // else it has to be kept as well
        if (timeline.makeRoomFor(known ? bytes : 2 * bytes, here)) take(timeline::record);
    }

    /** To be called when the run was rolled back. */
    public void rolledBack() {
        if (timeline.makeRoomFor(bytes, true)) take(timeline::keep);
    }

    /** No past is worth the run: where there is no memory for a moment, it is left out and earlier ones make way. */
    private void take(Consumer<PastMoment> into) {
        cadence.take(trainer.stepsDone(), () -> {
            try {
                into.accept(PastMoment.of(trainer));
            } catch (OutOfMemoryError full) {
                timeline.spare();
            }
        });
    }

    /** The moment that the run ends with: it is kept in any case, as the trainer leaves more memory than it takes. */
    public RunState end() {
        PastMoment end = PastMoment.of(trainer);
        timeline.record(end);
        return end.state();
    }
}
