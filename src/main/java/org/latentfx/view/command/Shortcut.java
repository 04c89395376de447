package org.latentfx.view.command;

import static javafx.scene.input.KeyCombination.ALT_DOWN;
import static javafx.scene.input.KeyCombination.SHIFT_DOWN;
import static javafx.scene.input.KeyCombination.SHORTCUT_DOWN;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination.Modifier;
import javafx.scene.input.KeyCombination.ModifierValue;
import javafx.scene.input.KeyEvent;
import org.latentfx.text.Texts;

/** A key with its modifiers, all others up. Immutable; any thread. */
public final class Shortcut {
    /** With the command key they move the caret or change the text of a field. */
    private static final Set<KeyCode> OF_TEXTS = EnumSet.of(
            KeyCode.A,
            KeyCode.C,
            KeyCode.V,
            KeyCode.X,
            KeyCode.Y,
            KeyCode.Z,
            KeyCode.BACK_SPACE,
            KeyCode.DELETE,
            KeyCode.LEFT,
            KeyCode.RIGHT,
            KeyCode.HOME,
            KeyCode.END);

    private final KeyCodeCombination combination;

    private Shortcut(KeyCodeCombination combination) {
        this.combination = combination;
    }

    /** {@code modifiers}: of Shift, Alt and the command key (Ctrl, on a Mac ⌘). */
    public static Shortcut of(KeyCode code, Modifier... modifiers) {
        var held = Arrays.asList(modifiers);
        return new Shortcut(new KeyCodeCombination(
                code,
                state(held.contains(SHIFT_DOWN)),
                ModifierValue.UP,
                state(held.contains(ALT_DOWN)),
                ModifierValue.UP,
                state(held.contains(SHORTCUT_DOWN))));
    }

    private static ModifierValue state(boolean down) {
        return down ? ModifierValue.DOWN : ModifierValue.UP;
    }

    boolean matches(KeyEvent event) {
        return combination.match(event);
    }

    /** Whether it means nothing to a field in which a person types. */
    boolean worksWhileTyping() {
        KeyCode code = combination.getCode();
        return code.isFunctionKey()
                || code == KeyCode.HELP
                || code == KeyCode.ESCAPE
                || withCommandKey() && !OF_TEXTS.contains(code);
    }

    boolean withCommandKey() {
        return combination.getShortcut() == ModifierValue.DOWN;
    }

    KeyCodeCombination combination() {
        return combination;
    }

    /** As printed on a keyboard, such as "Ctrl+Z". */
    public String printed() {
        String all = combination.getDisplayText();
        String bare = new KeyCodeCombination(combination.getCode()).getDisplayText();
        return all.substring(0, all.length() - bare.length()) + key(combination.getCode());
    }

    private static String key(KeyCode code) {
        return switch (code) {
            case SPACE -> Texts.of("keys.name.space");
            case BACK_SPACE -> Texts.of("keys.name.backspace");
            case ENTER -> Texts.of("keys.name.enter");
            case PERIOD -> ".";
            case COMMA -> ",";
            case PLUS -> "+";
            case MINUS -> "−";
            case OPEN_BRACKET -> "[";
            case CLOSE_BRACKET -> "]";
            case ESCAPE -> "Esc";
            case LEFT -> "←";
            case RIGHT -> "→";
            case UP -> "↑";
            case DOWN -> "↓";
            default -> new KeyCodeCombination(code).getDisplayText();
        };
    }
}
