package org.latentfx.view.window;

import javafx.beans.value.ObservableDoubleValue;
import javafx.scene.control.Label;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Tips;

/**
 * How long training goes on until it stops by itself, in words no more exact than can be known; empty while that is not
 * known, and left out rather than cut where there is no room. It asks for no room, so that nothing moves when it comes:
 * it stands in what is left over. FX thread only.
 */
final class TimeLeft extends Label {
    private static final double MINUTE = 60;
    private static final double HOUR = 60 * MINUTE;
    private static final double DAY = 24 * HOUR;

    /** @param seconds NaN while not known */
    TimeLeft(ObservableDoubleValue seconds) {
        setId("time-left");
        setMinWidth(0);
        setMaxWidth(Double.MAX_VALUE);
        Tips.say(this, Texts.of("transport.left.help"));
        seconds.subscribe(now -> setText(words(now.doubleValue())));
        widthProperty().subscribe(this::fit);
        textProperty().subscribe(this::fit);
    }

    private void fit() {
        setOpacity(getWidth() + 1 < super.computePrefWidth(-1) ? 0 : 1);
    }

    @Override
    protected double computePrefWidth(double height) {
        return 0;
    }

    static String words(double seconds) {
        if (Double.isNaN(seconds)) return "";
        if (seconds < 10) return Texts.of("transport.left.soon");
        if (seconds < 55) return about("seconds", seconds / 10, 10);
        if (seconds < HOUR - MINUTE / 2) return about("minutes", seconds / MINUTE, 1);
        if (seconds < 2 * DAY) return about("hours", seconds / HOUR, 1);
        return about("days", seconds / DAY, 1);
    }

    private static String about(String unit, double count, int times) {
        return Texts.of("transport.left." + unit, Math.max(1, Math.round(count)) * times);
    }
}
