package org.latentfx.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentfx.app.cli.Verb;
import org.latentfx.data.IdxWriter;
import org.latentfx.data.Sprites;
import org.latentfx.io.session.SessionFile;

class SweepCommandTest {
    @TempDir
    static Path folder;

    private static Path data;

    private static Outcome run(String verb, Path out, String... more) {
        var all = new ArrayList<>(List.of(verb, "--data", data.toString(), "--hidden", "24", "--batch", "32"));
        all.addAll(List.of("--out", out.toString()));
        all.addAll(List.of(more));
        return Outcome.of(all.toArray(String[]::new));
    }

    @BeforeAll
    static void writeFewImages() throws IOException {
        data = Files.createDirectory(folder.resolve("few"));
        IdxWriter.part(data, "train", Sprites.generate(120, 1).images());
        IdxWriter.part(data, "t10k", Sprites.generate(60, 2).images());
    }

    @Test
    void aSweepPrintsOneLineATrialAndItsFiguresAreThoseOfTrain() throws IOException {
        var out = folder.resolve("grid");
        String[] asked = {"--epochs", "2", "--vary", "beta=0.5,4", "--vary", "latent=2,3"};
        var outcome = run("sweep", out, asked);
        assertEquals(Verb.OK, outcome.code(), outcome.err());
        assertEquals(4, outcome.lines().size());
        assertEquals(4, Files.readAllLines(out.resolve("trials.jsonl")).size());
        assertEquals(5, Files.readAllLines(out.resolve("trials.csv")).size());
        var trial = outcome.lines().stream()
                .filter(line -> line.get("trial").getAsInt() == 4)
                .findFirst()
                .orElseThrow();
        assertEquals("finished", trial.get("state").getAsString());
        assertEquals(2, trial.get("epoch").getAsInt());
        assertEquals(4, trial.getAsJsonObject("settings").get("beta").getAsDouble());
        assertEquals(3, trial.getAsJsonObject("settings").get("latents").getAsInt());
        var alone = run("train", folder.resolve("alone"), "--epochs", "2", "--beta", "4", "--latents", "3");
        assertEquals(alone.lines().get(1).get("test"), trial.get("test"));
        var session = SessionFile.read(out.resolve("trial-4.latentfx"));
        assertEquals(8, session.run().position().step());

        var again = run("sweep", out, asked);
        assertEquals(Verb.OK, again.code());
        assertEquals(List.of(), again.lines(), "what is done is not run again");
        var other = run("sweep", out, "--epochs", "3", "--vary", "beta=0.5,4", "--vary", "latent=2,3");
        assertEquals(Verb.WRONG, other.code());
        assertTrue(other.err().contains("epochs"), other.err());
    }

    @Test
    void aSearchStopsTheWorseTrialsEarlyAndNamesTheBest() {
        String[] asked = {"--epochs", "3", "--trials", "6", "--vary", "learning-rate=1e-5..1e-2"};
        var outcome = run("search", folder.resolve("search"), asked);
        assertEquals(Verb.OK, outcome.code(), outcome.err());
        var states = outcome.lines().stream()
                .map(line -> line.get("state").getAsString() + line.get("epoch"))
                .sorted()
                .toList();
        assertEquals(
                List.of(
                        "finished3",
                        "finished3",
                        "stopped early1",
                        "stopped early1",
                        "stopped early1",
                        "stopped early1"),
                states);
        assertTrue(outcome.err().contains("at β = 1"), outcome.err());
    }

    @Test
    void aSearchOfAnotherKindSaysWhatItRanksBy() {
        String[] asked = {
            "--model",
            "iwae",
            "--epochs",
            "1",
            "--trials",
            "2",
            "--method",
            "random",
            "--vary",
            "importance-samples=2..6"
        };
        var outcome = run("search", folder.resolve("iwae"), asked);
        assertEquals(Verb.OK, outcome.code(), outcome.err());
        for (var line : outcome.lines()) {
            assertTrue(line.get("scoredBy").getAsString().startsWith("negative_bound_k"), line.toString());
            assertEquals(line.getAsJsonObject("test").get("bound"), line.get("score"));
        }
        assertTrue(outcome.err().contains("held-out −L_k at k = "), outcome.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sweep|--vary|beta=1,1000|beta cannot be “1000”",
                "sweep|--vary|epochs=1,2|epochs",
                "sweep|--vary|beta=0.5..8|range",
                "search|--vary|likelihood=bernoulli,gaussian|likelihood",
                "search|--model|gan|Fréchet",
                "search|--model|ae|alike",
                "search|--trials|1|trials cannot be “1”",
                "search|--method|best|method cannot be “best”"
            })
    void whatCannotBeSweptIsOneSentence(String verb, String option, String value, String said) {
        boolean varies = option.equals("--vary");
        var outcome = varies
                ? run(verb, folder.resolve("no"), option, value)
                : run(verb, folder.resolve("no"), option, value, "--vary", "beta=0.5..8");
        assertEquals(Verb.WRONG, outcome.code());
        assertTrue(outcome.err().contains(said), outcome.err());
        assertEquals(1, outcome.err().lines().count());
        assertTrue(Files.notExists(folder.resolve("no")));
    }
}
