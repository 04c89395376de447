package org.latentfx.view.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.analysis.latent.UmapLayout;
import org.latentfx.session.Session;
import org.latentfx.session.explore.Selection;
import org.latentfx.session.run.Run;
import org.latentfx.train.Settings;
import org.latentfx.view.kit.PanelsSample;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.map.paint.Axes2D;
import org.latentfx.view.map.paint.PlacedPoints;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/** A layout in place of the plane, of a model with three latents. */
@ExtendWith(ApplicationExtension.class)
class MapLayoutTest {
    private final SmallSession small = new SmallSession();
    private final Session session = small.session;
    private MapView view;
    private MapPlot plot;

    @Start
    void start(Stage stage) {
        view = new MapView(
                session.encodings().pointsProperty(),
                session.explorer(),
                session.fields(),
                session.selection(),
                session.pins());
        view.offer(session.layouts());
        view.setOnImageChosen(session.probe()::takeImage);
        plot = (MapPlot) view.lookup(".map-plot");
        PanelsSample.show(stage, view, 700, 600);
        MapSample.giveKeys(view, stage.getScene());
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

    private Point2D screen(int image) {
        PlacedPoints placed = plot.state().placed();
        Axes2D axes = plot.state().axes.get();
        return plot.localToScreen(axes.px(placed.a(image)), axes.py(placed.b(image)));
    }

    private void showLayout(FxRobot robot) {
        small.untilStatus(Run.Status.PAUSED);
        robot.interact(() -> session.commands()
                .change(Settings.LATENTS.with(
                        session.run().hyperparametersProperty().get(), 3)));
        SmallSession.until(() -> session.encodings().pointsProperty().get() != null
                && session.encodings().pointsProperty().get().latents() == 3
                && session.encodings().completeProperty().get());
        robot.interact(() -> plot.requestFocus());
        robot.interact(session.layouts()::toggle);
        SmallSession.until(() -> !plot.state().onPlane());
        settle(robot);
    }

    @Test
    void whatIsShownInPlaceOfThePlaneSaysSoAndNothingDecodesThere(FxRobot robot) {
        showLayout(robot);
        var words = (Label) view.lookup(".map-layout-note").lookup(".label");
        assertTrue(words.getText().contains("nothing decodes here"), words.getText());
        assertTrue(view.lookup(".map-layout-note").isVisible());
        assertFalse(view.lookup(".map-handle").getParent().isVisible(), "no cross-hair, rings, ticks or pins");
        float[] z = session.explorer().z();
        Point2D corner = plot.localToScreen(plot.getWidth() - 20, 60);
        robot.moveTo(corner).press(MouseButton.PRIMARY).moveBy(-30, 20).release(MouseButton.PRIMARY);
        robot.type(KeyCode.LEFT, KeyCode.UP);
        assertArrayEquals(z, session.explorer().z());
        assertEquals(List.of(), session.pins().listProperty().get());
    }

    @Test
    void hoveringTakingAndSelectingWorkAsOnThePlane(FxRobot robot) {
        showLayout(robot);
        robot.moveTo(screen(7));
        int hovered = plot.state().hovered.get();
        assertTrue(hovered >= 0);
        float[] mu = session.encodings().pointsProperty().get().mean(hovered);
        assertArrayEquals(mu, session.explorer().z(), 1e-6f, "hovering shows the image's μ");
        robot.clickOn(screen(7));
        int taken = session.probe().inputProperty().get().image();
        assertEquals(hovered, taken);
        robot.type(KeyCode.B);
        robot.moveTo(plot.localToScreen(1, plot.getHeight() - 1))
                .press(MouseButton.PRIMARY)
                .moveTo(plot.localToScreen(plot.getWidth() - 1, 1))
                .release(MouseButton.PRIMARY);
        assertEquals(20, session.selection().imagesProperty().get().length);
    }

    @Test
    void theLegendCountsTheImagesThatTheLayoutPlaces(FxRobot robot) {
        showLayout(robot);
        var points = session.encodings().pointsProperty().get();
        assertEquals(points.size(), counted());
        robot.interact(() -> {
            plot.state().layout.unbind();
            plot.state().layout.set(new UmapLayout(points, new int[] {0, 3, 4}, new float[6]));
        });
        assertEquals(3, counted());
        robot.interact(() -> plot.state().layout.set(null));
        assertEquals(points.size(), counted());
    }

    @Test
    void theHeaderCountsTheSelectedImagesThatTheLayoutPlaces(FxRobot robot) {
        showLayout(robot);
        robot.interact(() -> {
            plot.state().layout.unbind();
            plot.state()
                    .layout
                    .set(new UmapLayout(session.encodings().pointsProperty().get(), new int[] {0, 3, 4}, new float[6]));
            session.selection().select(new int[] {0, 1, 2, 3}, Selection.Mode.REPLACE);
        });
        assertTrue(header().endsWith("3 held-out images · 2 selected"), header());
        robot.interact(() -> plot.state().layout.set(null));
        assertTrue(header().endsWith("4 selected"), header());
    }

    private String header() {
        return ((Label) view.lookup(".panel-detail")).getText();
    }

    private int counted() {
        return view.lookupAll(".map-legend-count").stream()
                .mapToInt(node -> Integer.parseInt(((Label) node).getText()))
                .sum();
    }

    @Test
    void theWayBackShowsThePlaneAsItWas(FxRobot robot) {
        small.untilStatus(Run.Status.PAUSED);
        showLayout(robot);
        robot.interact(() -> session.undo());
        assertNull(session.layouts().shownProperty().get());
        Axes2D before = plot.state().axes.get();
        robot.interact(() -> session.redo());
        assertFalse(plot.state().onPlane());
        settle(robot);
        robot.clickOn("#layout-leave");
        assertTrue(plot.state().onPlane());
        assertEquals(before, plot.state().axes.get());
        settle(robot);
        assertFalse(view.lookup(".map-layout-note").isVisible());
    }

    @Test
    void aMapThatOpensOnALayoutShowsAllOfIt(FxRobot robot) {
        showLayout(robot);
        robot.interact(() -> {
            view = new MapView(
                    session.encodings().pointsProperty(),
                    session.explorer(),
                    session.fields(),
                    session.selection(),
                    session.pins());
            view.offer(session.layouts());
            plot = (MapPlot) view.lookup(".map-plot");
        });
        robot.interact(() -> robot.window(0).getScene().setRoot(view));
        settle(robot);
        Axes2D axes = plot.state().axes.get();
        for (int i = 0; i < 20; i++) {
            PlacedPoints placed = plot.state().placed();
            double x = axes.px(placed.a(i));
            double y = axes.py(placed.b(i));
            assertTrue(x > 0 && x < axes.width() && y > 0 && y < axes.height(), "image " + i + " at " + x + ", " + y);
        }
        assertTrue(view.lookup("#layer-rings").isDisabled(), "what belongs to a plane cannot be chosen");
    }
}
