package org.latentfx.view.settings;

import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.latentfx.text.Texts;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Setting;
import org.latentfx.train.Settings;
import org.latentfx.train.schedule.Schedule;
import org.latentfx.view.command.Actions;
import org.latentfx.view.command.Keys;
import org.latentfx.view.kit.IconButtons;
import org.latentfx.view.kit.PanelHeader;
import org.latentfx.view.kit.Tips;

/**
 * The settings form: one row for each row of the {@link Settings} table. Those that need a new model stand apart from
 * those that act at once; changes of theirs are marked until they are applied together. FX thread only.
 */
public final class SettingsForm extends VBox {
    private final ObservableValue<Hyperparameters> values;
    private final Consumer<Hyperparameters> change;
    private final Consumer<Boolean> held;
    private final Actions actions;
    private final ObservableValue<? extends Number> epochsDone;
    private final ModelDraft draft;

    /**
     * @param kept says what becomes of the run when a new model takes its place; empty while there is nothing to lose
     * @param change asked with all values when a person changes one, or several of the model's; may refuse
     * @param held told when a hand takes hold of a setting and when it lets go
     * @param epochsDone how far the run is
     * @param actions what the button for a new seed does
     */
    public SettingsForm(
            ObservableValue<Hyperparameters> values,
            ObservableValue<String> kept,
            Consumer<Hyperparameters> change,
            Consumer<Boolean> held,
            ObservableValue<? extends Number> epochsDone,
            Actions actions) {
        this.values = values;
        this.change = change;
        this.held = held;
        this.epochsDone = epochsDone;
        this.actions = actions;
        draft = new ModelDraft(values, kept, change);
        getStyleClass().add("settings-form");
        section("form.model", false);
        getChildren().add(new NewModelLine(draft));
        section("form.training", true);
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE && cancel()) event.consume();
        });
    }

    /** Forgets the changes that are marked. Returns false if there are none. */
    public boolean cancel() {
        boolean pending = draft.pendingProperty().get();
        if (pending) draft.cancel();
        return pending;
    }

    private void section(String key, boolean live) {
        var header = new PanelHeader(Texts.of(key)).detail(Texts.of(key + ".note", Keys.UNDO.shortcut()));
        getChildren().add(header);
        Tips.say(header, Texts.of(key + ".help", Keys.UNDO.shortcut()));
        for (Setting<?> setting : Settings.ALL)
            if (setting.live() == live) getChildren().add(row(setting));
    }

    /** The row of a setting, there while it means anything to the model that the form describes. */
    private Node row(Setting<?> setting) {
        Node row = made(setting);
        row.visibleProperty().bind(draft.shownProperty().map(values -> Settings.matters(setting, values)));
        row.managedProperty().bind(row.visibleProperty());
        return row;
    }

    private Node made(Setting<?> setting) {
        if (setting == Settings.SEED) return new SettingRow<>(setting, draft, dice());
        if (!setting.live()) return new SettingRow<>(setting, draft);
        if (setting == Settings.SCHEDULE) return scheduled(Settings.SCHEDULE, Settings.LEARNING_RATE);
        if (setting == Settings.BETA_SCHEDULE) return scheduled(Settings.BETA_SCHEDULE, Settings.BETA);
        var row = new SettingRow<>(setting, values, change);
        row.heldProperty().addListener((property, before, now) -> held.accept(now));
        return row;
    }

    /** @param of what follows the schedule */
    private Node scheduled(Setting<Schedule> setting, Setting<Double> of) {
        var row = new ScheduleRow(setting, of, values, epochsDone, change);
        row.heldProperty().addListener((property, before, now) -> held.accept(now));
        return row;
    }

    private Button dice() {
        var button = IconButtons.button(Feather.SHUFFLE, Keys.NEW_SEED, actions);
        button.setId("new-seed");
        button.getStyleClass().addAll("icon-button", "small-button");
        return button;
    }
}
