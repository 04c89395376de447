package org.latentfx.view.kit;

import java.util.List;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
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
        set(stage, window, themes, width, height);
        stage.show();
    }

    /** The same, which nobody sees yet. */
    public static void set(Stage stage, Parent part, double width, double height) {
        set(stage, part, new Themes(new Preferences(), true), width, height);
    }

    private static void set(Stage stage, Parent window, Themes themes, double width, double height) {
        var scene = new Scene(window, width, height);
        themes.dress(scene);
        stage.setScene(scene);
        // one stage serves all tests of a process: it would keep the last one's size and place
        stage.setX(0);
        stage.setY(0);
        stage.setWidth(width);
        stage.setHeight(height);
    }

    /** What the visible labels of {@code part} say. */
    public static List<String> words(Parent part) {
        return part.lookupAll(".label").stream()
                .filter(Node::isVisible)
                .map(node -> ((Label) node).getText())
                .toList();
    }
}
