package org.latentfx.train;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.text.Refusal;

class MemoryNeedTest {
    private static DataSplit squares(int side) {
        var images = new ImageSet(side, side, new byte[side * side], new byte[1], List.of("a"));
        return new DataSplit("squares", images, images);
    }

    @Test
    void a_usual_model_fits_into_half_a_gigabyte_and_one_of_large_images_does_not() {
        Hyperparameters classic = Preset.CLASSIC.hyperparameters();
        MemoryNeed.check(classic, squares(28), 512L << 20);
        String refused = assertThrows(Refusal.class, () -> MemoryNeed.check(classic, squares(256), 512L << 20))
                .getMessage();
        assertTrue(refused.contains("512 MiB"), refused);
        assertTrue(refused.contains("-Xmx5g"), refused);
    }

    @Test
    void training_alone_needs_less_than_with_a_window_and_is_refused_as_well() {
        Hyperparameters classic = Preset.CLASSIC.hyperparameters();
        MemoryNeed.checkTraining(classic, squares(28), 64L << 20);
        assertThrows(Refusal.class, () -> MemoryNeed.check(classic, squares(28), 64L << 20));
        var wide = Settings.HIDDEN.with(classic, LayerSpec.dense(2048, 2048));
        assertThrows(Refusal.class, () -> MemoryNeed.checkTraining(wide, squares(28), 128L << 20));
    }

    @Test
    void layers_batches_and_images_all_count() {
        Hyperparameters map = Preset.MAP.hyperparameters();
        long small = MemoryNeed.bytes(map, squares(28));
        assertTrue(MemoryNeed.bytes(Settings.HIDDEN.with(map, LayerSpec.dense(2048, 2048)), squares(28)) > 2 * small);
        assertTrue(MemoryNeed.bytes(Settings.BATCH.with(map, 4096), squares(28)) > small);
        assertTrue(MemoryNeed.bytes(map, squares(256)) > 2 * small);
    }
}
