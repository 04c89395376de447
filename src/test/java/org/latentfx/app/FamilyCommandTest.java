package org.latentfx.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.data.IdxWriter;
import org.latentfx.data.Sprites;

class FamilyCommandTest {
    @TempDir
    static Path folder;

    private static String data;

    @BeforeAll
    static void writeFewImages() throws IOException {
        data = folder.resolve("few").toString();
        Files.createDirectory(Path.of(data));
        IdxWriter.part(Path.of(data), "train", Sprites.generate(160, 1).images());
        IdxWriter.part(Path.of(data), "t10k", Sprites.generate(120, 2).images());
    }

    @Test
    void aGanIsTrainedJudgedAndDecodedByItsOwnFigures() {
        String out = folder.resolve("gan").toString();
        var trained =
                Outcome.of("train", "--data", data, "--model", "gan", "--hidden", "24", "--epochs", "2", "--out", out);
        assertEquals(0, trained.code(), trained.err());
        var last = trained.lines().get(1);
        for (String part : List.of("train", "test"))
            assertEquals(
                    "[discriminator, generator, d_real, d_fake]",
                    last.getAsJsonObject(part).keySet().toString());
        double opinion = last.getAsJsonObject("test").get("d_real").getAsDouble();
        assertTrue(opinion > 0 && opinion < 1, "D(real) " + opinion);
        String model = Path.of(out, "model.safetensors").toString();
        var evaluated = Outcome.of("evaluate", "--data", data, "--model", model, "--quality", "100");
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
                Outcome.of("decode", "--model", model, "--z", z, "--out", picture.toString())
                        .code());
        assertTrue(Files.exists(picture));
        var asked = Outcome.of("decode", "--model", model, "--z", z, "--label", "1", "--out", picture.toString());
        assertTrue(asked.err().contains("A GAN is told no class"), asked.err());
        assertFalse(Files.exists(Path.of(out, "reconstructions.png")));
        var exported = Outcome.of(
                "export",
                "--from",
                model,
                "--as",
                "npz",
                "--out",
                folder.resolve("gan.npz").toString());
        assertEquals(2, exported.code());
        assertTrue(exported.err().contains("A GAN has no encoder"), exported.err());
        var likelihood = Outcome.of("evaluate", "--data", data, "--model", model, "--importance", "5");
        assertEquals(2, likelihood.code());
        assertTrue(likelihood.err().contains("GAN gives an image no likelihood"), likelihood.err());
    }

    @Test
    void aMadeIsTrainedAndItsLikelihoodToldExactly() {
        String out = folder.resolve("made").toString();
        var trained = Outcome.of(
                "train",
                "--data",
                data,
                "--preset",
                "made",
                "--hidden",
                "24",
                "--order",
                "shuffled",
                "--epochs",
                "2",
                "--out",
                out);
        assertEquals(0, trained.code(), trained.err());
        var last = trained.lines().get(1).getAsJsonObject("test");
        assertEquals("[nll, bitsPerDimension]", last.keySet().toString());
        double nll = last.get("nll").getAsDouble();
        int values = Sprites.generate(1, 1).images().valuesPerImage();
        assertEquals(nll / values / Math.log(2), last.get("bitsPerDimension").getAsDouble(), 1e-5);
        String model = Path.of(out, "model.safetensors").toString();
        var evaluated = Outcome.of("evaluate", "--data", data, "--model", model, "--quality", "100");
        assertEquals(0, evaluated.code(), evaluated.err());
        var figures = evaluated.lines().get(0);
        assertEquals(nll, figures.get("nll").getAsDouble(), 1e-3);
        assertTrue(figures.get("standardError").getAsDouble() > 0);
        assertTrue(figures.get("binarised").getAsBoolean() && figures.has("frechet"), figures.toString());
        var estimated = Outcome.of("evaluate", "--data", data, "--model", model, "--importance", "5");
        assertEquals(2, estimated.code());
        assertTrue(estimated.err().contains("exactly"), estimated.err());
        assertTrue(Files.exists(Path.of(out, "samples.png")));
    }

    @Test
    void whatCanBeReproducedIsListedAndAnythingElseRefused() {
        var listed = Outcome.of("reproduce", "--list");
        assertEquals(0, listed.code());
        assertTrue(listed.lines().stream()
                .anyMatch(one -> one.get("name").getAsString().equals("burda")));
        for (var one : listed.lines()) assertTrue(one.has("figure") && one.has("source"), one.toString());
        var unknown = Outcome.of("reproduce", "cats");
        assertEquals(2, unknown.code());
        assertTrue(unknown.err().contains("cats") && unknown.err().contains("burda"), unknown.err());
        assertEquals(2, Outcome.of("reproduce").code());
    }

    @Test
    void aVqVaeIsTrainedAndSaysHowItsCodesAreUsed() {
        String out = folder.resolve("vq").toString();
        var trained = Outcome.of(
                "train",
                "--data",
                data,
                "--model",
                "vqvae",
                "--codes",
                "8",
                "--hidden",
                "16",
                "--epochs",
                "2",
                "--out",
                out);
        assertEquals(0, trained.code(), trained.err());
        var test = trained.lines().get(1).getAsJsonObject("test");
        assertEquals(
                "[reconstruction, commitment, perplexity, dead_codes]",
                test.keySet().toString());
        String model = Path.of(out, "model.safetensors").toString();
        var evaluated = Outcome.of("evaluate", "--data", data, "--model", model);
        assertEquals(0, evaluated.code(), evaluated.err());
        var figures = evaluated.lines().get(0);
        assertEquals(
                test.get("reconstruction").getAsDouble(),
                figures.get("reconstruction").getAsDouble(),
                1e-3);
        var codebook = figures.getAsJsonObject("codebook");
        assertEquals(8, codebook.get("slots").getAsInt());
        assertEquals(8 * Math.log(8), codebook.get("nats").getAsDouble(), 1e-5);
        assertEquals(
                test.get("commitment").getAsDouble(), codebook.get("commitment").getAsDouble(), 1e-3);
        double perplexity = codebook.get("perplexity").getAsDouble();
        assertTrue(perplexity >= 1 && perplexity <= 8, "perplexity " + perplexity);
        var odd = Outcome.of("train", "--data", data, "--model", "vqvae", "--latent", "5", "--out", out, "--force");
        assertEquals(2, odd.code());
        assertTrue(odd.err().contains("cannot be cut into slots"), odd.err());
    }
}
