package org.latentfx.view.window;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.geometry.Point2D;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.shape.Circle;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.analysis.path.LatentPath;
import org.latentfx.model.Decoder;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.run.Run;
import org.latentfx.session.run.Run.Status;
import org.latentfx.train.Settings;
import org.latentfx.view.decoder.DecoderView;
import org.latentfx.view.decoder.LatentTrack;
import org.latentfx.view.kit.DecodedPicture;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.WindowSample;
import org.latentfx.view.map.MapPlot;
import org.latentfx.view.map.paint.Axes2D;
import org.latentfx.view.path.PathView;
import org.latentfx.view.probe.DrawingField;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/**
 * Real mouse and keys through the whole window while a model trains: whatever moves z, every view shows that same z.
 */
@ExtendWith(ApplicationExtension.class)
class ExplorerDriveTest {
    private SmallSession small;
    private Explorer explorer;
    private MainWindow window;

    @Start
    void show(Stage stage) {
        small = new SmallSession();
        explorer = small.session.explorer();
        window = WindowSample.show(stage, small.session, 1440, 900);
    }

    @Stop
    void end() {
        small.close();
    }

    // ---- where things are ----

    private MapPlot plot() {
        return (MapPlot) window.lookup(".map-plot");
    }

    private Point2D onMap(double x, double y) {
        Axes2D axes = plot().state().axes.get();
        return plot().localToScreen(axes.px(x), axes.py(y));
    }

    private LatentTrack track(int latent) {
        return (LatentTrack) window.lookup("#track-" + latent);
    }

    private Point2D onTrack(int latent, double value) {
        LatentTrack track = track(latent);
        double frame = track.getWidth() / track.count();
        double x = frame / 2 + (value / LatentTrack.RANGE + 1) / 2 * (track.getWidth() - frame);
        return track.localToScreen(x, track.getHeight() / 2);
    }

    /** All in one turn of the FX thread, so that training cannot change the weights in between. */
    private void assertOneZ(FxRobot robot, String after) {
        robot.interact(() -> {
            window.applyCss();
            window.layout();
            float[] z = explorer.z();
            for (int j = 0; j < z.length; j++) {
                assertEquals(z[j], (float) track(j).value(), after + ": slider of latent " + j);
                String written = ((TextField) window.lookup("#value-" + j)).getText();
                assertEquals(Figures.fixed(z[j], 2), written, after + ": figure of latent " + j);
            }
            String point = ((Label) window.lookup(".decoder-view .point")).getText();
            assertEquals(DecoderView.text(z, 2), point, after + ": point in figures");
            Axes2D axes = plot().state().axes.get();
            var handle = (Circle) window.lookup(".map-handle");
            assertEquals(axes.px(explorer.plane().a(z)), handle.getCenterX(), 1e-6, after + ": cross-hair");
            assertEquals(axes.py(explorer.plane().b(z)), handle.getCenterY(), 1e-6, after + ": cross-hair");
            float[] decoded = new float[64];
            new Decoder(explorer.model(), 1).decode(z, 1, decoded);
            assertArrayEquals(decoded, explorer.picture(), 1e-5f, after + ": picture");
            PixelImage picture = ((DecodedPicture) window.lookup(".decoder-view .decoded-picture")).image();
            int square = picture.width() / 8;
            for (int p = 0; p < 64; p++)
                assertEquals(
                        Ink.DARK.argb(explorer.picture()[p]),
                        picture.pixels()[p / 8 * square * picture.width() + p % 8 * square],
                        after + ": pixel " + p + " on the screen");
            assertEquals(Status.TRAINING, small.session.run().statusProperty().get(), after);
        });
    }

    @Test
    void oneZEverywhereWhateverMovesItDuringTraining(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        // layers wide and batches small enough that training lasts longer than the test
        robot.interact(() -> {
            var wide = Settings.BATCH.with(Settings.HIDDEN.with(SmallSession.small(), LayerSpec.dense(256, 256)), 1);
            small.session
                    .run()
                    .replace(Run.Start.fresh(small.session.run().dataProperty().get(), wide));
        });
        small.untilStatus(Status.PAUSED);
        robot.type(KeyCode.SPACE);
        small.untilStatus(Status.TRAINING);
        SmallSession.until(() -> small.session.encodings().pointsProperty().get() != null);
        long steps = small.session.run().stepProperty().get();
        assertOneZ(robot, "nothing");

        robot.moveTo(onMap(2.5, -2.5)).press(MouseButton.PRIMARY).moveTo(onMap(2, -3));
        assertOneZ(robot, "half a drag of the cross-hair");
        robot.moveTo(onMap(1.5, -3.2)).release(MouseButton.PRIMARY);
        assertArrayEquals(new float[] {1.5f, -3.2f}, explorer.z(), 0.05f);
        assertOneZ(robot, "the cross-hair");
        float[] byCrossHair = explorer.z();

        // under the pointer the rows keep their order while training changes their KL
        robot.moveTo(window.lookup(".latent-list"));
        robot.moveTo(onTrack(1, byCrossHair[1])).press(MouseButton.PRIMARY).moveTo(onTrack(1, 1));
        assertOneZ(robot, "half a drag of a slider");
        robot.release(MouseButton.PRIMARY);
        assertArrayEquals(new float[] {byCrossHair[0], 1}, explorer.z(), 0.06f);
        assertOneZ(robot, "a slider");
        float[] bySlider = explorer.z();

        robot.clickOn(onTrack(0, -3));
        assertEquals(-3, explorer.z()[0], 0.3, "the picture clicked in the film strip");
        assertOneZ(robot, "the film strip");
        robot.type(KeyCode.RIGHT);
        assertOneZ(robot, "an arrow key on the film strip");
        float[] byStrip = explorer.z();

        robot.type(KeyCode.D);
        var field = (DrawingField) window.lookup(".drawing-field");
        SmallSession.until(() -> field.getWidth() > 0 && field.localToScreen(0, 0) != null);
        robot.moveTo(field.localToScreen(50, 60)).press(MouseButton.PRIMARY).moveTo(field.localToScreen(60, 140));
        assertOneZ(robot, "half a stroke");
        robot.release(MouseButton.PRIMARY);
        assertEquals(-1, small.session.probe().inputProperty().get().image(), "the drawing is probed");
        float[] byDrawing = explorer.z();
        assertNotEquals(byStrip[0], byDrawing[0]);
        assertOneZ(robot, "a drawing");
        robot.type(KeyCode.D);

        robot.clickOn("#tab-1");
        SmallSession.until(() -> small.session.paths().pathProperty().get() != null
                && Double.isNaN(small.session.paths().progressProperty().get()));
        assertOneZ(robot, "finding a path");
        var view = (PathView) window.lookup(".path-view");
        LatentPath way = small.session.paths().pathProperty().get();
        robot.clickOn(
                view.strip().localToScreen(view.strip().middle(0), view.strip().tile() / 2));
        assertArrayEquals(way.frames().get(0).z(), explorer.z(), 1e-6f, "the frame clicked");
        assertOneZ(robot, "a frame of a path");

        float[][] former = {byDrawing, byStrip};
        for (float[] z : former) {
            robot.push(KeyCode.CONTROL, KeyCode.Z);
            assertArrayEquals(z, explorer.z());
            assertOneZ(robot, "undo");
        }
        robot.push(KeyCode.CONTROL, KeyCode.Z).push(KeyCode.CONTROL, KeyCode.Z);
        assertArrayEquals(bySlider, explorer.z(), "the key and the click in the strip");
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        assertArrayEquals(byCrossHair, explorer.z());
        assertOneZ(robot, "undo of the slider");
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        assertArrayEquals(new float[2], explorer.z());
        assertOneZ(robot, "undo of everything");
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
        assertArrayEquals(byCrossHair, explorer.z());
        assertOneZ(robot, "redo");
        assertTrue(small.session.run().stepProperty().get() > steps, "training went on all the time");
    }
}
