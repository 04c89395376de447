package org.latentfx.train.health;

import java.util.Arrays;
import org.latentfx.train.Loss;
import org.latentfx.train.Measurement;
import org.latentfx.train.Trainer;
import org.latentfx.train.signal.LayerSignals;
import org.latentfx.train.signal.Signals;

/**
 * How a run stands, in the figures that tell a cure from an illness. Immutable; any thread.
 *
 * @param step steps done
 * @param drawn images shown to it
 * @param images held-out images that it was measured on
 * @param heldOut nats per image, the mean over them
 * @param gain nats per image that reconstructions are better than the mean image
 * @param inUse latents whose KL is at least {@value Health#COLLAPSED_NATS} nats, averaged over the images
 * @param latents of all
 * @param dead the largest share of dead units of a layer, 0..1; 0 without ReLU
 * @param saturated the largest share of saturated outputs of a layer, 0..1; 0 without tanh
 * @param clamped share of log σ² beyond ±10, 0..1
 * @param priorKl nats a latent that all codes together are from the prior, at least
 * @param updateRatio ‖ΔW‖/‖W‖ of the next step, the middle one of the layers
 * @param rareClass −ELBO of the images of the class that is rare, nats per image; NaN where there is none
 * @param variety how much the pixels of the model's pictures vary, as a share of how much the images' do, 0..1
 */
public record CheckUp(
        long step,
        long drawn,
        int images,
        Loss heldOut,
        double gain,
        int inUse,
        int latents,
        double dead,
        double saturated,
        double clamped,
        double priorKl,
        double updateRatio,
        double rareClass,
        double variety) {
    /** @param rareClass −ELBO of the class that is measured by itself; NaN for none */
    static CheckUp of(Trainer trainer, Measurement measured, Signals signals, double rareClass) {
        double[] kl = measured.klPerLatent();
        return new CheckUp(
                trainer.stepsDone(),
                trainer.imagesDrawn(),
                measured.images(),
                measured.loss(),
                measured.gain(),
                (int) Arrays.stream(kl)
                        .filter(one -> one >= Health.COLLAPSED_NATS)
                        .count(),
                kl.length,
                largest(signals.layers().stream()
                        .mapToDouble(LayerSignals::deadShare)
                        .toArray()),
                largest(signals.layers().stream()
                        .mapToDouble(LayerSignals::saturatedShare)
                        .toArray()),
                measured.clampFraction(),
                signals.codes().meanPriorKl(),
                Rates.ratio(signals),
                rareClass,
                measured.outputVariance() / measured.baseline().variance());
    }

    private static double largest(double[] shares) {
        return Arrays.stream(shares).filter(Double::isFinite).max().orElse(0);
    }
}
