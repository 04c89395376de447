package org.latentfx.view.sweep;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.ToDoubleFunction;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.session.sweep.Sheet;
import org.latentfx.text.Texts;
import org.latentfx.train.Setting;
import org.latentfx.train.sweep.SweepPlan;
import org.latentfx.train.sweep.Trial;
import org.latentfx.view.kit.Figures;

/** The trials that are done as a table: a click on a column's head sorts, two on a row open it. FX thread only. */
final class TrialTableView extends TableView<Trial> {
    private static final String KEY = "sweep.table.";

    private @Nullable SweepPlan plan;

    TrialTableView(IntConsumer open) {
        setId("trial-table");
        getStyleClass().addAll("dense", "trial-table");
        setPlaceholder(new Label(Texts.of("sweep.table.empty")));
        setColumnResizePolicy(UNCONSTRAINED_RESIZE_POLICY);
        setRowFactory(table -> {
            var row = new TableRow<Trial>();
            row.setOnMouseClicked(event -> {
                if (event.getClickCount() == 2 && !row.isEmpty())
                    open.accept(row.getItem().number());
            });
            return row;
        });
        setOnKeyPressed(event -> {
            Trial chosen = getSelectionModel().getSelectedItem();
            if (event.getCode() != KeyCode.ENTER || chosen == null) return;
            open.accept(chosen.number());
            event.consume();
        });
    }

    void show(@Nullable Sheet sheet) {
        if (sheet == null) {
            getItems().clear();
            return;
        }
        if (!sheet.plan().equals(plan)) columns(sheet.plan());
        List<Trial> done = sheet.done().stream()
                .sorted(Comparator.comparingInt(Trial::number))
                .toList();
        if (done.equals(unsorted())) return;
        Trial chosen = getSelectionModel().getSelectedItem();
        getItems().setAll(done);
        sort();
        if (chosen != null) getSelectionModel().select(chosen);
    }

    private List<Trial> unsorted() {
        return getItems().stream()
                .sorted(Comparator.comparingInt(Trial::number))
                .toList();
    }

    private void columns(SweepPlan now) {
        plan = now;
        getColumns().clear();
        getItems().clear();
        add("number", 32, trial -> (double) trial.number(), trial -> String.valueOf(trial.number()));
        for (var setting : now.varied()) addSetting(setting);
        figure("total", 64, Trial::score, 2).setText(now.score().shortly());
        var terms = now.base().model().losses();
        if (terms.size() > 1) figure("reconstruction", 62, trial -> trial.test().reconstruction(), 2);
        if (terms.contains(LossTerm.KL)) figure("kl", 50, trial -> trial.test().kl(), 2);
        add("active", 50, trial -> (double) trial.activeUnits(), trial -> String.valueOf(trial.activeUnits()));
        figure("mse", 66, Trial::mse, 4);
        add("epoch", 56, trial -> (double) trial.epoch(), trial -> String.valueOf(trial.epoch()));
        add("state", 110, trial -> trial.state().label(), trial -> trial.state().label());
        add("seconds", 62, Trial::seconds, trial -> Figures.fixed(trial.seconds(), 1));
    }

    private <T> void addSetting(Setting<T> setting) {
        TableColumn<Trial, Comparable<?>> column =
                add("", 52, trial -> key(setting, trial), trial -> setting.text(trial.settings()));
        column.setText(setting.symbol());
    }

    /** Numbers sort as such, all else by its text. */
    private static <T> Comparable<?> key(Setting<T> setting, Trial trial) {
        return switch (setting.kind()) {
            case NUMBER, WHOLE_NUMBER -> setting.toDouble(setting.get(trial.settings()));
            default -> setting.text(trial.settings());
        };
    }

    private TableColumn<Trial, Comparable<?>> figure(
            String name, double width, ToDoubleFunction<Trial> value, int decimals) {
        return add(name, width, value::applyAsDouble, trial -> {
            double its = value.applyAsDouble(trial);
            return Double.isFinite(its) ? Figures.fixed(its, decimals) : Texts.of("sweep.table.none");
        });
    }

    private TableColumn<Trial, Comparable<?>> add(
            String name, double width, Function<Trial, Comparable<?>> sorted, Function<Trial, String> shown) {
        var column = new TableColumn<Trial, Comparable<?>>(name.isEmpty() ? "" : Texts.of(KEY + name));
        column.setPrefWidth(width);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(sorted.apply(row.getValue())));
        column.setCellFactory(any -> new TableCell<>() {
            @Override
            protected void updateItem(@Nullable Comparable<?> item, boolean empty) {
                super.updateItem(item, empty);
                Trial trial =
                        empty || getTableRow() == null ? null : getTableRow().getItem();
                setText(trial == null ? "" : shown.apply(trial));
            }
        });
        getColumns().add(column);
        return column;
    }
}
