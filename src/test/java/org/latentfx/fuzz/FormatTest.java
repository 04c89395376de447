package org.latentfx.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The short pass of what {@link Fuzzing} does at length: whatever is in a file, it is read or refused. */
class FormatTest {
    private static final int TIMES = 800;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Format.class)
    void a_damaged_file_is_read_or_refused_in_a_sentence_and_takes_little_memory(Format format) throws IOException {
        for (String sample : format.samples()) {
            byte[] whole = Samples.named(sample);
            assertEquals("", format.read(folder, whole));
            var mutator = new Mutator(1);
            for (int i = 0; i < TIMES; i++) {
                byte[] damaged = mutator.damaged(whole);
                try {
                    format.read(folder, damaged);
                } catch (RuntimeException | Error e) {
                    String start = HexFormat.of().formatHex(damaged, 0, Math.min(damaged.length, 200));
                    fail(sample + ", damage " + i + ", " + damaged.length + " bytes: " + start, e);
                }
            }
        }
    }
}
