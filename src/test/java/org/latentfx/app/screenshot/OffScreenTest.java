package org.latentfx.app.screenshot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OffScreenTest {
    @Test
    void aToolkitThatFailsInItsFontsIsToldAsFontsMissing() {
        var inside = new NullPointerException("firstFont");
        inside.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("com.sun.javafx.font.LogicalFont", "<init>", "LogicalFont.java", 177)
        });
        String said = String.valueOf(
                OffScreen.failed(new ExceptionInInitializerError(inside)).getMessage());
        assertTrue(said.contains("fonts") && said.contains("install"), said);
    }

    @Test
    void anyOtherFailureIsToldAsItIs() {
        String said = String.valueOf(
                OffScreen.failed(new IllegalStateException("a fault")).getMessage());
        assertTrue(said.contains("a fault") && !said.contains("fonts"), said);
    }
}
