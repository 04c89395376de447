package org.latentfx.view.window;

import atlantafx.base.controls.ModalPane;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.latentfx.text.Texts;
import org.latentfx.view.command.Actions;
import org.latentfx.view.command.Command;
import org.latentfx.view.command.MenuTitle;
import org.latentfx.view.kit.PanelHeader;

/**
 * The list of all keys, laid over the window; Esc or a click beside it closes it. Everything in it comes from
 * {@link Actions}, and is made when it is first opened. FX thread only.
 */
public final class KeysDialog extends ModalPane {
    private final Actions actions;
    private final VBox card = new VBox();

    /** @param actions whose keys are listed */
    public KeysDialog(Actions actions) {
        this.actions = actions;
        setId("keys-dialog");
        setInTransitionFactory(null); // moving in, the card leaves a picture of itself behind where it began
        setOutTransitionFactory(null);
        setAccessibleText(Texts.of("keys.title"));
    }

    private void fill() {
        card.getStyleClass().add("keys-card");
        card.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        var title = new Label(Texts.of("keys.title"));
        title.getStyleClass().add("keys-title");
        var grid = new GridPane();
        grid.getStyleClass().add("keys-grid");
        int row = 0;
        for (MenuTitle group : MenuTitle.values()) {
            grid.add(new PanelHeader(group.label()), 0, row++, 2, 1);
            for (Command command : actions.all()) {
                if (command.menu() != group || command.keys().isEmpty()) continue;
                grid.addRow(row++, new Label(command.name().getValue()), new HBox(cap(command.keys())));
            }
            for (int i = 0; Texts.has(mouse(group, i)); i++)
                grid.addRow(row++, new Label(Texts.of(mouse(group, i))), cap(Texts.of(mouse(group, i) + ".how")));
        }
        card.getChildren().addAll(title, grid);
    }

    /** Shows the list, or closes it. */
    public void toggle() {
        if (isDisplay()) {
            hide(true);
            return;
        }
        if (card.getChildren().isEmpty()) fill();
        show(card);
    }

    /** What is done with the mouse or by a view of its own, listed beside the keys. */
    private static String mouse(MenuTitle group, int i) {
        return "keys." + group.key() + ".more." + i;
    }

    private static Label cap(String text) {
        var label = new Label(text);
        label.getStyleClass().add("key-cap");
        return label;
    }
}
