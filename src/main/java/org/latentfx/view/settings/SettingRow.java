package org.latentfx.view.settings;

import atlantafx.base.controls.ProgressSliderSkin;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Set;
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
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.controlsfx.control.ToggleSwitch;
import org.jspecify.annotations.Nullable;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Setting;
import org.latentfx.train.Settings;
import org.latentfx.view.kit.Tips;

/**
 * One row of the settings form: the control that suits one {@link Setting}. It shows the run's value and asks for
 * changes, or marks them in a {@link ModelDraft} if they need a new model. A refused text stays, with the reason below
 * it. FX thread only.
 */
final class SettingRow<T> extends VBox {
    private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");
    private static final PseudoClass MARKED = PseudoClass.getPseudoClass("marked");
    private static final MathContext TWO_DIGITS = new MathContext(2);

    /** What is seldom moved has no slider: the form is short of room. */
    private static final Set<Setting<?>> TYPED = Set.of(Settings.CORRUPTION_RATE, Settings.DROPOUT);

    private static final double NARROW = 72;

    private final Setting<T> setting;
    private final ObservableValue<Hyperparameters> values;
    private final Consumer<Hyperparameters> change;
    private final @Nullable ModelDraft draft;
    private final Label reason = new Label();
    private final HBox line = new HBox();
    private final BooleanProperty held = new SimpleBooleanProperty();
    private boolean reflecting;
    private @Nullable T reflected;

    /** A row that acts at once. */
    SettingRow(Setting<T> setting, ObservableValue<Hyperparameters> values, Consumer<Hyperparameters> change) {
        this(setting, values, change, null);
    }

    /** A row whose changes are marked. @param extras nodes to the right of the control */
    SettingRow(Setting<T> setting, ModelDraft draft, Node... extras) {
        this(setting, draft.shownProperty(), draft::propose, draft, extras);
    }

    private SettingRow(
            Setting<T> setting,
            ObservableValue<Hyperparameters> values,
            Consumer<Hyperparameters> change,
            @Nullable ModelDraft draft,
            Node... extras) {
        this.setting = setting;
        this.values = values;
        this.change = change;
        this.draft = draft;
        getStyleClass().add("setting-row");
        reason.getStyleClass().add("refusal");
        reason.setWrapText(true);
        reason.managedProperty().bind(reason.textProperty().isNotEmpty());
        reason.visibleProperty().bind(reason.managedProperty());

        var label = new Label();
        label.textProperty().bind(values.map(now -> label(now.model())));
        label.setMinWidth(Region.USE_PREF_SIZE);
        Tips.say(label, help());
        Tips.term(label, setting.key());
        Tips.about(this, setting.key());
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("setting-line");
        line.getChildren().add(label);
        getChildren().add(line);
        var control = control();
        if (setting.kind() == Setting.Kind.WIDTHS) HBox.setHgrow(control, Priority.ALWAYS);
        else line.getChildren().add(space);
        control.setId("setting-" + setting.key());
        // an accessible text would be read in place of what a field or a choice holds; the label names those
        if (setting.kind() == Setting.Kind.SWITCH) control.setAccessibleText(setting.label());
        Tips.say(control, help());
        label.setLabelFor(control);
        if (draft != null)
            draft.markedProperty(setting).subscribe(marked -> control.pseudoClassStateChanged(MARKED, marked));
        line.getChildren().add(control);
        line.getChildren().addAll(extras);
        boolean typed = setting.scale().none() || TYPED.contains(setting);
        if (setting.live() && !typed) getChildren().add(slider());
        String hint = "form.hint." + setting.key();
        if (Texts.has(hint)) getChildren().add(hint(Texts.of(hint)));
        getChildren().add(reason);
    }

    /** What it is called in a model of {@code kind}, which may have more than one of the sort. */
    private String label(ModelKind kind) {
        String own = "setting." + setting.key() + ".label." + kind.key();
        return Texts.has(own) ? Texts.of(own) : setting.label();
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
            case SCHEDULED -> throw new IllegalArgumentException(setting.key() + " has a row of its own");
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

    /** Asks for {@code value}. Returns false if it is refused, which changes nothing. */
    private boolean ask(T value) {
        if (reflecting || value.equals(setting.get(values.getValue()))) return true;
        try {
            change.accept(setting.with(values.getValue(), value));
            reason.setText("");
        } catch (Refusal refusal) {
            reason.setText(refusal.getMessage());
            return false;
        }
        return true;
    }

    // ---- typed values ----

    private TextField field() {
        var field = new TextField();
        field.getStyleClass().add(setting.kind() == Setting.Kind.WIDTHS ? "wide-field" : "number-field");
        reflect(now -> show(field, now));
        if (draft != null) {
            field.textProperty().addListener((o, before, now) -> mark(field, draft));
            draft.pendingProperty().addListener((o, before, pending) -> {
                if (!pending && !setting.get(values.getValue()).equals(read(field))) restore(field);
            });
        }
        field.setOnAction(e -> enter(field));
        field.focusedProperty().subscribe(focused -> {
            if (!focused && commit(field) && draft != null) draft.settle();
        });
        field.setOnKeyPressed(e -> {
            boolean edited = !field.getText().equals(setting.text(values.getValue()));
            boolean marked = draft != null && draft.pendingProperty().get();
            if (e.getCode() != KeyCode.ESCAPE || !edited && !marked) return;
            if (draft != null) draft.cancel();
            restore(field);
            e.consume();
        });
        if (setting.kind() != Setting.Kind.WIDTHS)
            field.addEventFilter(
                    KeyEvent.KEY_TYPED,
                    e -> { // no number holds a space, which may be meant to play
                        if (e.getCharacter().isBlank()) e.consume();
                    });
        if (setting.kind() == Setting.Kind.WIDTHS) Tips.ask(field, () -> field.getText() + "\n" + help());
        return field;
    }

    /** While it is being typed a text that stands for the value, or for none yet, stays as it is. */
    private void show(TextField field, Hyperparameters now) {
        T value = setting.get(now);
        if (value.equals(reflected)) return;
        reflected = value;
        T typed = read(field);
        if (!field.isFocused() || typed != null && !typed.equals(value)) restore(field);
    }

    private void restore(TextField field) {
        String text = setting.text(values.getValue());
        if (!text.equals(field.getText())) field.setText(text);
        accept(field);
    }

    private @Nullable T read(TextField field) {
        try {
            return setting.parse(field.getText());
        } catch (Refusal refusal) {
            return null;
        }
    }

    /** While it is typed a text is only marked; what is wrong with it is said when that is over. */
    private void mark(TextField field, ModelDraft draft) {
        if (reflecting || !field.isFocused()) return;
        T value = read(field);
        draft.readable(setting, value != null);
        if (value == null) return;
        accept(field);
        ask(value);
    }

    /** Takes the text over; then the keyboard belongs to the window again, so that Space plays. */
    private void enter(TextField field) {
        if (commit(field) && (draft == null || draft.apply()))
            field.getScene().getRoot().requestFocus();
    }

    /** Returns whether the text could be taken over. */
    private boolean commit(TextField field) {
        try {
            T value = setting.parse(field.getText());
            accept(field);
            if (!ask(value)) return false;
            restore(field);
            return true;
        } catch (Refusal refusal) {
            reason.setText(refusal.getMessage());
            field.pseudoClassStateChanged(REFUSED, true);
            return false;
        }
    }

    private void accept(TextField field) {
        reason.setText("");
        field.pseudoClassStateChanged(REFUSED, false);
    }

    // ---- slider: only for what acts at once ----

    private Slider slider() {
        var slider = new ValueSlider(fraction -> setting.toDouble(at(fraction)));
        slider.setId("slider-" + setting.key());
        slider.setSkin(new ProgressSliderSkin(slider));
        slider.setBlockIncrement(0.02);
        held.bind(slider.pressedProperty());
        slider.setAccessibleText(setting.label());
        Tips.say(slider, help());
        reflect(now -> show(slider, now));
        slider.pressedProperty().addListener((o, before, pressed) -> {
            if (!pressed && !setting.get(values.getValue()).equals(at(slider.getValue())))
                show(slider, values.getValue()); // a value that was refused
        });
        slider.valueProperty().addListener((o, before, now) -> {
            slider.requestLayout(); // the filled part of the track is placed by layout alone
            ask(at(now.doubleValue()));
        });
        return slider;
    }

    private void show(Slider slider, Hyperparameters now) {
        T value = setting.get(now);
        if (!value.equals(at(slider.getValue())))
            slider.setValue(setting.scale().fraction(setting.toDouble(value), setting.min(), setting.max()));
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
        box.setMinWidth(NARROW); // a long choice is not to widen the form
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
        box.valueProperty().addListener((o, before, now) -> choose(now));
        return box;
    }

    private ToggleSwitch onOff() {
        var toggle = new ToggleSwitch();
        reflect(now -> toggle.setSelected(Boolean.TRUE.equals(setting.get(now))));
        toggle.selectedProperty()
                .addListener((o, before, now) -> choose(setting.choices().get(now ? 1 : 0)));
        return toggle;
    }

    private void choose(T value) {
        if (reflecting) return;
        ask(value);
        if (draft != null) draft.settle();
    }
}
