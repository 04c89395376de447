package org.latentfx.view.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latentfx.data.ImageSet;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.session.compare.ComparedRun;
import org.latentfx.session.compare.ComparedRuns;
import org.latentfx.session.compare.Sheet;
import org.latentfx.text.Texts;
import org.latentfx.train.History;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;

class SheetTableTest {
    private static final Hyperparameters MAP = Preset.MAP.hyperparameters();
    private static final Hyperparameters PLAIN = Settings.MODEL.with(MAP, ModelKind.AE);

    private static Sheet sheet(ComparedRun... runs) {
        return new Sheet(List.of(runs), Sheet.EMPTY.link(), runs.length, null, 1, Double.NaN);
    }

    private static ComparedRun plain() {
        var history = History.EMPTY.plusHeldOut(100, ModelKind.AE.losses(), new double[] {80}, Double.NaN);
        return ComparedRuns.run("plain", 0, PLAIN, history);
    }

    private static ComparedRun game() {
        double[] losses = {1.2, 0.8, 0.6, 0.4};
        var history = History.EMPTY.plusHeldOut(100, ModelKind.GAN.losses(), losses, Double.NaN);
        return ComparedRuns.run("game", 1, Preset.GAN.hyperparameters(), history);
    }

    private static List<String> values(List<SheetTable.Row> rows, Measure measure) {
        return rows.stream()
                .filter(row -> row.label().equals(measure.label()))
                .findFirst()
                .orElseThrow()
                .values();
    }

    @Test
    void eachRunHasTheLossesOfItsKindAndNoOthers() {
        var rows = SheetTable.rows(sheet(ComparedRuns.run("a", 0, MAP, ComparedRuns.measured(100)), plain(), game()));
        assertEquals(List.of("100.0", "–", "–"), values(rows, Measure.TOTAL));
        assertEquals(List.of("90.00", "80.00", "–"), values(rows, Measure.RECONSTRUCTION));
        assertEquals(List.of("–", "–", "0.400"), values(rows, Measure.D_FAKE));
    }

    private static List<String> values(List<SheetTable.Row> rows, String label) {
        return rows.stream()
                .filter(row -> row.label().equals(label))
                .findFirst()
                .orElseThrow()
                .values();
    }

    @Test
    void qualityIsOfRunsThatWereMeasuredAgainstTheSameImages() {
        ImageSet images = new ImageSet(1, 1, new byte[] {1, 2}, new byte[] {0, 1}, List.of("a", "b"));
        ImageSet others = new ImageSet(1, 1, new byte[] {1, 3}, new byte[] {0, 1}, List.of("a", "b"));
        var bounded = ComparedRuns.run("a", 0, MAP, ComparedRuns.measured(100));
        var rows = SheetTable.rows(sheet(
                ComparedRuns.judged(bounded, images, 8.21, 0.912),
                ComparedRuns.judged(game(), others, 3, 0.95),
                plain()));
        assertEquals(List.of("8.21 ± 0.10", "other images", "–"), values(rows, "Fréchet distance"));
        assertEquals(List.of("0.500 · 80.00", "other images", "–"), values(rows, "Floor · ceiling"));
        assertEquals(List.of("91.2 ± 1.0 %", "other images", "–"), values(rows, "Precision"));
        assertEquals(List.of("7", "7", "–"), values(rows, "… at step"), "the runs stand at step 0");
        assertEquals(List.of("–"), values(SheetTable.rows(sheet(bounded)), "Sample quality"));
    }

    @Test
    void aGanBesideAVaeIsSaidToBeSharperAndWhatItCannotDo() {
        var bounded = ComparedRuns.run("a", 0, MAP, ComparedRuns.measured(100));
        assertEquals(List.of(), SheetNote.of(sheet(bounded)));
        var notes = SheetNote.of(sheet(bounded, game()));
        assertEquals(
                List.of("sharp-samples"),
                notes.stream().map(SheetNote.Note::term).toList());
        assertTrue(
                notes.get(0).text().startsWith("game: sharp samples"),
                notes.get(0).text());
        assertEquals(
                List.of("autoencoder"),
                SheetNote.of(sheet(bounded, plain())).stream()
                        .map(SheetNote.Note::term)
                        .toList());
    }

    @Test
    void figuresThatContradictEachOtherAreExplained() {
        ImageSet images = new ImageSet(1, 1, new byte[] {1, 2}, new byte[] {0, 1}, List.of("a", "b"));
        var near = ComparedRuns.judged(ComparedRuns.run("near", 0, MAP, ComparedRuns.measured(100)), images, 5, 0.7);
        var sharp = ComparedRuns.judged(ComparedRuns.run("sharp", 1, MAP, ComparedRuns.measured(90)), images, 9, 0.9);
        var notes = SheetNote.of(sheet(near, sharp));
        assertEquals("precision-or-frechet", notes.get(0).term());
        assertTrue(
                notes.get(0).text().startsWith("sharp has the higher precision, near"),
                notes.get(0).text());
        var better = ComparedRuns.judged(sharp, images, 4, 0.9);
        assertEquals(List.of(), SheetNote.of(sheet(near, better)));
    }

    @Test
    void curvesBeginWithALossThatAllRunsHave() {
        var both = sheet(ComparedRuns.run("a", 0, MAP, ComparedRuns.measured(100)), plain());
        assertEquals(Measure.RECONSTRUCTION, Measure.first(both));
        assertTrue(Measure.of(both).contains(Measure.TOTAL));
        assertEquals(Measure.DISCRIMINATOR, Measure.first(sheet(game())));
    }

    @Test
    void anExactLikelihoodStandsBesideABoundAndEachSaysWhatItIs() {
        var history = History.EMPTY.plusHeldOut(100, ModelKind.MADE.losses(), new double[] {84}, Double.NaN);
        var made = ComparedRuns.run("made", 1, Preset.MADE.hyperparameters(), history);
        var drawn = Settings.BINARISE.with(MAP, true);
        var both = sheet(ComparedRuns.run("a", 0, drawn, ComparedRuns.measured(100)), made);
        assertEquals(List.of("at most 100.0", "84.00 exact"), values(SheetTable.rows(both), Measure.LIKELIHOOD));
        assertEquals(Measure.LIKELIHOOD, Measure.first(both));
        assertTrue(SheetNote.of(both).stream().anyMatch(note -> note.term().equals("exact-nll")));
        var grey = sheet(ComparedRuns.run("a", 0, MAP, ComparedRuns.measured(100)), made);
        assertTrue(SheetNote.of(grey).stream().anyMatch(note -> note.text().contains("cross-entropy")));
        assertFalse(Measure.of(sheet(plain())).contains(Measure.LIKELIHOOD));
        assertTrue(Twin.beside(MAP, true).contains(Twin.MADE));
        assertEquals(Texts.of("compare.at.draw"), SharedPoint.words(sheet(made)));
        assertEquals("", SharedPoint.words(both));
    }

    @Test
    void aTwinIsOfferedInSettingsThatMatterToTheModel() {
        assertTrue(Twin.beside(MAP, true).contains(Twin.MORE_BETA));
        assertFalse(Twin.beside(PLAIN, true).contains(Twin.MORE_BETA));
        assertFalse(Twin.beside(MAP, true).contains(Twin.VAE), "it is one");
        assertEquals(0.0002, Twin.GAN.of(MAP).learningRate());
    }
}
