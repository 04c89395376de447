package org.latentfx.view.kit;

import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.latentfx.session.Session;
import org.latentfx.session.concurrent.Failures;
import org.latentfx.view.window.MainWindow;
import org.latentfx.view.window.Preferences;
import org.latentfx.view.window.Themes;

/** The window of a session, or a part of it, dark unless told otherwise, at the top left of the screen. */
public final class WindowSample {
    private WindowSample() {}

    public static MainWindow show(Stage stage, Session session, int width, int height) {
        return show(stage, session, new Themes(new Preferences(), true), width, height);
    }

    public static MainWindow show(Stage stage, Session session, Themes themes, int width, int height) {
        var window = new MainWindow(session, themes, new Preferences(), new Failures(Platform::runLater));
        show(stage, window, themes, width, height);
        return window;
    }

    /** A part of the window by itself, in the dark theme. */
    public static void show(Stage stage, Parent part, double width, double height) {
        show(stage, part, new Themes(new Preferences(), true), width, height);
    }

    public static void show(Stage stage, Parent window, Themes themes, double width, double height) {
        var scene = new Scene(window, width, height);
        themes.dress(scene);
        stage.setScene(scene);
        stage.setX(0);
        stage.setY(0);
        stage.setWidth(width);
        stage.setHeight(height);
        stage.show();
    }
}
