package org.latentfx.view.timeline;

import javafx.animation.AnimationTimer;
import javafx.beans.value.ObservableValue;
import javafx.beans.value.ObservableValueBase;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.latent.LatentPoints;

/**
 * The latent points of the moment shown, on their way there from those of the moment before while the past is played:
 * so that an eye can follow each. At all other times they are there at once. FX thread only.
 */
public final class Glide extends ObservableValueBase<@Nullable LatentPoints> {
    private static final double NANOS = 170e6;

    private final ObservableValue<Boolean> gliding;
    private final AnimationTimer timer = new AnimationTimer() {
        @Override
        public void handle(long now) {
            at(now);
        }
    };
    private @Nullable LatentPoints from;
    private @Nullable LatentPoints to;
    private @Nullable LatentPoints now;
    private long begin;

    /** @param gliding whether the past is being played */
    public Glide(ObservableValue<@Nullable LatentPoints> points, ObservableValue<Boolean> gliding) {
        this.gliding = gliding;
        points.subscribe(this::set);
    }

    @Override
    public @Nullable LatentPoints getValue() {
        return now;
    }

    private void set(@Nullable LatentPoints next) {
        to = next;
        if (gliding.getValue() && next != null && now != null && sameShape(next, now)) {
            from = now;
            begin = 0;
            timer.start();
        } else {
            timer.stop();
            tell(next);
        }
    }

    private static boolean sameShape(LatentPoints one, LatentPoints other) {
        return one.images() == other.images() && one.latents() == other.latents();
    }

    /** The frame of that moment. */
    void at(long nanos) {
        LatentPoints left = from;
        LatentPoints wanted = to;
        if (left == null || wanted == null) return;
        if (begin == 0) begin = nanos;
        double share = (nanos - begin) / NANOS;
        if (share >= 1) {
            timer.stop();
            tell(wanted);
        } else {
            tell(between(left, wanted, share * share * (3 - 2 * share)));
        }
    }

    private void tell(@Nullable LatentPoints next) {
        now = next;
        fireValueChangedEvent();
    }

    private static LatentPoints between(LatentPoints left, LatentPoints wanted, double share) {
        float[] mu = new float[wanted.mu().length];
        for (int i = 0; i < mu.length; i++) mu[i] = (float) (left.mu()[i] + share * (wanted.mu()[i] - left.mu()[i]));
        return new LatentPoints(wanted.images(), wanted.latents(), mu, wanted.logVar());
    }
}
