package org.latentfx.view.settings;

import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.latentfx.model.Likelihood;
import org.latentfx.text.Texts;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Setting;
import org.latentfx.train.Settings;
import org.latentfx.view.command.Actions;
import org.latentfx.view.command.Keys;
import org.latentfx.view.kit.IconButtons;
import org.latentfx.view.kit.PanelHeader;
import org.latentfx.view.kit.Tips;

/**
 * The settings form: one row for each row of the {@link Settings} table. Those that reset the run stand apart from
 * those that act at once. It holds no values. FX thread only.
 */
public final class SettingsForm extends VBox {
    private final ObservableValue<Hyperparameters> values;
    private final Consumer<Hyperparameters> change;
    private final Consumer<Boolean> held;
    private final Actions actions;

    /**
     * @param change asked with all values when a person changes one
     * @param held told when a hand takes hold of a setting and when it lets go
     * @param actions what the button for a new seed does
     */
    public SettingsForm(
            ObservableValue<Hyperparameters> values,
            Consumer<Hyperparameters> change,
            Consumer<Boolean> held,
            Actions actions) {
        this.values = values;
        this.change = change;
        this.held = held;
        this.actions = actions;
        getStyleClass().add("settings-form");
        section("form.model", false);
        section("form.training", true);
    }

    private void section(String key, boolean live) {
        var header = new PanelHeader(Texts.of(key)).detail(Texts.of(key + ".note", Keys.UNDO.shortcut()));
        getChildren().add(header);
        Tips.say(header, Texts.of(key + ".help", Keys.UNDO.shortcut()));
        for (Setting<?> setting : Settings.ALL)
            if (setting.live() == live) getChildren().add(row(setting));
    }

    private Node row(Setting<?> setting) {
        if (setting == Settings.SEED) return new SettingRow<>(setting, values, change, dice());
        var row = new SettingRow<>(setting, values, change);
        row.heldProperty().addListener((property, before, now) -> held.accept(now));
        if (setting == Settings.VARIANCE) {
            row.visibleProperty().bind(values.map(v -> v.likelihood() == Likelihood.GAUSSIAN));
            row.managedProperty().bind(row.visibleProperty());
        }
        return row;
    }

    private Button dice() {
        var button = IconButtons.button(Feather.SHUFFLE, Keys.NEW_SEED, actions);
        button.setId("new-seed");
        button.getStyleClass().addAll("icon-button", "small-button");
        return button;
    }
}
