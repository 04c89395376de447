package org.latentfx.view.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.latentfx.data.DataImport.Size;

class DataFactsTest {
    @Test
    void the_smaller_size_that_is_offered_keeps_the_proportions_and_has_at_least_one_pixel_a_side() {
        assertEquals(new Size(32, 24), DataFacts.smaller(96, 72));
        assertEquals(new Size(21, 32), DataFacts.smaller(64, 96));
        assertEquals(new Size(32, 1), DataFacts.smaller(4000, 10));
    }
}
