package org.latentfx.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.data.IdxWriter;
import org.latentfx.data.ImageSet;
import org.latentfx.data.Sprites;

class FamilyCommandTest {
    @TempDir
    static Path folder;

    private static String data;

    /** What a run of the program left behind. */
    private record Outcome(int code, String out, String err) {
        List<JsonObject> lines() {
            return out.lines()
                    .map(line -> JsonParser.parseString(line).getAsJsonObject())
                    .toList();
        }
    }

    private static Outcome run(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int code = Main.commandLine()
                .run(
                        arguments,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @BeforeAll
    static void writeFewImages() throws IOException {
        data = folder.resolve("few").toString();
        Files.createDirectory(Path.of(data));
        write("train", Sprites.generate(160, 1).images());
        write("t10k", Sprites.generate(120, 2).images());
    }

    private static void write(String part, ImageSet images) throws IOException {
        try (var pixels = Files.newOutputStream(Path.of(data, part + "-images-idx3-ubyte"));
                var labels = Files.newOutputStream(Path.of(data, part + "-labels-idx1-ubyte"))) {
            IdxWriter.images(images, pixels);
            IdxWriter.labels(images, labels);
        }
    }

    @Test
    void aGanIsTrainedJudgedAndDecodedByItsOwnFigures() {
        String out = folder.resolve("gan").toString();
        var trained = run("train", "--data", data, "--model", "gan", "--hidden", "24", "--epochs", "2", "--out", out);
        assertEquals(0, trained.code(), trained.err());
        var last = trained.lines().get(1);
        for (String part : List.of("train", "test"))
            assertEquals(
                    "[discriminator, generator, d_real, d_fake]",
                    last.getAsJsonObject(part).keySet().toString());
        double opinion = last.getAsJsonObject("test").get("d_real").getAsDouble();
        assertTrue(opinion > 0 && opinion < 1, "D(real) " + opinion);
        String model = Path.of(out, "model.safetensors").toString();
        var evaluated = run("evaluate", "--data", data, "--model", model, "--quality", "100");
        assertEquals(0, evaluated.code(), evaluated.err());
        var figures = evaluated.lines().get(0);
        assertEquals(
                last.getAsJsonObject("test").get("d_real").getAsDouble(),
                figures.get("d_real").getAsDouble(),
                1e-5);
        for (String figure : List.of("frechet", "precision", "recall", "classes")) assertTrue(figures.has(figure));
        assertEquals(100, figures.getAsJsonObject("quality").get("samples").getAsInt());
        double shares = figures.getAsJsonObject("classes").entrySet().stream()
                .mapToDouble(one -> one.getValue().getAsDouble())
                .sum();
        assertEquals(1, shares, 1e-3);
        String z = String.join(",", Collections.nCopies(64, "0.5"));
        var picture = folder.resolve("x.png");
        assertEquals(
                0,
                run("decode", "--model", model, "--z", z, "--out", picture.toString())
                        .code());
        assertTrue(Files.exists(picture));
        assertFalse(Files.exists(Path.of(out, "reconstructions.png")));
        var exported = run(
                "export",
                "--from",
                model,
                "--as",
                "onnx",
                "--out",
                folder.resolve("gan.onnx").toString());
        assertEquals(2, exported.code());
        assertTrue(exported.err().contains("not made of a model of the kind GAN"), exported.err());
        var likelihood = run("evaluate", "--data", data, "--model", model, "--importance", "5");
        assertEquals(2, likelihood.code());
        assertTrue(likelihood.err().contains("GAN gives an image no likelihood"), likelihood.err());
    }

    @Test
    void whatCanBeReproducedIsListedAndAnythingElseRefused() {
        var listed = run("reproduce", "--list");
        assertEquals(0, listed.code());
        assertTrue(listed.lines().stream()
                .anyMatch(one -> one.get("name").getAsString().equals("burda")));
        for (var one : listed.lines()) assertTrue(one.has("figure") && one.has("source"), one.toString());
        var unknown = run("reproduce", "cats");
        assertEquals(2, unknown.code());
        assertTrue(unknown.err().contains("cats") && unknown.err().contains("burda"), unknown.err());
        assertEquals(2, run("reproduce").code());
    }
}
