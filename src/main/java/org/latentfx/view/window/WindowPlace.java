package org.latentfx.view.window;

import java.util.prefs.Preferences;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;

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

    /** How wide the window wants to be. */
    public double width() {
        return preferences.getDouble("width", WIDTH);
    }

    /** How high the window wants to be. */
    public double height() {
        return preferences.getDouble("height", HEIGHT);
    }

    /** Puts a stage, not yet shown, where it was when it was last closed, and follows it from now on. */
    public void apply(Stage stage) {
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        stage.setMinWidth(Math.min(MIN_WIDTH, screen.getWidth()));
        stage.setMinHeight(Math.min(MIN_HEIGHT, screen.getHeight()));
        double width = Math.min(width(), screen.getWidth());
        double height = Math.min(height(), screen.getHeight());
        stage.setWidth(width + 1);
        stage.setHeight(height + 1);
        double x = preferences.getDouble("x", Double.NaN);
        double y = preferences.getDouble("y", Double.NaN);
        if (!Screen.getScreensForRectangle(x, y, 100, 100).isEmpty()) {
            stage.setX(x);
            stage.setY(y);
        }
        boolean maximised = preferences.getBoolean("maximised", false);
        stage.setMaximized(maximised);
        // Some window managers drop the size that was asked for before the window is there. Asked again a pixel apart,
        // since a value that does not change is not sent.
        stage.addEventHandler(WindowEvent.WINDOW_SHOWN, e -> {
            if (maximised) return;
            stage.setWidth(width);
            stage.setHeight(height);
        });
        stage.addEventHandler(WindowEvent.WINDOW_HIDING, e -> remember(stage));
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
