package org.latentfx.view.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.stage.Stage;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentfx.session.run.Run.Status;
import org.latentfx.view.decoder.LatentTrack;
import org.latentfx.view.kit.DecodedPicture;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.WindowSample;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/** Pictures of 128 × 128 and 256 × 256: they are fitted to their panels, and push nothing out of the window. */
@ExtendWith(ApplicationExtension.class)
class LargePicturesTest {
    private Stage stage;

    @Start
    void show(Stage shown) {
        stage = shown;
    }

    private MainWindow open(SmallSession small, int width, int height) {
        return WindowSample.show(stage, small.session, width, height);
    }

    @Stop
    void end() {
        stage.hide();
    }

    @ParameterizedTest
    @CsvSource({"128, 1440, 900", "128, 1024, 768", "256, 1366, 768"})
    void sliders_ledger_and_pictures_stay_inside_of_the_window(int side, int width, int height, FxRobot robot)
            throws Exception {
        try (var small = new SmallSession(side, side)) {
            MainWindow[] window = new MainWindow[1];
            robot.interact(() -> window[0] = open(small, width, height));
            small.untilStatus(Status.PAUSED);
            SmallSession.until(() -> small.session.encodings().pointsProperty().get() != null);
            robot.interact(() -> small.session.probe().takeImage(0));
            SmallSession.until(() -> small.session.probe().breakdownProperty().get() != null);
            robot.interact(() -> {
                window[0].applyCss();
                window[0].layout();
            });
            for (String part : List.of(".decoder-view", ".probe-view", ".breakdown", ".map-plot", ".triplets"))
                inside(window[0], window[0].lookup(part), part);
            Set<Node> tracks = robot.lookup(LatentTrack.class::isInstance).queryAll();
            for (Node track : tracks) inside(window[0], track, "slider");
            Set<Node> pictures = robot.lookup(DecodedPicture.class::isInstance).queryAll();
            for (Node picture : pictures) if (visible(picture)) inside(window[0], picture, "picture");
            assertEquals(side, small.session.run().dataProperty().get().test().width());
        }
    }

    private static boolean visible(Node node) {
        for (Node n = node; n != null; n = n.getParent()) if (!n.isVisible()) return false;
        return true;
    }

    private static void inside(MainWindow window, Node node, String what) {
        Bounds found = node.localToScene(node.getLayoutBounds());
        assertTrue(found.getMinX() >= -0.5 && found.getMaxX() <= window.getWidth() + 0.5, what + " " + found);
        assertTrue(found.getMinY() >= -0.5 && found.getMaxY() <= window.getHeight() + 0.5, what + " " + found);
        assertTrue(found.getWidth() > 0 && found.getHeight() > 0, what + " " + found);
    }
}
