package org.latentfx.view.settings;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import org.latentfx.model.kind.Capability;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.session.run.NewModel;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Setting;
import org.latentfx.train.Settings;

/**
 * The structural changes that a person has marked in the form and not yet applied: they would start a new model, so
 * they wait to be applied together. Where nothing was trained yet there is nothing to lose, and they do not wait. FX
 * thread only.
 */
final class ModelDraft {
    private final ObservableValue<Hyperparameters> values;
    private final ObservableValue<String> kept;
    private final Consumer<Hyperparameters> change;

    /** What is marked, by key. */
    private final Map<String, String> marks = new LinkedHashMap<>();

    /** The fields that hold a text which stands for no value, or not yet. */
    private final Set<Setting<?>> unreadable = new LinkedHashSet<>();

    private final ReadOnlyObjectWrapper<Hyperparameters> shown;
    private final ReadOnlyBooleanWrapper pending = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper readable = new ReadOnlyBooleanWrapper(true);
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper refusal = new ReadOnlyStringWrapper("");

    /**
     * @param values the run's
     * @param kept says what becomes of the run in one sentence; empty while there is nothing to lose
     * @param change asked with all values when a person applies what is marked; may refuse
     */
    ModelDraft(
            ObservableValue<Hyperparameters> values, ObservableValue<String> kept, Consumer<Hyperparameters> change) {
        this.values = values;
        this.kept = kept;
        this.change = change;
        shown = new ReadOnlyObjectWrapper<>(values.getValue());
        values.addListener((property, before, now) -> show());
        kept.addListener((property, before, now) -> describe());
    }

    /** The run's values with what is marked. */
    ReadOnlyObjectProperty<Hyperparameters> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** Whether {@code setting} is marked. */
    <T> ObservableValue<Boolean> markedProperty(Setting<T> setting) {
        return shown.map(now -> !setting.get(now).equals(setting.get(values.getValue())));
    }

    /** Whether anything is marked. */
    ReadOnlyBooleanProperty pendingProperty() {
        return pending.getReadOnlyProperty();
    }

    /** Whether all of it can be read. */
    ReadOnlyBooleanProperty readableProperty() {
        return readable.getReadOnlyProperty();
    }

    /** What applying would do. */
    ReadOnlyStringProperty wordsProperty() {
        return words.getReadOnlyProperty();
    }

    /** Why it could not be applied; empty if it was not tried. */
    ReadOnlyStringProperty refusalProperty() {
        return refusal.getReadOnlyProperty();
    }

    /** Marks whatever of {@code next} decides the model's structure and is not as in the run. */
    void propose(Hyperparameters next) {
        for (Setting<?> setting : Settings.ALL) if (!setting.live()) marks.put(setting.key(), setting.text(next));
        marks.remove(Settings.LEARNING_RATE.key());
        if (next.model() != values.getValue().model()) {
            usualRate(next.model());
            // what is drawn value by value is 0 or 1, and so should be what it learns from
            if (next.model().can(Capability.AUTOREGRESSIVE)) marks.put(Settings.BINARISE.key(), "true");
        }
        refusal.set("");
        show();
    }

    /** Another kind of model learns at the rate that is usual for it, unless a person has chosen one. */
    private void usualRate(ModelKind kind) {
        Hyperparameters run = values.getValue();
        double usual = Preset.of(run.model()).hyperparameters().learningRate();
        if (run.learningRate() != usual) return;
        Hyperparameters other = Preset.of(kind).hyperparameters();
        marks.put(Settings.LEARNING_RATE.key(), Settings.LEARNING_RATE.text(other));
    }

    /** The field of {@code setting} holds a text that can be read, or not; then its value is no longer marked. */
    void readable(Setting<?> setting, boolean now) {
        if (now ? unreadable.remove(setting) : unreadable.add(setting)) {
            if (!now) marks.remove(setting.key());
            show();
        }
    }

    /** Applies what is marked if there is nothing to lose by it. */
    void settle() {
        if (kept.getValue().isEmpty()) apply();
    }

    /** Applies what is marked. Returns false if that was refused, which changes nothing. */
    boolean apply() {
        if (!unreadable.isEmpty()) return false;
        if (!pending.get()) return true;
        try {
            change.accept(shown.get());
        } catch (Refusal refused) {
            refusal.set(refused.getMessage());
            return false;
        }
        cancel();
        return true;
    }

    /** Forgets what is marked. */
    void cancel() {
        marks.clear();
        unreadable.clear();
        refusal.set("");
        show();
    }

    private void show() {
        Hyperparameters run = values.getValue();
        marks.entrySet()
                .removeIf(mark -> Settings.named(mark.getKey()).text(run).equals(mark.getValue()));
        shown.set(Settings.fromTexts(run, marks));
        readable.set(unreadable.isEmpty());
        pending.set(!marks.isEmpty() || !unreadable.isEmpty());
        describe();
    }

    private void describe() {
        if (!unreadable.isEmpty())
            words.set(Texts.of("form.new.open", unreadable.iterator().next().label()));
        else
            words.set(Texts.of("form.new", NewModel.words(values.getValue(), shown.get()), kept.getValue())
                    .strip());
    }
}
