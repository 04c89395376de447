package org.latentfx.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.io.CurvesCsv;
import org.latentfx.io.ModelFile;
import org.latentfx.io.exchange.ExportKind;
import org.latentfx.math.Kernels;
import org.latentfx.session.concurrent.HandDriven;
import org.latentfx.session.concurrent.Turns;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.export.Exporter;
import org.latentfx.session.run.Run.Status;
import org.latentfx.session.run.RunTest;

/** The test's own thread plays the FX thread and, when told to, the one where files are written. */
class ExporterTest {
    private final Turns fx = new Turns(() -> said());
    private final Queue<Runnable> slow = new ArrayDeque<>();
    private final Session session = new Session(
            Kernels.named("ejml"), 1, Runnable::run, slow::add, fx::add, new UndoStack(), new HandDriven().clock);
    private final Exporter exporter = session.exporter();

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameAFile() {
        file = folder.resolve("codes.csv");
    }

    @AfterEach
    void end() {
        session.close();
    }

    private void trainTwoSteps() {
        session.chooseData("sprites");
        fx.until(() -> session.run().statusProperty().get() == Status.PAUSED);
        session.commands().change(RunTest.small());
        fx.until(() -> session.run().statusProperty().get() == Status.PAUSED);
        for (int i = 0; i < 2; i++) session.commands().stepOnce();
        fx.until(() -> session.run().stepProperty().get() == 2);
    }

    private void write() {
        while (!slow.isEmpty()) slow.remove().run();
        fx.until(() -> !exporter.running().get());
    }

    private String said() {
        var message = session.messageProperty().get();
        return message == null ? "" : message.sentence();
    }

    @Test
    void theRunShownIsWrittenInTheBackgroundAndThatIsSaid() throws IOException {
        trainTwoSteps();
        exporter.export(ExportKind.named("csv"), file);
        assertTrue(exporter.running().get());
        assertFalse(Files.exists(file));
        write();
        assertTrue(said().startsWith("Saved " + file + ", codes-curves.csv ("), said());
        var data = Objects.requireNonNull(session.run().dataProperty().get());
        assertEquals(data.test().size() + 1, Files.readAllLines(file).size());
        assertEquals(
                2, CurvesCsv.read(folder.resolve("codes-curves.csv")).train().size());
    }

    @Test
    void oneThatIsGivenUpLeavesNothingBehind() throws IOException {
        trainTwoSteps();
        exporter.export(ExportKind.named("npz"), file);
        exporter.cancel();
        write();
        try (var left = Files.list(folder)) {
            assertEquals(0, left.count());
        }
        assertEquals("", said());
    }

    @Test
    void whatBelongsToItIsOverwrittenOnlyTogetherWithIt() throws IOException {
        trainTwoSteps();
        Path beside = Files.writeString(folder.resolve("codes-curves.csv"), "mine");
        exporter.export(ExportKind.named("csv"), file);
        write();
        assertTrue(said().contains(beside + " is there already"), said());
        assertEquals("mine", Files.readString(beside));
        Files.writeString(file, "agreed to");
        exporter.export(ExportKind.named("csv"), file);
        write();
        assertTrue(said().startsWith("Saved"), said());
    }

    @Test
    void beforeThereIsAModelThatIsSaid() {
        exporter.export(ExportKind.named("csv"), file);
        assertFalse(exporter.running().get());
        assertTrue(said().startsWith("There is no model to save yet"), said());
    }

    @Test
    void theModelIsTheOneOfTheMoment() {
        trainTwoSteps();
        exporter.export(ExportKind.named("safetensors"), file);
        session.commands().stepOnce();
        fx.until(() -> session.run().stepProperty().get() == 3);
        write();
        assertEquals(2, ModelFile.read(file).step());
    }
}
