package org.latentfx.view.compare;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.feather.Feather;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.IconButtons;
import org.latentfx.view.kit.Tips;

/**
 * Has the quality of all runs' samples measured, and measured again; while that lasts it says how far it is and stops
 * it. FX thread only.
 */
final class QualityControl extends HBox {
    private final Button measure = new Button(Texts.of("compare.quality.measure"));
    private final Button again;
    private final ProgressBar bar = new ProgressBar(0);
    private final Button cancel;

    QualityControl(Runnable start, Runnable stop) {
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("compare-quality");
        measure.setId("compare-measure-quality");
        measure.getStyleClass().add("chip");
        measure.setMinWidth(USE_PREF_SIZE);
        Tips.say(measure, Texts.of("compare.quality.measure.tip"));
        measure.setOnAction(event -> start.run());
        again = IconButtons.button(Feather.REFRESH_CW, Texts.of("compare.quality.again"), start);
        again.setId("compare-measure-again");
        cancel = IconButtons.button(Feather.X, Texts.of("compare.quality.cancel"), stop);
        cancel.setId("compare-measure-cancel");
        for (Button button : new Button[] {again, cancel}) {
            button.getStyleClass().addAll("flat", "compare-small");
            button.setMinWidth(USE_PREF_SIZE);
        }
        bar.setMinWidth(0);
        bar.setMaxWidth(Double.MAX_VALUE);
        setHgrow(bar, Priority.ALWAYS);
        show(Double.NaN, false);
    }

    /**
     * @param progress 0..1; NaN while nothing is measured
     * @param known whether anything was measured
     */
    void show(double progress, boolean known) {
        boolean running = !Double.isNaN(progress);
        if (running) {
            bar.setProgress(progress);
            Tips.say(bar, Texts.of("compare.quality.running", Math.round(100 * progress)));
            if (!getChildren().contains(bar)) getChildren().setAll(bar, cancel);
        } else if (getChildren().isEmpty() || getChildren().get(0) != (known ? again : measure)) {
            getChildren().setAll(known ? again : measure);
        }
    }

    /** Whether it takes the place of its row's label. */
    boolean instead() {
        return getChildren().contains(bar) || getChildren().contains(measure);
    }
}
