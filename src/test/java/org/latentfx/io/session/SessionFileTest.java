package org.latentfx.io.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentfx.analysis.plane.Plane;
import org.latentfx.data.DataImport;
import org.latentfx.data.DataImport.Fitting;
import org.latentfx.data.DataImport.Meaning;
import org.latentfx.data.DataImport.Share;
import org.latentfx.data.DataImport.Size;
import org.latentfx.data.DataSplit;
import org.latentfx.data.PictureFormat;
import org.latentfx.data.Sprites;
import org.latentfx.data.drawing.DrawnSet;
import org.latentfx.data.drawing.DrawnSet.Drawn;
import org.latentfx.io.ModelFile;
import org.latentfx.io.session.SessionFile.Branch;
import org.latentfx.io.session.SessionFile.Content;
import org.latentfx.io.session.SessionFile.MapPlane;
import org.latentfx.io.session.SessionFile.Pin;
import org.latentfx.io.session.SessionFile.SavedRun;
import org.latentfx.io.session.SessionFile.Shown;
import org.latentfx.io.session.SessionFile.Source;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.text.Refusal;
import org.latentfx.train.Divergence;
import org.latentfx.train.Event;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Recipe;
import org.latentfx.train.RunState;
import org.latentfx.train.Settings;
import org.latentfx.train.Trainer;

class SessionFileTest {
    /** 300 images in batches of 64: five steps an epoch, the last of 44 images. */
    private static final DataSplit DATA = new DataSplit(
            "sprites",
            Sprites.generate(300, 1).images(),
            Sprites.generate(150, 2).images());

    private static final Hyperparameters SMALL =
            Settings.fromTexts(Preset.MAP.hyperparameters(), Map.of("hidden", "6", "latents", "3", "batch", "64"));

    private static final Shown SHOWN = new Shown(
            new float[] {0.1f, -1.25f, 3e-9f},
            new MapPlane("LATENTS", Plane.latents(0, 2, 3), List.of(0, 2), 0, true),
            List.of(1),
            List.of(new Pin("Ä “7”", new float[] {1, 2, 3})),
            new int[] {3, 77},
            12,
            new byte[] {0, -1, 7},
            new DrawnSet(PictureFormat.grey(2, 1), List.of(new Drawn("a “b”", new byte[] {-1, 0}))),
            Map.of("sizes.probe", 276.5, "map.layers", "POINTS", "alone", true));

    /** The same of a model without latents, whose z names a draw. */
    private static final Shown ONE_NUMBER = new Shown(
            new float[] {0.1f},
            new MapPlane("LATENTS", Plane.latents(0, 0, 1), List.of(0, 0), 0, true),
            List.of(),
            List.of(),
            new int[0],
            12,
            SHOWN.drawing(),
            SHOWN.collected(),
            SHOWN.look());

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameAFile() {
        file = folder.resolve("run.latentfx");
    }

    private static Trainer trainer(Hyperparameters hyperparameters) {
        return new Trainer(DATA, hyperparameters, Kernels.best(), new Workers(1));
    }

    private static Trainer after(int steps) {
        var trainer = trainer(SMALL);
        step(trainer, steps);
        return trainer;
    }

    private static void step(Trainer trainer, int steps) {
        for (int i = 0; i < steps; i++) trainer.step();
    }

    private void save(RunState state) {
        Shown shown = state.configuration().latents() == SHOWN.z().length ? SHOWN : ONE_NUMBER;
        SessionFile.write(file, new Content(state, Source.of(DATA), shown, Instant.EPOCH));
    }

    private RunState saved(RunState state) {
        save(state);
        return SessionFile.read(file).run();
    }

    // ---- what comes back ----

    @ParameterizedTest
    @CsvSource({"0, 9", "3, 9", "5, 5", "99, 3", "103, 120"})
    void aRunContinuedFromAFileIsTheSameRunBitForBit(int before, int more) {
        var straight = after(before + more).state();
        var continued = trainer(Settings.SEED.with(SMALL, 99L));
        continued.restore(saved(after(before).state()));
        step(continued, more);
        assertEquals(straight, continued.state());
    }

    /** With all that a kind keeps beside weights: averages, directions, either player's moments. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vae | conv4x4s2,6 | relu       | normal",
                "vae | 6           | relu       | vamp",
                "vae | conv4x4s2,6 | relu       | vamp",
                "ae  | 6           | silu       | normal",
                "ae  | conv4x3s1   | relu       | normal",
                "cvae| 6           | tanh       | normal",
                "vqvae| 6          | relu       | normal",
                "gan | 6,5         | leaky-relu | normal",
                "made| 6,5         | relu       | normal"
            })
    void aModelOfEveryKindAndStructureContinuesFromAFileBitForBit(
            String kind, String hidden, String activation, String prior) {
        var texts = Map.of("model", kind, "hidden", hidden, "activation", activation, "classes", "3", "prior", prior);
        var some = Settings.CODE_SIZE.with(Settings.PSEUDO_INPUTS.with(SMALL, 7), 1);
        var settings = Settings.fromTexts(some, texts);
        var straight = trainer(settings);
        step(straight, 7);
        RunState read = saved(straight.state());
        assertEquals(straight.state(), read);
        var continued = trainer(Settings.SEED.with(settings, 99L));
        continued.restore(read);
        step(straight, 4);
        step(continued, 4);
        assertEquals(straight.state(), continued.state());
        var alone = folder.resolve("model.safetensors");
        ModelFile.write(alone, SessionFile.read(file).model());
        assertArrayEquals(read.values(), ModelFile.read(alone).weights().values());
        assertEquals(read.hyperparameters(), ModelFile.read(alone).hyperparameters());
    }

    /** The last good weights are those of step 250, whenever the file was written. */
    @Test
    void aRunThatDivergesAfterItWasReopenedGoesBackToTheSameWeights() {
        var state = after(253).state();
        Arrays.fill(state.values(), 1e30f);
        var straight = trainer(SMALL);
        straight.restore(state);
        var continued = trainer(SMALL);
        continued.restore(saved(state));
        for (var trainer : List.of(straight, continued)) {
            assertThrows(Divergence.class, trainer::step);
            assertArrayEquals(after(250).state().values(), trainer.weights().values());
            step(trainer, 3);
        }
        assertEquals(straight.state(), continued.state());
        var back = (Event.RolledBack) continued.history().events().get(0);
        assertEquals(List.of(254L, 250L), List.of(back.step(), back.to()));
        assertNotNull(back.fault());
        assertEquals(continued.history(), saved(continued.state()).history());
    }

    @Test
    void aRunWhoseSettingsWereChangedOnTheWayContinuesBitForBit() {
        var straight = after(3);
        straight.change(Settings.BATCH.with(Settings.BETA.with(SMALL, 0.3), 200));
        step(straight, 2);
        straight.change(Settings.LEARNING_RATE.with(
                Settings.BATCH.with(Settings.BETA.with(SMALL, 0.3), 32), 0.0123456789012345));
        step(straight, 3);
        var continued = trainer(SMALL);
        continued.restore(saved(straight.state()));
        step(straight, 200);
        step(continued, 200);
        assertEquals(straight.state(), continued.state());
    }

    @Test
    void whatIsShownComesBackAsItWas() {
        save(after(4).state());
        Content read = SessionFile.read(file);
        Shown shown = read.shown();
        assertArrayEquals(SHOWN.z(), shown.z());
        MapPlane plane = Objects.requireNonNull(shown.plane());
        assertEquals("LATENTS", plane.kind());
        assertEquals(List.of(0, 2), plane.of());
        assertTrue(plane.byUse());
        assertArrayEquals(new double[] {0, 0, 1}, plane.plane().v());
        assertEquals(List.of(1), shown.locked());
        assertEquals("Ä “7”", shown.pins().get(0).name());
        assertArrayEquals(new float[] {1, 2, 3}, shown.pins().get(0).z());
        assertArrayEquals(new int[] {3, 77}, shown.selection());
        assertEquals(12, shown.probed());
        assertArrayEquals(new byte[] {0, -1, 7}, shown.drawing());
        assertEquals(Map.of("a “b”", 1), shown.collected().counts());
        assertArrayEquals(new byte[] {-1, 0}, shown.collected().values());
        assertEquals(SHOWN.look(), shown.look());
        assertEquals(Instant.EPOCH, read.saved());
        assertEquals(300, read.data().images());
    }

    @Test
    void theWayThePicturesWereReadComesBack() {
        var how = new DataImport(
                new Meaning("x", "y", new Size(28, 20), null),
                new Fitting(new Size(8, 8), true, false, true, true),
                new Share(100, 7, Long.MAX_VALUE),
                true);
        var data = new DataSplit("sprites", DATA.train(), DATA.test(), how);
        SessionFile.write(file, new Content(after(1).state(), Source.of(data), SHOWN, Instant.EPOCH));
        assertEquals(how, SessionFile.read(file).data().how());
    }

    @Test
    void thePicturesThemselvesMayBeInTheFile() throws IOException {
        var source = Source.embedded(DATA);
        SessionFile.write(file, new Content(after(1).state(), source, SHOWN, Instant.EPOCH));
        var read = Objects.requireNonNull(SessionFile.read(file).data().embedded());
        assertArrayEquals(DATA.train().pixels(), read.train().pixels());
        assertArrayEquals(DATA.train().labels(), read.train().labels());
        assertArrayEquals(DATA.test().pixels(), read.test().pixels());
        assertEquals(DATA.train().classNames(), read.test().classNames());
        assertEquals(DATA.test().checksum(), read.test().checksum());
        repack("data/t10k-labels-idx1-ubyte", text -> text.substring(1), false);
        assertTrue(refusal().contains("data/t10k-labels-idx1-ubyte"));
    }

    @Test
    void theSameSessionIsTheSameBytes() throws IOException {
        var state = after(4).state();
        save(state);
        byte[] once = Files.readAllBytes(file);
        save(state);
        assertArrayEquals(once, Files.readAllBytes(file));
    }

    @Test
    void aDataFolderIsSavedByItsWholePath() {
        var state = after(2).state();
        var elsewhere = new RunState(
                state.hyperparameters(),
                "some/folder",
                state.dataChecksum(),
                state.format(),
                state.position(),
                state.values(),
                state.firstMoments(),
                state.secondMoments(),
                state.history());
        assertEquals(
                Path.of("some/folder").toAbsolutePath().toString(),
                saved(elsewhere).dataName());
    }

    /** The file was written by the first program that knew the format; no later one may fail to read it. */
    @Test
    void aSessionOfVersionOneIsReadForEver() throws IOException {
        try (var in = Objects.requireNonNull(SessionFileTest.class.getResourceAsStream("version-1.latentfx"))) {
            Files.copy(in, file);
        }
        Content read = SessionFile.read(file);
        assertEquals(107, read.run().position().step());
        assertEquals(107, read.run().history().train().size());
        assertEquals(1, read.run().history().heldOut().size());
        assertEquals(
                List.of("β 1 → 0.5"),
                read.run().history().events().stream().map(Event::text).toList());
        assertNotNull(read.run().history().latest());
        assertEquals(1, read.shown().pins().size());
        var continued = trainer(SMALL);
        continued.restore(read.run());
        step(continued, 5);
        assertEquals(112, continued.stepsDone());
    }

    /** Its pictures are in it, and how they were read. */
    @Test
    void aSessionOfVersionTwoIsReadForEver() throws IOException {
        try (var in = Objects.requireNonNull(SessionFileTest.class.getResourceAsStream("version-2.latentfx"))) {
            Files.copy(in, file);
        }
        Content read = SessionFile.read(file);
        assertEquals(7, read.run().position().step());
        assertEquals(new Size(8, 8), read.data().how().fitting().size());
        var data = Objects.requireNonNull(read.data().embedded());
        assertEquals(read.run().dataChecksum(), data.train().checksum());
        assertEquals(List.of("one", "two"), data.train().classNames());
    }

    /** With what it would go back to, collected drawings, and how the window was set. */
    @Test
    void aSessionOfVersionThreeIsReadForEver() throws IOException {
        try (var in = Objects.requireNonNull(SessionFileTest.class.getResourceAsStream("version-3.latentfx"))) {
            Files.copy(in, file);
        }
        Content read = SessionFile.read(file);
        assertEquals(252, read.run().position().step());
        assertEquals(250, Objects.requireNonNull(read.run().good()).position().step());
        assertEquals(Map.of("seven", 1), read.shown().collected().counts());
        assertEquals(300.0, read.shown().look().get("size.probe"));
        assertEquals(true, read.shown().look().get("map.tilesByMass"));
        var data = Objects.requireNonNull(read.data().embedded());
        assertEquals(read.run().dataChecksum(), data.train().checksum());
    }

    /** Of three runs, none a VAE; one has convolutions, and follows changes of another. */
    @Test
    void aSessionOfVersionFourIsReadForEver() throws IOException {
        try (var in = Objects.requireNonNull(SessionFileTest.class.getResourceAsStream("version-4.latentfx"))) {
            Files.copy(in, file);
        }
        Content read = SessionFile.read(file);
        assertEquals(
                List.of("gan", "cvae", "ae"),
                read.runs().stream()
                        .map(run -> run.state().configuration().kind().key())
                        .toList());
        Recipe follows = Objects.requireNonNull(read.runs().get(2).follows());
        assertEquals(List.of(new Recipe.Change<>(9, Settings.LEARNING_RATE, 0.002)), follows.changes());
        assertEquals("outputs", read.shown().look().get("debug.ridges"));
        for (SavedRun run : read.runs()) {
            var data = Objects.requireNonNull(run.data().embedded());
            var continued = new Trainer(data, run.state().hyperparameters(), Kernels.best(), new Workers(1));
            continued.restore(run.state());
            step(continued, 2);
            assertEquals(6, continued.stepsDone());
        }
    }

    /** A twin goes on taking over what was changed in the other run, and from which values it did. */
    @Test
    void theChangesThatARunFollowsComeBack() throws IOException {
        var recipe = new Recipe(
                Settings.BETA.with(SMALL, 0.25),
                List.of(
                        new Recipe.Change<>(2, Settings.BETA, 0.5),
                        new Recipe.Change<>(40, Settings.LEARNING_RATE, 0.02),
                        new Recipe.Change<>(41, Settings.BETA, 2.0)));
        var twin = new SavedRun("twin", 0, null, after(3).state(), Source.of(DATA), recipe);
        SessionFile.write(file, new Content(List.of(twin), 0, SHOWN, Instant.EPOCH));
        assertEquals(recipe, SessionFile.read(file).runs().get(0).follows());
        repack("session.json", text -> text.replace("\"key\":\"learning-rate\"", "\"key\":\"latents\""), false);
        assertTrue(String.valueOf(assertThrows(Refusal.class, () -> SessionFile.read(file))
                        .getMessage())
                .contains("a setting that can be changed while a run goes on"));
    }

    /** A second run on the same pictures, one on others, all in the file, and the second one looked at. */
    private Content several() {
        var few = new DataSplit("few", DATA.test().pick(new int[] {4, 5, 6}), DATA.test());
        var alone = new Trainer(few, Settings.LATENTS.with(SMALL, 2), Kernels.best(), new Workers(1));
        step(alone, 2);
        return new Content(
                List.of(
                        new SavedRun("one", 0, null, after(4).state(), Source.embedded(DATA)),
                        new SavedRun("two", 3, new Branch(0, 2), after(7).state(), Source.embedded(DATA)),
                        new SavedRun("few", 1, null, alone.state(), Source.embedded(few))),
                1,
                SHOWN,
                Instant.EPOCH);
    }

    @Test
    void allRunsComeBackEachWithItsPicturesAndThoseThatAreSharedOnce() throws IOException {
        Content written = several();
        SessionFile.write(file, written);
        Content read = SessionFile.read(file);
        assertEquals(
                written.runs().stream().map(SavedRun::state).toList(),
                read.runs().stream().map(SavedRun::state).toList());
        assertEquals(
                List.of("one", "two", "few"),
                read.runs().stream().map(SavedRun::name).toList());
        assertEquals(new Branch(0, 2), read.runs().get(1).branch());
        assertEquals(3, read.runs().get(1).colour());
        assertEquals(1, read.lookedAt());
        var data = read.runs().stream().map(run -> run.data().embedded()).toList();
        assertEquals(
                DATA.train().checksum(),
                Objects.requireNonNull(data.get(0)).train().checksum());
        assertTrue(data.get(0) == data.get(1), "read twice");
        assertEquals(3, Objects.requireNonNull(data.get(2)).train().size());
        try (var zip = new ZipFile(file.toFile())) {
            assertEquals(
                    8,
                    zip.stream()
                            .filter(entry -> entry.getName().contains("data/"))
                            .count());
        }
    }

    @Test
    void anotherRunMayBeLookedAtByItsName() {
        Content of = several().lookingAt("few");
        assertEquals(2, of.run().position().step());
        assertTrue(of.shown().plane() == null, "a plane of three latents");
        String said = String.valueOf(
                assertThrows(Refusal.class, () -> of.lookingAt("five")).getMessage());
        assertTrue(said.contains("one, two, few"), said);
        SessionFile.write(file, of);
        assertEquals(of.run(), SessionFile.read(file).run());
    }

    @Test
    void entriesOfARunThatNobodyKnowsAreRefused() throws IOException {
        SessionFile.write(file, several());
        repack("session.json", text -> text.replaceFirst("\\{\"name\":\"few\".*", "]}"), false);
        assertTrue(refusal().contains("session.json"));
        SessionFile.write(file, several());
        repack("runs/3/curves.csv", text -> text, false);
        repack("session.json", text -> text.replaceFirst(",\\{\"name\":\"few\".*", "]}"), false);
        assertTrue(refusal().contains("runs/3/"), refusal());
    }

    // ---- what is refused ----

    /** Packs the saved session anew with one entry changed. */
    private void repack(String entry, UnaryOperator<String> change, boolean packed) throws IOException {
        var contents = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipFile(file.toFile())) {
            for (ZipEntry each : java.util.Collections.list(zip.entries()))
                contents.put(each.getName(), zip.getInputStream(each).readAllBytes());
        }
        byte[] before = Objects.requireNonNull(contents.get(entry));
        byte[] after =
                change.apply(new String(before, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
        contents.put(entry, after);
        write(contents, packed);
    }

    private void write(Map<String, byte[]> contents, boolean packed) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.setLevel(packed ? 9 : 0);
            for (var each : contents.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue());
            }
        }
        Files.write(file, bytes.toByteArray());
    }

    private String refusal() {
        return String.valueOf(
                assertThrows(Refusal.class, () -> SessionFile.read(file)).getMessage());
    }

    @Test
    void aSessionPackedAnewByAnotherProgramIsRead() throws IOException {
        var state = after(4).state();
        save(state);
        repack("session.json", text -> text, true);
        assertEquals(state, SessionFile.read(file).run());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"version\":4 | \"version\":5 | of version 5, expected at most 4",
                "\"version\":4 | \"version\":0 | session.json.version is 0, expected a whole number from 1",
                "\"version\":4 | \"version\":1,\"version\":4 | twice",
                "\"inEpoch\":256 | \"inEpoch\":300 | session.json.position.inEpoch is 300",
                "\"inEpoch\":256 | \"inEpoch\":-1 | session.json.position.inEpoch is -1",
                "\"inEpoch\":256 | \"inEpoch\":1e999999999 | session.json",
                "\"step\":4, | \"step\":5, | session.json.position.step is 5, expected 4 as in its model",
                "\"adamSteps\":4 | \"adamSteps\":5 | session.json.position.adamSteps is 5",
                "\"drawn\":256 | \"drawn\":\"256\" | session.json.position.drawn is \"256\"",
                "\"name\":\"sprites\" | \"name\":\"//host/share\" | session.json.data.name is //host/share",
                "\"locked\":[1] | \"locked\":[1.5] | session.json.shown.locked is 1.5",
                "\"u\":[1.0,0.0,0.0] | \"u\":[1.0,0.0,1.0] | session.json.shown.plane.u is",
                "\"u\":[1.0,0.0,0.0] | \"u\":[1.0] | session.json.shown.plane.u is 1, expected 3 numbers",
                "\"place\":0 | \"place\":1 | session.json.place is 1, expected a whole number from 0 to 0",
                "\"others\":[] | \"others\":[7] | session.json.others[0] is 7",
                "\"others\":[] | \"others\":[{}] | it has no entry “runs/2/model.safetensors”",
                "\"checksum\": | \"of\":0,\"checksum\": | session.json.data.of is 0",
                "\"probed\":12 | \"probed\":NaN | session.json is not JSON",
                "\"probed\":12 | \"probed\":[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]] | levels",
            })
    void whatIsWrongIsSaidWithItsPlaceAndWhatWasFoundAndExpected(String before, String after, String said)
            throws IOException {
        save(after(4).state());
        repack(
                "session.json",
                text -> {
                    assertTrue(text.contains(before), text);
                    return text.replaceFirst(java.util.regex.Pattern.quote(before), after);
                },
                false);
        String sentence = refusal();
        assertTrue(sentence.contains(said), sentence);
        assertTrue(sentence.contains(file.toString()), sentence);
    }

    @Test
    void aBombIsRefusedBeforeItIsUnpacked() throws IOException {
        save(after(4).state());
        repack("curves.csv", text -> text + "0".repeat(200 << 20), true);
        assertTrue(Files.size(file) < 1 << 20);
        assertTrue(refusal().contains("curves.csv"));
    }

    @Test
    void entriesOfOtherNamesAreRefused() throws IOException {
        write(Map.of("../session.json", new byte[] {'{', '}'}), false);
        assertTrue(refusal().contains("../session.json"));
    }

    @Test
    void aDamagedTensorIsRefused() throws IOException {
        save(after(4).state());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 4;
        Files.write(file, bytes);
        assertTrue(refusal().contains("checksum"));
    }

    @Test
    void adamCannotHaveNegativeSquares() {
        var state = after(4).state();
        state.secondMoments()[5] = -1;
        save(state);
        assertTrue(refusal().contains("second_moments"));
    }

    @Test
    void aFailedWriteLeavesTheFormerFile() throws IOException {
        var state = after(4).state();
        save(state);
        Path copy = Files.copy(file, folder.resolve("copy"), StandardCopyOption.REPLACE_EXISTING);
        state.values()[0] = Float.NaN;
        assertThrows(Refusal.class, () -> save(state));
        assertArrayEquals(Files.readAllBytes(copy), Files.readAllBytes(file));
    }
}
