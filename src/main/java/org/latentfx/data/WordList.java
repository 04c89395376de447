package org.latentfx.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The words of a text with one a line, perhaps followed by a tab and its class. Accents and capitals are folded, words
 * that came before are left out, and so is what is no word of a to z then, or too long. Immutable by convention.
 *
 * @param words of a to z, in the order in which they came
 * @param classes of each, as it was given; empty where none was
 * @param repeated how many lines were left out because they came before
 * @param other how many because they hold something else than a to z, or more than {@link Letters#LONGEST}
 */
public record WordList(List<String> words, List<String> classes, int repeated, int other) {
    public static WordList of(byte[] text) {
        var words = new ArrayList<String>();
        var classes = new ArrayList<String>();
        Set<String> seen = new HashSet<>();
        int repeated = 0;
        int other = 0;
        for (String line : lines(text)) {
            String[] fields = line.split("\t", 2);
            String word = Letters.folded(fields[0]);
            if (word.isEmpty() || word.length() > Letters.LONGEST) {
                other++;
            } else if (!seen.add(word)) {
                repeated++;
            } else {
                words.add(word);
                classes.add(fields.length > 1 ? fields[1].strip() : "");
            }
        }
        return new WordList(words, classes, repeated, other);
    }

    /** Those that are not blank, without a mark of their encoding. */
    private static List<String> lines(byte[] text) {
        String all = new String(text, StandardCharsets.UTF_8);
        if (all.startsWith("\uFEFF")) all = all.substring(1);
        return all.lines().filter(line -> !line.isBlank()).toList();
    }

    /**
     * Whether a text that begins like this holds words: most of its first lines are one, and none holds a number.
     *
     * @param goesOn whether the last line may be cut off
     */
    public static boolean starts(byte[] head, boolean goesOn) {
        List<String> lines = lines(head);
        if (goesOn && !lines.isEmpty()) lines = lines.subList(0, lines.size() - 1);
        int words = 0;
        for (String line : lines) {
            String first = line.split("\t", 2)[0];
            if (first.chars().anyMatch(c -> Character.isDigit(c) || c == ',' || c == ';')) return false;
            if (!Letters.folded(first).isEmpty()) words++;
        }
        return lines.size() > 1 && 2 * words > lines.size();
    }

    /** Places that the longest needs, {@link Letters#USUAL} at least. */
    public int places() {
        int longest = words.stream().mapToInt(String::length).max().orElse(0);
        return Math.max(Letters.USUAL, longest);
    }
}
