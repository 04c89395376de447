package org.latentfx.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Sprites;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;

@Tag("engine")
class UpdateRecorderTest {
    private final AtomicLong clock = new AtomicLong(5);
    private final Trainer trainer = new Trainer(
            new DataSplit(
                    "few sprites",
                    Sprites.generate(64, 1).images(),
                    Sprites.generate(32, 2).images()),
            Settings.fromTexts(Preset.MAP.hyperparameters(), Map.of("hidden", "8", "batch", "16")),
            Kernels.best(),
            new Workers(1));

    private UpdateRecorder updates(long period) {
        return new UpdateRecorder(trainer, new Cadence(period, clock::get), clock::get);
    }

    @Test
    void aCadenceIsDueAtFirstAndThenOnceAPeriod() {
        var cadence = new Cadence(10, clock::get);
        assertTrue(cadence.due());
        clock.addAndGet(9);
        assertFalse(cadence.due());
        clock.addAndGet(1);
        assertTrue(cadence.due());
        assertFalse(cadence.due());
        cadence.restart();
        assertTrue(cadence.due());
    }

    @Test
    void updatesArriveAtTheirCadenceWithTheNewestWeights() {
        var updates = updates(10);
        assertNotNull(updates.due().weights());
        assertNull(updates.due());
        for (int i = 0; i < 3; i++) {
            clock.addAndGet(9);
            trainer.step();
            assertNull(updates.due());
            clock.addAndGet(1);
            trainer.step();
            var update = updates.due();
            assertEquals(trainer.history(), update.history());
            assertArrayEquals(trainer.weights().values(), update.weights().values());
        }
    }

    @Test
    void anUpdateKeepsItsHistoryWhenTheRunGoesOn() {
        trainer.step();
        var update = updates(0).now();
        trainer.step();
        trainer.change(Settings.BETA.with(trainer.hyperparameters(), 2.0));
        assertEquals(1, update.history().train().size());
        assertEquals(0, update.history().events().size());
        assertEquals(1, update.step());
    }

    private UpdateRecorder warm() {
        var updates = updates(0);
        trainer.step();
        clock.addAndGet(2_000_000_000);
        updates.now();
        return updates;
    }

    @Test
    void theFirstStepWhichMakesEverythingReadyForetellsNoSpeed() {
        var updates = warm();
        assertEquals(0, updates.now().imagesPerSecond());
        trainer.step();
        clock.addAndGet(1_000_000);
        assertEquals(16_000, updates.now().imagesPerSecond(), 1e-6);
    }

    @Test
    void theSpeedStaysPositiveWhenTheRunGoesBack() {
        var updates = warm();
        var begin = trainer.state();
        for (int i = 0; i < 3; i++) trainer.step();
        clock.addAndGet(1_000_000);
        updates.now();
        trainer.restore(begin);
        updates.resumed();
        trainer.step();
        clock.addAndGet(1_000_000);
        assertTrue(updates.now().imagesPerSecond() > 0);
    }

    @Test
    void theSpeedCountsTrainingTimeOnly() {
        var updates = warm();
        trainer.step();
        clock.addAndGet(1_000_000);
        assertEquals(16_000, updates.now().imagesPerSecond(), 1e-6);
        clock.addAndGet(1_000_000_000);
        updates.resumed();
        trainer.step();
        clock.addAndGet(1_000_000);
        assertEquals(16_000, updates.now().imagesPerSecond(), 1e-6);
    }
}
