package org.latentfx.view.evaluation;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.latentfx.analysis.quality.SampleQuality;
import org.latentfx.session.quality.Judges;
import org.latentfx.session.quality.QualityFigures;
import org.latentfx.session.quality.SampledClasses;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.SceneWording;
import org.latentfx.view.kit.Tips;

/**
 * How good the samples are: figures that are measured when asked for, the classes that samples fall into, followed
 * while the model learns, and samples beside the training images nearest to them. FX thread only.
 */
public final class QualityView extends ScrolledPage {
    private static final double FIGURES_WIDTH = 320;
    private static final double BARS_WIDTH = 280;
    private static final double BARS_HEIGHT = 92;

    private final QualityFigures source;
    private final Button measure = button("measure");
    private final Button learn = button("learn");
    private final Label state = quiet();
    private final FlowPane figures = new FlowPane();
    private final Label classesTitle = quiet();
    private final ClassBars bars;
    private final FlowPane pairs = new FlowPane();
    private final VBox copies;

    public QualityView(QualityFigures source) {
        this.source = source;
        getStyleClass().add("quality-view");
        Tips.about(this, "frechet");
        figures.getStyleClass().add("figure-cells");
        bars = new ClassBars(source.classes()::watch);
        pairs.getStyleClass().add("pair-cells");
        var pairsTitle = quiet();
        pairsTitle.setText(SceneWording.text(this, "quality.pairs"));
        Tips.say(pairsTitle, Texts.of("quality.pairs.tip"));
        Tips.term(pairsTitle, "nearest-image");
        copies = new VBox(pairsTitle, pairs);
        figures.setPrefWrapLength(FIGURES_WIDTH);
        var board = new FlowPane(figures, histogram());
        board.getStyleClass().add("quality-board");
        var column = new VBox(controls(), board, state, copies);
        column.getStyleClass().add("tool-column");
        content(column);
        source.foundProperty().subscribe(this::show);
        source.judges().judgeProperty().subscribe(this::show);
        source.judges().missingProperty().subscribe(this::show);
        source.classes().histogramProperty().subscribe(this::showClasses);
        show();
    }

    private Node controls() {
        measure.setOnAction(event -> source.measure());
        learn.setOnAction(event -> source.judges().train());
        var measuring = running(source.progressProperty());
        var learning = running(source.judges().progressProperty());
        var row = new FlowPane(measure, learn);
        row.getStyleClass().add("tool-flow");
        offer(row, source.progressProperty(), source::cancel);
        offer(row, source.judges().progressProperty(), source.judges()::cancel);
        var missing = source.judges().missingProperty().isNotEmpty();
        measure.disableProperty().bind(measuring.or(missing));
        learn.disableProperty().bind(measuring.or(learning));
        learn.visibleProperty().bind(source.judges().judgeProperty().isNull().and(missing.not()));
        learn.managedProperty().bind(learn.visibleProperty());
        return row;
    }

    /** How far it is and a way to stop it, while it lasts. */
    private static void offer(Pane row, ReadOnlyDoubleProperty progress, Runnable stop) {
        var bar = new ProgressBar();
        bar.progressProperty().bind(progress);
        bar.setPrefWidth(110);
        var cancel = button("cancel");
        cancel.setOnAction(event -> stop.run());
        for (Region node : List.of(bar, cancel)) {
            node.visibleProperty().bind(running(progress));
            node.managedProperty().bind(node.visibleProperty());
        }
        row.getChildren().addAll(bar, cancel);
    }

    private static BooleanBinding running(ReadOnlyDoubleProperty progress) {
        return Bindings.createBooleanBinding(() -> !Double.isNaN(progress.get()), progress);
    }

    private Node histogram() {
        Tips.term(classesTitle, "class-histogram");
        var place = new Pane(bars);
        place.setMinSize(BARS_WIDTH, BARS_HEIGHT);
        place.setPrefSize(BARS_WIDTH, BARS_HEIGHT);
        place.layoutBoundsProperty().subscribe(now -> bars.resize(now.getWidth(), now.getHeight()));
        classesTitle.setPrefWidth(BARS_WIDTH);
        var box = new VBox(classesTitle, place);
        box.visibleProperty().bind(source.judges().judgeProperty().isNotNull());
        box.managedProperty().bind(box.visibleProperty());
        return box;
    }

    private static Button button(String key) {
        var button = new Button(Texts.of("quality." + key));
        button.setId("quality-" + key);
        button.getStyleClass().add("chip");
        button.setMinWidth(USE_PREF_SIZE);
        Tips.say(button, Texts.of("quality." + key + ".tip"));
        return button;
    }

    private static Label quiet() {
        var label = new Label();
        label.getStyleClass().add("quiet");
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }

    // ---- what is shown ----

    private void show() {
        QualityFigures.Found found = source.foundProperty().get();
        measure.setText(Texts.of(found == null ? "quality.measure" : "quality.again"));
        String missing = source.judges().missingProperty().get();
        copies.setVisible(found != null);
        copies.setManaged(found != null);
        showClasses();
        if (found == null) {
            state.setText(missing.isEmpty() ? Texts.of("quality.cost") : missing);
            figures.getChildren().clear();
            figures.setManaged(false);
            pairs.getChildren().clear();
            return;
        }
        SampleQuality of = found.value();
        state.setText(SceneWording.text(
                this,
                "quality.state",
                found.step(),
                SampleQuality.SETS,
                of.samples(),
                Figures.fixed(100 * of.accuracy(), 1),
                Figures.fixed(found.seconds(), found.seconds() < 10 ? 1 : 0)));
        figures.getChildren().setAll(cells(of));
        figures.setManaged(true);
        var format = found.data().train().format();
        pairs.getChildren()
                .setAll(of.pairs().stream()
                        .map(pair -> new PairTile(pair, format))
                        .toList());
    }

    private void showClasses() {
        Judges.Judge judge = source.judges().judgeProperty().get();
        if (judge == null) return;
        var histogram = source.classes().histogramProperty().get();
        Tips.say(classesTitle, Texts.of("quality.classes.tip", Figures.fixed(100 * judge.accuracy(), 1)));
        classesTitle.setText(
                histogram == null
                        ? Texts.of("quality.classes.wait")
                        : SceneWording.text(
                                this,
                                "quality.classes",
                                SampledClasses.SAMPLES,
                                Figures.fixed(100 * histogram.certainty(), 0)));
        bars.show(histogram, judge.shares(), judge.data().train().classNames());
    }

    private static List<Node> cells(SampleQuality of) {
        return List.of(
                cell(
                        "frechet",
                        Figures.loss(of.frechet()) + error(of.frechetError(), 2),
                        Figures.loss(of.floor()),
                        Figures.loss(of.ceiling())),
                cell(
                        "precision",
                        share(of.within().precision(), of.withinError().precision())),
                cell("recall", share(of.within().recall(), of.withinError().recall())),
                cell("certainty", percent(of.classes().certainty())),
                cell("nearest-image", Figures.fixed(of.toTraining(), 3), Figures.fixed(of.heldOutToTraining(), 3)));
    }

    private static String error(double deviation, int decimals) {
        return Texts.of("likelihood.error", Figures.fixed(deviation, decimals));
    }

    private static String share(double mean, double deviation) {
        return Texts.of("evaluation.percent", Figures.fixed(100 * mean, 1) + error(100 * deviation, 1));
    }

    private static String percent(double share) {
        return Texts.of("evaluation.percent", Figures.fixed(100 * share, 1));
    }

    private static Node cell(String key, String value, Object... beside) {
        String name = "quality." + key;
        return EvaluationView.cell(
                key.equals("certainty") ? "class-histogram" : key,
                Texts.of(name),
                value,
                Texts.of(name + ".unit", beside),
                Texts.of(name + ".tip"));
    }
}
