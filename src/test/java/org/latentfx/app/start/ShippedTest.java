package org.latentfx.app.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.latentfx.train.Preset;

class ShippedTest {
    @Test
    void theShippedModelIsTheMapPresetWithItsWholeCurve() {
        var state = Shipped.state();
        assertEquals(Preset.MAP.hyperparameters(), state.hyperparameters());
        assertEquals(Shipped.DATA, state.dataName());
        assertEquals(20, state.position().epoch());
        assertEquals(state.position().step(), state.history().train().size());
        var heldOut = state.history().heldOut();
        assertTrue(heldOut.total(heldOut.size() - 1) < 143);
    }
}
