package org.latentfx.view.window;

import java.util.List;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableDoubleValue;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Tips;

/**
 * How fast a run is trained, and how long that goes on until it stops by itself, in words no more exact than can be
 * known. Both ask for no room, so that nothing moves when they come: they stand in what is left over, and are left out
 * rather than cut. FX thread only.
 */
final class Pace extends Region {
    private static final double MINUTE = 60;
    private static final double HOUR = 60 * MINUTE;
    private static final double DAY = 24 * HOUR;
    private static final double GAP = 6;

    private final Label dot = new Label("·");
    private final Label speed;
    private final Label left = new Label();
    private final ObservableBooleanValue moving;

    /**
     * @param speed in words
     * @param moving whether there is any to be told
     * @param seconds left; NaN while not known
     */
    Pace(Label speed, ObservableBooleanValue moving, ObservableDoubleValue seconds) {
        this.speed = speed;
        this.moving = moving;
        left.setId("time-left");
        Tips.say(left, Texts.of("transport.left.help"));
        getChildren().addAll(dot, speed, left);
        String help = String.valueOf(Tips.of(speed));
        seconds.subscribe(now -> {
            left.setText(words(now.doubleValue()));
            Tips.say(speed, (help + "\n" + left.getText().replace("· ", "")).strip());
        });
        for (Label label : List.of(speed, left)) label.textProperty().subscribe(this::requestLayout);
        moving.subscribe(this::requestLayout);
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computePrefWidth(double height) {
        return 0;
    }

    @Override
    protected double computeMaxWidth(double height) {
        return Double.MAX_VALUE;
    }

    @Override
    protected void layoutChildren() {
        double x = 0;
        boolean told = moving.get() && width(dot) + GAP + width(speed) <= getWidth();
        for (Label label : List.of(dot, speed, left)) {
            double end = x + width(label);
            boolean shown = label == left ? end <= getWidth() : told;
            label.setVisible(shown);
            if (!shown) continue;
            double high = Math.ceil(label.prefHeight(-1));
            label.resizeRelocate(x, Math.rint((getHeight() - high) / 2), width(label), high);
            x = end + GAP;
        }
    }

    private static double width(Label label) {
        return Math.ceil(label.prefWidth(-1));
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
