package org.latentfx.view.command;

import static javafx.scene.input.KeyCombination.ALT_DOWN;
import static javafx.scene.input.KeyCombination.SHIFT_DOWN;
import static javafx.scene.input.KeyCombination.SHORTCUT_DOWN;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.scene.input.KeyCode;
import org.latentfx.text.Texts;

/**
 * The commands that several views know by name: what each does in words, the menu it stands in, and the keys that do
 * it. Those of one menu are parted by a line where the section changes. {@link Actions} holds what they run. Immutable;
 * any thread.
 */
public enum Keys {
    OPEN_PICTURE(MenuTitle.FILE, 2, Shortcut.of(KeyCode.I)),
    SAVE_MODEL(MenuTitle.FILE, 3),
    QUIT(MenuTitle.FILE, 9, Shortcut.of(KeyCode.Q, SHORTCUT_DOWN)),
    UNDO(MenuTitle.EDIT, 0, Shortcut.of(KeyCode.Z, SHORTCUT_DOWN)),
    REDO(MenuTitle.EDIT, 0, Shortcut.of(KeyCode.Z, SHORTCUT_DOWN, SHIFT_DOWN), Shortcut.of(KeyCode.Y, SHORTCUT_DOWN)),
    PASTE(MenuTitle.EDIT, 1, Shortcut.of(KeyCode.V, SHORTCUT_DOWN)),
    FIND(MenuTitle.EDIT, 2, Shortcut.of(KeyCode.F, SHORTCUT_DOWN)),
    FIND_ANYTHING(MenuTitle.EDIT, 2, Shortcut.of(KeyCode.K, SHORTCUT_DOWN)),
    CLEAR(MenuTitle.EDIT, 3, Shortcut.of(KeyCode.ESCAPE)),
    PLAY(MenuTitle.RUN, 0, Shortcut.of(KeyCode.SPACE)),
    STEP(
            MenuTitle.RUN,
            0,
            Shortcut.of(KeyCode.PERIOD),
            Shortcut.of(KeyCode.DECIMAL),
            Shortcut.of(KeyCode.SEPARATOR),
            Shortcut.of(KeyCode.RIGHT)),
    SLOW_MOTION(MenuTitle.RUN, 0, Shortcut.of(KeyCode.PERIOD, SHORTCUT_DOWN)),
    RESET(MenuTitle.RUN, 1, Shortcut.of(KeyCode.BACK_SPACE, SHORTCUT_DOWN)),
    NEW_SEED(MenuTitle.RUN, 1, Shortcut.of(KeyCode.D, SHORTCUT_DOWN)),
    FROM_SCRATCH(MenuTitle.RUN, 1),
    EARLIER(MenuTitle.RUN, 3, Shortcut.of(KeyCode.LEFT, SHORTCUT_DOWN)),
    LATER(MenuTitle.RUN, 3, Shortcut.of(KeyCode.RIGHT, SHORTCUT_DOWN)),
    LIVE(MenuTitle.RUN, 3, Shortcut.of(KeyCode.END, SHORTCUT_DOWN)),
    PLAY_PAST(MenuTitle.RUN, 3, Shortcut.of(KeyCode.SPACE, SHIFT_DOWN)),
    CLASSIFIER(MenuTitle.RUN, 2),
    EVENTS(MenuTitle.RUN, 2, Shortcut.of(KeyCode.E, SHORTCUT_DOWN, SHIFT_DOWN)),
    NEW_RUN(MenuTitle.RUN, 4, Shortcut.of(KeyCode.N, SHORTCUT_DOWN)),
    TWIN(MenuTitle.RUN, 4, Shortcut.of(KeyCode.N, SHORTCUT_DOWN, SHIFT_DOWN)),
    TWIN_CHANGES(MenuTitle.RUN, 4),
    FORK(MenuTitle.RUN, 4, Shortcut.of(KeyCode.B, SHORTCUT_DOWN)),
    FORK_GROUP(MenuTitle.RUN, 4, Shortcut.of(KeyCode.B, SHORTCUT_DOWN, SHIFT_DOWN)),
    DUPLICATE(MenuTitle.RUN, 4, Shortcut.of(KeyCode.D, SHORTCUT_DOWN, SHIFT_DOWN)),
    NEXT_RUN(MenuTitle.RUN, 5, Shortcut.of(KeyCode.PAGE_DOWN, SHORTCUT_DOWN)),
    PREVIOUS_RUN(MenuTitle.RUN, 5, Shortcut.of(KeyCode.PAGE_UP, SHORTCUT_DOWN)),
    PAUSE_ALL(MenuTitle.RUN, 5, Shortcut.of(KeyCode.P, SHORTCUT_DOWN, SHIFT_DOWN)),
    RENAME_RUN(MenuTitle.RUN, 5, Shortcut.of(KeyCode.F2)),
    REMOVE_RUN(MenuTitle.RUN, 5),
    RANDOM(MenuTitle.MAP, 0, Shortcut.of(KeyCode.R)),
    ZERO(MenuTitle.MAP, 0, Shortcut.of(KeyCode.HOME), Shortcut.of(KeyCode.DIGIT0), Shortcut.of(KeyCode.NUMPAD0)),
    BACK(MenuTitle.MAP, 0, Shortcut.of(KeyCode.LEFT, ALT_DOWN), Shortcut.of(KeyCode.OPEN_BRACKET)),
    FORWARD(MenuTitle.MAP, 0, Shortcut.of(KeyCode.RIGHT, ALT_DOWN), Shortcut.of(KeyCode.CLOSE_BRACKET)),
    NEXT_CLASS(MenuTitle.MAP, 0, Shortcut.of(KeyCode.C)),
    PREVIOUS_CLASS(MenuTitle.MAP, 0, Shortcut.of(KeyCode.C, SHIFT_DOWN)),
    LAYOUT(MenuTitle.MAP, 4, Shortcut.of(KeyCode.U)),
    EXPLORE(MenuTitle.VIEW, 0, Shortcut.of(KeyCode.DIGIT1, SHORTCUT_DOWN), Shortcut.of(KeyCode.NUMPAD1, SHORTCUT_DOWN)),
    DEBUG(MenuTitle.VIEW, 0, Shortcut.of(KeyCode.DIGIT2, SHORTCUT_DOWN), Shortcut.of(KeyCode.NUMPAD2, SHORTCUT_DOWN)),
    COMPARE(MenuTitle.VIEW, 0, Shortcut.of(KeyCode.DIGIT3, SHORTCUT_DOWN), Shortcut.of(KeyCode.NUMPAD3, SHORTCUT_DOWN)),
    SWEEP(MenuTitle.VIEW, 0, Shortcut.of(KeyCode.DIGIT4, SHORTCUT_DOWN), Shortcut.of(KeyCode.NUMPAD4, SHORTCUT_DOWN)),
    MODEL(MenuTitle.VIEW, 0, Shortcut.of(KeyCode.DIGIT5, SHORTCUT_DOWN), Shortcut.of(KeyCode.NUMPAD5, SHORTCUT_DOWN)),
    DRAW(MenuTitle.VIEW, 0, Shortcut.of(KeyCode.D)),
    ALONE(MenuTitle.VIEW, 1, Shortcut.of(KeyCode.F9)),
    PRESENT(MenuTitle.VIEW, 1, Shortcut.of(KeyCode.F5)),
    LARGER(
            MenuTitle.VIEW,
            2,
            Shortcut.of(KeyCode.PLUS, SHORTCUT_DOWN),
            Shortcut.of(KeyCode.PLUS, SHORTCUT_DOWN, SHIFT_DOWN),
            Shortcut.of(KeyCode.EQUALS, SHORTCUT_DOWN),
            Shortcut.of(KeyCode.EQUALS, SHORTCUT_DOWN, SHIFT_DOWN),
            Shortcut.of(KeyCode.ADD, SHORTCUT_DOWN)),
    SMALLER(MenuTitle.VIEW, 2, Shortcut.of(KeyCode.MINUS, SHORTCUT_DOWN), Shortcut.of(KeyCode.SUBTRACT, SHORTCUT_DOWN)),
    USUAL_SIZE(
            MenuTitle.VIEW, 2, Shortcut.of(KeyCode.DIGIT0, SHORTCUT_DOWN), Shortcut.of(KeyCode.NUMPAD0, SHORTCUT_DOWN)),
    THEME(MenuTitle.VIEW, 3, Shortcut.of(KeyCode.T, SHORTCUT_DOWN)),
    FULL_SCREEN(MenuTitle.VIEW, 3, Shortcut.of(KeyCode.F11)),
    HELP(MenuTitle.HELP, 0, Shortcut.of(KeyCode.F1), Shortcut.of(KeyCode.HELP)),
    GLOSSARY(MenuTitle.HELP, 0),
    KEYS(MenuTitle.HELP, 0, Shortcut.of(KeyCode.F1, SHIFT_DOWN), Shortcut.of(KeyCode.SLASH, SHIFT_DOWN));

    private final MenuTitle menu;
    private final int section;
    private final List<Shortcut> shortcuts;

    Keys(MenuTitle menu, int section, Shortcut... shortcuts) {
        this.menu = menu;
        this.section = section;
        this.shortcuts = List.of(shortcuts);
    }

    MenuTitle menu() {
        return menu;
    }

    int section() {
        return section;
    }

    /** Title of the menu within the menu that its section is; empty where its rows stand in the menu itself. */
    String submenu() {
        return submenu(menu, section);
    }

    /** The same of any section. */
    public static String submenu(MenuTitle menu, int section) {
        String own = "menu." + menu.key() + ".section." + section;
        return Texts.has(own) ? Texts.of(own) : "";
    }

    List<Shortcut> all() {
        return shortcuts;
    }

    /** What it does, as on a button or in a menu. */
    public String label() {
        return Texts.of("keys." + textKey());
    }

    /** The main key as printed on a keyboard, such as "Ctrl+Z"; empty if it has none. */
    public String shortcut() {
        return shortcuts.isEmpty() ? "" : shortcuts.get(0).printed();
    }

    /** Every key in words, such as "Home or 0". */
    public String shortcuts() {
        String own = "keys." + textKey() + ".shortcuts";
        if (Texts.has(own)) return Texts.of(own);
        return shortcuts.stream().map(Shortcut::printed).collect(Collectors.joining(" " + Texts.of("keys.or") + " "));
    }

    /** The label and the key: what a tooltip says. */
    public String tooltip() {
        return shortcuts.isEmpty() ? label() : Texts.of("keys.tooltip", label(), shortcut());
    }

    String textKey() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
