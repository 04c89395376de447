package org.latentfx.view.window.card;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Something that the finder offers. Immutable; FX thread only.
 *
 * @param name what it is, as it is searched and shown
 * @param note in small letters on the right: its key, or its kind
 * @param action done by Enter
 * @param words what else it is searched by
 */
public record Found(String name, String note, Runnable action, List<String> words) {
    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");

    private static final Map<String, String> GREEK =
            Map.of("α", "alpha", "β", "beta", "γ", "gamma", "ε", "epsilon", "λ", "lambda", "μ", "mu", "σ", "sigma");

    /** Searched by its name alone. */
    public Found(String name, String note, Runnable action) {
        this(name, note, action, List.of());
    }

    /** How well a few letters fit: higher is better, 0 not at all. Each word must begin a word, or stand within one. */
    int fit(String typed) {
        String all = plain(typed.strip());
        return Stream.concat(Stream.of(name), words.stream())
                .mapToInt(word -> fit(plain(word), all))
                .max()
                .orElse(0);
    }

    /** In small letters without accents, which nobody types, and with Greek ones spelt out. */
    private static String plain(String text) {
        String bare = ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        for (var letter : GREEK.entrySet()) bare = bare.replace(letter.getKey(), letter.getValue());
        return bare;
    }

    private static int fit(String text, String all) {
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
