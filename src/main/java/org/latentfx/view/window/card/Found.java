package org.latentfx.view.window.card;

import java.util.Locale;

/**
 * Something that the finder offers. Immutable; FX thread only.
 *
 * @param name what it is, as it is searched and shown
 * @param note in small letters on the right: its key, or its kind
 * @param action done by Enter
 */
public record Found(String name, String note, Runnable action) {
    /** How well a few letters fit: higher is better, 0 not at all. Each word must begin a word, or stand within one. */
    int fit(String typed) {
        String text = name.toLowerCase(Locale.ROOT);
        String all = typed.strip().toLowerCase(Locale.ROOT);
        if (text.startsWith(all)) return 3;
        int fit = 2;
        for (String word : all.split("\\s+")) {
            boolean begins = text.startsWith(word) || text.contains(" " + word) || text.contains("(" + word);
            if (!begins) fit = text.contains(word) ? Math.min(fit, 1) : 0;
            if (fit == 0) return 0;
        }
        return fit;
    }
}
