package org.latentfx.view.settings;

import atlantafx.base.controls.ProgressSliderSkin;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.controlsfx.control.ToggleSwitch;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Setting;
import org.latentfx.view.kit.Tips;

/**
 * One row of the settings form: the control that suits one {@link Setting}. It shows the run's value and asks for
 * changes. A refused text stays, with the reason below it. FX thread only.
 */
final class SettingRow<T> extends VBox {
    private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");
    private static final MathContext TWO_DIGITS = new MathContext(2);

    private final Setting<T> setting;
    private final ObservableValue<Hyperparameters> values;
    private final Consumer<Hyperparameters> change;
    private final Label reason = new Label();
    private final HBox line = new HBox();
    private final BooleanProperty held = new SimpleBooleanProperty();
    private boolean reflecting;

    /** @param extras nodes to the right of the control */
    SettingRow(
            Setting<T> setting,
            ObservableValue<Hyperparameters> values,
            Consumer<Hyperparameters> change,
            Node... extras) {
        this.setting = setting;
        this.values = values;
        this.change = change;
        getStyleClass().add("setting-row");
        reason.getStyleClass().add("refusal");
        reason.setWrapText(true);
        reason.managedProperty().bind(reason.textProperty().isNotEmpty());
        reason.visibleProperty().bind(reason.managedProperty());

        var label = new Label(setting.label());
        label.setMinWidth(Region.USE_PREF_SIZE);
        Tips.say(label, help());
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("setting-line");
        line.getChildren().addAll(label, space);
        getChildren().add(line);
        var control = control();
        control.setId("setting-" + setting.key());
        control.setAccessibleText(setting.label());
        Tips.say(control, help());
        label.setLabelFor(control);
        line.getChildren().add(control);
        line.getChildren().addAll(extras);
        if (setting.live() && !setting.scale().none()) getChildren().add(slider());
        String hint = "form.hint." + setting.key();
        if (Texts.has(hint)) getChildren().add(hint(Texts.of(hint)));
        getChildren().add(reason);
    }

    /** Whether the slider is being dragged. */
    ReadOnlyBooleanProperty heldProperty() {
        return held;
    }

    private String help() {
        return setting.help() + "\n" + setting.higher();
    }

    private static Label hint(String text) {
        var label = new Label(text);
        label.getStyleClass().add("hint");
        label.setWrapText(true);
        return label;
    }

    private Control control() {
        return switch (setting.kind()) {
            case CHOICE -> choice();
            case SWITCH -> onOff();
            case WHOLE_NUMBER, NUMBER, WIDTHS -> field();
        };
    }

    /** Runs {@code show} now and at each change of the run's values. */
    private void reflect(Consumer<Hyperparameters> show) {
        values.subscribe(now -> {
            reflecting = true;
            try {
                show.accept(now);
            } finally {
                reflecting = false;
            }
        });
    }

    private void ask(T value) {
        if (reflecting || value.equals(setting.get(values.getValue()))) return;
        change.accept(setting.with(values.getValue(), value));
    }

    // ---- typed values ----

    private TextField field() {
        var field = new TextField();
        field.getStyleClass().add(setting.kind() == Setting.Kind.WIDTHS ? "wide-field" : "number-field");
        reflect(now -> {
            String text = setting.text(now);
            if (!text.equals(field.getText())) field.setText(text);
            accept(field);
        });
        field.setOnAction(e -> commit(field));
        field.focusedProperty().subscribe(focused -> {
            if (!focused) commit(field);
        });
        field.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ESCAPE) {
                field.setText(setting.text(values.getValue()));
                accept(field);
                e.consume();
            }
        });
        return field;
    }

    private void commit(TextField field) {
        try {
            T value = setting.parse(field.getText());
            accept(field);
            ask(value);
            field.setText(setting.text(values.getValue()));
        } catch (Refusal refusal) {
            reason.setText(refusal.getMessage());
            field.pseudoClassStateChanged(REFUSED, true);
        }
    }

    private void accept(TextField field) {
        reason.setText("");
        field.pseudoClassStateChanged(REFUSED, false);
    }

    // ---- slider: only for what acts at once ----

    private Slider slider() {
        var slider = new Slider(0, 1, 0);
        slider.setId("slider-" + setting.key());
        slider.setSkin(new ProgressSliderSkin(slider));
        slider.setBlockIncrement(0.02);
        held.bind(slider.pressedProperty());
        slider.setAccessibleText(setting.label());
        Tips.say(slider, help());
        reflect(now -> {
            T value = setting.get(now);
            if (!value.equals(at(slider.getValue())))
                slider.setValue(setting.scale().fraction(setting.toDouble(value), setting.min(), setting.max()));
        });
        slider.valueProperty().addListener((o, before, now) -> {
            slider.requestLayout(); // the filled part of the track is placed by layout alone
            ask(at(now.doubleValue()));
        });
        return slider;
    }

    /** The value at a fraction of the slider, to two digits. */
    private T at(double fraction) {
        double exact = setting.scale().value(fraction, setting.min(), setting.max());
        BigDecimal rounded = new BigDecimal(exact).round(TWO_DIGITS);
        return setting.fromDouble(Math.min(setting.max(), Math.max(setting.min(), rounded.doubleValue())));
    }

    // ---- choices ----

    private ChoiceBox<T> choice() {
        var box = new ChoiceBox<T>();
        box.getItems().setAll(setting.choices());
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(T value) {
                return value == null ? "" : setting.choiceLabel(value);
            }

            @Override
            public T fromString(String label) {
                return setting.choices().stream()
                        .filter(c -> setting.choiceLabel(c).equals(label))
                        .findFirst()
                        .orElseThrow();
            }
        });
        reflect(now -> box.setValue(setting.get(now)));
        box.valueProperty().addListener((o, before, now) -> ask(now));
        return box;
    }

    private ToggleSwitch onOff() {
        var toggle = new ToggleSwitch();
        reflect(now -> toggle.setSelected(Boolean.TRUE.equals(setting.get(now))));
        toggle.selectedProperty()
                .addListener((o, before, now) -> ask(setting.choices().get(now ? 1 : 0)));
        return toggle;
    }
}
