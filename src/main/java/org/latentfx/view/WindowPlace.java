package org.latentfx.view;

import java.util.prefs.Preferences;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/**
 * Size and place of the window, remembered from one start to the next; never smaller than the window can be used at nor
 * outside every screen. FX thread only.
 */
public final class WindowPlace {
    private static final double MIN_WIDTH = 1100;
    private static final double MIN_HEIGHT = 700;
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;

    private final Preferences preferences;

    public WindowPlace(Preferences preferences) {
        this.preferences = preferences;
    }

    /** Puts a stage, not yet shown, where it was when it was last closed, and follows it from now on. */
    public void apply(Stage stage) {
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        stage.setMinWidth(Math.min(MIN_WIDTH, screen.getWidth()));
        stage.setMinHeight(Math.min(MIN_HEIGHT, screen.getHeight()));
        stage.setWidth(Math.min(preferences.getDouble("width", WIDTH), screen.getWidth()));
        stage.setHeight(Math.min(preferences.getDouble("height", HEIGHT), screen.getHeight()));
        double x = preferences.getDouble("x", Double.NaN);
        double y = preferences.getDouble("y", Double.NaN);
        if (!Screen.getScreensForRectangle(x, y, 100, 100).isEmpty()) {
            stage.setX(x);
            stage.setY(y);
        }
        stage.setMaximized(preferences.getBoolean("maximised", false));
        stage.setOnHiding(e -> remember(stage));
    }

    private void remember(Stage stage) {
        preferences.putBoolean("maximised", stage.isMaximized());
        if (stage.isMaximized() || stage.isFullScreen()) return;
        preferences.putDouble("width", stage.getWidth());
        preferences.putDouble("height", stage.getHeight());
        preferences.putDouble("x", stage.getX());
        preferences.putDouble("y", stage.getY());
    }
}
