package org.latentfx.view.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.session.compare.ComparedRun;
import org.latentfx.session.compare.ComparedRuns;
import org.latentfx.session.compare.Sheet;
import org.latentfx.train.History;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;

class SheetTableTest {
    private static final Hyperparameters MAP = Preset.MAP.hyperparameters();
    private static final Hyperparameters PLAIN = Settings.MODEL.with(MAP, ModelKind.AE);

    private static Sheet sheet(ComparedRun... runs) {
        return new Sheet(List.of(runs), Sheet.EMPTY.link(), runs.length, null);
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

    @Test
    void curvesBeginWithALossThatAllRunsHave() {
        var both = sheet(ComparedRuns.run("a", 0, MAP, ComparedRuns.measured(100)), plain());
        assertEquals(Measure.RECONSTRUCTION, Measure.first(both));
        assertTrue(Measure.of(both).contains(Measure.TOTAL));
        assertEquals(Measure.DISCRIMINATOR, Measure.first(sheet(game())));
    }

    @Test
    void aTwinIsOfferedInSettingsThatMatterToTheModel() {
        assertTrue(Twin.beside(MAP, true).contains(Twin.MORE_BETA));
        assertFalse(Twin.beside(PLAIN, true).contains(Twin.MORE_BETA));
        assertFalse(Twin.beside(MAP, true).contains(Twin.VAE), "it is one");
        assertEquals(0.0002, Twin.GAN.of(MAP).learningRate());
    }
}
