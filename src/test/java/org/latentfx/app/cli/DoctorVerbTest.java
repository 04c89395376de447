package org.latentfx.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.text.Refusal;
import org.latentfx.train.health.Illness;
import picocli.CommandLine;

class DoctorVerbTest {
    @TempDir
    Path folder;

    private static List<JsonObject> run(Verb verb, String... arguments) {
        var given = new CommandLine(verb.spec()).parseArgs(arguments);
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        assertEquals(Verb.OK, verb.run(given, out, new PrintStream(new ByteArrayOutputStream(), true)));
        return bytes.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
    }

    @Test
    void an_illness_is_caused_found_and_cured_in_one_line() {
        var line = run(new DoctorVerb(), "--illness", "batch.large", "--cure", "--threads", "1")
                .get(0);
        assertTrue(line.get("found").getAsBoolean());
        assertEquals("batch.large", line.getAsJsonObject("diagnosis").get("id").getAsString());
        double before = line.getAsJsonObject("before").get("negativeElbo").getAsDouble();
        double after = line.getAsJsonObject("after").get("negativeElbo").getAsDouble();
        assertTrue(after < before, line.toString());
    }

    @Test
    void a_run_that_train_left_is_examined_with_its_curves() {
        String run = folder.resolve("run").toString();
        run(new TrainVerb(), "--data", "sprites", "--preset", "seed", "--epochs", "1", "--beta", "30", "--out", run);
        var lines = run(new DoctorVerb(), "--from", run, "--data", "sprites", "--threads", "1");
        assertTrue(lines.stream().anyMatch(line -> line.get("id").getAsString().equals("beta")), lines.toString());
        for (var line : lines) assertEquals(3, line.getAsJsonArray("why").size(), line.toString());
    }

    @Test
    void every_illness_is_listed_with_its_cause() {
        assertEquals(Illness.ALL.size(), run(new DoctorVerb(), "--list").size());
    }

    @Test
    void nothing_to_do_and_too_much_are_refused() {
        assertThrows(Refusal.class, () -> run(new DoctorVerb()));
        assertThrows(Refusal.class, () -> run(new DoctorVerb(), "--list", "--illness", "all"));
    }
}
