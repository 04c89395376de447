package org.latentfx.view.window;

import java.util.List;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;

/**
 * Size and place of the window, remembered from one start to the next: never smaller than it can be used at, and only
 * where enough of its title bar lies on a screen to move it by. FX thread only.
 */
public final class WindowPlace {
    private static final double MIN_WIDTH = 1024;
    private static final double MIN_HEIGHT = 700;
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;

    /** Beyond any arrangement of screens, in pixels. */
    private static final double FARTHEST = 100_000;

    /** Of the title bar, what must lie on a screen. */
    private static final double GRIP_WIDTH = 160;

    private static final double GRIP_HEIGHT = 30;

    /** Some systems count an invisible border, which may lie outside. */
    private static final double BORDER = 8;

    private final Preferences preferences;

    public WindowPlace(Preferences preferences) {
        this.preferences = preferences;
    }

    /** How wide the window opens. */
    public double width() {
        double width = preferences.number("width", 1, FARTHEST).orElse(WIDTH);
        return Math.min(width, Screen.getPrimary().getVisualBounds().getWidth());
    }

    /** How high the window opens. */
    public double height() {
        double height = preferences.number("height", 1, FARTHEST).orElse(HEIGHT);
        return Math.min(height, Screen.getPrimary().getVisualBounds().getHeight());
    }

    /** Puts a stage, not yet shown, where it was when it was last closed, and follows it from now on. */
    public void apply(Stage stage) {
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        stage.setMinWidth(Math.min(MIN_WIDTH, screen.getWidth()));
        stage.setMinHeight(Math.min(MIN_HEIGHT, screen.getHeight()));
        double width = width();
        double height = height();
        stage.setWidth(width + 1);
        stage.setHeight(height + 1);
        place(stage, Math.max(width, stage.getMinWidth()));
        boolean maximised = preferences.flag("maximised").orElse(false);
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

    private void place(Stage stage, double width) {
        var x = preferences.number("x", -FARTHEST, FARTHEST);
        var y = preferences.number("y", -FARTHEST, FARTHEST);
        List<Rectangle2D> screens =
                Screen.getScreens().stream().map(Screen::getVisualBounds).toList();
        if (x.isEmpty() || y.isEmpty() || !canBeMoved(x.get(), y.get(), width, screens)) return;
        stage.setX(x.get());
        stage.setY(y.get());
    }

    /** Whether a window at (x, y) shows enough of its title bar on one of {@code screens}. All in pixels. */
    static boolean canBeMoved(double x, double y, double width, List<Rectangle2D> screens) {
        return screens.stream().anyMatch(screen -> {
            double inSight = Math.min(x + width, screen.getMaxX()) - Math.max(x, screen.getMinX());
            return inSight >= GRIP_WIDTH && y >= screen.getMinY() - BORDER && y + GRIP_HEIGHT <= screen.getMaxY();
        });
    }

    private void remember(Stage stage) {
        preferences.set("maximised", stage.isMaximized());
        if (stage.isMaximized() || stage.isFullScreen()) return;
        preferences.set("width", stage.getWidth());
        preferences.set("height", stage.getHeight());
        preferences.set("x", stage.getX());
        preferences.set("y", stage.getY());
    }
}
