package org.latentfx.view.curves;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.text.Texts;
import org.latentfx.text.Wording;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Objective;
import org.latentfx.view.kit.Estimator;
import org.latentfx.view.kit.Figures;

/**
 * The card beside the pointer with the exact values of the curves at one step: train raw and smoothed, and the held-out
 * measurement nearest to it. Only shows what it is given; FX thread only.
 */
final class CurveReadout extends VBox {
    private record Row(Label name, Label raw, Label smoothed, Label heldOut) {}

    private static final double WIDEST = 300;
    private static final int COLUMNS = 4;

    private final Label step = new Label();
    private final Label event = new Label();
    private final Label heldOutHeader = new Label();
    private final Label unit = new Label();
    private final Label estimator = new Label();
    private final GridPane table = new GridPane();
    private final Map<Quantity, Row> rows = new EnumMap<>(Quantity.class);
    private @Nullable ModelKind shown;

    CurveReadout() {
        getStyleClass().add("curve-readout");
        setManaged(false);
        setMouseTransparent(true);
        step.getStyleClass().add("strong");
        event.getStyleClass().add("event");
        unit.getStyleClass().add("quiet");
        estimator.getStyleClass().add("quiet");
        heldOutHeader.getStyleClass().add("quiet");
        table.getStyleClass().add("table");
        unit.setWrapText(true);
        unit.setMaxWidth(WIDEST);
        table.getColumnConstraints().add(new ColumnConstraints());
        for (int column = 1; column < COLUMNS; column++) {
            var right = new ColumnConstraints();
            right.setHalignment(HPos.RIGHT);
            table.getColumnConstraints().add(right);
        }
        table.addRow(0, new Label(), quiet("curves.train"), quiet("curves.smoothed"), heldOutHeader);
        for (Quantity quantity : Quantity.values()) {
            var row = new Row(new Label(quantity.label()), new Label(), new Label(), new Label());
            String id = "readout-" + quantity.name().toLowerCase(java.util.Locale.ROOT);
            row.raw.setId(id + "-raw");
            row.smoothed.setId(id + "-smoothed");
            row.heldOut.setId(id + "-held-out");
            rows.put(quantity, row);
        }
        show(ModelKind.VAE);
        getChildren().addAll(step, event, table, unit, estimator);
    }

    private static Label quiet(String key) {
        var label = new Label(Texts.of(key));
        label.getStyleClass().add("quiet");
        return label;
    }

    /** Whether what is the same at all steps is left out, where the plot is low and the card would hide it. */
    void shorten(boolean now) {
        for (Label label : List.of(unit, estimator)) {
            label.setVisible(!now);
            label.setManaged(!now);
        }
    }

    /** The lines above the table: the step, and what happened there ("" for nothing). */
    void head(long atStep, String happened) {
        step.setText(Texts.of("curves.step", Figures.count(atStep)));
        event.setText(happened);
        event.setVisible(!happened.isEmpty());
        event.setManaged(!happened.isEmpty());
    }

    /** The values of points {@code i} of {@code train} and {@code j} of {@code heldOut}, either −1 for none. */
    void values(LossCurves train, int i, LossCurves heldOut, int j, CurveLook look) {
        heldOutHeader.setText(
                j < 0 ? Texts.of("curves.heldOut") : Texts.of("curves.heldOut.at", Figures.count(heldOut.step(j))));
        rows.forEach((quantity, row) -> {
            row.name.setStyle("-fx-text-fill: " + quantity.css(look.dark()));
            double factor = look.factor(quantity);
            row.raw.setText(figure(train.raw(quantity), i, factor));
            row.smoothed.setText(figure(train.smoothed(quantity), i, factor));
            row.heldOut.setText(figure(heldOut.raw(quantity), j, factor));
        });
        show(look.kind());
    }

    /** The unit of losses, and that of others if there are any. */
    private static String units(CurveLook look, Wording wording) {
        String losses = look.unit().label(wording);
        if (Quantity.choice(look.kind()).stream().anyMatch(Quantity::count))
            return Texts.of("curves.unit.and.codes", losses);
        boolean both = Quantity.choice(look.kind()).stream().anyMatch(Quantity::probability);
        return both ? Texts.of("curves.unit.and", losses) : losses;
    }

    /** The rows of a model of {@code kind}; that of what is minimised is shown by itself. */
    private void show(ModelKind kind) {
        if (kind == shown) return;
        shown = kind;
        table.getChildren().remove(COLUMNS, table.getChildren().size());
        int at = 1;
        for (var each : rows.entrySet()) {
            if (each.getKey() != Quantity.OBJECTIVE && !Quantity.choice(kind).contains(each.getKey())) continue;
            Row row = each.getValue();
            table.addRow(at++, row.name, row.raw, row.smoothed, row.heldOut);
        }
    }

    private static void show(Row row, boolean shown) {
        for (Label label : List.of(row.name, row.raw, row.smoothed, row.heldOut)) {
            label.setVisible(shown);
            label.setManaged(shown);
        }
    }

    /** How the values were measured, and what the step minimised: of the bound itself, no objective is shown. */
    void measured(Hyperparameters run, Objective minimised, CurveLook look) {
        estimator.setText(Estimator.courses(run));
        unit.setText(run.wording().of("curves.averaged", units(look, run.wording())));
        Row objective = Objects.requireNonNull(rows.get(Quantity.OBJECTIVE));
        show(objective, run.model().variational() && !minimised.isBound());
        objective.name.setText(Texts.of("curves.objective", minimised.shortly()));
    }

    private static String figure(Curve curve, int i, double factor) {
        return i < 0 ? "–" : Figures.exact(curve.value(i) * factor);
    }
}
