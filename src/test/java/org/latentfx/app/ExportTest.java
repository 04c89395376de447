package org.latentfx.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.latent.Neighbours;
import org.latentfx.analysis.samples.SampledPictures;
import org.latentfx.data.DataImport;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Datasets;
import org.latentfx.io.CurvesCsv;
import org.latentfx.io.ModelFile;
import org.latentfx.io.data.DataFiles;
import org.latentfx.io.exchange.ExportKind;
import org.latentfx.io.session.SessionFile;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.model.FrozenModel;
import org.latentfx.train.Fork;
import org.latentfx.train.Preset;
import org.latentfx.train.RunState;
import org.latentfx.train.Settings;
import org.latentfx.train.Trainer;

class ExportTest {
    private static final DataSplit DATA = DataFiles.load(Datasets.SPRITES);
    private static final RunState STATE = state();

    @TempDir
    Path folder;

    private String session;
    private String model;

    private static RunState state() {
        var settings = Settings.fromTexts(Preset.MAP.hyperparameters(), Map.of("hidden", "6", "latents", "3"));
        try (var workers = new Workers(1)) {
            var trainer = new Trainer(DATA, settings, Kernels.named("ejml"), workers);
            for (int i = 0; i < 3; i++) trainer.step();
            trainer.measureHeldOut();
            return trainer.state();
        }
    }

    @BeforeEach
    void saveASessionAndItsModel() {
        var content =
                new SessionFile.Content(STATE, SessionFile.Source.of(DATA), SessionFile.Shown.NOTHING, Instant.EPOCH);
        session = folder.resolve("run.latentfx").toString();
        model = folder.resolve("model.safetensors").toString();
        SessionFile.write(Path.of(session), content);
        ModelFile.write(Path.of(model), content.model());
    }

    @Test
    void theFilmOfARunIsMadeByTrainingItOnceMore() throws IOException {
        Path film = folder.resolve("film.gif");
        var done =
                Outcome.of("export", "--from", session, "--as", "growth", "--out", film.toString(), "--kernel", "ejml");
        assertEquals(0, done.code(), done.err());
        assertFalse(done.err().contains("last bit"), done.err());
        byte[] bytes = Files.readAllBytes(film);
        assertEquals("GIF89a", new String(bytes, 0, 6, StandardCharsets.US_ASCII));
        var refused = Outcome.of("export", "--from", model, "--as", "growth", "--out", film.toString());
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains("no session"), refused.err());
    }

    /** A session of {@link #STATE} and a run that branched off it, and the film of that run. */
    private Outcome filmOfABranch(boolean withRoot, DataSplit images) {
        var settings = Settings.SEED.with(STATE.hyperparameters(), 99L);
        var state = Fork.of(STATE, settings, images);
        try (var workers = new Workers(1)) {
            var trainer = new Trainer(images, settings, Kernels.named("ejml"), workers);
            trainer.restore(state);
            for (int i = 0; i < 2; i++) trainer.step();
            state = trainer.state();
        }
        var root = new SessionFile.SavedRun("root", 0, null, STATE, SessionFile.Source.of(DATA));
        var branch = new SessionFile.SavedRun(
                "branch",
                1,
                withRoot ? new SessionFile.Branch(0, 3) : null,
                state,
                images == DATA ? SessionFile.Source.of(DATA) : SessionFile.Source.embedded(images));
        var runs = withRoot ? List.of(root, branch) : List.of(branch);
        Path file = folder.resolve("branch.latentfx");
        SessionFile.write(
                file, new SessionFile.Content(runs, runs.size() - 1, SessionFile.Shown.NOTHING, Instant.EPOCH));
        return export(file.toString(), "growth", folder + "/branch.gif", "--kernel", "ejml");
    }

    @Test
    void theFilmOfABranchGoesFromTheRootThroughTheForkToItsEnd() {
        var fewer = new DataSplit("fewer", DATA.train().first(200), DATA.test());
        var film = filmOfABranch(true, fewer);
        assertEquals(0, film.code(), film.err());
        assertFalse(film.err().contains("last bit"), film.err());
    }

    @Test
    void aBranchUnderAnotherSeedNeedsNoRootButOneOnOtherImagesDoes() {
        var film = filmOfABranch(false, DATA);
        assertEquals(0, film.code(), film.err());
        assertFalse(film.err().contains("last bit"), film.err());
        var fewer = new DataSplit("fewer", DATA.train().first(200), DATA.test());
        var refused = filmOfABranch(false, fewer);
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains("Up to step 3 the run learnt from other images"), refused.err());
    }

    private Outcome export(String from, String form, String out, String... more) {
        String[] arguments = {"export", "--from", from, "--as", form, "--out", out};
        var all = Stream.concat(Stream.of(arguments), Stream.of(more));
        return Outcome.of(all.toArray(String[]::new));
    }

    private static Stream<String> forms() {
        return ExportKind.ALL.stream().map(ExportKind::key);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyFormIsMadeOfAModelAndOfASessionTheSameEachTime(String form) throws IOException {
        for (String from : List.of(session, model)) {
            Path once = folder.resolve("once." + form);
            Path again = folder.resolve("again." + form);
            for (Path out : List.of(once, again)) {
                var outcome = export(from, form, out.toString(), "--force");
                assertEquals(0, outcome.code(), outcome.err());
                assertEquals("", outcome.out());
                assertTrue(outcome.err().startsWith("Saved " + out), outcome.err());
            }
            assertArrayEquals(Files.readAllBytes(once), Files.readAllBytes(again));
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aFileThatIsThereIsOverwrittenByForceOnly(String form) throws IOException {
        Path out = Files.writeString(folder.resolve("mine." + form), "mine");
        var outcome = export(session, form, out.toString());
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains(out + " is there already"), outcome.err());
        assertEquals("mine", Files.readString(out));
        assertEquals(0, export(session, form, out.toString(), "--force").code());
        assertFalse(Files.readString(out, StandardCharsets.ISO_8859_1).startsWith("mine"));
    }

    @Test
    void aFileBesideIsNotOverwrittenEither() throws IOException {
        Path beside = Files.writeString(folder.resolve("codes-curves.csv"), "mine");
        assertEquals(2, export(session, "csv", folder + "/codes.csv").code());
        assertEquals("mine", Files.readString(beside));
        assertFalse(Files.exists(folder.resolve("codes.csv")));
    }

    @Test
    void safetensorsOfASessionIsItsModel() throws IOException {
        assertEquals(
                0, export(session, "safetensors", folder + "/again.safetensors").code());
        assertArrayEquals(Files.readAllBytes(Path.of(model)), Files.readAllBytes(folder.resolve("again.safetensors")));
    }

    @Test
    void csvHoldsACodeALineAndTheCurvesBeside() throws IOException {
        assertEquals(0, export(session, "csv", folder + "/codes.csv").code());
        var lines = Files.readAllLines(folder.resolve("codes.csv"));
        assertEquals("index,label,class,mu_0,mu_1,mu_2,log_var_0,log_var_1,log_var_2", lines.get(0));
        assertEquals(DATA.test().size() + 1, lines.size());
        var points = LatentPoints.of(new FrozenModel(STATE.weights(), Kernels.named("ejml")), DATA.test());
        String[] cells = lines.get(8).split(",");
        assertEquals("7", cells[0]);
        assertEquals(String.valueOf(DATA.test().labels()[7]), cells[1]);
        assertEquals(DATA.test().className(DATA.test().labels()[7]), cells[2]);
        assertEquals(points.mu(7, 1), Float.parseFloat(cells[4]));
        assertEquals(points.logVar()[7 * 3 + 2], Float.parseFloat(cells[8]));
        var curves = CurvesCsv.read(folder.resolve("codes-curves.csv"));
        assertEquals(STATE.history().train().size(), curves.train().size());
        assertEquals(1, curves.heldOut().size());
    }

    @Test
    void ofAModelAloneThereAreNoCurves() {
        assertEquals(0, export(model, "csv", folder + "/codes.csv").code());
        assertFalse(Files.exists(folder.resolve("codes-curves.csv")));
    }

    @Test
    void otherImagesThanTheModelLearntFromAreTold() {
        var outcome = export(model, "csv", folder + "/codes.csv", "--data", "mnist");
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.err().contains("not the images that the model learnt from"), outcome.err());
    }

    @Test
    void theHelpExplainsEachFormWithAnExample() {
        String help = Outcome.of("export", "--help").out();
        for (ExportKind kind : ExportKind.ALL) {
            assertTrue(help.contains("--as " + kind.key() + ":"), help);
            assertTrue(help.contains(kind.python().lines().findFirst().orElseThrow()), help);
        }
    }

    @Test
    void aFormThatIsNoneIsRefusedInOneSentence() {
        var outcome = export(model, "pickle", folder + "/x.pickle");
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains("“pickle”"), outcome.err());
        assertEquals(1, outcome.err().lines().count());
    }

    @Test
    void samplesAreADataSetWithTheClassesOfTheirNeighbours() {
        String out = folder + "/made.npz";
        assertEquals(
                0,
                export(session, "samples", out, "--count", "60", "--seed", "5").code());
        DataSplit made = DataFiles.load(out);
        DataSplit idx = DataFiles.load(folder + "/made-images-idx3-ubyte");
        var all = new ArrayList<Integer>();
        for (var part : List.of(made.train(), made.test())) for (byte label : part.labels()) all.add((int) label);
        assertEquals(60, all.size());
        assertEquals(60, idx.train().size() + idx.test().size());
        assertEquals(28, made.train().width());
        assertArrayEquals(made.train().pixels(), idx.train().pixels());
        assertArrayEquals(made.train().labels(), idx.train().labels());
        var frozen = new FrozenModel(STATE.weights(), Kernels.named("ejml"));
        var drawn = SampledPictures.ofPrior(frozen, 5, 60, false, Progress.NONE);
        var points = LatentPoints.of(frozen, DATA.test());
        var expected = new ArrayList<Integer>();
        for (int k = 0; k < 60; k++)
            expected.add(Neighbours.ofLatent(points, drawn.point(k), 5)
                    .vote(DATA.test())
                    .label());
        Collections.sort(all);
        Collections.sort(expected);
        assertEquals(expected, all);
    }

    @Test
    void anotherSeedDrawsOtherSamples() throws IOException {
        export(session, "samples", folder + "/a.npz", "--count", "5");
        export(session, "samples", folder + "/b.npz", "--count", "5", "--seed", "2");
        assertNotEquals(
                -1, Files.mismatch(folder.resolve("a-images-idx3-ubyte"), folder.resolve("b-images-idx3-ubyte")));
    }

    @Test
    void picturesAreLargerByTheScale() throws IOException {
        assertEquals(
                0, export(session, "png", folder + "/p.png", "--scale", "3").code());
        for (String name : List.of("p", "p-curves", "p-manifold", "p-reconstructions")) {
            var image = ImageIO.read(folder.resolve(name + ".png").toFile());
            assertEquals(0, image.getWidth() % 3, name);
        }
        assertEquals(
                3 * 579, ImageIO.read(folder.resolve("p-manifold.png").toFile()).getHeight());
    }

    @Test
    void choicesOutOfRangeAreRefusedInOneSentence() {
        for (String[] choice : new String[][] {{"--scale", "5"}, {"--scale", "x"}, {"--count", "0"}}) {
            var outcome = export(session, "samples", folder + "/x.npz", choice);
            assertEquals(2, outcome.code());
            assertEquals(1, outcome.err().lines().count(), outcome.err());
        }
    }

    @Test
    void optionsThatCannotBeHeededForTheProgramsOwnDataAreRefused() {
        var outcome = Outcome.of("info", "sprites", "--max", "100", "--crop");
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains("read as it is: leave out --crop"), outcome.err());
        assertFalse(outcome.err().contains("--max"), outcome.err());
    }

    @Test
    void asManyOfTheProgramsOwnImagesAreTakenAsAreAskedFor() {
        var outcome = Outcome.of("info", "sprites", "--max", "100", "--split-seed", "7");
        assertEquals(0, outcome.code(), outcome.err());
        assertEquals(100, outcome.lines().get(0).get("images").getAsInt());
        var how = DataImport.GUESSED.with(new DataImport.Share(100, 10, 7));
        DataSplit some = DataFiles.read(Datasets.SPRITES, how, Progress.NONE).split();
        assertEquals(100, some.train().size() + some.test().size());
        assertEquals(
                (double) DATA.train().size() / DATA.test().size(),
                (double) some.train().size() / some.test().size(),
                0.5);
        // as a session reads them again
        var again = DataFiles.read(Datasets.SPRITES, some.how(), Progress.NONE).split();
        assertEquals(some.train().checksum(), again.train().checksum());
        assertNotEquals(
                some.train().checksum(),
                DataFiles.read(
                                Datasets.SPRITES,
                                DataImport.GUESSED.with(new DataImport.Share(100, 10, 8)),
                                Progress.NONE)
                        .split()
                        .train()
                        .checksum());
    }

    @Test
    void aRunThatDivergedSaysWhatToType() {
        Path file = folder.resolve("wild.latentfx");
        var outcome = Outcome.of(
                "train",
                "--data",
                "sprites",
                "--hidden",
                "24,24,24,24,24,24,24,24",
                "--learning-rate",
                "1",
                "--epochs",
                "400",
                "--batch",
                "4096",
                "--session",
                file.toString(),
                "--kernel",
                "ejml");
        assertEquals(1, outcome.code(), outcome.err());
        assertTrue(
                outcome.err().contains("train --resume " + file + " --learning-rate 0.1 --session " + file),
                outcome.err());
        var film = export(file.toString(), "growth", folder + "/wild.gif", "--kernel", "ejml");
        assertEquals(0, film.code(), film.err());
        assertTrue(film.err().contains("the loss diverged, as it did the first time"), film.err());
        assertFalse(film.err().contains("last bit"), film.err());
    }
}
