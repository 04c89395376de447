package org.latentfx.session.compare;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.train.Loss;
import org.latentfx.train.Measurement;
import org.latentfx.train.health.Health;

/**
 * What the last look at held-out images before the moment found, averaged over images. Immutable; any thread.
 *
 * @param step after which it was measured
 * @param loss each figure in its own unit
 * @param images of how many images it is the mean; 0 where that is not known
 * @param used how many latents have a KL above {@link Health#COLLAPSED_NATS}; −1 where that is not known, or they have
 *     no KL
 */
public record RunFigures(long step, Loss loss, int images, int used) {
    /** Of {@code run}; null while it was never measured. */
    public static @Nullable RunFigures of(ComparedRun run) {
        var series = run.then().heldOut();
        Measurement latest = run.then().latest();
        if (series.size() == 0) return null;
        int last = series.size() - 1;
        boolean known = latest != null && latest.step() == series.step(last);
        int images = known ? Objects.requireNonNull(latest).images() : 0;
        boolean latents = known && Objects.requireNonNull(latest).klPerLatent().length > 0;
        int used = latents ? used(Objects.requireNonNull(latest).klPerLatent()) : -1;
        double[] losses = series.terms().stream()
                .mapToDouble(term -> series.value(term, last))
                .toArray();
        return new RunFigures(series.step(last), Loss.of(series.terms(), losses), images, used);
    }

    private static int used(double[] klPerLatent) {
        return (int) Arrays.stream(klPerLatent)
                .filter(kl -> kl > Health.COLLAPSED_NATS)
                .count();
    }

    /** −ELBO with β = 1; NaN where the model has no such bound. */
    public double total() {
        return loss.terms().contains(LossTerm.KL) ? loss.total() : Double.NaN;
    }
}
