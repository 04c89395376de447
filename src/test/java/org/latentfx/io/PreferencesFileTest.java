package org.latentfx.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreferencesFileTest {
    private static final Map<String, Object> SOME = Map.of("dark", true, "tool", "PATH", "width", 1280.5);

    @TempDir
    Path folder;

    private final Queue<Runnable> later = new ArrayDeque<>();

    private PreferencesFile file() {
        return new PreferencesFile(folder.resolve("new/latentfx"), later::add);
    }

    private Path place() {
        return folder.resolve("new/latentfx/preferences.json");
    }

    private void put(String json) throws IOException {
        Files.createDirectories(place().getParent());
        Files.writeString(place(), json);
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(place().getParent())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void what_is_stored_is_read_at_the_next_start() throws IOException {
        var file = file();
        assertEquals(Map.of(), file.read());
        file.store(SOME);
        later.remove().run();
        assertEquals(SOME, file().read());
        assertEquals(List.of("preferences.json"), names());
    }

    @Test
    void changes_close_together_are_written_once_and_the_newest_counts() {
        var file = file();
        for (int i = 0; i < 100; i++) file.store(Map.of("width", (double) i));
        assertFalse(Files.exists(place()), "nothing is written by the one who stores");
        assertEquals(1, later.size());
        later.remove().run();
        assertEquals(Map.of("width", 99.0), file().read());
        file.store(SOME);
        assertEquals(1, later.size(), "a later change is written too");
    }

    @Test
    void what_is_not_yet_written_is_written_at_the_end() throws IOException {
        var file = file();
        file.store(SOME);
        file.close();
        assertEquals(SOME, file().read());
        Files.delete(place());
        later.remove().run();
        assertFalse(Files.exists(place()), "once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"width\": 12", "[1, 2]", "7", "", "width=1280", "{\"a\":1}{\"b\":2}", "\u0000\u0001"})
    void a_broken_file_is_set_aside_and_the_next_change_is_kept(String broken) throws IOException {
        put(broken);
        var file = file();
        assertEquals(Map.of(), file.read());
        assertEquals(List.of("preferences.json.broken"), names());
        assertEquals(broken, Files.readString(place().resolveSibling("preferences.json.broken")));
        file.store(SOME);
        file.close();
        assertEquals(SOME, file().read());
    }

    @Test
    void a_file_nested_without_end_or_too_long_is_broken_too() throws IOException {
        for (String broken : List.of("[".repeat(500_000), "{\"a\":" + "[".repeat(500_000), " ".repeat(2 << 20))) {
            put(broken);
            assertEquals(Map.of(), file().read());
            assertFalse(Files.exists(place()));
        }
    }

    @Test
    void values_that_are_no_preferences_are_left_out_one_by_one() throws IOException {
        put("{\"a\": 1e999, \"b\": null, \"c\": [1], \"d\": {}, \"dark\": true, \"e\": -3, \"f\": NaN}");
        assertEquals(Map.of("dark", true, "e", -3.0, "f", "NaN"), file().read(), "what is no number is a text");
    }

    @Test
    void a_place_that_cannot_be_read_or_written_costs_nothing_but_the_preferences() throws IOException {
        Files.createDirectories(place()); // a folder of that name
        var file = file();
        assertEquals(Map.of(), file.read());
        file.store(SOME);
        file.close();
        assertTrue(Files.isDirectory(place()));
        Files.writeString(folder.resolve("occupied"), "");
        var nowhere = new PreferencesFile(folder.resolve("occupied"), later::add);
        nowhere.store(SOME);
        nowhere.close();
        assertEquals(Map.of(), nowhere.read());
    }
}
