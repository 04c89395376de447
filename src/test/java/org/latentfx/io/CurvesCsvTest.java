package org.latentfx.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.text.Refusal;
import org.latentfx.train.Event;
import org.latentfx.train.History;
import org.latentfx.train.Series;

class CurvesCsvTest {
    private static final String HEADER =
            "series,step,reconstruction_nats_per_image,kl_nats_per_image,total_nats_per_image\n";

    @TempDir
    Path folder;

    @Test
    void curvesReadBackBitForBit() {
        var history = History.EMPTY;
        for (int i = 1; i <= 200; i++) history = history.plusTrain(i, 543.21 / i, i / 7.0);
        history = history.plusHeldOut(0, 543.2, 0);
        history = history.plusHeldOut(200, 100.1f, 5e-8);
        Path file = folder.resolve("curves.csv");
        CurvesCsv.write(file, history);
        History read = CurvesCsv.read(file);
        assertSame(history.train(), read.train());
        assertSame(history.heldOut(), read.heldOut());
    }

    @Test
    void theFileIsPlainEnoughForAnySpreadsheet() throws IOException {
        var history = History.EMPTY;
        history = history.plusTrain(1, 100.5, 2.25);
        history = history.plusHeldOut(1, 90, 3);
        Path file = folder.resolve("curves.csv");
        CurvesCsv.write(file, history);
        assertEquals(HEADER + "train,1,100.5,2.25,102.75\nheld-out,1,90.0,3.0,93.0\n", Files.readString(file));
    }

    @Test
    void whatAScheduleMinimisedHasAColumnOfItsOwnAndComesBack() throws IOException {
        History history = History.EMPTY
                .plusTrain(1, 100.5, 2.25, 0.75)
                .plusTrain(2, 99.5, 2.5)
                .plusHeldOut(2, 98, 2, 0.625);
        Path file = folder.resolve("curves.csv");
        CurvesCsv.write(file, history);
        var lines = Files.readAllLines(file);
        assertEquals(HEADER.strip() + ",kl_term_nats_per_image", lines.get(0));
        assertEquals("train,1,100.5,2.25,102.75,0.75", lines.get(1));
        assertEquals("train,2,99.5,2.5,102.0,", lines.get(2));
        assertEquals(history, CurvesCsv.read(file));
    }

    @Test
    void aModelWithOneLossHasItsColumnAloneAndComesBack() throws IOException {
        var terms = ModelKind.AE.losses();
        History history = History.EMPTY
                .plusTrain(1, terms, new double[] {100.5}, Double.NaN)
                .plusHeldOut(1, terms, new double[] {98}, Double.NaN);
        Path file = folder.resolve("curves.csv");
        CurvesCsv.write(file, history);
        assertEquals(
                "series,step,reconstruction_nats_per_image\ntrain,1,100.5\nheld-out,1,98.0\n", Files.readString(file));
        assertEquals(history, CurvesCsv.read(file));
    }

    @Test
    void eventsAreNoPartOfTheFile() {
        History history = History.EMPTY.plusTrain(1, 100.5, 2.25);
        Path file = folder.resolve("curves.csv");
        CurvesCsv.write(file, history.plus(List.of(new Event.RolledBack(1, 2))));
        assertEquals(history, CurvesCsv.read(file));
    }

    @Test
    void aLossThatIsNotFiniteIsKept() {
        var history = History.EMPTY;
        history = history.plusTrain(1, Double.NaN, Double.POSITIVE_INFINITY);
        Path file = folder.resolve("curves.csv");
        CurvesCsv.write(file, history);
        assertSame(history.train(), CurvesCsv.read(file).train());
    }

    @Test
    void whatIsNotAFileOfCurvesIsRefusedNamingTheLine() throws IOException {
        for (String bad : List.of(
                "",
                "step,loss\n",
                HEADER + "train,1,2,3\n",
                HEADER + "train,1,2,3,5,6\n",
                HEADER + "test,1,2,3,5\n",
                HEADER + "train,x,2,3,5\n",
                HEADER + "train,1,x,3,5\n",
                HEADER + "train,1,2,,5\n",
                HEADER + "train,1,2,3,x\n",
                HEADER + "train,-1,2,3,5\n",
                HEADER + "train,1,2,3," + "0".repeat(1000) + "\n",
                HEADER + "\n",
                HEADER + "train,1,2,3,5\ntrain,1,2,3,5\n")) {
            Path file = Files.writeString(folder.resolve("bad.csv"), bad);
            Refusal refused = assertThrows(Refusal.class, () -> CurvesCsv.read(file), bad);
            assertTrue(refused.getMessage().contains("bad.csv"), refused.getMessage());
            assertTrue(refused.getMessage().contains("line "), refused.getMessage());
        }
        assertThrows(Refusal.class, () -> CurvesCsv.read(folder));
        assertThrows(Refusal.class, () -> CurvesCsv.write(folder, History.EMPTY));
    }

    private static void assertSame(Series expected, Series found) {
        assertEquals(expected.size(), found.size());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.step(i), found.step(i));
            assertEquals(expected.reconstruction(i), found.reconstruction(i));
            assertEquals(expected.kl(i), found.kl(i));
        }
    }
}
