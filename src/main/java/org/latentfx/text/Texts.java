package org.latentfx.text;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * Every sentence and label a person reads, by key, from the one resource bundle (English first). A missing key is a
 * programming error and throws. Any thread may use it.
 */
public final class Texts {
    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle("org.latentfx.messages", Locale.ENGLISH);

    private Texts() {}

    /** The text of {@code key}, its placeholders {@code {0}, {1}, …} filled in as {@link MessageFormat} does. */
    public static String of(String key, Object... arguments) {
        String pattern = BUNDLE.getString(key);
        return arguments.length == 0 ? pattern : new MessageFormat(pattern, Locale.ENGLISH).format(arguments);
    }

    /** Whether the bundle holds {@code key}. */
    public static boolean has(String key) {
        return BUNDLE.containsKey(key);
    }
}
