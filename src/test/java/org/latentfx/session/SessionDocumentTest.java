package org.latentfx.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.data.IdxWriter;
import org.latentfx.data.drawing.Canvas;
import org.latentfx.io.Safetensors;
import org.latentfx.io.session.SessionFile;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernels;
import org.latentfx.session.concurrent.HandDriven;
import org.latentfx.session.concurrent.Turns;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.explore.MapPlane;
import org.latentfx.session.explore.Selection;
import org.latentfx.session.file.SessionDocument;
import org.latentfx.session.map.ManifoldGrid;
import org.latentfx.session.map.PointColours;
import org.latentfx.session.probe.ImageProbe;
import org.latentfx.session.run.Run.Status;
import org.latentfx.session.run.RunLine;
import org.latentfx.session.run.RunTest;
import org.latentfx.train.Settings;

/** The test's own thread plays the FX thread, and background work is done on the spot. */
class SessionDocumentTest {
    private final Turns fx = new Turns(() -> said());
    private final Session session = session();
    private final SessionDocument document = session.document();

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void trainThreeSteps() throws IOException {
        file = folder.resolve("run.latentfx");
        for (String part : List.of("train", "t10k")) {
            var set = part.equals("train")
                    ? RunTest.data().train()
                    : RunTest.data().test();
            try (var images = Files.newOutputStream(folder.resolve(part + "-images-idx3-ubyte"));
                    var labels = Files.newOutputStream(folder.resolve(part + "-labels-idx1-ubyte"))) {
                IdxWriter.images(set, images);
                IdxWriter.labels(set, labels);
            }
        }
        begin(session);
        step(session, 3);
    }

    @AfterEach
    void end() {
        session.close();
    }

    private Session session() {
        return new Session(
                Kernels.named("ejml"),
                1,
                Runnable::run,
                Runnable::run,
                fx::add,
                new UndoStack(),
                new HandDriven().clock);
    }

    private void begin(Session one) {
        one.chooseData(folder.toString());
        fx.until(() -> one.run().statusProperty().get() == Status.PAUSED);
        one.commands().change(Settings.LATENTS.with(RunTest.small(), 3));
        fx.until(() ->
                one.explorer().latents() == 3 && one.run().statusProperty().get() == Status.PAUSED);
    }

    private void step(Session one, int steps) {
        long end = one.run().stepProperty().get() + steps;
        for (int i = 0; i < steps; i++) one.commands().stepOnce();
        fx.until(() -> one.run().stepProperty().get() == end);
    }

    private String said() {
        var message = session.messageProperty().get();
        return message == null ? "" : message.sentence();
    }

    private void save() {
        document.saveAs(file);
        fx.until(() -> file.equals(document.fileProperty().get())
                && !document.unsavedProperty().get());
    }

    private static float[] weights(Session of) {
        return Objects.requireNonNull(of.run().modelProperty().get()).weights().values();
    }

    @Test
    void oneFileHoldsAllRunsAndBringsThemBackBitForBit() {
        var first = session.runs().shown();
        var twin = session.runs().twin(first, first.hyperparametersProperty().get());
        fx.until(() -> twin.statusProperty().get() == Status.PAUSED);
        step(session, 2);
        session.runs().rename(twin, "β small");
        session.selection().select(new int[] {0, 1, 2}, Selection.Mode.REPLACE);
        session.runList().forkWithGroup(); // its images are nowhere else
        fx.until(() -> session.run().statusProperty().get() == Status.PAUSED);
        session.runs().show(twin);
        save();
        assertTrue(said().startsWith("All 3 runs were saved"), said());
        var other = session();
        other.document().open(file);
        fx.until(() -> other.runs().lines().size() == 3
                && other.runs().lines().stream()
                        .allMatch(line -> line.statusProperty().get() == Status.PAUSED));
        assertEquals("β small", other.runs().shown().nameProperty().get());
        assertEquals(1, other.runs().lines().indexOf(other.runs().shown()));
        assertEquals(
                List.of(0, 1, 2),
                other.runs().lines().stream().map(RunLine::colour).toList());
        assertEquals(
                other.runs().lines().get(1),
                Objects.requireNonNull(other.runs().lines().get(2).branch()).from());
        assertEquals(
                3,
                Objects.requireNonNull(
                                other.runs().lines().get(2).dataProperty().get())
                        .train()
                        .size());
        assertFalse(other.document().unsavedProperty().get());
        for (int i = 0; i < 3; i++) {
            for (Session one : List.of(session, other)) {
                one.runs().show(one.runs().lines().get(i));
                step(one, 2);
            }
            assertArrayEquals(weights(session), weights(other));
        }
        assertTrue(other.document().unsavedProperty().get());
        other.close();
    }

    @Test
    void openingPutsARestedRunsPlaceBackByUndo() {
        save();
        var first = session.runs().shown();
        var twin = session.runs().twin(first, first.hyperparametersProperty().get());
        fx.until(() -> twin.statusProperty().get() == Status.PAUSED);
        step(session, 4);
        float[] trained = weights(session);
        assertTrue(document.unsavedProperty().get());
        document.open(file);
        fx.until(() -> session.runs().lines().size() == 1
                && session.run().statusProperty().get() == Status.PAUSED);
        assertFalse(document.unsavedProperty().get());
        session.undo();
        fx.until(() -> session.run().statusProperty().get() == Status.PAUSED
                && session.run().modelProperty().get() != null);
        assertEquals(List.of(first, twin), session.runs().lines());
        assertEquals(twin, session.runs().shown());
        assertArrayEquals(trained, weights(session));
        assertTrue(document.unsavedProperty().get());
        session.redo();
        fx.until(() -> session.run().statusProperty().get() == Status.PAUSED);
        assertEquals(1, session.runs().lines().size());
        assertEquals(3, session.run().stepProperty().get());
    }

    @Test
    void imagesThatAreNowhereElseGoIntoTheFile() {
        Path file = folder.resolve("group.latentfx");
        session.selection().select(new int[] {0, 1, 2}, Selection.Mode.REPLACE);
        session.runList().forkWithGroup();
        fx.until(() -> session.run().statusProperty().get() == Status.PAUSED);
        session.document().saveAs(file);
        fx.until(() -> session.document().fileProperty().get() != null);
        var data = SessionFile.read(file).data().embedded();
        assertEquals(3, Objects.requireNonNull(data).train().size());
    }

    @Test
    void anotherSessionOpensOnTheSamePointPlanePinsSelectionAndImageAndGoesOnAlike() {
        session.probe().takeImage(7);
        session.explorer().show(MapPlane.latents(2, 0, 3));
        session.explorer().moveTo(new float[] {0.25f, -1, 2});
        session.explorer().lock(1, true);
        session.pins().pin(new float[] {1, 2, 3});
        session.selection().select(new int[] {4, 9}, Selection.Mode.REPLACE);
        save();
        var other = session();
        other.document().open(file);
        fx.until(() -> other.run().statusProperty().get() == Status.PAUSED
                && other.run().modelProperty().get() != null);
        assertArrayEquals(weights(session), weights(other));
        assertArrayEquals(
                session.explorer().point().picture(), other.explorer().point().picture());
        assertArrayEquals(new float[] {0.25f, -1, 2}, other.explorer().z());
        assertTrue(other.explorer().isLocked(1));
        assertEquals(List.of(2, 0), other.explorer().mapPlane().of());
        assertEquals("A", other.pins().listProperty().get().get(0).name());
        assertArrayEquals(new int[] {4, 9}, other.selection().imagesProperty().get());
        assertEquals(
                7, Objects.requireNonNull(other.probe().inputProperty().get()).image());
        assertEquals("run.latentfx", other.document().fileNameProperty().get());
        assertFalse(other.document().unsavedProperty().get());
        assertFalse(other.undoStack().canUndoProperty().get());
        step(session, 5);
        step(other, 5);
        assertArrayEquals(weights(session), weights(other));
        assertEquals(
                session.run().historyProperty().get(),
                other.run().historyProperty().get());
        other.close();
    }

    @Test
    void whatWasSetAndCollectedComesBackWithTheFile() {
        session.probe().noise(ImageProbe.Noise.HELD, 12);
        session.fields().colours().colourBy(PointColours.By.LOSS);
        session.fields().tile(new ManifoldGrid(30, true));
        session.probe().draw(Canvas.EMPTY.stroke(50, 60, 60, 160, 9, false));
        session.probe().keepDrawing();
        session.drawings().collect("one");
        document.setLook(() -> Map.of("tab", "PATH"), look -> {});
        save();
        var other = session();
        var look = new HashMap<String, Object>();
        other.document().setLook(Map::of, look::putAll);
        other.document().open(file);
        fx.until(() -> other.run().statusProperty().get() == Status.PAUSED
                && other.run().modelProperty().get() != null);
        assertEquals(ImageProbe.Noise.HELD, other.probe().noiseProperty().get());
        assertEquals(12, other.probe().samplesProperty().get());
        assertEquals(PointColours.By.LOSS, other.fields().colours().byProperty().get());
        assertEquals(
                new ManifoldGrid(30, true),
                other.fields().manifoldGridProperty().get());
        assertEquals(Map.of("one", 1), other.drawings().setProperty().get().counts());
        assertEquals("PATH", look.get("tab"));
        assertFalse(other.document().unsavedProperty().get());
        other.close();
    }

    @Test
    void theMarkOfAnUnsavedRunComesWithStepsSettingsAndPinsAndGoesWithSaving() {
        assertTrue(document.unsavedProperty().get());
        assertFalse(document.save());
        save();
        step(session, 1);
        assertTrue(document.unsavedProperty().get());
        assertTrue(document.save());
        fx.until(() -> !document.unsavedProperty().get());
        session.pins().pin(new float[3]);
        assertTrue(document.unsavedProperty().get());
        session.undo();
        assertFalse(document.unsavedProperty().get());
        session.explorer().moveTo(new float[] {1, 1, 1});
        assertFalse(document.unsavedProperty().get());
        session.commands()
                .change(Settings.BETA.with(
                        session.run().hyperparametersProperty().get(), 0.5));
        assertTrue(document.unsavedProperty().get());
    }

    @Test
    void whatWasOpenedCanBeTakenBackWithItsFileName() {
        save();
        step(session, 2);
        float[] trained = weights(session);
        document.open(file);
        fx.until(() -> session.run().stepProperty().get() == 3);
        assertEquals(file, document.fileProperty().get());
        assertFalse(document.unsavedProperty().get());
        session.undo();
        fx.until(() -> session.run().stepProperty().get() == 5
                && session.run().statusProperty().get() == Status.PAUSED);
        assertArrayEquals(trained, weights(session));
        assertTrue(document.unsavedProperty().get());
    }

    @Test
    void aFileThatCannotBeOpenedIsSaidAndChangesNothing() throws IOException {
        save();
        Files.write(file, new byte[] {1, 2, 3});
        float[] before = weights(session);
        document.open(file);
        fx.until(() -> said().contains("run.latentfx is no whole session"));
        assertArrayEquals(before, weights(session));
        assertEquals(3, session.run().stepProperty().get());
        document.saveAs(folder.resolve("no/such/folder.latentfx"));
        fx.until(() -> said().contains("folder"));
        assertEquals(file, document.fileProperty().get());
    }

    @Test
    void aRunWhoseDataAreOthersNowIsNotGoneOnWith() throws IOException {
        save();
        Path images = folder.resolve("train-images-idx3-ubyte");
        byte[] pixels = Files.readAllBytes(images);
        pixels[100] ^= 1;
        Files.write(images, pixels);
        document.open(file);
        fx.until(() -> said().contains("checksum"));
        assertEquals(3, session.run().stepProperty().get());
    }

    @Test
    void dataThatHaveMovedArePointedToOnce() throws IOException {
        save();
        Path moved = Files.createDirectory(folder.resolve("moved"));
        for (String part : List.of("train", "t10k"))
            for (String kind : List.of("-images-idx3-ubyte", "-labels-idx1-ubyte"))
                Files.move(folder.resolve(part + kind), moved.resolve(part + kind));
        step(session, 2);
        document.setSeeker((asked, found) -> {
            assertTrue(asked);
            found.accept(moved);
        });
        document.open(file);
        fx.until(() -> said().contains("cannot be had"));
        var message = Objects.requireNonNull(session.messageProperty().get());
        message.choices().get(1).action().run();
        fx.until(() -> session.run().dataProperty().get().name().equals(moved.toString())
                && session.run().statusProperty().get() == Status.PAUSED);
        assertEquals(3, session.run().stepProperty().get());
        save();
        assertEquals(moved.toString(), SessionFile.read(file).run().dataName());
    }

    /** It names neither the pictures that it learnt from nor its activation. */
    @Test
    void whatAModelOfAnotherProgramDoesNotTellAPersonSays() throws IOException {
        Path model = folder.resolve("foreign.safetensors");
        var entries = new ArrayList<Safetensors.Entry>();
        long end = 0;
        for (var layer : List.of(
                List.of("fc1", 3, 784),
                List.of("fc21", 2, 3),
                List.of("fc22", 2, 3),
                List.of("fc3", 3, 2),
                List.of("fc4", 784, 3))) {
            int out = (Integer) layer.get(1);
            int in = (Integer) layer.get(2);
            entries.add(new Safetensors.Entry(layer.get(0) + ".weight", List.of(out, in), end, end + 4L * out * in));
            end += 4L * out * in;
            entries.add(new Safetensors.Entry(layer.get(0) + ".bias", List.of(out), end, end + 4L * out));
            end += 4L * out;
        }
        try (var file = Files.newOutputStream(model)) {
            new Safetensors(entries, Map.of()).write(file);
            file.write(new byte[(int) end]);
        }
        document.open(model);
        fx.until(() -> said().contains("does not say which pictures"));
        choose("Sprites");
        fx.until(() -> said().contains("activation relu"));
        assertEquals(said().indexOf("activation"), said().lastIndexOf("activation"), "said twice");
        choose("Other activation or likelihood…");
        choose("Tanh");
        fx.until(() -> said().contains("As you said: activation tanh"));
        assertEquals(
                Activation.TANH, session.run().hyperparametersProperty().get().activation());
        assertEquals("sprites", session.run().dataProperty().get().name());
    }

    private void choose(String label) {
        Objects.requireNonNull(session.messageProperty().get()).choices().stream()
                .filter(choice -> choice.label().equals(label))
                .findFirst()
                .orElseThrow()
                .action()
                .run();
    }

    @Test
    void picturesPutIntoTheFileAreNotNeededElsewhere() throws IOException {
        save();
        fx.until(() -> said().contains("refers to the pictures"));
        Objects.requireNonNull(session.messageProperty().get())
                .choices()
                .get(0)
                .action()
                .run();
        fx.until(() -> SessionFile.read(file).data().embedded() != null);
        try (var files = Files.list(folder)) {
            for (Path each :
                    files.filter(path -> path.toString().endsWith("ubyte")).toList()) Files.delete(each);
        }
        var other = session();
        other.document().open(file);
        fx.until(() -> other.run().statusProperty().get() == Status.PAUSED
                && other.run().modelProperty().get() != null);
        step(session, 3);
        step(other, 3);
        assertArrayEquals(weights(session), weights(other));
        save();
        assertFalse(said().contains("refers to"));
        other.close();
    }

    @Test
    void whatIsSavedWhileItTrainsIsTheRunOfAStepAndTrainingGoesOn() {
        session.commands()
                .change(Settings.EPOCHS.with(
                        session.run().hyperparametersProperty().get(), 10_000));
        session.commands().play();
        document.saveAs(file);
        fx.until(() -> document.fileProperty().get() != null);
        var state = SessionFile.read(file).run();
        session.commands().pause();
        long step = state.position().step();
        fx.until(() -> session.run().stepProperty().get() >= Math.max(step, 4));
        assertEquals(state.position().step(), state.history().train().size());
    }
}
