package org.latentfx.view.kit;

import java.util.EnumMap;
import java.util.Map;
import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/**
 * The action of each row of {@link Keys}, for buttons and keyboard alike. A focused control that uses the key itself (a
 * text field, a slider, the map) gets it first. FX thread only.
 */
public final class Actions {
    private final Map<Keys, Runnable> table = new EnumMap<>(Keys.class);
    private final EventHandler<KeyEvent> filter = this::beforeControls;
    private final EventHandler<KeyEvent> handler = this::afterControls;

    /** Gives a row its action. */
    public Actions on(Keys key, Runnable action) {
        table.put(key, action);
        return this;
    }

    /** Does what the row says; nothing if it has no action here. */
    public void run(Keys key) {
        Runnable action = table.get(key);
        if (action != null) action.run();
    }

    /** Moves the keyboard from one scene to another; either may be null. */
    public void listen(@Nullable Scene before, @Nullable Scene now) {
        if (before != null) {
            before.removeEventFilter(KeyEvent.KEY_PRESSED, filter);
            before.removeEventHandler(KeyEvent.KEY_PRESSED, handler);
        }
        if (now != null) {
            now.addEventFilter(KeyEvent.KEY_PRESSED, filter);
            now.addEventHandler(KeyEvent.KEY_PRESSED, handler);
        }
    }

    /**
     * A button that was clicked keeps the focus, yet Space must play and → must step. A button reached by Tab keeps its
     * keys. A slider or scroll pane would scroll on Space, so Space plays there, too.
     */
    private void beforeControls(KeyEvent event) {
        Node owner = ((Scene) event.getSource()).getFocusOwner();
        boolean clicked = owner instanceof ButtonBase && !owner.isFocusVisible();
        boolean scrolls = owner instanceof Slider || owner instanceof ScrollPane;
        if (Keys.PLAY.matches(event) && (clicked || scrolls)) perform(Keys.PLAY, event);
        else if (Keys.STEP.matches(event) && clicked) perform(Keys.STEP, event);
    }

    private void afterControls(KeyEvent event) {
        boolean typing = ((Scene) event.getSource()).getFocusOwner() instanceof TextInputControl;
        for (Keys key : Keys.values())
            if (key.matches(event) && (!typing || key.worksWhileTyping())) {
                perform(key, event);
                return;
            }
    }

    private void perform(Keys key, KeyEvent event) {
        run(key);
        event.consume();
    }
}
