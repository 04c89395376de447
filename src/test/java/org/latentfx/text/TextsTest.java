package org.latentfx.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The bundle and the code agree on the keys. */
class TextsTest {
    private static final Path CODE = Path.of("src/main/java");
    private static final Path BUNDLE = Path.of("src/main/resources/org/latentfx/messages.properties");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
    private static final Pattern WHOLE_KEY = Pattern.compile("Texts\\s*\\.of\\(\\s*\"([^\"]+)\"\\s*[,)]");

    /** Reads the bundle, and which keys it has more than once. */
    private static final class Keys extends Properties {
        final Set<String> twice = new TreeSet<>();

        Keys() throws IOException {
            try (var in = Files.newBufferedReader(BUNDLE)) {
                load(in);
            }
        }

        @Override
        public synchronized Object put(Object key, Object value) {
            Object before = super.put(key, value);
            if (before != null) twice.add((String) key);
            return before;
        }
    }

    private static Set<String> found(Pattern pattern) throws IOException {
        var all = new TreeSet<String>();
        try (var files = Files.walk(CODE)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList())
                pattern.matcher(Files.readString(file, StandardCharsets.UTF_8))
                        .results()
                        .forEach(result -> all.add(result.group(1)));
        }
        return all;
    }

    @Test
    void a_key_that_is_asked_for_by_its_whole_name_has_a_text() throws IOException {
        Set<String> asked = found(WHOLE_KEY);
        assertTrue(asked.size() > 500, () -> asked.size() + " keys");
        asked.removeIf(Texts::has);
        assertEquals(Set.of(), asked);
    }

    @Test
    void no_key_stands_twice() throws IOException {
        assertEquals(Set.of(), new Keys().twice);
    }

    /** By its whole name, or by a beginning that the code goes on from. */
    @Test
    void every_text_is_asked_for() throws IOException {
        Set<String> literals = found(LITERAL);
        Set<String> unused = new Keys()
                .stringPropertyNames().stream()
                        .filter(key -> !literals.contains(key) && !begun(key, literals))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), unused);
    }

    private static boolean begun(String key, Set<String> literals) {
        for (int dot = key.lastIndexOf('.'); dot > 0; dot = key.lastIndexOf('.', dot - 1))
            if (literals.contains(key.substring(0, dot + 1))
                    || key.indexOf('.') < dot && literals.contains(key.substring(0, dot))) return true;
        return false;
    }
}
