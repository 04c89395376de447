package org.latentfx.view.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentfx.session.run.Run.Status;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.WindowSample;
import org.latentfx.view.window.place.Slot;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/** Tab goes through the whole window in reading order, and where it is can be seen. */
@ExtendWith(ApplicationExtension.class)
class FocusTest {
    private static final int MOST = 200;

    /** Around a control, in which its ring lies. */
    private static final int AROUND = 3;

    private SmallSession small;
    private Scene scene;
    private Themes themes;

    @Start
    void show(Stage stage) {
        small = new SmallSession(28, 28);
        themes = new Themes(new Preferences(), true);
        scene = WindowSample.show(stage, small.session, themes, 1440, 900).getScene();
    }

    @Stop
    void end() {
        small.close();
    }

    /** What has the focus, with the window's pixels around it, and the same once the focus has gone on. */
    private final class Place {
        final Node owner = scene.getFocusOwner();
        final Rectangle2D around = around(owner.localToScene(owner.getLayoutBounds()));
        final WritableImage picture = pixels(around);
        WritableImage later = picture;

        void lookAgain() {
            later = pixels(around);
        }
    }

    private Rectangle2D around(Bounds at) {
        int left = (int) Math.max(0, at.getMinX() - AROUND);
        int top = (int) Math.max(0, at.getMinY() - AROUND);
        double right = Math.min(scene.getWidth(), at.getMaxX() + AROUND);
        double bottom = Math.min(scene.getHeight(), at.getMaxY() + AROUND);
        return new Rectangle2D(left, top, Math.max(1, (int) right - left), Math.max(1, (int) bottom - top));
    }

    private WritableImage pixels(Rectangle2D part) {
        var only = new SnapshotParameters();
        only.setViewport(part);
        return scene.getRoot().snapshot(only, null);
    }

    private List<Place> tabThrough(FxRobot robot) {
        var stops = new ArrayList<Place>();
        Set<Node> seen = new HashSet<>();
        robot.interact(() -> scene.lookup("#reset").requestFocus());
        for (int i = 0; i < MOST; i++) {
            robot.type(KeyCode.TAB);
            robot.interact(() -> {
                if (!stops.isEmpty()) stops.get(stops.size() - 1).lookAgain();
                stops.add(new Place());
            });
            if (!seen.add(stops.get(i).owner)) return stops;
        }
        throw new AssertionError("Tab never comes back");
    }

    private static int differing(WritableImage a, WritableImage b) {
        int count = 0;
        for (int y = 0; y < a.getHeight(); y++)
            for (int x = 0; x < a.getWidth(); x++)
                if (a.getPixelReader().getArgb(x, y) != b.getPixelReader().getArgb(x, y)) count++;
        return count;
    }

    /** One walk through the window in each theme, each in one of its two arrangements. */
    @ParameterizedTest
    @CsvSource({"true, 1440, 900", "false, 1366, 740"})
    void tab_goes_from_panel_to_panel_in_reading_order_and_whatever_has_the_focus_shows_it(
            boolean dark, int width, int height, FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        SmallSession.until(() -> small.session.probe().breakdownProperty().get() != null);
        robot.interact(() -> {
            if (!dark) themes.toggle();
            scene.getWindow().setWidth(width);
            scene.getWindow().setHeight(height);
        });
        List<Place> stops = tabThrough(robot);
        assertTrue(stops.size() > 60, stops.size() + " stops");
        var unseen = new ArrayList<String>();
        for (int i = 0; i + 2 < stops.size(); i++) {
            Place stop = stops.get(i);
            if (differing(stop.picture, stop.later) < 24) unseen.add(stop.owner.toString());
        }
        assertEquals(List.of(), unseen);
        List<String> panels = new ArrayList<>();
        for (Place stop : stops) {
            String panel = panelOf(stop.owner);
            if (panels.isEmpty() || !panels.get(panels.size() - 1).equals(panel)) panels.add(panel);
        }
        assertEquals(
                width == 1440
                        ? List.of("bar", "settings", "map", "decoder", "probe", "curves", "tools", "bar")
                        : List.of("bar", "settings", "map", "curves", "tools", "decoder", "probe", "bar"),
                panels);
    }

    private static String panelOf(Node node) {
        for (Node n = node; n != null; n = n.getParent()) {
            if (n instanceof Slot slot) return slot.name();
            if (n instanceof LeftColumn) return "settings";
        }
        return "bar";
    }
}
