package org.latentfx.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.data.PictureFormat;
import org.latentfx.model.Weights;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.text.Refusal;
import org.latentfx.train.History;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;

class RunFilesTest {
    private static final Hyperparameters SMALL = Settings.HIDDEN.with(Preset.MAP.hyperparameters(), LayerSpec.dense(3));

    @TempDir
    Path folder;

    @Test
    void aKillBetweenTheTwoFilesLeavesAModelWithTheCurvesOfItsOwnStep() throws IOException {
        var files = new RunFiles(folder, List.of());
        files.write(model(4), history(4));
        byte[] old = Files.readAllBytes(folder.resolve("model.safetensors"));
        files.write(model(8), history(8));
        assertEquals(history(8), RunFiles.read(folder).history());
        Files.write(folder.resolve("model.safetensors"), old); // the curves have come to their place, the model not yet
        var read = RunFiles.read(folder);
        assertEquals(4, read.model().step());
        assertEquals(history(4), read.history());
    }

    @Test
    void aRunThatWasRolledBackNeverHasAModelBehindItsCurves() throws IOException {
        var files = new RunFiles(folder, List.of());
        files.write(model(8), history(8));
        byte[] old = Files.readAllBytes(folder.resolve("curves.csv"));
        files.write(model(5), history(5));
        assertEquals(history(5), RunFiles.read(folder).history());
        Files.write(folder.resolve("curves.csv"), old); // the model has come to its place, the curves not yet
        assertEquals(history(5), RunFiles.read(folder).history());
    }

    @Test
    void aModelThatCannotBeWrittenLeavesTheCurvesThatBelongToTheFormerOne() throws IOException {
        var files = new RunFiles(folder, List.of());
        files.write(model(4), history(4));
        Path place = folder.resolve("model.safetensors");
        Path aside = Files.move(place, folder.resolve("aside"));
        Files.createDirectory(place);
        assertThrows(Refusal.class, () -> files.write(model(8), history(8)));
        Files.delete(place);
        Files.move(aside, place);
        assertEquals(history(4), CurvesCsv.read(folder.resolve("curves.csv")));
        files.write(model(8), history(8));
        assertEquals(8, RunFiles.read(folder).model().step());
    }

    @Test
    void theFilesOfAnotherRunGoWithTheFirstSave() throws IOException {
        Path picture = Files.writeString(folder.resolve("manifold.png"), "of another");
        var files = new RunFiles(folder, List.of(picture));
        files.write(model(1), history(1));
        assertFalse(Files.exists(picture));
        Files.writeString(picture, "our own");
        files.write(model(2), history(2));
        assertEquals("our own", Files.readString(picture));
    }

    private static ModelFile.Content model(long step) {
        var configuration = SMALL.model(PictureFormat.grey(4, 4));
        var weights = new Weights(configuration, new float[configuration.parameterCount()]);
        return new ModelFile.Content(weights, SMALL, 0, step, "mnist", 1);
    }

    private static History history(int steps) {
        var history = History.EMPTY;
        for (int step = 1; step <= steps; step++) history = history.plusTrain(step, 100.0 / step, step);
        return history;
    }
}
