package org.latentfx.view.command;

import java.util.List;
import java.util.stream.Stream;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/**
 * Something a person can have done: a row of a menu, a key, a line of the finder. Immutable; FX thread only.
 *
 * @param id names it for tests and style sheets
 * @param section a line parts it in its menu from those of other sections, which stand in order
 * @param submenu title of the menu within the menu; empty for none
 * @param name what it does now, such as "Undo: β 4"
 * @param keys printed, such as "Home or 0"; empty if it has none
 * @param possible whether it can be done now
 * @param chosen whether what it switches is on; null if it switches nothing
 */
public record Command(
        String id,
        MenuTitle menu,
        int section,
        String submenu,
        ObservableValue<String> name,
        List<Shortcut> shortcuts,
        String keys,
        ObservableValue<Boolean> possible,
        @Nullable ObservableValue<Boolean> chosen,
        Runnable action) {

    /** A command without a key that can always be done. */
    public static Command of(String id, MenuTitle menu, int section, String name, Runnable action) {
        return new Command(
                id,
                menu,
                section,
                "",
                new SimpleStringProperty(name),
                List.of(),
                "",
                new SimpleBooleanProperty(true),
                null,
                action);
    }

    /** One with a row among the {@link Keys}. */
    public static Command of(Keys key, Runnable action) {
        return of(key.textKey(), key.menu(), key.section(), key.label(), action)
                .within(key.submenu())
                .shortcuts(key.all(), key.shortcuts());
    }

    /** The same, done by {@code main}, which is printed, and by the same key of other keyboards. */
    public Command on(Shortcut main, Shortcut... others) {
        return shortcuts(Stream.concat(Stream.of(main), Stream.of(others)).toList(), main.printed());
    }

    private Command shortcuts(List<Shortcut> now, String printed) {
        return new Command(id, menu, section, submenu, name, now, printed, possible, chosen, action);
    }

    /** The same in a menu within its menu. */
    public Command within(String title) {
        return new Command(id, menu, section, title, name, shortcuts, keys, possible, chosen, action);
    }

    /** The same, named by what it would do now. */
    public Command named(ObservableValue<String> now) {
        return new Command(id, menu, section, submenu, now, shortcuts, keys, possible, chosen, action);
    }

    /** The same, possible at times only. */
    public Command when(ObservableValue<Boolean> now) {
        return new Command(id, menu, section, submenu, name, shortcuts, keys, now, chosen, action);
    }

    /** The same for something that is on or off. */
    public Command chosen(ObservableValue<Boolean> now) {
        return new Command(id, menu, section, submenu, name, shortcuts, keys, possible, now, action);
    }

    /** Does it, if that is possible now. */
    public void run() {
        if (possible.getValue()) action.run();
    }

    /** The main key as printed; empty if it has none. */
    public String shortcut() {
        return shortcuts.isEmpty() ? "" : shortcuts.get(0).printed();
    }
}
