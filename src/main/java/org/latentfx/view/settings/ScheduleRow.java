package org.latentfx.view.settings;

import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.latentfx.text.Numbers;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Setting;
import org.latentfx.train.schedule.Schedule;
import org.latentfx.view.kit.Tips;

/**
 * One row of the settings form for a schedule: its kind, its figures as a text, and its course over the run as a curve,
 * which a hand can move where it is a drawn one. All acts at once. A refused text stays, with the reason below it. FX
 * thread only.
 */
final class ScheduleRow extends VBox {
    private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");

    private final Setting<Schedule> setting;
    private final Setting<Double> of;
    private final ObservableValue<Hyperparameters> values;
    private final Consumer<Hyperparameters> change;
    private final ChoiceBox<Schedule.Kind> kind = new ChoiceBox<>();
    private final TextField figures = new TextField();
    private final Label hint = new Label();
    private final Label reason = new Label();
    private final SchedulePlot plot = new SchedulePlot(this::ask);
    private boolean reflecting;

    /**
     * @param of what follows the schedule
     * @param epochsDone how far the run is, with the fraction of the running epoch
     */
    ScheduleRow(
            Setting<Schedule> setting,
            Setting<Double> of,
            ObservableValue<Hyperparameters> values,
            ObservableValue<? extends Number> epochsDone,
            Consumer<Hyperparameters> change) {
        this.setting = setting;
        this.of = of;
        this.values = values;
        this.change = change;
        getStyleClass().add("setting-row");
        for (Label text : new Label[] {hint, reason}) {
            text.setWrapText(true);
            shownIf(text, text.textProperty().isNotEmpty());
        }
        hint.getStyleClass().add("hint");
        reason.getStyleClass().add("refusal");
        String help = setting.help() + "\n" + setting.higher();
        var label = new Label(setting.label());
        label.setMinWidth(Region.USE_PREF_SIZE);
        label.setLabelFor(kind);
        Tips.say(label, help);
        Tips.term(label, setting.key());
        Tips.about(this, setting.key());
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var line = new HBox(label, space, kind());
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("setting-line");
        Tips.say(kind, help);
        plot.setId("plot-" + setting.key());
        getChildren().addAll(line, plot, figures(), hint, reason);
        values.subscribe(this::show);
        epochsDone.subscribe(done -> plot.done(done.doubleValue()));
    }

    /** Whether a hand is on the curve. */
    ReadOnlyBooleanProperty heldProperty() {
        return plot.heldProperty();
    }

    private static void shownIf(Node node, ObservableValue<Boolean> condition) {
        node.managedProperty().bind(condition);
        node.visibleProperty().bind(condition);
    }

    private ChoiceBox<Schedule.Kind> kind() {
        kind.setId("setting-" + setting.key());
        kind.getItems().setAll(setting.choices().stream().map(Schedule::kind).toList());
        kind.setConverter(new StringConverter<>() {
            @Override
            public String toString(Schedule.Kind value) {
                return value == null ? "" : setting.choiceLabel(value.first());
            }

            @Override
            public Schedule.Kind fromString(String text) {
                throw new UnsupportedOperationException("a choice is never typed");
            }
        });
        kind.valueProperty().addListener((property, before, now) -> {
            if (!reflecting && now != setting.get(values.getValue()).kind()) ask(now.first());
        });
        return kind;
    }

    private TextField figures() {
        figures.setId("figures-" + setting.key());
        figures.getStyleClass().add("figures-field");
        Tips.name(figures, Texts.of("schedule.figures", setting.label()));
        Tips.say(figures, Texts.of("schedule.figures.help", setting.label()));
        figures.setOnAction(event -> {
            if (commit()) figures.getScene().getRoot().requestFocus();
        });
        figures.focusedProperty().addListener((property, before, focused) -> {
            if (!focused) commit();
        });
        figures.setOnKeyPressed(event -> {
            if (event.getCode() != KeyCode.ESCAPE || !edited()) return;
            restore();
            event.consume();
        });
        return figures;
    }

    private boolean edited() {
        return !figures.getText().equals(setting.get(values.getValue()).figures());
    }

    /** Returns whether the text could be taken over. */
    private boolean commit() {
        if (!edited()) {
            restore();
            return true;
        }
        try {
            ask(setting.parse(kind.getValue().word() + " " + figures.getText()));
            restore();
            return true;
        } catch (Refusal refusal) {
            refused(refusal);
            return false;
        }
    }

    private void ask(Schedule value) {
        change.accept(setting.with(values.getValue(), value));
    }

    private void refused(Refusal refusal) {
        reason.setText(String.valueOf(refusal.getMessage()));
        figures.pseudoClassStateChanged(REFUSED, true);
    }

    private void restore() {
        figures.setText(setting.get(values.getValue()).figures());
        reason.setText("");
        figures.pseudoClassStateChanged(REFUSED, false);
    }

    private void show(Hyperparameters now) {
        Schedule schedule = setting.get(now);
        String word = schedule.kind().word();
        reflecting = true;
        kind.setValue(schedule.kind());
        reflecting = false;
        if (!figures.isFocused() || !schedule.figures().equals(figures.getText())) restore();
        boolean has = !schedule.figures().isEmpty();
        figures.setVisible(has);
        figures.setManaged(has);
        hint.setText(Texts.has("schedule." + word + ".hint") ? Texts.of("schedule." + word + ".hint") : "");
        if (schedule instanceof Schedule.Capacity capacity)
            plot.show(
                    schedule,
                    now.epochs(),
                    capacity.nats(),
                    Texts.of("schedule.top.capacity", Numbers.plain(capacity.nats())));
        else plot.show(schedule, now.epochs(), of.get(now), Texts.of("schedule.top", of.symbol(), of.text(now)));
    }
}
