package org.latentfx.view.kit;

import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.latentfx.view.command.Actions;
import org.latentfx.view.command.Keys;

/**
 * Buttons that show an icon instead of words. Each has a name for screen readers and a tip for everybody else. Sizes
 * and colours are the style sheets'. FX thread only.
 */
public final class IconButtons {
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
}
