package org.latentfx.view.debug;

import java.util.Locale;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import org.latentfx.analysis.layer.LayerActivity;
import org.latentfx.analysis.layer.LayerActivity.Layer;
import org.latentfx.session.debug.LiveFigure;
import org.latentfx.session.debug.LiveFigure.Measured;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.Tips;

/** Which units of each layer do nothing, and how wide the codes are. FX thread only. */
final class LayersPanel extends DebugPanel {
    private final LiveFigure<LayerActivity> source;
    private final GridPane table = new GridPane();
    private final Label sigma = new Label();

    /** Paints nothing: it knows whether the panel may be seen. */
    private final Region sight;

    LayersPanel(LiveFigure<LayerActivity> source) {
        super("debug.layers");
        this.source = source;
        sight = new PaintedRegion() {
            @Override
            protected void sightChanged() {
                source.watch(isSeen());
            }

            @Override
            protected void paint() {}
        };
        getStyleClass().remove("panel");
        table.getStyleClass().add("debug-table");
        sigma.getStyleClass().add("quiet");
        sigma.setWrapText(true);
        sigma.setMinHeight(USE_PREF_SIZE);
        Tips.say(sigma, Texts.of("debug.sigma.tip"));
        getChildren().addAll(state, table, sigma, sight);
        setMinHeight(USE_PREF_SIZE);
        sayProgress(source.progressProperty(), () -> source.measuredProperty().get() == null);
        source.measuredProperty().subscribe(this::show);
        show();
    }

    private void show() {
        Measured<LayerActivity> now = source.measuredProperty().get();
        table.getChildren().clear();
        sigma.setText("");
        if (now == null) {
            header.detail("");
            return;
        }
        LayerActivity of = now.value();
        header.detail(
                Texts.of("debug.layers.detail", of.images()),
                Texts.of("debug.layers.tip", of.images(), now.shown().step()));
        state.setText(of.layers().isEmpty() ? Texts.of("debug.layers.none") : "");
        for (int row = 0; row < of.layers().size(); row++) add(of.layers().get(row), row);
        sigma.setText(Texts.of(
                "debug.sigma",
                Figures.fixed(of.leastSigma(), 3),
                Figures.fixed(of.largestSigma(), 2),
                Figures.fixed(of.medianSigma(), 2),
                Figures.fixed(100 * of.clamped(), 2)));
    }

    private void add(Layer layer, int row) {
        cell(layer.name(), 0, row);
        boolean saturated = layer.saturated() > 0;
        String key = saturated ? "debug.layer.saturated" : "debug.layer.dead";
        double share = 100 * layer.idle();
        var idle = cell(Texts.of(key, Figures.fixed(share, share > 0 && share < 1 ? 1 : 0)), 1, row);
        String level = layer.level().name().toLowerCase(Locale.ROOT);
        var verdict = cell(Texts.of("debug.layer." + level), 2, row);
        verdict.getStyleClass().add("layer-" + level);
        String tip = Texts.of(key + ".tip", layer.dead(), layer.units());
        Tips.say(idle, tip);
        Tips.say(verdict, tip);
    }

    private Label cell(String text, int column, int row) {
        var label = new Label(text);
        label.setMinWidth(USE_PREF_SIZE);
        GridPane.setHalignment(label, column == 1 ? HPos.RIGHT : HPos.LEFT);
        table.add(label, column, row);
        return label;
    }
}
