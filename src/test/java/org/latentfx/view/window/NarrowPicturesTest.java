package org.latentfx.view.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.session.inpainting.Mask;
import org.latentfx.session.run.Run.Status;
import org.latentfx.view.decoder.LatentTrack;
import org.latentfx.view.kit.DecodedPicture;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.PixelView;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.WindowSample;
import org.latentfx.view.map.MapPlot;
import org.latentfx.view.map.paint.Axes2D;
import org.latentfx.view.map.paint.PlacedPoints;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/** Pictures of 6 × 10 through the whole window: wherever they are drawn they are neither stretched nor cut off. */
@ExtendWith(ApplicationExtension.class)
class NarrowPicturesTest {
    private static final int WIDTH = 6;
    private static final int HEIGHT = 10;

    private final List<Throwable> thrown = new ArrayList<>();
    private SmallSession small;
    private MainWindow window;

    @Start
    void show(Stage stage) {
        Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> thrown.add(failure));
        small = new SmallSession(WIDTH, HEIGHT);
        window = WindowSample.show(stage, small.session, 1440, 900);
    }

    @Stop
    void end() {
        Thread.currentThread().setUncaughtExceptionHandler(null);
        small.close();
    }

    private void ready() {
        small.untilStatus(Status.PAUSED);
        SmallSession.until(() -> small.session.encodings().pointsProperty().get() != null);
    }

    /** Of one kind, those that can be seen, after the next frame. */
    private <N extends Node> List<N> seen(FxRobot robot, Class<N> kind, String under) {
        robot.interact(() -> {
            window.applyCss();
            window.layout();
        });
        Set<Node> found = robot.lookup(under).lookup(kind::isInstance).queryAll();
        List<N> shown = found.stream()
                .filter(NarrowPicturesTest::visible)
                .map(kind::cast)
                .toList();
        assertFalse(shown.isEmpty(), "nothing drawn in " + under);
        return shown;
    }

    private static boolean visible(Node node) {
        for (Node n = node; n != null; n = n.getParent()) if (!n.isVisible()) return false;
        return true;
    }

    /** Picture views of one picture each have its aspect and lie inside of the region that owns them. */
    private void assertWhole(FxRobot robot, String under) {
        for (DecodedPicture picture : seen(robot, DecodedPicture.class, under)) assertWhole(picture, picture.image());
    }

    private static void assertWhole(Region owner, PixelImage image) {
        String size = image.width() + " × " + image.height() + " in " + owner;
        assertEquals(HEIGHT * image.width(), WIDTH * image.height(), size);
        assertTrue(image.width() >= WIDTH && image.width() <= owner.getWidth() + 0.5, size);
        assertTrue(image.height() <= owner.getHeight() + 0.5, size);
    }

    /**
     * Every picture of a strip, found as what differs from the strip's ground, has the aspect of the pictures, but for
     * what rounding to pixels takes: the frames of a strip need not all be of one size.
     */
    private void assertNotStretched(PixelView strip, int atLeast) {
        PixelImage image = strip.picture();
        int[] pixels = image.pixels();
        List<Integer> widths = runs(image.width(), x -> IntStream.range(0, image.height())
                .anyMatch(y -> pixels[y * image.width() + x] != pixels[0]));
        List<Integer> heights = runs(image.height(), y -> IntStream.range(0, image.width())
                .anyMatch(x -> pixels[y * image.width() + x] != pixels[0]));
        assertTrue(widths.size() >= atLeast, widths.size() + " pictures, expected " + atLeast);
        for (int width : widths)
            for (int height : heights)
                assertEquals((double) WIDTH / HEIGHT * height, width, 2, width + " × " + height + " of a strip");
    }

    private static List<Integer> runs(int n, IntPredicate painted) {
        List<Integer> lengths = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int from = i;
            while (i < n && painted.test(i)) i++;
            if (i > from) lengths.add(i - from);
        }
        return lengths;
    }

    @Test
    void the_decoder_and_the_probe_and_the_reconstructions_keep_the_aspect(FxRobot robot) {
        ready();
        assertWhole(robot, ".decoder-view");
        assertWhole(robot, ".probe-view");
        for (LatentTrack track : seen(robot, LatentTrack.class, ".decoder-view")) {
            assertNotStretched((PixelView) track.getChildrenUnmodifiable().get(0), track.count());
            var thumb = (ImageView) track.getChildrenUnmodifiable().get(1);
            assertEquals(HEIGHT * thumb.getFitWidth(), WIDTH * thumb.getFitHeight(), 1e-6);
        }
        SmallSession.until(
                () -> small.session.encodings().reconstructionsProperty().get() != null);
        for (PixelView strip : seen(robot, PixelView.class, ".triplets")) assertNotStretched(strip, 3);
        assertEquals(List.of(), thrown);
    }

    @Test
    void the_map_shows_their_manifold_and_the_image_under_the_pointer(FxRobot robot) {
        ready();
        var plot = (MapPlot) window.lookup(".map-plot");
        robot.clickOn("#layer-manifold");
        SmallSession.until(
                () -> small.session.fields().manifold().valueProperty().get() != null);
        Axes2D axes = plot.state().axes.get();
        PlacedPoints placed = plot.state().placed();
        robot.moveTo(plot.localToScreen(axes.px(placed.a(3)), axes.py(placed.b(3))))
                .moveBy(1, 0);
        ImageView thumbnail = seen(robot, ImageView.class, ".map-card").get(0);
        var bounds = thumbnail.getLayoutBounds();
        assertEquals(HEIGHT * bounds.getWidth(), WIDTH * bounds.getHeight(), 1e-3);
        assertEquals(List.of(), thrown);
    }

    @Test
    void a_drawing_becomes_a_picture_of_their_size(FxRobot robot) {
        ready();
        robot.type(KeyCode.D);
        var field = (Region) robot.lookup(".drawing-field").query();
        robot.moveTo(field.localToScreen(60, 100))
                .press(MouseButton.PRIMARY)
                .moveTo(field.localToScreen(150, 160))
                .release(MouseButton.PRIMARY);
        var input = small.session.probe().inputProperty().get();
        assertNotNull(input);
        assertEquals(-1, input.image(), "the drawing is probed");
        assertEquals(WIDTH * HEIGHT, input.pixels().length);
        assertWhole(robot, ".drawing-pad");
        assertEquals(List.of(), thrown);
    }

    @Test
    void the_tools_beside_the_curves_keep_the_aspect(FxRobot robot) {
        ready();
        robot.clickOn("#tab-1");
        SmallSession.until(() -> small.session.paths().pathProperty().get() != null
                && Double.isNaN(small.session.paths().progressProperty().get()));
        for (PixelView strip : seen(robot, PixelView.class, ".path-view .frame-strip")) assertNotStretched(strip, 5);
        robot.clickOn("#tab-2");
        SmallSession.until(() -> small.session.nearestImages().nearProperty().get() != null);
        for (PixelView strip : seen(robot, PixelView.class, ".directions-view .frame-strip"))
            assertNotStretched(strip, 3);
        robot.clickOn("#tab-3");
        for (PixelView mask : seen(robot, PixelView.class, ".mask-pane"))
            assertWhole((Region) mask.getParent(), mask.picture());
        robot.interact(() -> {
            small.session.inpainter().hide(Mask.Preset.CENTRE);
            small.session.inpainter().fill();
        });
        SmallSession.until(() -> small.session.inpainter().filledProperty().get() != null);
        assertWhole(robot, ".ask-view");
        assertEquals(List.of(), thrown);
    }
}
