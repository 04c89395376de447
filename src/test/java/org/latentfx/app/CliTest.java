package org.latentfx.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentfx.app.cli.Verb;
import org.latentfx.data.IdxWriter;
import org.latentfx.data.Sprites;
import org.latentfx.io.CurvesCsv;
import org.latentfx.io.ModelFile;
import org.latentfx.io.PngFile;
import org.latentfx.io.RunFiles;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

class CliTest {
    @TempDir
    static Path folder;

    private static String data;

    private static Outcome train(String out, String... more) {
        var arguments = new ArrayList<>(
                List.of("train", "--data", data, "--hidden", "24", "--batch", "32", "--epochs", "2", "--out", out));
        arguments.addAll(List.of(more));
        return Outcome.of(arguments.toArray(String[]::new));
    }

    @BeforeAll
    static void writeFewImages() throws IOException {
        data = folder.resolve("few").toString();
        Files.createDirectory(Path.of(data));
        IdxWriter.part(Path.of(data), "train", Sprites.generate(120, 1).images());
        IdxWriter.part(Path.of(data), "t10k", Sprites.generate(60, 2).images());
    }

    @Test
    void theEventsOfARunMakeItAgainBitForBit() throws IOException {
        Path events = folder.resolve("events-by-hand.json");
        Files.writeString(events, """
                {"events": [{"step": 2, "setting": "beta", "value": "4"},
                            {"step": 3, "setting": "beta-schedule", "value": "cyclical 2"},
                            {"step": 8, "setting": "epochs", "value": "3"},
                            {"step": 8, "setting": "schedule", "value": "cosine"}]}
                """);
        Path first = folder.resolve("with-events");
        assertEquals(0, train(first.toString(), "--events", events.toString()).code());
        Path again = folder.resolve("with-events-again");
        var outcome = Outcome.of(
                "train",
                "--data",
                data,
                "--events",
                first.resolve("events.json").toString(),
                "--out",
                again.toString());
        assertEquals(0, outcome.code(), outcome.err());
        for (String name : List.of("model.safetensors", "curves.csv", "events.json"))
            assertEquals(-1, Files.mismatch(first.resolve(name), again.resolve(name)), name);
        assertEquals(3, ModelFile.read(again.resolve("model.safetensors")).epoch());
        assertTrue(Files.readString(again.resolve("curves.csv")).contains("kl_term"));
        Path plain = folder.resolve("without-events");
        train(plain.toString());
        assertTrue(Files.readString(plain.resolve("events.json")).contains("\"events\": []"), "nothing was changed");
    }

    @Test
    void eventsThatCannotBeFollowedAreRefusedBeforeTraining() throws IOException {
        for (String text : List.of(
                "[]",
                "{\"events\": [{\"step\": 2, \"setting\": \"latents\", \"value\": \"4\"}]}",
                "{\"events\": [{\"step\": 2, \"setting\": \"beta\", \"value\": \"-4\"}]}",
                "{\"events\": [{\"step\": -1, \"setting\": \"beta\", \"value\": \"4\"}]}",
                "{\"settings\": {\"beta\": \"x\"}, \"events\": []}")) {
            Path events = Files.writeString(folder.resolve("wrong-events.json"), text);
            var outcome = train(folder.resolve("never").toString(), "--events", events.toString());
            assertEquals(2, outcome.code(), text);
            assertTrue(outcome.err().contains("wrong-events.json"), outcome.err());
        }
        assertFalse(Files.exists(folder.resolve("never")));
    }

    @Test
    void trainPrintsOneLineAnEpochAndLeavesModelCurvesAndPictures() {
        var out = folder.resolve("deep/er");
        var outcome = train(out.toString(), "--seed", "7");
        assertEquals(0, outcome.code(), outcome.err());
        var lines = outcome.lines();
        assertEquals(2, lines.size());
        assertEquals(
                List.of(
                        "epoch",
                        "step",
                        "train",
                        "minimised",
                        "learningRate",
                        "test",
                        "health",
                        "imagesPerSecond",
                        "seconds",
                        "sinceProcessStart"),
                List.copyOf(lines.get(0).keySet()));
        var last = lines.get(1);
        assertEquals(2, last.get("epoch").getAsInt());
        assertEquals(8, last.get("step").getAsInt());
        for (var part : List.of("train", "test")) {
            var loss = last.getAsJsonObject(part);
            assertEquals(Set.of("reconstruction", "kl", "total"), loss.keySet());
            double sum =
                    loss.get("reconstruction").getAsDouble() + loss.get("kl").getAsDouble();
            assertEquals(sum, loss.get("total").getAsDouble(), 2e-6);
        }
        var health = last.getAsJsonArray("health").get(0).getAsJsonObject();
        assertEquals("note", health.get("level").getAsString());
        assertEquals("early", health.get("id").getAsString());
        assertEquals(
                "Too early to tell: 300 steps are needed.", health.get("text").getAsString());
        var model = ModelFile.read(out.resolve("model.safetensors"));
        assertEquals(LayerSpec.dense(24), model.hyperparameters().hidden());
        assertEquals(7, model.hyperparameters().seed());
        assertEquals(8, model.step());
        assertEquals(8, CurvesCsv.read(out.resolve("curves.csv")).train().size());
        assertEquals(579, PngFile.readGrey(out.resolve("manifold.png")).width());
        assertEquals(579, PngFile.readGrey(out.resolve("reconstructions.png")).width());
        assertTrue(outcome.err().contains(out.toString()) && outcome.err().contains("2 epochs"), outcome.err());
    }

    @Test
    void theSameSeedGivesTheSameLinesApartFromTimes() throws IOException {
        var first = train(folder.resolve("one").toString(), "--threads", "1", "--latent", "3");
        var second = train(folder.resolve("two").toString(), "--threads", "2", "--latent", "3");
        for (int i = 0; i < 2; i++) {
            var a = first.lines().get(i);
            var b = second.lines().get(i);
            for (var time : List.of("imagesPerSecond", "seconds", "sinceProcessStart")) {
                assertTrue(a.remove(time).getAsDouble() > 0 && b.remove(time).getAsDouble() > 0);
            }
            assertEquals(a, b);
        }
        for (var file : List.of("model.safetensors", "curves.csv", "samples.png", "reconstructions.png"))
            assertArrayEquals(
                    Files.readAllBytes(folder.resolve("one").resolve(file)),
                    Files.readAllBytes(folder.resolve("two").resolve(file)),
                    file);
    }

    @Test
    void benchMeasuresEachKernelInTurn() {
        var outcome = Outcome.of(
                "bench", "--data", data, "--preset", "seed", "--threads", "2", "--rounds", "3", "--seconds", "0.05");
        assertEquals(0, outcome.code(), outcome.err());
        var json = outcome.lines().get(0);
        assertEquals("seed", json.get("preset").getAsString());
        assertEquals(256, json.get("batch").getAsInt());
        var kernels = json.getAsJsonArray("kernels");
        assertEquals(
                Kernels.available().stream()
                        .flatMap(kernel -> Stream.of(kernel.dense(), kernel))
                        .map(Kernel::description)
                        .distinct()
                        .toList(),
                kernels.asList().stream()
                        .map(kernel ->
                                kernel.getAsJsonObject().get("description").getAsString())
                        .toList());
        for (var element : kernels) {
            var kernel = element.getAsJsonObject();
            assertEquals(3, kernel.getAsJsonArray("rounds").size());
            assertTrue(kernel.get("imagesPerSecond").getAsDouble() > 0);
            assertTrue(kernel.get("bytesPerStep").getAsDouble() >= 0);
            double whole = 0;
            for (var share : kernel.getAsJsonObject("phases").asMap().values()) whole += share.getAsDouble();
            assertEquals(1, whole, 1e-5);
            assertEquals(
                    Set.of("products", "element-wise", "adam", "noise", "waiting-and-rest"),
                    kernel.getAsJsonObject("phases").keySet());
            assertEquals(
                    Set.of("1", "64", "400"),
                    kernel.getAsJsonObject("decodeMicroseconds").keySet());
        }
        if (kernels.size() > 1) assertTrue(json.get("ratio").getAsDouble() > 0);
    }

    @Test
    void evaluatePrintsEveryFigureAndDecodeThePicture() {
        var out = folder.resolve("whole");
        double trained = train(out.toString())
                .lines()
                .get(1)
                .getAsJsonObject("test")
                .get("total")
                .getAsDouble();
        var model = out.resolve("model.safetensors").toString();
        var outcome = Outcome.of("evaluate", "--model", model, "--data", data, "--threads", "1");
        assertEquals(0, outcome.code(), outcome.err());
        var found = outcome.lines().get(0);
        assertEquals(
                List.of(
                        "reconstruction",
                        "kl",
                        "total",
                        "klPerLatent",
                        "activeUnits",
                        "mse",
                        "knn5Accuracy",
                        "images",
                        "perClass",
                        "selfChecks",
                        "minimised"),
                List.copyOf(found.keySet()));
        assertTrue(found.getAsJsonArray("selfChecks").size() >= 2);
        for (var check : found.getAsJsonArray("selfChecks"))
            assertTrue(check.getAsJsonObject().get("holds").getAsBoolean(), check.toString());
        assertEquals(
                "{\"klTerm\":\"weighted\",\"weight\":1.0}",
                found.get("minimised").toString());
        assertEquals(60, found.get("images").getAsInt());
        assertEquals(2, found.getAsJsonArray("klPerLatent").size());
        assertEquals(trained, found.get("total").getAsDouble(), 1e-4 * trained);
        var mean = Outcome.of("evaluate", "--model", model, "--data", data, "--samples", "mean");
        assertTrue(mean.lines().get(0).get("reconstruction").getAsDouble()
                < found.get("reconstruction").getAsDouble());

        var weighed = Outcome.of("evaluate", "--model", model, "--data", data, "--importance", "50");
        assertEquals(0, weighed.code(), weighed.err());
        assertTrue(weighed.err().contains("grey"), weighed.err());
        var importance = weighed.lines().get(0).getAsJsonObject("importance");
        assertEquals(50, importance.get("k").getAsInt());
        assertEquals(60, importance.get("images").getAsInt());
        double nll = importance.get("nll").getAsDouble();
        assertTrue(nll < importance.get("negativeElbo").getAsDouble());
        assertEquals(trained, importance.get("negativeElbo").getAsDouble(), 0.02 * trained);
        assertTrue(importance.get("standardError").getAsDouble() > 0);
        double effective = importance.get("effectiveSamples").getAsDouble();
        assertTrue(effective > 1
                && effective < 50
                && importance.get("leastEffectiveSamples").getAsDouble() < effective);

        var picture = folder.resolve("x.png");
        outcome = Outcome.of("decode", "--model", model, "--z", "0.5, -1.2", "--out", picture.toString());
        assertEquals(0, outcome.code(), outcome.err());
        assertEquals("", outcome.out());
        assertEquals(
                List.of("The picture, 28 × 28 pixels, is in " + picture + "."),
                outcome.err().lines().toList());
        var grey = PngFile.readGrey(picture);
        assertEquals(28, grey.width());
        assertEquals(28, grey.height());
    }

    @Test
    void aModelThatWasChangedOutsideIsUsedAndThatIsSaid() throws IOException {
        var out = folder.resolve("changed");
        train(out.toString());
        var model = out.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(model);
        bytes[bytes.length - 4] ^= 1; // the lowest bit of the last weight
        Files.write(model, bytes);
        var decoded = Outcome.of("decode", "--model", model.toString(), "--z", "0,0", "--out", folder + "/changed.png");
        assertEquals(0, decoded.code(), decoded.err());
        assertTrue(decoded.err().contains("was changed since"), decoded.err());
        var evaluated = Outcome.of("evaluate", "--model", model.toString(), "--data", data);
        assertEquals(0, evaluated.code(), evaluated.err());
        assertTrue(evaluated.err().contains("was changed since"), evaluated.err());
    }

    @Test
    void trainingThatDivergesSaysSoAndLeavesTheLastGoodModel() {
        var out = folder.resolve("wild");
        var outcome = Outcome.of(
                "train",
                "--data",
                data,
                "--batch=32",
                "--hidden=24,24,24,24,24,24,24,24",
                "--learning-rate=1",
                "--out",
                out.toString());
        assertEquals(Verb.STOPPED, outcome.code(), outcome.out());
        assertTrue(outcome.err().contains("learning rate"), outcome.err());
        assertTrue(Files.exists(out.resolve("model.safetensors")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fly                                        | fly",
                "                                           | train",
                "train                                      | --out DIR",
                "train --out                                | --out DIR",
                "train --out OUT --speed 3                  | --speed",
                "train --outt OUT                           | --outt",
                "train --out OUT left over                  | left",
                "train --out OUT --beta -1                  | KL",
                "train --out OUT --preset burda --likelihood gaussian | Gaussian",
                "train --out OUT --beta 1 --beta 2          | --beta",
                "train --out OUT --preset huge              | huge",
                "train --out OUT --kernel gpu               | gpu",
                "train --out OUT --threads 0                | threads",
                "train --out OUT --threads 1000             | threads",
                "train --out OUT --data nowhere             | nowhere",
                "train --out FILE/below                     | FILE",
                "evaluate                                   | --model FILE",
                "evaluate --model nowhere                   | nowhere",
                "evaluate --model FILE                      | FILE",
                "evaluate --model FILE --samples 0          | samples",
                "evaluate --model FILE --importance -1      | importance",
                "decode --model FILE --z 1 --out x.gif      | x.gif",
                "bench --rounds 0                           | rounds",
                "bench --seconds 0                          | seconds",
                "@FILE                                      | plain.txt",
                "@/dev/zero                                 | @/dev/zero",
                "train --out OUT --data caf\uFFFD          | LC_ALL=C.UTF-8",
                "decode --model FILE --z 1 --out \uFFFD.png | LC_ALL=C.UTF-8",
                "train --out OUT @/dev/zero                 | @/dev/zero",
                "decode --model FILE --z 1 --out OUT.png    | FILE"
            })
    void aWrongArgumentGetsOneSentenceAndCodeTwo(String line, String named) throws IOException {
        var file = folder.resolve("plain.txt");
        Files.writeString(file, "not a model");
        var out = folder.resolve("never");
        String[] arguments = line == null
                ? new String[0]
                : line.replace("FILE", file.toString())
                        .replace("OUT", out.toString())
                        .split(" ");
        var outcome = Outcome.of(arguments);
        assertEquals(2, outcome.code());
        assertEquals("", outcome.out());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().contains(named.equals("FILE") ? file.toString() : named), outcome.err());
        assertFalse(Files.exists(out));
        assertFalse(Files.exists(folder.resolve("never.png")));
    }

    @Test
    void brokenDataIsRefusedBeforeTheFolderIsMade() throws IOException {
        var broken = folder.resolve("broken");
        Files.createDirectory(broken);
        assertEquals(
                2,
                Outcome.of("train", "--data", broken.toString(), "--out", folder + "/none")
                        .code());
        for (var name : List.of("train-images-idx3-ubyte", "train-labels-idx1-ubyte"))
            Files.write(broken.resolve(name), new byte[] {0, 0, 8, 3, 0, 0});
        var outcome = Outcome.of("train", "--data", broken.toString(), "--out", folder + "/none");
        assertEquals(2, outcome.code());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertFalse(Files.exists(folder.resolve("none")));
    }

    @Test
    void aPointWithTheWrongNumberOfCoordinatesIsRefused() {
        var out = folder.resolve("two-latents");
        train(out.toString(), "--epochs", "1");
        var model = out.resolve("model.safetensors").toString();
        for (var z : List.of("1", "1,2,3", "1,", "1,x", "1,NaN", "0,5,-1,2", "1;2;3", "1;", "0.5 -1.2")) {
            var outcome = Outcome.of("decode", "--model", model, "--z", z, "--out", folder + "/y.png");
            assertEquals(2, outcome.code(), z);
            assertEquals(1, outcome.err().lines().count(), outcome.err());
        }
        assertFalse(Files.exists(folder.resolve("y.png")));
    }

    @Test
    void decimalCommasMeanTheSameAsPoints() throws IOException {
        var point = folder.resolve("point");
        var comma = folder.resolve("comma");
        assertEquals(
                0,
                train(point.toString(), "--learning-rate", "0.002", "--beta", "1.5")
                        .code());
        assertEquals(
                0,
                train(comma.toString(), "--learning-rate", "0,002", "--beta", "1,5")
                        .code());
        assertArrayEquals(
                Files.readAllBytes(point.resolve("model.safetensors")),
                Files.readAllBytes(comma.resolve("model.safetensors")));
        var model = point.resolve("model.safetensors").toString();
        for (var z : List.of("0.5,-1.2", "0,5;-1,2", "0.5; −1.2"))
            assertEquals(
                    0,
                    Outcome.of("decode", "--model", model, "--z", z, "--out", folder + "/" + z + ".png")
                            .code());
        for (var z : List.of("0,5;-1,2", "0.5; −1.2"))
            assertArrayEquals(
                    Files.readAllBytes(folder.resolve("0.5,-1.2.png")), Files.readAllBytes(folder.resolve(z + ".png")));
    }

    /** A dotless i, decimal commas, and digits of their own. */
    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "de-DE", "ar-EG", "hi-IN-u-nu-deva", "th-TH-u-nu-thai"})
    void everyLocaleTakesTheSameWordsAndWritesTheSameFiles(String tag) throws IOException {
        var given = new String[] {"--likelihood", "gaussian", "--binarise", "false", "--schedule", "cosine"};
        var here = folder.resolve("here-" + tag);
        var there = folder.resolve("there-" + tag);
        Locale before = Locale.getDefault();
        assertEquals(0, train(here.toString(), given).code());
        try {
            Locale.setDefault(Locale.forLanguageTag(tag));
            assertEquals(0, train(there.toString(), given).code());
        } finally {
            Locale.setDefault(before);
        }
        for (String file : RunFiles.NAMES)
            assertArrayEquals(Files.readAllBytes(here.resolve(file)), Files.readAllBytes(there.resolve(file)), file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "train", "evaluate", "decode", "bench"})
    void helpAndVersionAreEverywhere(String verb) {
        String[] help = verb.isEmpty() ? new String[] {"--help"} : new String[] {verb, "--help"};
        assertEquals(0, Outcome.of(help).code());
        String said = Outcome.of(help).out();
        assertTrue(said.contains("Usage: latentfx " + verb), said);
        for (var code : List.of("0   done", "1   the run diverged or was stopped", "2   wrong input"))
            assertTrue(said.contains(code), said);
        help[help.length - 1] = "--version";
        assertTrue(Outcome.of(help).out().startsWith("LatentFX"));
    }

    @Test
    void onlyWorkThatGainsByTheFastKernelIsWorthASecondJavaMachine() {
        var cli = Main.commandLine();
        for (var line : List.of("train --out x", "evaluate --model m --kernel auto", "train --kernel simd", "bench"))
            assertTrue(cli.gainsByFastKernel(line.split(" ")), line);
        for (var line : List.of(
                "train --kernel ejml",
                "train --out caf\uFFFD",
                "train --kernel=ejml",
                "decode --z 1",
                "train --help",
                "-V",
                "fly")) assertFalse(cli.gainsByFastKernel(line.split(" ")), line);
    }

    @Test
    void workThatNeedsMoreMemoryThanJavaHasIsToldWithTheOptionThatGivesMore() {
        for (Error full : List.of(
                new OutOfMemoryError("Java heap space"),
                new ExceptionInInitializerError(new OutOfMemoryError("Java heap space")))) {
            var cli = new Cli(List.of(failing(full)));
            var err = new ByteArrayOutputStream();
            int code = cli.run(
                    new String[] {"decode"},
                    new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8));
            String said = err.toString(StandardCharsets.UTF_8);
            assertEquals(Verb.WRONG, code);
            assertEquals(1, said.lines().count(), said);
            assertTrue(said.contains("-Xmx"), said);
        }
        var fault = new IllegalStateException("a fault of ours");
        var cli = new Cli(List.of(failing(fault)));
        var quiet = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        assertThrows(IllegalStateException.class, () -> cli.run(new String[] {"decode"}, quiet, quiet));
    }

    /** A verb that only throws {@code failure}. */
    private static Verb failing(Throwable failure) {
        return new Verb() {
            @Override
            public String name() {
                return "decode";
            }

            @Override
            public CommandSpec spec() {
                return CommandSpec.create();
            }

            @Override
            public int run(ParseResult given, PrintStream out, PrintStream err) {
                if (failure instanceof Error error) throw error;
                throw (RuntimeException) failure;
            }
        };
    }

    @Test
    void resultsThatStandardOutputDoesNotTakeAreToldAndNoSuccess() {
        var err = new ByteArrayOutputStream();
        var closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("closed");
            }
        };
        int code = Main.commandLine()
                .run(
                        new String[] {"--version"},
                        new PrintStream(closed, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        assertEquals(Verb.WRONG, code);
        String said = err.toString(StandardCharsets.UTF_8);
        assertEquals(1, said.lines().count(), said);
        assertTrue(said.contains("Standard output"), said);
    }

    @Test
    void trainHasAnOptionForEverySetting() {
        String help = Outcome.of("train", "--help").out();
        for (var setting : Settings.ALL) assertTrue(help.contains("--" + setting.key()), setting.key());
        for (var preset : Preset.values()) assertTrue(help.contains(preset.key()));
    }

    @Test
    void infoSaysWhatDataAndModelsHold() throws IOException {
        var csv = folder.resolve("own.csv");
        var text = new StringBuilder();
        for (int i = 0; i < 20; i++)
            text.append("ab".charAt(i % 2)).append(",7".repeat(16)).append('\n');
        Files.writeString(csv, text);
        JsonObject found = Outcome.of("info", csv.toString()).lines().get(0);
        assertEquals("data", found.get("kind").getAsString());
        assertEquals("CSV", found.get("format").getAsString());
        assertEquals(20, found.get("images").getAsInt());
        assertEquals(4, found.get("width").getAsInt());
        assertEquals(1, found.get("channels").getAsInt());
        assertEquals(10, found.getAsJsonObject("classes").get("a").getAsInt());
        var out = folder.resolve("own-run");
        var trained = Outcome.of(
                "train",
                "--data",
                csv.toString(),
                "--size",
                "6x4",
                "--hidden",
                "3",
                "--epochs",
                "1",
                "--batch",
                "4",
                "--kernel",
                "ejml",
                "--out",
                out.toString());
        assertEquals(0, trained.code(), trained.err());
        JsonObject model = Outcome.of("info", out.resolve("model.safetensors").toString())
                .lines()
                .get(0);
        assertEquals("model", model.get("kind").getAsString());
        assertEquals(6, model.get("width").getAsInt());
        var wrong = Outcome.of("info", folder.resolve("nothing").toString());
        assertEquals(2, wrong.code());
        assertEquals(1, wrong.err().lines().count(), wrong.err());
    }
}
