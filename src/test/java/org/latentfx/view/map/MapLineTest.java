package org.latentfx.view.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Point2D;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.shape.Ellipse;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Polyline;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.session.concurrent.HandDriven;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.ExplorerTest;
import org.latentfx.session.explore.LatentTarget;
import org.latentfx.session.explore.Pins;
import org.latentfx.session.explore.Selection;
import org.latentfx.session.explore.Shown;
import org.latentfx.session.map.PlaneFields;
import org.latentfx.view.kit.WindowSample;
import org.latentfx.view.map.paint.Axes2D;
import org.latentfx.view.map.paint.PlacedPoints;
import org.latentfx.view.map.paint.StackedRows;
import org.latentfx.view.map.tool.MapTool;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** A model of one latent is a line: codes in rows, their density over it, pictures along it. */
@ExtendWith(ApplicationExtension.class)
class MapLineTest {
    private final LatentPoints cloud = MapSample.cloud(300, 1, 3);
    private final SimpleObjectProperty<LatentPoints> points = new SimpleObjectProperty<>();
    private final UndoStack undo = new UndoStack();
    private final Explorer explorer = new Explorer(undo, 1);
    private final Selection selection = new Selection(undo);
    private final Pins pins = new Pins(undo);
    private PlaneFields fields;
    private MapView view;
    private MapPlot plot;

    @Start
    void start(Stage stage) {
        explorer.show(Shown.of(ExplorerTest.weights(1, 1)));
        points.set(cloud);
        fields = new PlaneFields(explorer, points, HandDriven.direct(told -> {}).deliveredBy(Platform::runLater));
        view = new MapView(points, explorer, fields, selection, pins);
        plot = (MapPlot) view.lookup(".map-plot");
        WindowSample.show(stage, view, 760, 640);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private Axes2D axes() {
        return plot.state().axes.get();
    }

    /** At code z, so many pixels from the map's top. */
    private Point2D screen(double z, double py) {
        return plot.localToScreen(axes().px(z), py);
    }

    private double py(int image) {
        PlacedPoints placed = plot.state().placed();
        return axes().py(placed.b(image));
    }

    @Test
    void codesStandInTheRowOfTheirClassUnderTheLineAtEveryZoom(FxRobot robot) {
        double height = plot.getHeight();
        StackedRows rows = plot.state().rows();
        assertEquals(3, rows.rows());
        for (double zoom : new double[] {1, 4, 0.3}) {
            robot.interact(() -> plot.state().view.zoom(zoom));
            for (int i = 0; i < 300; i++) {
                assertEquals(rows.middle(i % 3), py(i), rows.height() / 2);
                assertTrue(py(i) > StackedRows.LINE * height && py(i) < height, "image " + i + " at " + py(i));
            }
            assertEquals(StackedRows.LINE * height, axes().py(0), 1e-6, "the line stays where it is");
        }
        robot.moveTo(plot).press(MouseButton.SECONDARY).moveBy(40, 60).release(MouseButton.SECONDARY);
        assertEquals(StackedRows.LINE * height, axes().py(0), 1e-6, "and is moved along itself only");
    }

    @Test
    void theDensityOfTheCodesStandsOverTheLineAgainstThePriorsAndPicturesLieAlongIt(FxRobot robot) {
        WaitForAsyncUtils.waitForFxEvents();
        var codes = (Polygon) view.lookup(".map-line-codes");
        var prior = (Polyline) view.lookup(".map-line-prior");
        assertTrue(codes.getPoints().size() > 200 && prior.getPoints().size() > 200);
        double base = axes().py(0);
        for (int k = 1; k < prior.getPoints().size(); k += 2)
            assertTrue(prior.getPoints().get(k) < base);
        robot.interact(() -> plot.state().layers.remove(MapLayer.RINGS));
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(0, prior.getPoints().size(), "without the prior's layer its curve goes");
        assertEquals(1, fields.manifold().valueProperty().get().value().rows());
        double step = axes().scale()
                * 6
                / fields.manifold().valueProperty().get().value().columns();
        assertTrue(step > 20 && step < 80, "pictures of a size to look at, found " + step + " pixels");
        assertFalse(view.lookup(".map-ring-label").isVisible());
    }

    @Test
    void draggingMovesZAlongTheLineWhereverThePointerIs(FxRobot robot) {
        robot.moveTo(screen(0.5, 40)).press(MouseButton.PRIMARY).moveTo(screen(-1, 90));
        robot.moveTo(screen(1.5, 60)).release(MouseButton.PRIMARY);
        assertArrayEquals(new float[] {1.5f}, explorer.z(), 0.03f);
        assertFalse(((Line) List.copyOf(view.lookupAll(".map-hair")).get(1)).isVisible(), "there is nothing upwards");
        robot.type(KeyCode.RIGHT, KeyCode.UP);
        assertArrayEquals(new float[] {1.6f}, explorer.z(), 0.03f);
        robot.interact(undo::undo);
        robot.interact(undo::undo);
        assertArrayEquals(new float[1], explorer.z());
    }

    @Test
    void aSelectionIsARangeOfCodes(FxRobot robot) {
        robot.interact(() -> plot.state().tool.set(MapTool.BOX));
        robot.moveTo(screen(-1, 50)).press(MouseButton.PRIMARY).moveTo(screen(1, 70));
        var outline = (Polygon) view.lookup(".map-outline");
        assertEquals(plot.getHeight(), outline.getBoundsInLocal().getHeight(), 4, "the range has the map's height");
        robot.release(MouseButton.PRIMARY);
        WaitForAsyncUtils.waitForFxEvents();
        double low = axes().x(Math.rint(axes().px(-1)));
        double high = axes().x(Math.rint(axes().px(1)));
        int[] expected = IntStream.range(0, 300)
                .filter(i -> cloud.mu(i, 0) > low && cloud.mu(i, 0) < high)
                .toArray();
        assertEquals(expected.length, selection.imagesProperty().get().length, 2);
        assertTrue(expected.length > 100);
    }

    @Test
    void hoveringShowsThePosteriorAsABarOfOneSigmaEachWay(FxRobot robot) {
        robot.moveTo(plot.localToScreen(axes().px(cloud.mu(7, 0)), py(7)));
        WaitForAsyncUtils.waitForFxEvents();
        int hovered = plot.state().hovered.get();
        assertTrue(hovered >= 0);
        assertArrayEquals(cloud.mean(hovered), explorer.z());
        var bar = (Ellipse) view.lookup(".map-posterior");
        assertTrue(bar.isVisible());
        assertEquals(0.5 * axes().scale(), bar.getRadiusX(), 1e-3);
        assertEquals(2, bar.getRadiusY());
        assertEquals(py(hovered), bar.getCenterY(), 1e-3);
    }

    @Test
    void pinsAndPathsLieOnTheLine(FxRobot robot) {
        var drawn = new ArrayList<LatentTarget>();
        robot.interact(() -> {
            view.setOnPathDrawn((a, b) -> drawn.addAll(List.of(a, b)));
            plot.state().tool.set(MapTool.PIN);
        });
        robot.clickOn(screen(-2.5, 60)).write("left").type(KeyCode.ENTER);
        assertArrayEquals(new float[] {-2.5f}, pins.listProperty().get().get(0).z(), 0.03f);
        Point2D at = plot.placeOf(new float[] {-2.5f});
        assertEquals(axes().py(0), at.getY(), 1e-9);
        robot.interact(() -> plot.state().tool.set(MapTool.PATH));
        robot.moveTo(screen(2, 50)).press(MouseButton.PRIMARY).moveTo(screen(0, 80));
        robot.moveTo(plot.localToScreen(at)).release(MouseButton.PRIMARY);
        assertEquals(2, drawn.size());
        assertEquals("left", drawn.get(1).name());
    }

    @Test
    void aModelOfTwoLatentsIsAPlaneAgainAndBack(FxRobot robot) {
        robot.interact(() -> {
            points.set(null);
            explorer.show(Shown.of(ExplorerTest.weights(2, 1)));
            points.set(MapSample.cloud(300, 2, 3));
        });
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(0, axes().centreY(), 1e-9);
        assertFalse(view.lookup(".map-line").getParent().isVisible());
        assertTrue(view.lookup(".map-ring-label").isVisible());
        robot.interact(() -> {
            points.set(null);
            explorer.show(Shown.of(ExplorerTest.weights(1, 1)));
            points.set(cloud);
        });
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(view.lookup(".map-line").getParent().isVisible());
        assertEquals(StackedRows.LINE * plot.getHeight(), axes().py(0), 1e-6);
    }
}
