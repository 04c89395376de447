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
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.latentfx.analysis.image.Evaluation;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.evaluation.HeldOutFigures;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.Missing;
import org.latentfx.view.kit.SceneWording;
import org.latentfx.view.kit.Tips;

/**
 * The figures that the command line's {@code evaluate} prints, of the model shown: each with its unit and a sentence
 * saying what it means, measured when asked for. FX thread only.
 */
public final class EvaluationView extends ScrolledPage {
    private final HeldOutFigures source;
    private final Button measure = new Button();
    private final Label state = new Label();
    private final FlowPane figures = new FlowPane();
    private final FlowPane classes = new FlowPane();
    private final Label perClass = quiet("evaluation.classes", "evaluation.classes.tip");

    public EvaluationView(HeldOutFigures source) {
        this.source = source;
        figures.getStyleClass().add("figure-cells");
        classes.getStyleClass().add("figure-cells");
        state.getStyleClass().add("quiet");
        state.setWrapText(true);
        state.setMinHeight(USE_PREF_SIZE);
        var model = source.modelProperty();
        var measured = column(controls(), state, figures);
        var likelihood = new Missing(new LikelihoodView(source.likelihood(), model), Capability.SCORES_IMAGES, model);
        var exact = new ExactView(source.exact());
        model.subscribe(now -> {
            exact.setVisible(now != null && now.can(Capability.AUTOREGRESSIVE));
            exact.setManaged(exact.isVisible());
        });
        var reconstructing = new Missing(measured, Capability.RECONSTRUCTS, model);
        var column = column(exact, reconstructing, likelihood, perClass, classes);
        content(column);
        source.figuresProperty().subscribe(this::show);
        show();
    }

    private static VBox column(Node... nodes) {
        var column = new VBox(nodes);
        column.getStyleClass().add("tool-column");
        return column;
    }

    private Node controls() {
        measure.setId("evaluation-measure");
        measure.getStyleClass().add("chip");
        measure.setMinWidth(USE_PREF_SIZE);
        Tips.say(measure, Texts.of("evaluation.measure.tip"));
        measure.setOnAction(event -> source.measure());
        var progress = new ProgressBar();
        progress.progressProperty().bind(source.progressProperty());
        HBox.setHgrow(progress, Priority.ALWAYS);
        progress.setMaxWidth(160);
        var cancel = new Button(Texts.of("evaluation.cancel"));
        cancel.setId("evaluation-cancel");
        cancel.getStyleClass().add("chip");
        cancel.setMinWidth(USE_PREF_SIZE);
        Tips.say(cancel, Texts.of("evaluation.cancel.tip"));
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

    // ---- what is shown ----

    private void show() {
        HeldOutFigures.Figures found = source.figuresProperty().get();
        measure.setText(Texts.of(found == null ? "evaluation.measure" : "evaluation.again"));
        perClass.setVisible(found != null);
        perClass.setManaged(found != null);
        if (found == null) {
            state.setText(SceneWording.text(this, "evaluation.cost"));
            figures.getChildren().clear();
            classes.getChildren().clear();
            return;
        }
        Evaluation of = found.evaluation();
        boolean variational = of.variational();
        state.setText(SceneWording.text(
                this,
                variational ? "evaluation.state" : "evaluation.state.point",
                found.step(),
                of.images(),
                Figures.fixed(found.seconds(), 1)));
        perClass.setText(SceneWording.text(this, variational ? "evaluation.classes" : "evaluation.classes.point"));
        figures.getChildren().setAll(figures(found));
        var cells = new ArrayList<Node>();
        for (var one : of.classes()) {
            String total = Figures.loss(one.total());
            String tip = Texts.of(
                    variational ? "evaluation.class.tip" : "evaluation.class.tip.point",
                    one.name(),
                    one.images(),
                    total,
                    Figures.loss(one.reconstruction()),
                    Figures.loss(one.kl()));
            cells.add(cell(variational ? "elbo" : "reconstruction", one.name(), total, "", tip));
        }
        classes.getChildren().setAll(cells);
    }

    private static List<Node> figures(HeldOutFigures.Figures found) {
        Evaluation of = found.evaluation();
        var cells = new ArrayList<Node>();
        if (of.variational()) cells.add(figure("loss", Figures.loss(of.total())));
        cells.add(figure("reconstruction", Figures.loss(of.reconstruction())));
        if (of.variational()) cells.add(figure("kl", Figures.loss(of.kl())));
        cells.add(figure("mse", Figures.fixed(of.mse(), 5)));
        cells.add(figure("active", Texts.of("evaluation.active.of", of.activeUnits(), found.latents())));
        cells.add(figure("accuracy", Texts.of("evaluation.percent", Figures.fixed(100 * found.accuracy(), 1))));
        return cells;
    }

    private static Node figure(String key, String value) {
        String name = "evaluation." + key;
        String term = key.equals("loss") ? "elbo" : key;
        return cell(term, Texts.of(name), value, Texts.of(name + ".unit"), Texts.of(name + ".tip"));
    }

    /** A name over a figure over its unit. @param term of the glossary */
    static Node cell(String term, String name, String value, String unit, String tip) {
        var title = new Label(name);
        title.getStyleClass().add("quiet");
        Tips.term(title, term);
        var figure = new Label(value);
        figure.getStyleClass().add("figure-value");
        var cell = new VBox(title, figure);
        if (!unit.isEmpty()) {
            var below = new Label();
            SceneWording.say(below, unit);
            below.getStyleClass().add("quiet");
            cell.getChildren().add(below);
        }
        cell.getChildren().forEach(label -> ((Label) label).setMinWidth(USE_PREF_SIZE));
        cell.getStyleClass().add("figure-cell");
        cell.setAccessibleText(name + ": " + value + " " + unit);
        Tips.say(title, tip);
        Tips.say(cell, tip);
        Tips.about(cell, term);
        return cell;
    }

    private static Label quiet(String key, String tip) {
        var label = new Label(Texts.of(key));
        label.getStyleClass().add("quiet");
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        Tips.say(label, Texts.of(tip));
        return label;
    }
}
