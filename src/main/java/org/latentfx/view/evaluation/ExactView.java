package org.latentfx.view.evaluation;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.latentfx.session.evaluation.HeldOutExact;
import org.latentfx.session.evaluation.HeldOutExact.Found;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.Tips;

/**
 * −log p(x) of the held-out images by a model that knows it exactly: measured when asked for, with its error over
 * images, in bits a value too, and class by class. FX thread only.
 */
final class ExactView extends VBox {
    private final HeldOutExact source;
    private final FlowPane figures = new FlowPane();
    private final Label state = new Label();

    ExactView(HeldOutExact source) {
        this.source = source;
        getStyleClass().add("tool-column");
        figures.getStyleClass().add("figure-cells");
        state.getStyleClass().add("quiet");
        state.setWrapText(true);
        state.setMinHeight(USE_PREF_SIZE);
        getChildren().addAll(controls(), state, figures);
        source.foundProperty().subscribe(this::show);
    }

    private Node controls() {
        var measure = button("measure");
        measure.setOnAction(event -> source.measure());
        var progress = new ProgressBar();
        progress.progressProperty().bind(source.progressProperty());
        progress.setPrefWidth(110);
        var cancel = button("cancel");
        cancel.setOnAction(event -> source.cancel());
        var running = Bindings.createBooleanBinding(
                () -> !Double.isNaN(source.progressProperty().get()), source.progressProperty());
        for (Region node : List.of(progress, cancel)) {
            node.visibleProperty().bind(running);
            node.managedProperty().bind(running);
        }
        measure.disableProperty().bind(running);
        var row = new HBox(measure, progress, cancel);
        row.getStyleClass().add("tool-row");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static Button button(String key) {
        var button = new Button(Texts.of("exact." + key));
        button.setId("exact-" + key);
        button.getStyleClass().add("chip");
        button.setMinWidth(USE_PREF_SIZE);
        Tips.say(button, Texts.of("exact." + key + ".tip"));
        return button;
    }

    private void show(@Nullable Found found) {
        figures.getChildren().clear();
        if (found == null) {
            state.setText(Texts.of("exact.cost"));
            return;
        }
        String words = Texts.of("exact.state", found.step(), found.value().images());
        state.setText(found.crossEntropy() ? words + " " + Texts.of("exact.grey") : words);
        figures.getChildren().setAll(cells(found));
    }

    private static List<Node> cells(Found found) {
        var value = found.value();
        String error = Double.isNaN(value.standardError())
                ? ""
                : Texts.of("likelihood.error", Figures.fixed(value.standardError(), 2));
        var cells = new ArrayList<Node>();
        cells.add(EvaluationView.cell(
                "exact-nll",
                Texts.of("exact.nll"),
                Figures.loss(value.nll()) + error,
                Texts.of("exact.nll.unit"),
                Texts.of("exact.nll.tip", Figures.exact(value.nll()))));
        cells.add(EvaluationView.cell(
                "nats",
                Texts.of("exact.bits"),
                Figures.fixed(value.bitsPerDimension(), 4),
                Texts.of("exact.bits.unit"),
                Texts.of("exact.bits.tip", value.values())));
        for (var one : value.classes())
            cells.add(EvaluationView.cell(
                    "exact-nll",
                    one.name(),
                    Figures.loss(one.nll()),
                    "",
                    Texts.of("exact.class.tip", one.name(), one.images())));
        return cells;
    }
}
