package org.latentfx.text;

import java.util.Arrays;

/**
 * Something a person gave cannot be used. The message is one plain sentence for that person: what was found, what was
 * expected, what to do. Whoever throws it has changed nothing. What it quotes is shortened, and characters that cannot
 * be seen are written out: a damaged file must not fill the screen nor steer a terminal.
 */
public final class Refusal extends RuntimeException {
    private static final int LONGEST = 300;
    private static final int KEPT_END = 60;

    /** A refusal with the text of {@code key}, filled in with {@code arguments}. */
    public Refusal(String key, Object... arguments) {
        super(Texts.of(key, readable(arguments)));
    }

    /** As above, keeping what the machine reported. */
    public Refusal(Throwable cause, String key, Object... arguments) {
        super(Texts.of(key, readable(arguments)), cause);
    }

    private static Object[] readable(Object[] arguments) {
        return Arrays.stream(arguments)
                .map(argument -> argument instanceof Number ? argument : readable(String.valueOf(argument)))
                .toArray();
    }

    private static String readable(String text) {
        String shortened = text.length() <= LONGEST
                ? text
                : text.substring(0, LONGEST - KEPT_END) + "…" + text.substring(text.length() - KEPT_END);
        var out = new StringBuilder();
        shortened
                .codePoints()
                .forEach(c -> out.append(visible(c) ? Character.toString(c) : String.format("\\u%04X", c)));
        return out.toString();
    }

    private static boolean visible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
