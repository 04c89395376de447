package org.latentfx.view.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyEvent;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/**
 * Every command of the window, in the order of the menus, for menus, buttons and keyboard alike. A focused control that
 * uses a key itself (a text field, a slider, the map) gets it first. FX thread only.
 */
public final class Actions {
    private final Map<Keys, Command> byName = new EnumMap<>(Keys.class);
    private final List<Supplier<List<Command>>> table = new ArrayList<>();
    private final EventHandler<KeyEvent> filter = this::beforeControls;
    private final EventHandler<KeyEvent> handler = this::afterControls;

    /** Gives a row of the table of names its action. */
    public Actions on(Keys key, Runnable action) {
        return on(key, Command.of(key, action));
    }

    /** Gives a row its action, which is possible at times only. */
    public Actions on(Keys key, Runnable action, ObservableValue<Boolean> possible) {
        return on(key, Command.of(key, action).when(possible));
    }

    /** Gives a row its command: {@link Command#of(Keys, Runnable)} with what changes in it. */
    public Actions on(Keys key, Command command) {
        byName.put(key, command);
        return this;
    }

    /** Adds a command that no other view calls by name. */
    public Actions add(Command command) {
        return list(() -> List.of(command));
    }

    /** Adds commands that are asked for each time, such as the files opened last. */
    public Actions list(Supplier<List<Command>> commands) {
        table.add(commands);
        return this;
    }

    /** Every command now, by menu and section. */
    public List<Command> all() {
        var all = new ArrayList<>(byName.values());
        for (Supplier<List<Command>> commands : table) all.addAll(commands.get());
        all.sort(Comparator.comparing(Command::menu).thenComparingInt(Command::section));
        return all;
    }

    /** The command of a row; null if it has no action here. */
    public @Nullable Command of(Keys key) {
        return byName.get(key);
    }

    /** Does what the row says; nothing if it has no action here or cannot be done now. */
    public void run(Keys key) {
        Command command = byName.get(key);
        if (command != null) command.run();
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
     * keys. A slider or scroll pane would scroll on Space, so Space plays there, too. A text field with no edit of its
     * own to take back leaves undo to the window.
     */
    private void beforeControls(KeyEvent event) {
        Node owner = ((Scene) event.getSource()).getFocusOwner();
        boolean clicked = owner instanceof ButtonBase && !owner.isFocusVisible();
        boolean scrolls = owner instanceof Slider || owner instanceof ScrollPane;
        if (menuIsOpen()) return;
        if (owner instanceof TextInputControl text) {
            if (!text.isUndoable()) perform(Keys.UNDO, event);
            if (!text.isRedoable()) perform(Keys.REDO, event);
        }
        if (clicked || scrolls) perform(Keys.PLAY, event);
        if (clicked && !event.isConsumed()) perform(Keys.STEP, event);
    }

    private void perform(Keys key, KeyEvent event) {
        Command command = byName.get(key);
        if (command == null) return;
        if (key.all().stream().anyMatch(shortcut -> shortcut.matches(event))) perform(command, event);
    }

    private void afterControls(KeyEvent event) {
        boolean typing = ((Scene) event.getSource()).getFocusOwner() instanceof TextInputControl;
        if (menuIsOpen()) return;
        for (Command command : all())
            for (Shortcut shortcut : command.shortcuts())
                if (shortcut.matches(event) && (!typing || shortcut.worksWhileTyping())) {
                    perform(command, event);
                    return;
                }
    }

    /** The letters and arrows are those of the menu then. */
    private static boolean menuIsOpen() {
        return Window.getWindows().stream().anyMatch(window -> window instanceof ContextMenu && window.isShowing());
    }

    private static void perform(Command command, KeyEvent event) {
        command.run();
        event.consume();
    }
}
