package org.latentfx.view.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Ellipse;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.Polyline;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.analysis.image.ElboBreakdown;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.session.concurrent.HandDriven;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.MapPlane;
import org.latentfx.session.explore.Pins;
import org.latentfx.session.explore.Selection;
import org.latentfx.session.explore.Shown;
import org.latentfx.session.map.PlaneFields;
import org.latentfx.view.kit.PanelsSample;
import org.latentfx.view.map.paint.Axes2D;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Of three latents the map shows the plane of the third (across) and the first (up). */
@ExtendWith(ApplicationExtension.class)
class MapProbeTest {
    private final SimpleObjectProperty<LatentPoints> points = new SimpleObjectProperty<>();
    private Explorer explorer;
    private MapView view;

    @Start
    void start(Stage stage) {
        var undo = new UndoStack();
        explorer = new Explorer(undo, 1);
        explorer.show(Shown.of(PanelsSample.weights(3)));
        explorer.show(MapPlane.latents(2, 0, 3));
        var fields =
                new PlaneFields(explorer, points, HandDriven.direct(told -> {}).deliveredBy(Platform::runLater));
        view = new MapView(points, explorer, fields, new Selection(undo), new Pins(undo));
        PanelsSample.show(stage, view, 500, 500);
    }

    private static ElboBreakdown breakdown(float[] samples) {
        float[] logVar = {(float) (2 * Math.log(0.25)), 0, (float) (2 * Math.log(0.5))};
        return new ElboBreakdown(
                new float[] {1, 7, -2}, logVar, samples, new float[16], new double[16], new double[3], 0);
    }

    private void draw(FxRobot robot, Runnable change) {
        robot.interact(change);
        robot.interact(() -> {
            view.applyCss();
            view.layout();
        });
    }

    private Axes2D axes() {
        return ((MapPlot) view.lookup(".map-plot")).state().axes.get();
    }

    @Test
    void theProbedImageHasItsMeanAndItsPosteriorToScale(FxRobot robot) {
        draw(robot, () -> view.probeProperty().set(breakdown(new float[] {1, 7, -2})));
        Axes2D axes = axes();
        var mean = (Circle) view.lookup(".map-probe-mean");
        var posterior = (Ellipse) view.lookup(".map-probe-posterior");
        assertEquals(axes.px(-2), mean.getCenterX(), 1e-9);
        assertEquals(axes.py(1), mean.getCenterY(), 1e-9);
        assertEquals(0.5 * axes.scale(), posterior.getRadiusX(), 1e-4, "pixels = σ × pixels per unit");
        assertEquals(0.25 * axes.scale(), posterior.getRadiusY(), 1e-4);
        assertFalse(view.lookup(".map-cloud").isVisible(), "a single z is no cloud");
        draw(robot, () -> view.probeProperty().set(null));
        assertFalse(mean.isVisible());
        assertFalse(posterior.isVisible());
    }

    @Test
    void everySampleOfTheNoiseIsADotWhereThePlaneHasIt(FxRobot robot) {
        float[] samples = {1, 7, -2, 1.5f, 0, -1, 0.25f, 9, -3};
        draw(robot, () -> view.probeProperty().set(breakdown(samples)));
        var cloud = (Path) view.lookup(".map-cloud");
        assertTrue(cloud.isVisible());
        List<MoveTo> corners = cloud.getElements().stream()
                .filter(MoveTo.class::isInstance)
                .map(MoveTo.class::cast)
                .toList();
        assertEquals(3, corners.size());
        for (int i = 0; i < 3; i++) {
            assertEquals(axes().px(samples[3 * i + 2]), corners.get(i).getX(), 2);
            assertEquals(axes().py(samples[3 * i]), corners.get(i).getY(), 2);
        }
    }

    @Test
    void aSearchLeavesItsTrailFromWhereItSetOut(FxRobot robot) {
        draw(robot, () -> view.walkProperty()
                .set(List.of(new float[] {0, 5, 0}, new float[] {1, 5, 0.5f}, new float[] {2, 5, -1})));
        var walk = (Polyline) view.lookup(".map-walk");
        var start = (Circle) view.lookup(".map-walk-start");
        Axes2D axes = axes();
        assertTrue(walk.isVisible());
        assertEquals(
                List.of(axes.px(0), axes.py(0), axes.px(0.5f), axes.py(1), axes.px(-1), axes.py(2)), walk.getPoints());
        assertEquals(axes.px(0), start.getCenterX());
        draw(robot, () -> view.walkProperty().set(List.of(new float[2])));
        assertFalse(walk.isVisible(), "points of another model are not drawn");
        assertFalse(start.isVisible());
    }

    @Test
    void aLayerDrawsThePosteriorsOfAllImagesThatAreAlwaysLookedAt(FxRobot robot) {
        var state = ((MapPlot) view.lookup(".map-plot")).state();
        draw(robot, () -> {
            points.set(MapSample.cloud(20, 3, 2));
            view.probesProperty().set(new int[] {3, 8});
            state.selected.get().set(5);
        });
        assertEquals("{5}", state.outlined().toString());
        draw(robot, () -> state.layers.add(MapLayer.PROBES));
        assertEquals("{3, 5, 8}", state.outlined().toString());
        draw(robot, () -> state.layers.remove(MapLayer.ELLIPSES));
        assertEquals("{3, 8}", state.outlined().toString());
    }
}
