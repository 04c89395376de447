package org.latentfx.view.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.geometry.VerticalDirection;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.shape.Ellipse;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.math.Activation;
import org.latentfx.model.Likelihood;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.Weights;
import org.latentfx.session.concurrent.HandDriven;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.MapPlane;
import org.latentfx.session.explore.Pins;
import org.latentfx.session.explore.Selection;
import org.latentfx.session.explore.Shown;
import org.latentfx.session.map.ManifoldGrid;
import org.latentfx.session.map.PlaneFields;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Palette;
import org.latentfx.view.kit.Theme;
import org.latentfx.view.map.paint.Axes2D;
import org.latentfx.view.map.tool.MapTool;
import org.latentfx.view.window.Preferences;
import org.latentfx.view.window.Themes;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class MapViewTest {
    private final SimpleObjectProperty<LatentPoints> points = new SimpleObjectProperty<>();
    private final UndoStack undo = new UndoStack();
    private final List<Integer> taken = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private Explorer explorer;
    private PlaneFields fields;
    private MapView view;
    private MapPlot plot;

    @Start
    void start(Stage stage) {
        explorer = new Explorer(undo, 1);
        fields = new PlaneFields(explorer, points, HandDriven.direct(told::add).deliveredBy(Platform::runLater));
        view = new MapView(points, explorer, fields, new Selection(undo), new Pins(undo));
        view.setOnImageChosen(i -> {
            taken.add(i);
            explorer.moveTo(points.get().mean(i));
        });
        plot = (MapPlot) view.lookup(".map-plot");

        var scene = new Scene(view, 640, 600);
        new Themes(new Preferences(), true).dress(scene);
        MapSample.giveKeys(view, scene);
        stage.setScene(scene);
        stage.setX(0);
        stage.setY(0);
        stage.setWidth(640);
        stage.setHeight(600);
        stage.show();
    }

    private void publish(FxRobot robot, LatentPoints newest) {
        robot.interact(() -> points.set(newest));
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** Where a place of the plane is on the screen. */
    private Point2D screen(double x, double y) {
        Axes2D axes = plot.state().axes.get();
        return plot.localToScreen(axes.px(x), axes.py(y));
    }

    private Image pixels() {
        return ((ImageView) plot.getChildrenUnmodifiable().get(0)).getImage();
    }

    private boolean shows(int argb) {
        Image image = pixels();
        for (int y = 0; y < image.getHeight(); y++)
            for (int x = 0; x < image.getWidth(); x++)
                if (image.getPixelReader().getArgb(x, y) == argb) return true;
        return false;
    }

    @Test
    void draggingMovesZAndOneUndoTakesTheWholeDragBack(FxRobot robot) {
        publish(robot, MapSample.at(2, -3, -3));
        robot.moveTo(screen(0.5, 0.5)).press(MouseButton.PRIMARY).moveTo(screen(1, 1));
        assertEquals(1, explorer.z()[0], 0.03, "z follows while the button is down");
        assertFalse(undo.canUndoProperty().get(), "nothing is committed before the release");
        robot.moveTo(screen(1.5, -1)).release(MouseButton.PRIMARY);
        assertArrayEquals(new float[] {1.5f, -1}, explorer.z(), 0.03f);
        robot.interact(undo::undo);
        assertArrayEquals(new float[2], explorer.z());
        assertFalse(undo.canUndoProperty().get(), "the drag was one step");
        assertEquals(List.of(), taken);
    }

    @Test
    void theWheelZoomsAboutThePointerAndHomeComesBack(FxRobot robot) {
        Axes2D before = plot.state().axes.get();
        robot.moveTo(screen(1, 2)).scroll(3, VerticalDirection.UP);
        WaitForAsyncUtils.waitForFxEvents();
        Axes2D after = plot.state().axes.get();
        assertNotEquals(before.scale(), after.scale());
        assertEquals(before.px(1), after.px(1), 2);
        assertEquals(before.py(2), after.py(2), 2);
        robot.clickOn(plot, MouseButton.MIDDLE).type(KeyCode.H);
        assertEquals(before, plot.state().axes.get());
    }

    @Test
    void theRightButtonAndThePanToolMoveTheMapButNotZ(FxRobot robot) {
        Axes2D before = plot.state().axes.get();
        robot.moveTo(screen(0, 1)).press(MouseButton.SECONDARY).moveBy(40, 30).release(MouseButton.SECONDARY);
        assertEquals(before.panned(40, 30), plot.state().axes.get());
        robot.interact(() -> plot.state().tool.set(MapTool.PAN));
        robot.press(MouseButton.PRIMARY).moveBy(-40, -30).release(MouseButton.PRIMARY);
        assertEquals(before.centreX(), plot.state().axes.get().centreX(), 1e-9);
        assertArrayEquals(new float[2], explorer.z());
    }

    @Test
    void aClassHiddenInTheLegendLosesItsPixelsAndDoubleClickShowsItAlone(FxRobot robot) {
        publish(robot, MapSample.cloud(300, 2, 3));
        List<Node> entries = List.copyOf(view.lookupAll(".map-legend-entry"));
        assertEquals(3, entries.size());
        assertTrue(shows(Palette.DARK.colour(1)));
        robot.clickOn(entries.get(1));
        WaitForAsyncUtils.waitForFxEvents();
        assertFalse(shows(Palette.DARK.colour(1)));
        assertTrue(shows(Palette.DARK.colour(2)));
        assertFalse(((ToggleButton) entries.get(1)).isSelected());
        robot.type(KeyCode.SPACE);
        assertEquals(Set.of(), plot.state().hiddenClasses);
        robot.doubleClickOn(entries.get(2));
        assertEquals(Set.of(0, 1), plot.state().hiddenClasses);
        robot.type(KeyCode.O);
        assertEquals(Set.of(), plot.state().hiddenClasses, "asked again, all come back");
        robot.press(KeyCode.ALT).clickOn(entries.get(0)).release(KeyCode.ALT);
        assertEquals(Set.of(1, 2), plot.state().hiddenClasses);
    }

    @Test
    void hoveringPreviewsAnImageAndLeavingRestores(FxRobot robot) {
        publish(robot, MapSample.at(2, 1, 1, 3.8f, -3.2f));
        robot.moveTo(screen(1.03, 1.02));
        assertArrayEquals(new float[] {1, 1}, explorer.z());
        assertFalse(undo.canUndoProperty().get());
        robot.moveTo(screen(-1, 0));
        assertArrayEquals(new float[2], explorer.z());
        robot.moveTo(screen(3.8, -3.2));
        WaitForAsyncUtils.waitForFxEvents();
        Node card = view.lookup(".map-card");
        assertTrue(card.isVisible());
        Bounds bounds = card.getBoundsInParent();
        assertTrue(plot.getLayoutBounds().contains(bounds), "the card stays inside, found " + bounds);
    }

    @Test
    void theCardGoesWithWhatItWasAbout(FxRobot robot) {
        publish(robot, MapSample.at(2, 1, 1, -2, 2));
        robot.clickOn(screen(-1, 0));
        Runnable hover = () -> {
            robot.moveTo(screen(2, 2)).moveTo(screen(1, 1));
            assertEquals(0, plot.state().hovered.get());
        };
        hover.run();
        robot.interact(undo::undo);
        assertEquals(-1, plot.state().hovered.get(), "z was moved by something else");
        assertArrayEquals(new float[2], explorer.z());
        hover.run();
        publish(robot, MapSample.at(2, 1.5f, 1.5f, -2, 2));
        assertEquals(-1, plot.state().hovered.get(), "the point lies elsewhere now");
        assertArrayEquals(new float[2], explorer.z(), "and z is where it was");
        publish(robot, MapSample.at(2, 1, 1, -2, 2));
        hover.run();
        publish(robot, MapSample.at(2, 1.001f, 1, -2, 2));
        assertEquals(0, plot.state().hovered.get(), "it is still under the pointer");
        robot.interact(() -> plot.state().view.zoom(3));
        assertEquals(-1, plot.state().hovered.get());
        WaitForAsyncUtils.waitForFxEvents();
        assertFalse(view.lookup(".map-card").isVisible());
    }

    @Test
    void clickingAPointTakesItsImageAndClickingElsewhereOnlyMovesZ(FxRobot robot) {
        publish(robot, MapSample.at(2, 1, 1, 2, -2));
        robot.clickOn(screen(1.98, -2.03));
        assertArrayEquals(new float[] {2, -2}, explorer.z());
        assertEquals(List.of(1), taken);
        robot.clickOn(screen(-1, 1));
        assertArrayEquals(new float[] {-1, 1}, explorer.z(), 0.03f);
        assertEquals(List.of(1), taken);
        robot.interact(undo::undo);
        assertArrayEquals(new float[] {2, -2}, explorer.z());
    }

    @Test
    void thePosteriorEllipseIsToScale(FxRobot robot) {
        publish(robot, MapSample.at(2, 1, 1));
        robot.clickOn(screen(1, 1));
        for (double zoom : new double[] {1, 2.5}) {
            robot.interact(() -> plot.state().view.zoom(zoom));
            WaitForAsyncUtils.waitForFxEvents();
            Ellipse ellipse = (Ellipse) view.lookup(".map-posterior");
            Axes2D axes = plot.state().axes.get();
            assertTrue(ellipse.isVisible());
            assertEquals(0.5 * axes.scale(), ellipse.getRadiusX(), 1e-4);
            assertEquals(0.25 * axes.scale(), ellipse.getRadiusY(), 1e-4);
            assertEquals(axes.px(1), ellipse.getCenterX(), 1e-9);
        }
    }

    @Test
    void arrowKeysMoveZAndOneUndoTakesAHeldKeyBack(FxRobot robot) {
        robot.clickOn(plot, MouseButton.MIDDLE);
        robot.type(KeyCode.RIGHT);
        assertArrayEquals(new float[] {0.1f, 0}, explorer.z(), 1e-6f);
        robot.press(KeyCode.SHIFT).type(KeyCode.UP).release(KeyCode.SHIFT);
        assertArrayEquals(new float[] {0.1f, 1}, explorer.z(), 1e-6f);
        robot.interact(undo::undo);
        assertArrayEquals(new float[] {0.1f, 0}, explorer.z(), 1e-6f);
    }

    @Test
    void everyThemeHasItsOwnColoursAtOnce(FxRobot robot) {
        publish(robot, MapSample.cloud(300, 2, 3));
        assertTrue(shows(Palette.DARK.colour(0)));
        robot.interact(() -> Theme.of(view.getScene()).darkProperty().set(false));
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(shows(Palette.LIGHT.colour(0)));
        assertFalse(shows(Palette.DARK.colour(0)));
    }

    private void model(FxRobot robot, int latents) {
        var configuration = new ModelConfiguration(4, 4, List.of(), latents, Activation.RELU, Likelihood.BERNOULLI, 1);
        var values = new float[configuration.parameterCount()];
        for (int i = 0; i < values.length; i++) values[i] = (float) Math.sin(i);
        robot.interact(() -> explorer.show(Shown.of(new Weights(configuration, values))));
    }

    private List<Integer> axes() {
        return explorer.mapPlane().of();
    }

    @Test
    void withMoreLatentsAnyPairCanBeShownAndTheOthersAreHeld(FxRobot robot) {
        model(robot, 3);
        publish(robot, MapSample.cloud(1, 3, 1));
        robot.interact(() -> explorer.show(MapPlane.latents(0, 1, 3)));
        robot.interact(() -> explorer.moveTo(new float[] {0.1f, 0.2f, 0.3f}));
        ComboBox<?> x = view.lookupAll(".map-axis").stream()
                .filter(ComboBox.class::isInstance)
                .map(ComboBox.class::cast)
                .findFirst()
                .orElseThrow();
        assertTrue(x.isVisible() && x.getParent().isVisible());
        robot.interact(() -> x.getSelectionModel().select(2));
        assertEquals(List.of(2, 1), axes());
        robot.clickOn(screen(-2, -3));
        assertArrayEquals(new float[] {0.1f, -3, -2}, explorer.z(), 0.03f);
        robot.interact(() -> x.getSelectionModel().select(1));
        assertEquals(List.of(1, 2), axes(), "the same latent twice swaps the axes");
        robot.interact(undo::undo);
        assertEquals(List.of(2, 1), axes());
        model(robot, 2);
        robot.interact(() -> points.set(null));
        publish(robot, MapSample.at(1, 0, 0));
        assertFalse(x.getParent().isVisible());
        assertEquals(List.of(0, 1), axes());
    }

    /** What has a tick in the menu of planes. */
    private List<String> ticked() {
        var chooser = (MenuButton) view.lookup(".map-plane .menu-button");
        return chooser.getItems().stream()
                .filter(item -> ((RadioMenuItem) item).isSelected())
                .map(MenuItem::getText)
                .toList();
    }

    @Test
    void aTiltedPlaneShowsEachPointWhereItProjectsAndWhatIsHeldStays(FxRobot robot) {
        model(robot, 3);
        LatentPoints cloud = MapSample.cloud(60, 3, 3);
        publish(robot, cloud);
        robot.interact(() -> explorer.moveTo(new float[] {0.3f, -0.4f, 0.5f}));
        for (int i : new int[] {3, 17, 40}) robot.interact(() -> plot.gestures().choose(i));
        robot.interact(() -> fields.showThrough(3, 17, 40));
        assertEquals(MapPlane.Kind.IMAGES, explorer.mapPlane().kind());
        var plane = explorer.plane();
        for (int i : new int[] {3, 17, 40}) {
            assertEquals(0, plane.distance(cloud.mean(i)), 1e-5);
            Axes2D axes = plot.state().axes.get();
            assertEquals(i, plot.gestures().imageAt(axes.px(plane.a(cloud.mean(i))), axes.py(plane.b(cloud.mean(i)))));
        }
        float[] before = explorer.z();
        double across = plane.distance(before);
        robot.clickOn(screen(0.25, -0.75));
        assertEquals(0.25, plane.a(explorer.z()), 0.03);
        assertEquals(-0.75, plane.b(explorer.z()), 0.03);
        assertEquals(across, plane.distance(explorer.z()), 1e-5, "what lies across the plane is held");
        assertEquals(List.of(Texts.of("map.plane.images", 3, 17, 40)), ticked());
        robot.interact(fields::showPrincipalAxes);
        assertEquals(MapPlane.Kind.PRINCIPAL, explorer.mapPlane().kind());
        assertEquals(List.of(Texts.of("map.plane.principal.choose")), ticked());
        robot.interact(() -> fields.showThrough(3, 3, 17));
        assertEquals(1, told.size(), "two different images span no plane");
        assertEquals(MapPlane.Kind.PRINCIPAL, explorer.mapPlane().kind());
    }

    @Test
    void hoveringDoesNotMoveThePlaneOfTheMap(FxRobot robot) {
        model(robot, 3);
        LatentPoints cloud = MapSample.cloud(1, 3, 1);
        publish(robot, cloud);
        robot.interact(() -> explorer.show(MapPlane.latents(0, 1, 3)));
        var over = fields.manifold().valueProperty().get();
        assertTrue(over != null && over.mapPlane() == explorer.mapPlane());
        robot.moveTo(screen(cloud.mu(0, 0), cloud.mu(0, 1)));
        assertArrayEquals(cloud.mean(0), explorer.z());
        assertArrayEquals(new float[3], explorer.anchor());
        assertEquals(over, fields.manifold().valueProperty().get());
        robot.clickOn(screen(cloud.mu(0, 0), cloud.mu(0, 1)));
        assertArrayEquals(cloud.mean(0), explorer.anchor());
        assertNotEquals(over, fields.manifold().valueProperty().get(), "a click holds the rest of z there");
    }

    @Test
    void layersAreComputedOnceTheyAreSwitchedOnAndSayWhatTheyShow(FxRobot robot) {
        model(robot, 2);
        publish(robot, MapSample.cloud(300, 2, 3));
        assertFalse(view.lookup(".map-keys").isVisible());
        for (MapLayer layer : List.of(MapLayer.DENSITY, MapLayer.SENSITIVITY, MapLayer.REGIONS)) {
            var computed = layer.needs(fields).get(0).valueProperty();
            assertNull(computed.get(), layer + " costs nothing while it is off");
            int before = painted();
            robot.clickOn((Node) view.lookupAll(".map-layers .check-box").stream()
                    .filter(node -> ((CheckBox) node).getText().equals(layer.label()))
                    .findFirst()
                    .orElseThrow());
            WaitForAsyncUtils.waitForFxEvents();
            assertNotNull(computed.get());
            assertTrue(painted() > before, layer + " is drawn");
            assertTrue(view.lookup(".map-keys").isVisible());
            robot.interact(() -> plot.state().layers.remove(layer));
        }
        assertFalse(view.lookup(".map-keys").isVisible());
    }

    private int painted() {
        Image image = pixels();
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++)
            for (int x = 0; x < image.getWidth(); x++)
                if (image.getPixelReader().getArgb(x, y) != 0) count++;
        return count;
    }

    @Test
    void aMapThatNobodySeesComputesNothing(FxRobot robot) {
        model(robot, 3);
        var before = fields.manifold().valueProperty().get();
        robot.interact(() -> {
            view.setVisible(false);
            explorer.moveTo(new float[] {0, 0, 2});
        });
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(before, fields.manifold().valueProperty().get());
        robot.interact(() -> view.setVisible(true));
        WaitForAsyncUtils.waitForFxEvents();
        assertNotEquals(before, fields.manifold().valueProperty().get());
    }

    @Test
    void theTilesOfTheManifoldCanBeChosen(FxRobot robot) {
        model(robot, 2);
        var chooser = (MenuButton) view.lookup(".map-grid");
        assertEquals("20 × 20, equal steps", chooser.getText());
        robot.interact(() -> {
            chooser.getItems().get(5).fire();
            chooser.getItems().get(chooser.getItems().size() - 1).fire();
        });
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(new ManifoldGrid(40, true), fields.manifoldGridProperty().get());
        assertEquals(40, fields.manifold().valueProperty().get().value().columns());
        assertEquals("40 × 40, equal mass", chooser.getText());
        robot.interact(() -> plot.state().layers.remove(MapLayer.MANIFOLD));
        assertTrue(chooser.isDisabled());
    }

    @Test
    void theViewStaysWhileTrainingAndWhileMoreOfTheSameImagesArrive(FxRobot robot) {
        publish(robot, MapSample.cloud(100, 2, 3));
        robot.interact(() -> {
            plot.state().view.zoom(2);
            plot.state().hiddenClasses.add(1);
        });
        Axes2D before = plot.state().axes.get();
        publish(robot, MapSample.cloud(500, 2, 3));
        assertEquals(before, plot.state().axes.get());
        assertEquals(Set.of(1), plot.state().hiddenClasses);
        publish(robot, MapSample.cloud(500, 2, 4));
        assertNotEquals(before, plot.state().axes.get(), "other data begin at home");
    }

    @Test
    void onASmallMapTheLayersUnfoldInsideIt(FxRobot robot) {
        Node points = view.lookup(".map-layers .check-box");
        assertTrue(points.isVisible() && points.getParent().getParent().isVisible());
        robot.interact(() -> {
            view.getScene().getWindow().setWidth(420);
            view.getScene().getWindow().setHeight(400);
        });
        WaitForAsyncUtils.waitForFxEvents();
        assertFalse(points.getParent().getParent().isVisible());
        robot.clickOn(view.lookup(".map-panel > .toggle-button"));
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(points.getParent().getParent().isVisible());
        assertTrue(((CheckBox) points).getWidth() >= ((CheckBox) points).prefWidth(-1), "its text is not cut");
        assertTrue(plot.getLayoutBounds().contains(view.lookup(".map-panel").getBoundsInParent()));
        robot.clickOn(points);
        assertFalse(plot.state().layers.contains(MapLayer.POINTS));
    }

    @Test
    void onALowMapEveryLayerIsInsideIt(FxRobot robot) {
        publish(robot, MapSample.cloud(300, 2, 3));
        robot.interact(() -> {
            view.getScene().getWindow().setWidth(480);
            view.getScene().getWindow().setHeight(300);
        });
        WaitForAsyncUtils.waitForFxEvents();
        robot.clickOn(view.lookup(".map-panel > .toggle-button"));
        WaitForAsyncUtils.waitForFxEvents();
        Bounds map = plot.localToScene(plot.getLayoutBounds());
        for (Node box : view.lookupAll(".map-layers .check-box"))
            assertTrue(map.contains(box.localToScene(box.getLayoutBounds())), box + " is inside");
    }

    @Test
    void beforeThereAreImagesItShowsRingsAndSaysWhatItWaitsFor(FxRobot robot) {
        assertTrue(view.lookup(".map-waiting").isVisible());
        Image image = pixels();
        Axes2D axes = plot.state().axes.get();
        int drawn = 0;
        for (int y = 0; y < axes.height(); y++) if (image.getPixelReader().getArgb((int) axes.px(0), y) != 0) drawn++;
        assertTrue(drawn >= 4, "rings cross the vertical axis");
        publish(robot, MapSample.cloud(10, 2, 2));
        assertFalse(view.lookup(".map-waiting").isVisible());
    }
}
