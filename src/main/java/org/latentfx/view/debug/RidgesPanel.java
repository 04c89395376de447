package org.latentfx.view.debug;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.latentfx.session.signal.RunSignals;
import org.latentfx.text.Texts;
import org.latentfx.train.signal.Histogram;
import org.latentfx.train.signal.LayerSignals;
import org.latentfx.train.signal.SignalCourse;
import org.latentfx.train.signal.Signals;
import org.latentfx.view.debug.RidgePlot.Ridge;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.Tips;

/** How the weights or the outputs of one layer are distributed, over the moments of the run. FX thread only. */
final class RidgesPanel extends DebugPanel {
    /** Of what. */
    private enum Kind {
        WEIGHTS,
        OUTPUTS
    }

    private final RunSignals source;
    private final RidgePlot plot;
    private final ToggleGroup kinds = new ToggleGroup();
    private final ChoiceBox<String> layer = new ChoiceBox<>();

    RidgesPanel(RunSignals source, Moment moment) {
        super("debug.ridges");
        this.source = source;
        plot = new RidgePlot(moment.goTo());
        getChildren().addAll(controls(), state, place(plot));
        source.courseProperty().subscribe(this::show);
        kinds.selectedToggleProperty().addListener((property, before, now) -> {
            if (now == null) kinds.selectToggle(before);
            else show();
        });
        layer.valueProperty().addListener((property, before, now) -> {
            if (now != null) draw();
        });
        show();
    }

    private HBox controls() {
        var row = new HBox();
        row.getStyleClass().add("tool-row");
        row.setAlignment(Pos.CENTER_LEFT);
        for (Kind kind : Kind.values()) {
            String key = "debug.ridges." + kind.name().toLowerCase(Locale.ROOT);
            var chip = new ToggleButton(Texts.of(key));
            chip.setId("ridges-" + kind.name().toLowerCase(Locale.ROOT));
            chip.getStyleClass().addAll("flat", "chip");
            chip.setMinWidth(USE_PREF_SIZE);
            chip.setUserData(kind);
            chip.setToggleGroup(kinds);
            Tips.say(chip, Texts.of(key + ".tip"));
            row.getChildren().add(chip);
        }
        kinds.selectToggle(kinds.getToggles().get(0));
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        layer.setId("ridges-layer");
        layer.getStyleClass().add("chip");
        Tips.name(layer, Texts.of("debug.ridges.layer"));
        Tips.say(layer, Texts.of("debug.ridges.layer.tip"));
        row.getChildren().addAll(space, layer);
        return row;
    }

    private Kind kind() {
        return (Kind) kinds.getSelectedToggle().getUserData();
    }

    private @Nullable Histogram histogram(LayerSignals of) {
        if (kind() == Kind.WEIGHTS) return of.tensors().get(0).values();
        LayerSignals.Units units = of.units();
        return units == null ? null : units.outputs();
    }

    // ---- what is shown ----

    /** The layers that there are, of which the one chosen stays. */
    private void show() {
        Signals newest = source.courseProperty().get().at(Long.MAX_VALUE);
        List<String> names = newest == null
                ? List.of()
                : newest.layers().stream()
                        .filter(one -> histogram(one) != null)
                        .map(LayerSignals::name)
                        .toList();
        if (!layer.getItems().equals(names)) {
            String before = layer.getValue();
            layer.getItems().setAll(names);
            if (before != null && names.contains(before)) layer.setValue(before);
            else if (!names.isEmpty()) layer.setValue(names.get(0));
        }
        layer.setVisible(!names.isEmpty());
        draw();
    }

    private void draw() {
        SignalCourse course = source.courseProperty().get();
        String name = layer.getValue();
        var ridges = new ArrayList<Ridge>();
        for (Signals moment : course.moments()) {
            Histogram of = name == null
                    ? null
                    : moment.layer(name).map(this::histogram).orElse(null);
            if (of != null) ridges.add(new Ridge(moment.step(), of));
        }
        plot.show(List.copyOf(ridges));
        state.setText(words(course, ridges));
        if (ridges.isEmpty()) {
            header.detail("");
            return;
        }
        Histogram newest = ridges.get(ridges.size() - 1).of();
        String deviation = Figures.loss(newest.deviation());
        header.detail(
                Texts.of("debug.ridges.detail", ridges.size(), deviation),
                Texts.of("debug.ridges.tip"),
                Texts.of("debug.ridges.brief", ridges.size()));
    }

    private String words(SignalCourse course, List<Ridge> ridges) {
        if (course.moments().isEmpty()) return Texts.of("debug.layers.waiting");
        if (ridges.isEmpty()) return Texts.of("debug.ridges.none");
        return "";
    }
}
