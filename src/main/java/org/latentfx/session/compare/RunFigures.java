package org.latentfx.session.compare;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.latentfx.train.Measurement;
import org.latentfx.train.health.Health;

/**
 * What the last look at held-out images before the moment found, nats per image: summed over pixels or latents,
 * averaged over images. Immutable; any thread.
 *
 * @param step after which it was measured
 * @param images of how many images it is the mean; 0 where that is not known
 * @param used how many latents have a KL above {@link Health#COLLAPSED_NATS}; −1 where that is not known
 */
public record RunFigures(long step, double reconstruction, double kl, int images, int used) {
    /** Of {@code run}; null while it was never measured. */
    public static @Nullable RunFigures of(ComparedRun run) {
        var series = run.then().heldOut();
        Measurement latest = run.then().latest();
        if (series.size() == 0) return null;
        int last = series.size() - 1;
        boolean known = latest != null && latest.step() == series.step(last);
        int images = known ? Objects.requireNonNull(latest).images() : 0;
        int used = known ? used(Objects.requireNonNull(latest).klPerLatent()) : -1;
        return new RunFigures(series.step(last), series.reconstruction(last), series.kl(last), images, used);
    }

    private static int used(double[] klPerLatent) {
        return (int) Arrays.stream(klPerLatent)
                .filter(kl -> kl > Health.COLLAPSED_NATS)
                .count();
    }

    /** −ELBO with β = 1. */
    public double total() {
        return reconstruction + kl;
    }
}
