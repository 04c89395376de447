package org.latentfx.view.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import javafx.scene.shape.Circle;
import javafx.scene.shape.Polyline;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.session.path.Paths;
import org.latentfx.view.kit.PanelsSample;
import org.latentfx.view.kit.SmallSession;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

@ExtendWith(ApplicationExtension.class)
class MapPathTest {
    private final SmallSession small = new SmallSession();
    private final Paths paths = small.session.paths();
    private MapView view;

    @Start
    void start(Stage stage) {
        view = new MapView(
                small.session.encodings().pointsProperty(),
                small.session.explorer(),
                small.session.fields(),
                small.session.selection(),
                small.session.pins());
        view.pathProperty().bind(paths.pathProperty());
        PanelsSample.show(stage, view, 500, 500);
    }

    @Stop
    void stop() {
        small.close();
    }

    private void settle(FxRobot robot) {
        robot.interact(() -> {
            view.applyCss();
            view.layout();
        });
    }

    @Test
    void theWayIsDrawnWhereTheCrossHairWouldWalk(FxRobot robot) {
        robot.interact(() -> paths.watch(true));
        SmallSession.until(() ->
                paths.pathProperty().get() != null && paths.currentProperty().get());
        robot.interact(() -> paths.moveTo(0.5));
        settle(robot);
        var line = (Polyline) view.lookup(".map-path");
        var handle = (Circle) view.lookup(".map-handle");
        assertEquals(2 * Paths.FRAMES, line.getPoints().size());
        assertEquals(handle.getCenterX(), line.getPoints().get(Paths.FRAMES - 1), 0.5);
        assertEquals(handle.getCenterY(), line.getPoints().get(Paths.FRAMES), 0.5);
        robot.interact(() -> {
            view.pathProperty().unbind();
            view.pathProperty().set(null);
        });
        settle(robot);
        assertFalse(line.isVisible());
    }
}
