package org.latentfx.train.schedule;

import org.latentfx.text.Numbers;

/** The words of a text from left to right. Throws {@link IllegalArgumentException} where another was expected. */
final class Words {
    private final String[] words;
    private int at;

    Words(String text) {
        words = text.strip().split("\\s+");
    }

    boolean more() {
        return at < words.length;
    }

    String next() {
        if (!more()) throw new IllegalArgumentException("too short");
        return words[at++];
    }

    double number() {
        return Numbers.parse(next());
    }

    /** Passes over {@code word} if it is the next one. */
    boolean skip(String word) {
        boolean found = more() && words[at].equals(word);
        if (found) at++;
        return found;
    }
}
