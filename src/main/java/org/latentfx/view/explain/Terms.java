package org.latentfx.view.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.latentfx.text.Glossary;
import org.latentfx.text.Glossary.Entry;
import org.latentfx.train.Setting;
import org.latentfx.train.Settings;

/** All that is explained: the rows of the glossary and the settings, and where they occur in a text. Any thread. */
public final class Terms {
    /** By section, and in a section in the order of the table. */
    private static final List<Entry> ALL = Stream.concat(
                    Glossary.ALL.stream(),
                    Settings.ALL.stream().map(Setting::key).map(Glossary::ofSetting))
            .sorted(Comparator.comparing(Entry::section))
            .toList();

    private static final Map<String, Entry> BY_WORD = byWord();
    private static final Pattern WORDS = pattern();

    /** A word of a text that names a term. */
    record Place(int from, int to, Entry entry) {}

    private Terms() {}

    public static List<Entry> all() {
        return ALL;
    }

    /** The terms that {@code text} names, each where it does so first. */
    static List<Place> in(String text) {
        var places = new ArrayList<Place>();
        Set<String> seen = new HashSet<>();
        Matcher matcher = WORDS.matcher(text);
        while (matcher.find()) {
            Entry entry = BY_WORD.get(matcher.group().toLowerCase(Locale.ROOT));
            if (entry != null && seen.add(entry.key())) places.add(new Place(matcher.start(), matcher.end(), entry));
        }
        return places;
    }

    /** The entries that a few letters fit, in order: those whose name they begin first. */
    public static List<Entry> fitting(String typed) {
        String letters = typed.strip().toLowerCase(Locale.ROOT);
        if (letters.isEmpty()) return ALL;
        return Stream.concat(
                        ALL.stream().filter(entry -> named(entry, letters)),
                        ALL.stream().filter(entry -> !named(entry, letters) && told(entry, letters)))
                .toList();
    }

    private static boolean named(Entry entry, String letters) {
        return Stream.concat(Stream.of(entry.name()), entry.words().stream())
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).contains(letters));
    }

    private static boolean told(Entry entry, String letters) {
        return entry.what().toLowerCase(Locale.ROOT).contains(letters);
    }

    private static Map<String, Entry> byWord() {
        var map = new HashMap<String, Entry>();
        for (Entry entry : ALL)
            for (String word : entry.words()) {
                Entry twice = map.put(word.toLowerCase(Locale.ROOT), entry);
                if (twice != null) throw new IllegalStateException(word + " means " + twice.key() + ", " + entry.key());
            }
        return map;
    }

    /** Longer words first: “KL per latent” is not “KL”. */
    private static Pattern pattern() {
        String words = BY_WORD.keySet().stream()
                .sorted((a, b) -> b.length() - a.length())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        return Pattern.compile(
                "(?<![\\p{L}\\p{N}])(" + words + ")(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
