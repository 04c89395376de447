package org.latentfx.view.window.place;

import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import org.latentfx.session.run.RunLine;
import org.latentfx.session.run.Runs;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Palette;
import org.latentfx.view.kit.Theme;
import org.latentfx.view.kit.Tips;

/** Colour and name of the run looked at, where the list of runs is out of sight; nothing where it is the only one. */
public final class RunTag extends Label {
    private static final double SWATCH = 10;

    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private final Rectangle swatch = new Rectangle(SWATCH, SWATCH);
    private final Runs runs;

    public RunTag(Runs runs) {
        this.runs = runs;
        setId("run-tag");
        getStyleClass().add("run-tag");
        setMinWidth(0);
        swatch.setArcWidth(4);
        swatch.setArcHeight(4);
        setGraphic(swatch);
        textProperty().bind(runs.shownProperty().flatMap(RunLine::nameProperty));
        Tips.say(this, Texts.of("panel.run.tip"));
        visibleProperty().bind(Bindings.size(runs.lines()).greaterThan(1));
        managedProperty().bind(visibleProperty());
        dark.subscribe(this::paint);
        runs.shownProperty().subscribe(this::paint);
    }

    private void paint() {
        int argb = Palette.of(dark.getValue()).colour(runs.shown().colour());
        swatch.setFill(Color.rgb(argb >> 16 & 0xff, argb >> 8 & 0xff, argb & 0xff));
    }
}
