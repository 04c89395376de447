package org.latentfx.view.debug;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.latentfx.session.signal.RunSignals;
import org.latentfx.text.Texts;
import org.latentfx.train.signal.CodeSignals;
import org.latentfx.train.signal.LayerSignals;
import org.latentfx.train.signal.Level;
import org.latentfx.train.signal.SignalCourse;
import org.latentfx.train.signal.Signals;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.Tips;

/**
 * Each layer in a line: how fast the next step moves its weights or how steep the loss is there, over the steps and
 * now, and how many of its units do nothing; below, how wide the codes are. FX thread only.
 */
final class LayersPanel extends DebugPanel {
    /** What the lines and the figure are of. */
    private enum Figure {
        RATIO(LayerSignals::updateRatio, "update-ratio"),
        GRADIENT(LayerSignals::gradientNorm, "gradient-norm");

        final ToDoubleFunction<LayerSignals> of;

        /** Its key in the glossary. */
        final String term;

        Figure(ToDoubleFunction<LayerSignals> of, String term) {
            this.of = of;
            this.term = term;
        }

        String key() {
            return "debug.layers." + name().toLowerCase(Locale.ROOT);
        }
    }

    private static final double LEAST_SPARK = 56;
    private static final double SPARK_HEIGHT = 17;

    private final RunSignals source;
    private final Moment moment;
    private final ToggleGroup figures = new ToggleGroup();
    private final GridPane table = new GridPane();
    private final List<Row> rows = new ArrayList<>();
    private final Label sigma = new Label();
    private final Button past = new Button();

    LayersPanel(RunSignals source, Moment moment) {
        super("debug.layers");
        this.source = source;
        this.moment = moment;
        var scroll = new ScrollPane(table);
        scroll.setFitToWidth(true);
        scroll.setMinSize(0, 0);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        table.getStyleClass().addAll("debug-table", "debug-layers");
        sigma.getStyleClass().add("quiet");
        sigma.setWrapText(true);
        sigma.setMinHeight(USE_PREF_SIZE);
        sigma.managedProperty().bind(sigma.textProperty().isNotEmpty());
        Tips.say(sigma, Texts.of("debug.sigma.tip"));
        Tips.about(sigma, "clamp");
        getChildren().addAll(controls(), state, scroll, sigma, sight());
        source.courseProperty().subscribe(this::show);
        source.troubleProperty().subscribe(now -> show());
        moment.step().subscribe(step -> show());
        figures.selectedToggleProperty().addListener((property, before, now) -> {
            if (now == null) figures.selectToggle(before);
            else show();
        });
        show();
    }

    /** Paints nothing: it knows whether the panel may be seen. */
    private Region sight() {
        return new PaintedRegion() {
            @Override
            protected void sightChanged() {
                source.watch(isSeen());
            }

            @Override
            protected void paint() {}
        };
    }

    private HBox controls() {
        var row = new HBox();
        row.getStyleClass().add("tool-row");
        row.setAlignment(Pos.CENTER_LEFT);
        for (Figure figure : Figure.values()) {
            var chip = new ToggleButton(Texts.of(figure.key()));
            chip.setId("layers-" + figure.name().toLowerCase(Locale.ROOT));
            chip.getStyleClass().addAll("flat", "chip");
            chip.setMinWidth(USE_PREF_SIZE);
            chip.setUserData(figure);
            chip.setToggleGroup(figures);
            Tips.say(chip, Texts.of(figure.key() + ".tip"));
            Tips.about(chip, figure.term);
            row.getChildren().add(chip);
        }
        figures.selectToggle(figures.getToggles().get(0));
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        past.setId("signals-past");
        past.getStyleClass().add("chip");
        Tips.say(past, Texts.of("debug.layers.past.tip"));
        past.setOnAction(event -> {
            if (running()) source.cancel();
            else source.measurePast();
        });
        source.progressProperty().subscribe(now -> showPast());
        row.getChildren().addAll(space, past);
        return row;
    }

    private boolean running() {
        return !Double.isNaN(source.progressProperty().get());
    }

    private void showPast() {
        double share = source.progressProperty().get();
        past.setText(
                running()
                        ? Texts.of("debug.layers.past.cancel", Math.round(100 * share))
                        : Texts.of("debug.layers.past"));
        past.setDisable(!running() && source.unmeasured() == 0);
    }

    // ---- what is shown ----

    private void show() {
        showPast();
        long step = moment.step().getValue();
        SignalCourse course = source.courseProperty().get();
        Signals now = course.at(step);
        String trouble = source.troubleProperty().get();
        state.setText(now == null && trouble.isEmpty() ? Texts.of("debug.layers.waiting") : trouble);
        sigma.setText(now == null ? "" : Figures.unbroken(words(now.codes())));
        if (now == null) {
            header.detail("");
            lines(List.of());
            return;
        }
        header.detail(
                Texts.of("debug.layers.detail", now.step()),
                Texts.of(
                        "debug.layers.tip",
                        now.step(),
                        now.batch(),
                        now.images(),
                        course.moments().size()),
                Texts.of("debug.layers.brief", now.step()));
        lines(now.layers());
        SignalCourse until = course.upTo(now.step());
        var figure = (Figure) figures.getSelectedToggle().getUserData();
        long[] steps = course.moments().stream().mapToLong(Signals::step).toArray();
        for (int i = 0; i < rows.size(); i++) {
            LayerSignals layer = now.layers().get(i);
            Row row = rows.get(i);
            row.spark.show(steps, course.of(layer.name(), figure.of), now.step());
            row.show(figure, layer, until);
        }
    }

    private static String words(CodeSignals codes) {
        if (Double.isNaN(codes.leastSigma())) return "";
        return Texts.of(
                "debug.sigma",
                Figures.fixed(codes.leastSigma(), 3),
                Figures.fixed(codes.largestSigma(), 2),
                Figures.fixed(codes.medianSigma(), 2),
                Figures.fixed(100 * codes.clamped(), 2));
    }

    /** As many lines as there are layers, with their names. */
    private void lines(List<LayerSignals> layers) {
        if (rows.size() != layers.size()) {
            rows.clear();
            table.getChildren().clear();
            for (int i = 0; i < layers.size(); i++) rows.add(new Row(i));
        }
        for (int i = 0; i < layers.size(); i++)
            rows.get(i).name.setText(layers.get(i).name());
    }

    /** One layer. */
    private final class Row {
        final Label name;
        final Spark spark = new Spark();
        final Label value;
        final Label verdict;
        final Label units;

        Row(int row) {
            name = cell(0, row, HPos.LEFT);
            Region place = place(spark);
            place.setMinSize(LEAST_SPARK, SPARK_HEIGHT);
            place.setPrefSize(LEAST_SPARK, SPARK_HEIGHT);
            place.setMaxWidth(Double.MAX_VALUE);
            GridPane.setHgrow(place, Priority.ALWAYS);
            table.add(place, 1, row);
            value = cell(2, row, HPos.RIGHT);
            verdict = cell(3, row, HPos.LEFT);
            units = cell(4, row, HPos.RIGHT);
        }

        private Label cell(int column, int row, HPos side) {
            var label = new Label();
            label.setMinWidth(USE_PREF_SIZE);
            GridPane.setHalignment(label, side);
            table.add(label, column, row);
            return label;
        }

        void show(Figure figure, LayerSignals layer, SignalCourse until) {
            double found = figure.of.applyAsDouble(layer);
            value.setText(Figures.power(found));
            boolean ratio = figure == Figure.RATIO;
            Level level = ratio ? layer.ratioLevel() : until.gradientLevel(layer.name());
            paint(verdict, level, Texts.of(verdict(ratio, level, found)));
            String tip = ratio ? ratioTip(layer) : gradientTip(layer, until);
            for (Label label : List.of(name, value, verdict)) {
                Tips.say(label, tip);
                Tips.about(label, figure.term);
            }
            LayerSignals.Units of = layer.units();
            paint(units, of == null ? null : layer.unitsLevel(), of == null ? "–" : share(of, layer));
            Tips.about(units, of != null && of.saturated() > 0 ? "saturated" : "dead");
            Tips.say(units, of == null ? Texts.of("debug.layer.no-units") : unitsTip(of));
        }

        private void paint(Label label, @Nullable Level level, String text) {
            label.setText(text);
            String look = level == null ? "" : "layer-" + level.name().toLowerCase(Locale.ROOT);
            if (look.equals(label.getUserData())) return; // a look put on anew costs as much as another one
            label.getStyleClass().removeAll("layer-good", "layer-note", "layer-bad");
            if (level != null) label.getStyleClass().add(look);
            label.setUserData(look);
        }
    }

    private static String verdict(boolean ratio, Level level, double found) {
        if (level == Level.GOOD) return "debug.layer.good";
        if (ratio) return found > LayerSignals.MOST_RATIO ? "debug.layer.high" : "debug.layer.low";
        return found == 0 ? "debug.layer.zero" : "debug.layer.high";
    }

    private static String ratioTip(LayerSignals layer) {
        LayerSignals.Tensor weight = layer.tensors().get(0);
        return Texts.of(
                "debug.layer.ratio.tip",
                weight.name(),
                Figures.power(weight.updateNorm()),
                Figures.exact(weight.weightNorm()));
    }

    private static String gradientTip(LayerSignals layer, SignalCourse until) {
        double median = until.medianGradient(layer.name());
        return Texts.of(
                "debug.layer.gradient.tip",
                layer.name(),
                Figures.power(layer.gradientNorm()),
                Figures.power(median),
                SignalCourse.ALARM);
    }

    private static String share(LayerSignals.Units of, LayerSignals layer) {
        boolean saturated = of.saturated() > 0;
        double share = 100 * (saturated ? of.saturated() : layer.deadShare());
        String key = saturated ? "debug.layer.saturated" : "debug.layer.dead";
        return Texts.of(key, Figures.fixed(share, share > 0 && share < 1 ? 1 : 0));
    }

    private static String unitsTip(LayerSignals.Units of) {
        return Texts.of(
                of.saturated() > 0 ? "debug.layer.saturated.tip" : "debug.layer.dead.tip", of.dead(), of.count());
    }
}
