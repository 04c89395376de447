package org.latentfx.text;

import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the data are called in the texts that a person reads. The bundle speaks of images; where the data are words, the
 * few nouns in which the two differ are replaced, so that no text stands there twice. Any thread may use it.
 */
public enum Wording {
    IMAGES,
    WORDS;

    /** What is replaced for words, from the bundle: "image" by "word" and so on. */
    private static final Map<String, String> NOUNS = Arrays.stream(
                    Texts.of("wording.words").split(";"))
            .map(pair -> pair.split("="))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));

    /** One of the nouns as a word of its own, the longest first; not a part of a path or the name of a file. */
    private static final Pattern NOUN = Pattern.compile("(?<![\\p{L}\\d/\\\\_-])("
            + NOUNS.keySet().stream()
                    .sorted((a, b) -> b.length() - a.length())
                    .map(Pattern::quote)
                    .collect(Collectors.joining("|"))
            + ")(?![\\p{L}\\d_-]|\\.\\p{L})");

    private static final Pattern OWN = Pattern.compile("(?i)\\bwords?\\b");

    /** Of data that are words if {@code letters}. */
    public static Wording of(boolean letters) {
        return letters ? WORDS : IMAGES;
    }

    /** The text of {@code key}, filled in, in these words. */
    public String of(String key, Object... arguments) {
        String text = Texts.of(key, arguments);
        return this == IMAGES || OWN.matcher(Texts.of(key)).find() ? text : said(text);
    }

    /** A text of the bundle in these words; one that speaks of words already compares them with images, and stays. */
    public String say(String text) {
        return this == IMAGES || OWN.matcher(text).find() ? text : said(text);
    }

    private static String said(String text) {
        return NOUN.matcher(text).replaceAll(found -> NOUNS.getOrDefault(found.group(1), found.group(1)));
    }
}
