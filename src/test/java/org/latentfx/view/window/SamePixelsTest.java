package org.latentfx.view.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.session.Session;
import org.latentfx.session.explore.Selection;
import org.latentfx.session.map.PointColours;
import org.latentfx.session.run.Run.Status;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.WindowSample;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/** A session that was saved in one window opens in another one of that size to the same pixels. */
@ExtendWith(ApplicationExtension.class)
class SamePixelsTest {
    /** All panels; the bars around them tell of the window itself, such as what there is to undo. */
    private static final List<String> PANELS =
            List.of(".left-column", ".map-view", ".decoder-view", ".probe-view", ".curves-view", ".triplets");

    private final FxRobot robot = new FxRobot();

    @TempDir
    Path folder;

    private Stage stage;

    @Start
    void show(Stage shown) {
        stage = shown;
    }

    @Stop
    void end() {
        stage.hide();
    }

    private void open(SmallSession small) {
        robot.interact(() -> WindowSample.show(stage, small.session, 1440, 900));
        settled(small.session);
    }

    private static void settled(Session session) {
        SmallSession.until(() -> session.run().statusProperty().get() == Status.PAUSED
                && session.encodings().pointsProperty().get() != null
                && session.encodings().completeProperty().get()
                && session.probe().breakdownProperty().get() != null
                && !Double.isNaN(session.probe().percentileProperty().get()));
    }

    /** What a person may have done before saving. */
    private void trainAndLookAround(Session session) {
        for (int i = 0; i < 30; i++) {
            long next = session.run().stepProperty().get() + 1;
            robot.interact(() -> session.run().stepOnce());
            SmallSession.until(() -> session.run().stepProperty().get() == next);
        }
        robot.interact(() -> {
            session.explorer().moveTo(new float[] {0.7f, -1.3f});
            session.pins().pin(new float[] {-1, 0.5f});
            session.selection().select(new int[] {1, 5, 9}, Selection.Mode.REPLACE);
            session.probe().takeImage(7);
            session.fields().colours().colourBy(PointColours.By.LOSS);
            robot.lookup("#layer-density").queryAs(CheckBox.class).fire();
            session.dismiss();
        });
        settled(session);
    }

    private Map<String, int[]> pixels() {
        var former = new LinkedHashMap<String, int[]>();
        SmallSession.until(() -> {
            var now = new LinkedHashMap<String, int[]>();
            for (String panel : PANELS) now.put(panel, pixels(panel));
            boolean still = now.keySet().equals(former.keySet())
                    && PANELS.stream().allMatch(panel -> Arrays.equals(now.get(panel), former.get(panel)));
            former.putAll(now);
            return still;
        });
        return former;
    }

    /** How long decoding took is another number each time. */
    private static boolean measured(Node label) {
        return label instanceof Label words && words.getText().contains("µs");
    }

    private int[] pixels(String panel) {
        Node node = stage.getScene().lookup(panel);
        assertNotNull(node, panel);
        for (Node label : node.lookupAll(".label")) if (measured(label)) label.setVisible(false);
        WritableImage image = node.snapshot(null, null);
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        var pixels = new int[width * height];
        image.getPixelReader()
                .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), IntBuffer.wrap(pixels), width);
        return pixels;
    }

    @Test
    void a_saved_session_opens_in_another_window_to_the_same_pixels() {
        Path file = folder.resolve("mine.latentfx");
        Map<String, int[]> before;
        try (var small = new SmallSession()) {
            open(small);
            Map<String, int[]> untouched = pixels();
            trainAndLookAround(small.session);
            before = pixels();
            for (String panel : PANELS)
                assertTrue(!Arrays.equals(untouched.get(panel), before.get(panel)), panel + " shows none of it");
            robot.interact(() -> small.session.document().saveAs(file));
            SmallSession.until(() -> Files.exists(file));
        }
        try (var small = new SmallSession()) {
            open(small);
            robot.interact(() -> small.session.document().open(file));
            SmallSession.until(() -> small.session.run().stepProperty().get() == 30);
            settled(small.session);
            Map<String, int[]> after = pixels();
            for (String panel : PANELS) assertEquals("", difference(before.get(panel), after.get(panel)), panel);
        }
    }

    private static String difference(int[] before, int[] after) {
        if (before.length != after.length) return before.length + " pixels became " + after.length;
        int differ = 0;
        for (int i = 0; i < before.length; i++) if (before[i] != after[i]) differ++;
        return differ == 0 ? "" : differ + " pixels of " + before.length + " differ";
    }
}
