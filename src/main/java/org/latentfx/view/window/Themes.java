package org.latentfx.view.window;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import javafx.application.Application;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.Scene;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import org.latentfx.view.kit.Stylesheets;
import org.latentfx.view.kit.Theme;

/**
 * Light or dark, for the whole program: sets the user-agent style sheet, dresses scenes in the program's own sheets and
 * font, and remembers what a person chose. A dressed scene's root has the style class {@code dark} or {@code light}. FX
 * thread only.
 */
public final class Themes {
    private static final String CHOSEN = "dark";

    /** What the desktop answered last, so that the next window opens in its theme before it is asked again. */
    private static final String DESKTOP = "desktop-dark";

    /** What the style sheet calls the surface; seen only until the first frame is drawn. */
    private static final Color DARK_SURFACE = Color.web("#151b23");

    private final Preferences preferences;
    private final ReadOnlyBooleanWrapper dark = new ReadOnlyBooleanWrapper();

    /**
     * Starts with the remembered theme, if there is one.
     *
     * @param preferences where the choice is kept
     * @param darkAtFirst used where nothing is remembered yet
     */
    public Themes(Preferences preferences, boolean darkAtFirst) {
        this.preferences = preferences;
        loadFonts();
        set(preferences.flag(CHOSEN).orElse(darkAtFirst));
    }

    /**
     * Starts with the theme that a person chose; if nobody did, with the desktop's as it was last time, and follows the
     * desktop once it has answered.
     *
     * @param desktopIsDark asks the desktop; may take its time
     * @param background where it is asked
     * @param fx where the theme changes, such as {@code Platform::runLater}
     */
    public static Themes followingDesktop(
            Preferences preferences, BooleanSupplier desktopIsDark, Executor background, Executor fx) {
        var themes = new Themes(preferences, preferences.flag(DESKTOP).orElse(true));
        if (preferences.flag(CHOSEN).isEmpty())
            background.execute(() -> {
                boolean answer = desktopIsDark.getAsBoolean();
                fx.execute(() -> themes.follow(answer));
            });
        return themes;
    }

    private void follow(boolean desktopIsDark) {
        preferences.set(DESKTOP, desktopIsDark);
        boolean chosenMeanwhile = preferences.flag(CHOSEN).isPresent();
        if (!chosenMeanwhile && desktopIsDark != dark.get()) set(desktopIsDark);
    }

    public ReadOnlyBooleanProperty darkProperty() {
        return dark.getReadOnlyProperty();
    }

    public boolean dark() {
        return dark.get();
    }

    /** Changes to the other theme and remembers that. */
    public void toggle() {
        set(!dark.get());
        preferences.set(CHOSEN, dark.get());
    }

    /** Dresses a scene now and at each change of theme. */
    public void dress(Scene scene) {
        scene.getStylesheets()
                .setAll(Stylesheets.LATENTFX.address(), Stylesheets.FORM.address(), Stylesheets.CONTROLSFX.address());
        mark(scene);
        dark.addListener(change -> mark(scene));
        scene.rootProperty().addListener(change -> mark(scene));
    }

    private void mark(Scene scene) {
        scene.getRoot().getStyleClass().removeAll("dark", "light");
        scene.getRoot().getStyleClass().add(dark.get() ? "dark" : "light");
        Theme.of(scene).darkProperty().set(dark.get());
        scene.setFill(dark.get() ? DARK_SURFACE : Color.WHITE);
    }

    private void set(boolean toDark) {
        Application.setUserAgentStylesheet((toDark ? new PrimerDark() : new PrimerLight()).getUserAgentStylesheetBSS());
        dark.set(toDark);
    }

    private static void loadFonts() {
        for (String style : List.of("Regular", "Bold")) {
            try (var file = Stylesheets.class.getResourceAsStream("fonts/LatentFXSans-" + style + ".otf")) {
                Font.loadFont(file, 13);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
