package org.latentfx.view.window;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.scene.Scene;
import org.jspecify.annotations.Nullable;

/**
 * How large text, controls and figures are, from 80 to 200 %, remembered from one start to the next. Menus and tips are
 * windows of their own, which follow by their font. FX thread only.
 */
final class TextSize {
    private static final String KEY = "text-size";
    private static final double[] STEPS = {0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2};

    /** In pixels at 100 %; what the style sheets say of menus and tips. */
    private static final double MENU_FONT = 13;

    private static final double TIP_FONT = 12;

    private final Preferences preferences;
    private final ReadOnlyDoubleWrapper factor = new ReadOnlyDoubleWrapper(1);
    private @Nullable String ofPopUps;

    TextSize(Preferences preferences) {
        this.preferences = preferences;
        factor.set(preferences.number(KEY, STEPS[0], STEPS[STEPS.length - 1]).orElse(1.0));
    }

    ReadOnlyDoubleProperty factorProperty() {
        return factor.getReadOnlyProperty();
    }

    void larger() {
        for (double step : STEPS)
            if (step > factor.get()) {
                set(step);
                return;
            }
    }

    void smaller() {
        for (int i = STEPS.length - 1; i >= 0; i--)
            if (STEPS[i] < factor.get()) {
                set(STEPS[i]);
                return;
            }
    }

    /** Back to 100 %. */
    void usual() {
        set(1);
    }

    private void set(double now) {
        factor.set(now);
        preferences.set(KEY, now);
    }

    /** Gives the menus and tips of {@code scene} the size; again after each change. */
    void dress(Scene scene) {
        if (ofPopUps != null) scene.getStylesheets().remove(ofPopUps);
        ofPopUps = null;
        if (factor.get() == 1) return;
        String css = String.format(
                Locale.ROOT,
                ".context-menu, .combo-box-popup { -fx-font-size: %.2fpx; } .tooltip { -fx-font-size: %.2fpx; }",
                MENU_FONT * factor.get(),
                TIP_FONT * factor.get());
        ofPopUps = "data:text/css;base64," + Base64.getEncoder().encodeToString(css.getBytes(StandardCharsets.UTF_8));
        scene.getStylesheets().add(ofPopUps);
    }
}
