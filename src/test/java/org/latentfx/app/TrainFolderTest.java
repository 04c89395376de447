package org.latentfx.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.app.cli.Verb;
import org.latentfx.data.IdxWriter;
import org.latentfx.data.Sprites;
import org.latentfx.io.FolderLock;
import org.latentfx.io.RunFiles;
import org.latentfx.io.session.SessionFile;

/** What happens to the folder of a training run: in use, used before, stopped, and when the disk is full. */
class TrainFolderTest {
    @TempDir
    Path folder;

    private Path out;
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private int lines;

    @BeforeEach
    void writeFewImages() throws IOException {
        out = folder.resolve("out");
        for (String part : List.of("train", "t10k")) {
            var images = Sprites.generate(64, part.length()).images();
            try (var pixels = Files.newOutputStream(folder.resolve(part + "-images-idx3-ubyte"));
                    var labels = Files.newOutputStream(folder.resolve(part + "-labels-idx1-ubyte"))) {
                IdxWriter.images(images, pixels);
                IdxWriter.labels(images, labels);
            }
        }
    }

    private List<String> arguments(int epochs, String... more) {
        var arguments =
                new ArrayList<>(List.of("train", "--data", folder.toString(), "--hidden", "8", "--batch", "32"));
        arguments.addAll(List.of("--epochs", String.valueOf(epochs), "--out", out.toString()));
        arguments.addAll(List.of(more));
        return arguments;
    }

    /** Trains; {@code afterLine} is told of each epoch's line as it is printed. */
    private int train(int epochs, IntConsumer afterLine, String... more) {
        lines = 0;
        err.reset();
        var told = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8) {
            @Override
            public void println(Object line) {
                afterLine.accept(++lines);
            }
        };
        return Main.commandLine()
                .run(
                        arguments(epochs, more).toArray(String[]::new),
                        told,
                        new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aFolderThatHoldsAnotherRunIsRefusedUnlessItMayBeOverwrittenWhole() throws IOException {
        assertEquals(0, train(1, line -> {}));
        byte[] before = Files.readAllBytes(out.resolve("model.safetensors"));
        assertEquals(Verb.WRONG, train(1, line -> {}, "--latent", "3"));
        assertEquals(1, said().lines().count(), said());
        for (String named : List.of(
                out.toString(), "model.safetensors", "curves.csv", "manifold.png", "reconstructions.png", "--force"))
            assertTrue(said().contains(named), said());
        assertTrue(Arrays.equals(before, Files.readAllBytes(out.resolve("model.safetensors"))));

        assertEquals(0, train(2, line -> {}, "--latent", "3", "--force"));
        assertEquals(4, RunFiles.read(out).model().step());
        assertEquals(
                List.of("curves.csv", "events.json", "model.safetensors", "reconstructions.png", "samples.png"),
                names(out));
    }

    @Test
    void filesThatAreNotOursDoNotKeepARunOutOfTheirFolder() throws IOException {
        Files.createDirectory(out);
        Path notes = Files.writeString(out.resolve("notes.txt"), "mine");
        assertEquals(0, train(1, line -> {}));
        assertEquals("mine", Files.readString(notes));
    }

    @Test
    void aFolderInUseIsRefusedAlsoToOneWhoMayOverwrite() throws IOException {
        Files.createDirectory(out);
        try (var other = FolderLock.take(out)) {
            assertEquals(Verb.WRONG, train(1, line -> {}, "--force"));
            assertEquals(1, said().lines().count(), said());
            assertTrue(said().contains(out.toString()) && said().contains("in use"), said());
        }
        assertEquals(0, train(1, line -> {}));
    }

    @Test
    void anEpochIsSavedBeforeItsLineIsPrinted() {
        train(3, line -> {
            var saved = RunFiles.read(out);
            assertEquals(line, saved.model().epoch());
            assertEquals(2L * line, saved.model().step());
            assertEquals(2 * line, saved.history().train().size());
        });
        assertEquals(3, lines);
    }

    @Test
    void aSaveThatFailsIsToldAndTriedAgainAnEpochLater() {
        Path model = out.resolve("model.safetensors");
        int code = train(3, line -> {
            if (line == 1) putAFolderFor(model);
            if (line == 2) remove(model);
        });
        assertEquals(0, code, said());
        assertEquals(3, lines);
        assertEquals(6, RunFiles.read(out).model().step());
        assertEquals(
                1, said().lines().filter(line -> line.contains("tried again")).count(), said());
        assertTrue(said().contains(model.toString()), said());
    }

    @Test
    void aLastSaveThatFailsIsNoSuccess() {
        assertEquals(Verb.WRONG, train(2, line -> putAFolderFor(out.resolve("model.safetensors"))));
        assertEquals(2, lines);
        assertFalse(said().contains("tried again"), said());
        assertFalse(said().contains("pictures are in"), said());
    }

    @Test
    void aPictureThatCannotBeWrittenIsToldAndLeavesTheModel() {
        assertEquals(Verb.WRONG, train(1, line -> putAFolderFor(out.resolve("manifold.png"))));
        assertTrue(said().contains("manifold.png"), said());
        assertFalse(said().contains("pictures are in"), said());
        assertEquals(2, RunFiles.read(out).model().step());
    }

    @Test
    @Timeout(60)
    void aSignalSavesTheStepReachedAndEndsWithOne() throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(arguments(10_000, "--kernel", "ejml"));
        var process = new ProcessBuilder(command).start();
        try (var errors = process.errorReader(StandardCharsets.UTF_8)) {
            var results = process.inputReader(StandardCharsets.UTF_8);
            var printed = new ArrayList<String>();
            for (int i = 0; i < 3; i++) printed.add(results.readLine());
            process.toHandle().destroy(); // unlike the process itself it leaves the streams open
            results.lines().forEach(printed::add);
            String said = errors.lines().collect(Collectors.joining("\n"));
            assertTrue(process.waitFor(50, TimeUnit.SECONDS), said);
            assertEquals(Verb.STOPPED, process.exitValue(), said);
            var saved = RunFiles.read(out);
            assertTrue(
                    said.contains(
                            "Stopped by a signal after step " + saved.model().step()),
                    said);
            assertEquals(saved.model().step(), saved.history().train().size());
            long step = JsonParser.parseString(printed.get(printed.size() - 1))
                    .getAsJsonObject()
                    .get("step")
                    .getAsLong();
            assertTrue(step <= saved.model().step() && saved.model().step() <= step + 2, said);
        } finally {
            process.destroyForcibly();
        }
        assertEquals(List.of("curves.csv", "events.json", "model.safetensors"), names(out));
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** In the place of a full disk: what stands there cannot be replaced by a file. */
    @Test
    void imagesThatAreNearlyBlackAreToldAndStretchedIfAsked() throws IOException {
        for (String part : List.of("train", "t10k")) {
            var images = Sprites.generate(64, part.length()).images();
            for (int i = 0; i < images.pixels().length; i++)
                images.pixels()[i] = (byte) (images.pixels()[i] < 0 ? 1 : 0);
            try (var pixels = Files.newOutputStream(folder.resolve(part + "-images-idx3-ubyte"))) {
                IdxWriter.images(images, pixels);
            }
        }
        assertEquals(Verb.OK, train(1, line -> {}));
        assertTrue(said().contains("is 1 of 255"), said());
        assertEquals(Verb.OK, train(1, line -> {}, "--stretch", "--force"));
        assertFalse(said().contains("of 255"), said());
    }

    private static void putAFolderFor(Path file) {
        try {
            Files.deleteIfExists(file);
            Files.createDirectory(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aRunGoesOnFromItsSessionAsIfItHadNeverStopped() {
        String straight = folder.resolve("straight.latentfx").toString();
        String first = folder.resolve("first.latentfx").toString();
        String second = folder.resolve("second.latentfx").toString();
        assertEquals(Verb.OK, train(3, line -> {}, "--session", straight, "--force"));
        assertEquals(Verb.OK, train(1, line -> {}, "--session", first, "--force"));
        assertEquals(Verb.OK, run("train", "--resume", first, "--epochs", "3", "--session", second), said());
        var expected = SessionFile.read(Path.of(straight)).run();
        var found = SessionFile.read(Path.of(second)).run();
        assertArrayEquals(expected.values(), found.values());
        assertArrayEquals(expected.secondMoments(), found.secondMoments());
        assertEquals(expected.position(), found.position());
        assertEquals(expected.history().train(), found.history().train());
        assertEquals(Verb.WRONG, run("train", "--resume", first, "--latents", "3", "--session", second));
        assertTrue(said().contains("Latents"), said());
        assertEquals(Verb.WRONG, run("train", "--resume", first, "--preset", "map", "--session", second));
    }

    @Test
    void oneOfSeveralRunsGoesOnByItsNameAndTheOthersStayInTheFile() {
        String one = folder.resolve("one.latentfx").toString();
        String two = folder.resolve("two.latentfx").toString();
        assertEquals(Verb.OK, train(1, line -> {}, "--session", one, "--force"));
        assertEquals(Verb.OK, train(2, line -> {}, "--session", two, "--force"));
        var first = SessionFile.read(Path.of(one));
        var second = SessionFile.read(Path.of(two));
        var runs = List.of(named("a", first), named("b", second));
        SessionFile.write(Path.of(one), new SessionFile.Content(runs, 1, first.shown(), first.saved()));
        String[] resume = {"train", "--resume", one, "--session", one, "--run"};
        assertEquals(Verb.WRONG, run(concat(resume, "c")));
        assertTrue(said().contains("a, b"), said());
        assertEquals(Verb.OK, run(concat(resume, "a", "--epochs", "2")), said());
        var read = SessionFile.read(Path.of(one));
        assertEquals("a", read.runs().get(read.lookedAt()).name());
        assertArrayEquals(second.run().values(), read.run().values());
        assertEquals(second.run(), read.runs().get(1).state());
    }

    private static SessionFile.SavedRun named(String name, SessionFile.Content of) {
        return new SessionFile.SavedRun(name, 0, null, of.run(), of.data());
    }

    @Test
    void aSessionFindsItsPicturesAgainAsTheyWereReadOrHasThemInIt() throws IOException {
        Path pictures = folder.resolve("mine.npy");
        writeNpy(pictures);
        String first = folder.resolve("first.latentfx").toString();
        String packed = folder.resolve("packed.latentfx").toString();
        String[] how = {"--size", "6", "--invert", "--held-out", "4", "--hidden", "5", "--batch", "8", "--epochs", "1"};
        String[] begin = {"train", "--data", pictures.toString()};
        assertEquals(Verb.OK, run(concat(begin, how, "--session", first)), said());
        assertEquals(Verb.OK, run(concat(begin, how, "--session", packed, "--embed")), said());
        Path moved = Files.move(
                pictures, Files.createDirectory(folder.resolve("elsewhere")).resolve("other.npy"));
        String next = folder.resolve("next.latentfx").toString();
        String again = folder.resolve("again.latentfx").toString();
        String[] resume = {"train", "--epochs", "2", "--resume"};
        assertEquals(Verb.WRONG, run(concat(resume, first, "--session", next)));
        assertTrue(said().contains("cannot be had"), said());
        assertEquals(Verb.OK, run(concat(resume, first, "--session", next, "--data", moved.toString())), said());
        assertEquals(Verb.OK, run(concat(resume, packed, "--session", again)), said());
        assertArrayEquals(
                SessionFile.read(Path.of(next)).run().values(),
                SessionFile.read(Path.of(again)).run().values());
        assertTrue(SessionFile.read(Path.of(again)).data().embedded() != null);
    }

    private static String[] concat(Object... parts) {
        return java.util.Arrays.stream(parts)
                .flatMap(part -> part instanceof String[] several
                        ? java.util.Arrays.stream(several)
                        : java.util.stream.Stream.of((String) part))
                .toArray(String[]::new);
    }

    /** 24 pictures of 8 × 8 bytes. */
    private static void writeNpy(Path file) throws IOException {
        String header = "{'descr': '|u1', 'fortran_order': False, 'shape': (24, 8, 8), }";
        header += " ".repeat(64 - 10 - 1 - header.length() % 64 + (header.length() > 53 ? 64 : 0)) + "\n";
        var out = java.nio.ByteBuffer.allocate(10 + header.length() + 24 * 64)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) header.length())
                .put(header.getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; out.hasRemaining(); i++) out.put((byte) (i * 37));
        Files.write(file, out.array());
    }

    private int run(String... arguments) {
        err.reset();
        var nowhere = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        return Main.commandLine().run(arguments, nowhere, new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}
