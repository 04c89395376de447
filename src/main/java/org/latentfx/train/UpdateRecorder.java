package org.latentfx.train;

import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the {@link TrainingUpdate}s of one trainer: knows how fast training goes and when the next update is due. Used
 * by the trainer's thread only.
 */
public final class UpdateRecorder {
    private static final double SMOOTHING_NANOS = 5e8;

    private final Trainer trainer;
    private final Cadence cadence;
    private final LongSupplier nanoTime;

    private long lastTime;
    private long lastDrawn;
    private double imagesPerSecond;

    /** The first steps of all also make what later ones find ready: their speed foretells nothing. */
    private boolean warm;

    private double[] klPerLatent = {};

    /** @param cadence when an update is due */
    public UpdateRecorder(Trainer trainer, Cadence cadence, LongSupplier nanoTime) {
        this.trainer = trainer;
        this.cadence = cadence;
        this.nanoTime = nanoTime;
        resumed();
    }

    /** To be called when training goes on after a pause, which then does not count as slowness, or from elsewhere. */
    public void resumed() {
        lastTime = nanoTime.getAsLong();
        lastDrawn = trainer.imagesDrawn();
    }

    /** How the run stands, if an update is due. Ask after each step. */
    public @Nullable TrainingUpdate due() {
        return cadence.due() ? now() : null;
    }

    /** How the run stands, due or not: when training pauses or ends. */
    public TrainingUpdate now() {
        measureSpeed();
        return new TrainingUpdate(
                trainer.stepsDone(),
                trainer.epochsDone(),
                trainer.epochsDone() + trainer.epochProgress(),
                trainer.history(),
                trainer.imagesLeft(),
                imagesPerSecond,
                trainer.weights(),
                klPerLatent());
    }

    /** The same array until it is measured anew, so that nobody takes the same figures for new ones. */
    private double[] klPerLatent() {
        double[] now = trainer.klPerLatent();
        if (!Arrays.equals(now, klPerLatent)) klPerLatent = now;
        return klPerLatent;
    }

    private void measureSpeed() {
        long now = nanoTime.getAsLong();
        double elapsed = now - lastTime;
        long images = trainer.imagesDrawn() - lastDrawn;
        if (elapsed <= 0 || images == 0) return;
        if (!warm) {
            warm = true;
            resumed();
            return;
        }
        double latest = images * 1e9 / elapsed;
        double weight = imagesPerSecond == 0 ? 1 : 1 - Math.exp(-elapsed / SMOOTHING_NANOS);
        imagesPerSecond += weight * (latest - imagesPerSecond);
        resumed();
    }
}
