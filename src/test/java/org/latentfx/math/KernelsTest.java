package org.latentfx.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.latentfx.text.Refusal;

@Tag("engine")
class KernelsTest {
    @Test
    void withoutTheVectorModuleThePlainKernelIsChosenAndWithItTheFastOne() {
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        assertEquals(vectors ? "simd" : "ejml", Kernels.best().name());
    }

    @Test
    void theChoiceIsMadeOnce() {
        assertSame(Kernels.best(), Kernels.best());
        assertSame(Kernels.best(), Kernels.named("auto"));
        assertSame(Kernels.best(), Kernels.named("SIMD"));
    }

    @Test
    void thePlainKernelCanAlwaysBeHad() {
        assertEquals("ejml", Kernels.named("ejml").name());
        assertSame(Kernels.named("ejml"), Kernels.available().get(0));
    }

    @Test
    void anUnknownNameIsRefusedInASentence() {
        var refusal = assertThrows(Refusal.class, () -> Kernels.named("gpu"));
        assertTrue(refusal.getMessage().contains("gpu") && refusal.getMessage().contains("ejml"));
    }
}
