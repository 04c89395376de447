package org.latentfx.view.curves;

import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongToDoubleFunction;
import javafx.animation.PauseTransition;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.latentfx.train.Event;

/**
 * The upright line at the moment of the past that is looked at, and the click that chooses one. A click waits for the
 * second one of a double-click, which means something else. FX thread only.
 */
final class MomentLine extends Region {
    private static final Duration DOUBLE_CLICK = Duration.millis(260);

    /** As near to an event as this, in pixels, it is what is meant. */
    private static final double NEAR = 4;

    private final PauseTransition waiting = new PauseTransition(DOUBLE_CLICK);
    private LongConsumer chosen = step -> {};
    private @Nullable Long step;

    MomentLine() {
        getStyleClass().add("moment-line");
        setManaged(false);
        setMouseTransparent(true);
        setVisible(false);
    }

    void setOnChosen(LongConsumer action) {
        chosen = action;
    }

    /** Which moment it stands at; null for none. */
    void show(@Nullable Long moment) {
        step = moment;
    }

    /** Puts it where its moment is, if that is between {@code left} and {@code right}. */
    void place(LongToDoubleFunction xOf, double left, double right, double top, double height) {
        double x = step == null ? Double.NaN : xOf.applyAsDouble(step);
        setVisible(x >= left - 1 && x <= right + 1);
        if (isVisible()) resizeRelocate(Math.round(x) - 1, top, 2, height);
    }

    /** A click at {@code x}: goes to the event there, or else to {@code at}, unless a second one follows at once. */
    void click(double x, long at, List<Event> events, LongToDoubleFunction xOf) {
        long step = events.stream()
                .mapToLong(Event::step)
                .filter(event -> Math.abs(xOf.applyAsDouble(event) - x) <= NEAR)
                .findFirst()
                .orElse(at);
        waiting.setOnFinished(event -> chosen.accept(step));
        waiting.playFromStart();
    }

    /** The second click has come. */
    void doubleClick() {
        waiting.stop();
    }
}
