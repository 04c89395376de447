package org.latentfx.view.kit;

import static javafx.scene.input.KeyCombination.SHIFT_DOWN;
import static javafx.scene.input.KeyCombination.SHORTCUT_DOWN;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.latentfx.text.Texts;

/**
 * The table of keys: what each does in words, and which combinations do it. Accelerators, tooltips and the list of keys
 * are made from it; {@link Actions} holds what a key runs. Immutable; any thread.
 */
public enum Keys {
    PLAY(Group.TRAINING, key(KeyCode.SPACE)),
    STEP(Group.TRAINING, key(KeyCode.PERIOD), key(KeyCode.DECIMAL), key(KeyCode.RIGHT)),
    RESET(Group.TRAINING, key(KeyCode.BACK_SPACE, SHORTCUT_DOWN)),
    NEW_SEED(Group.TRAINING, key(KeyCode.D, SHORTCUT_DOWN)),
    RANDOM(Group.POINT, key(KeyCode.R)),
    ZERO(Group.POINT, key(KeyCode.DIGIT0), key(KeyCode.NUMPAD0), key(KeyCode.HOME)),
    BACK(Group.POINT, key(KeyCode.OPEN_BRACKET)),
    FORWARD(Group.POINT, key(KeyCode.CLOSE_BRACKET)),
    DRAW(Group.POINT, key(KeyCode.D)),
    OPEN_PICTURE(Group.POINT, key(KeyCode.I)),
    PASTE(Group.POINT, key(KeyCode.V, SHORTCUT_DOWN)),
    LAYOUT(Group.POINT, key(KeyCode.U)),
    CLEAR(Group.POINT, key(KeyCode.ESCAPE)),
    UNDO(Group.WINDOW, key(KeyCode.Z, SHORTCUT_DOWN)),
    REDO(Group.WINDOW, key(KeyCode.Z, SHORTCUT_DOWN, SHIFT_DOWN), key(KeyCode.Y, SHORTCUT_DOWN)),
    FIND(Group.WINDOW, key(KeyCode.F, SHORTCUT_DOWN)),
    THEME(Group.WINDOW, key(KeyCode.T, SHORTCUT_DOWN)),
    FULL_SCREEN(Group.WINDOW, key(KeyCode.F11)),
    HELP(Group.WINDOW, key(KeyCode.F1), key(KeyCode.HELP), key(KeyCode.SLASH, SHIFT_DOWN));

    /** The headings of the list of keys. */
    public enum Group {
        TRAINING,
        POINT,
        WINDOW;

        public String label() {
            return Texts.of("keys.group." + name().toLowerCase(Locale.ROOT));
        }
    }

    private final Group group;
    private final List<KeyCodeCombination> combinations;

    Keys(Group group, KeyCodeCombination... combinations) {
        this.group = group;
        this.combinations = List.of(combinations);
    }

    public Group group() {
        return group;
    }

    /** What the key does, as on a button or in a list. */
    public String label() {
        return Texts.of("keys." + textKey());
    }

    /** The main combination as printed on a keyboard, such as "Ctrl+Z". */
    public String shortcut() {
        return printed(combinations.get(0));
    }

    /** Every combination in words, such as "0 or Home". */
    public String shortcuts() {
        String own = "keys." + textKey() + ".shortcuts";
        if (Texts.has(own)) return Texts.of(own);
        return combinations.stream().map(Keys::printed).collect(Collectors.joining(" " + Texts.of("keys.or") + " "));
    }

    /** The label and the key: what a tooltip says. */
    public String tooltip() {
        return Texts.of("keys.tooltip", label(), shortcut());
    }

    boolean matches(KeyEvent event) {
        return combinations.stream().anyMatch(c -> c.match(event));
    }

    /** Whether it works while a person types: it has a modifier that texts do not use, or is a function key. */
    boolean worksWhileTyping() {
        return group == Group.WINDOW && this != UNDO && this != REDO;
    }

    private String textKey() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String printed(KeyCodeCombination combination) {
        return switch (combination.getCode()) {
            case SPACE -> Texts.of("keys.name.space");
            case PERIOD -> ".";
            case OPEN_BRACKET -> "[";
            case CLOSE_BRACKET -> "]";
            case ESCAPE -> "Esc";
            case BACK_SPACE -> combination.getDisplayText().replace("Back Space", Texts.of("keys.name.backspace"));
            default -> combination.getDisplayText();
        };
    }

    private static KeyCodeCombination key(KeyCode code, KeyCombination.Modifier... modifiers) {
        boolean shift = Arrays.asList(modifiers).contains(SHIFT_DOWN);
        boolean shortcut = Arrays.asList(modifiers).contains(SHORTCUT_DOWN);
        return new KeyCodeCombination(
                code,
                shift ? KeyCombination.ModifierValue.DOWN : KeyCombination.ModifierValue.UP,
                KeyCombination.ModifierValue.UP,
                KeyCombination.ModifierValue.UP,
                KeyCombination.ModifierValue.UP,
                shortcut ? KeyCombination.ModifierValue.DOWN : KeyCombination.ModifierValue.UP);
    }
}
