package org.latentfx.view.kit;

import java.util.List;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyEvent;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.latentfx.view.command.Actions;
import org.latentfx.view.command.Keys;

/**
 * Buttons that show an icon instead of words. Each has a name for screen readers and a tip for everybody else. Sizes
 * and colours are the style sheets'. FX thread only.
 */
public final class IconButtons {
    /** Reached by an arrow key; Tab has a state of its own. */
    private static final PseudoClass BY_ARROW = PseudoClass.getPseudoClass("by-arrow");

    private IconButtons() {}

    /** A button named after what it does, which the tip says as well. */
    public static Button button(Feather icon, String name, Runnable action) {
        Button button = dress(new Button(), icon, name, name);
        button.setOnAction(event -> action.run());
        return button;
    }

    /** A button for an action that has a key, too; the tip names the key. */
    public static Button button(Feather icon, Keys key, Actions actions) {
        Button button = dress(new Button(), icon, key.label(), key.tooltip());
        button.setOnAction(event -> actions.run(key));
        return button;
    }

    /** Gives {@code button} its icon and its words. Modified. */
    public static <B extends ButtonBase> B dress(B button, Feather icon, String name, String tip) {
        button.setGraphic(new FontIcon(icon));
        return name(button, name, tip);
    }

    /** Changes what {@code button} is called. Modified. */
    public static <B extends ButtonBase> B name(B button, String name, String tip) {
        button.setAccessibleText(name);
        Tips.say(button, tip);
        return button;
    }

    /** Arrow keys that go from one of {@code toggles} to the next show where they are, as Tab does. */
    public static void ring(List<? extends ToggleButton> toggles) {
        var arrow = new SimpleBooleanProperty();
        for (ToggleButton toggle : toggles) {
            toggle.addEventFilter(
                    KeyEvent.KEY_PRESSED, event -> arrow.set(event.getCode().isArrowKey()));
            toggle.addEventFilter(KeyEvent.KEY_RELEASED, event -> arrow.set(false));
            toggle.focusedProperty()
                    .addListener(
                            (property, before, now) -> toggle.pseudoClassStateChanged(BY_ARROW, now && arrow.get()));
        }
    }
}
