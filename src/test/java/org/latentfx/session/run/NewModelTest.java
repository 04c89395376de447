package org.latentfx.session.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;

class NewModelTest {
    @Test
    void what_is_new_reads_as_words_within_a_sentence() {
        Hyperparameters map = Preset.MAP.hyperparameters();
        Hyperparameters drawn = Settings.BINARISE.with(map, true);
        assertEquals("pixels drawn as 0 or 1", NewModel.words(map, drawn));
        assertEquals("pixels as they are", NewModel.words(drawn, map));
        assertEquals("5 latents", NewModel.words(map, Settings.LATENTS.with(map, 5)));
    }
}
