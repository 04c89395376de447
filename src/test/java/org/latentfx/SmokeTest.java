package org.latentfx;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("engine")
class SmokeTest {
    @Test
    void runs() {
        Assertions.assertEquals(17, Math.min(17, Runtime.version().feature()));
    }
}
