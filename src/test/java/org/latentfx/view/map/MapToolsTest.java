package org.latentfx.view.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Polygon;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.session.concurrent.HandDriven;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.LatentTarget;
import org.latentfx.session.explore.Pins;
import org.latentfx.session.explore.Selection;
import org.latentfx.session.map.PlaneFields;
import org.latentfx.view.map.paint.Axes2D;
import org.latentfx.view.map.tool.MapTool;
import org.latentfx.view.window.Preferences;
import org.latentfx.view.window.Themes;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Selecting, pinning and finding by mouse and keys. */
@ExtendWith(ApplicationExtension.class)
class MapToolsTest {
    private final SimpleObjectProperty<LatentPoints> points =
            new SimpleObjectProperty<>(MapSample.at(2, 1, 1, 1.5f, 1.5f, 2, 1, -2, 0, 3, -3));
    private final UndoStack undo = new UndoStack();
    private final Explorer explorer = new Explorer(undo, 1);
    private final Selection selection = new Selection(undo);
    private final Pins pins = new Pins(undo);
    private final List<Integer> taken = new ArrayList<>();
    private MapView view;
    private MapPlot plot;

    @Start
    void start(Stage stage) {
        var fields =
                new PlaneFields(explorer, points, HandDriven.direct(told -> {}).deliveredBy(Platform::runLater));
        view = new MapView(points, explorer, fields, selection, pins);
        view.setOnImageChosen(taken::add);
        plot = (MapPlot) view.lookup(".map-plot");
        var scene = new Scene(view, 760, 640);
        new Themes(new Preferences(), true).dress(scene);
        MapSample.giveKeys(view, scene);
        stage.setScene(scene);
        stage.setX(0);
        stage.setY(0);
        stage.setWidth(760);
        stage.setHeight(640);
        stage.show();
    }

    private Point2D screen(double x, double y) {
        Axes2D axes = plot.state().axes.get();
        return plot.localToScreen(axes.px(x), axes.py(y));
    }

    private void assertSelected(int... images) {
        WaitForAsyncUtils.waitForFxEvents();
        assertArrayEquals(images, selection.imagesProperty().get());
    }

    private void take(FxRobot robot, MapTool tool) {
        robot.clickOn(view.lookupAll(".map-tool").stream()
                .filter(node -> tool.label().equals(node.getAccessibleText()))
                .findFirst()
                .orElseThrow());
        assertEquals(tool, plot.state().tool.get());
    }

    private List<Bounds> places(String style) {
        return view.lookupAll(style).stream().map(Node::getBoundsInParent).toList();
    }

    private Node shown(String style) {
        Node node = view.lookup(style);
        assertTrue(node.isVisible(), style);
        return node;
    }

    @Test
    void aBoxSelectsThePointsInsideWithCountsPerClassAndEscClears(FxRobot robot) {
        take(robot, MapTool.BOX);
        var host = plot.getBoundsInParent();
        var legend = places(".map-legend-entry");
        robot.moveTo(screen(0.5, 2)).press(MouseButton.PRIMARY).moveTo(screen(1.7, 0.5));
        assertEquals(8, ((Polygon) view.lookup(".map-outline")).getPoints().size());
        robot.release(MouseButton.PRIMARY);
        assertSelected(0, 1);
        assertEquals(0, ((Polygon) view.lookup(".map-outline")).getPoints().size());
        List<String> counts = view.lookupAll(".map-legend-count").stream()
                .map(node -> ((Label) node).getText())
                .toList();
        assertEquals(List.of("1", "1"), counts);
        assertEquals(host, plot.getBoundsInParent(), "the map stays where it is");
        assertEquals(legend, places(".map-legend-entry"), "and so does its legend");
        assertArrayEquals(new float[2], explorer.z(), "selecting does not move z");
        robot.press(KeyCode.SHIFT).clickOn(screen(-2, 0)).release(KeyCode.SHIFT);
        assertSelected(0, 1, 3);
        robot.press(KeyCode.CONTROL).clickOn(screen(1, 1)).release(KeyCode.CONTROL);
        assertSelected(1, 3);
        robot.type(KeyCode.ESCAPE);
        assertSelected();
        robot.interact(undo::undo);
        assertSelected(1, 3);
        robot.clickOn(screen(-3, 3));
        assertSelected();
    }

    @Test
    void theLassoFollowsThePointerAndLeavesHiddenClassesAlone(FxRobot robot) {
        robot.interact(() -> plot.state().hiddenClasses.add(1));
        robot.clickOn(plot, MouseButton.MIDDLE).type(KeyCode.L);
        assertEquals(MapTool.LASSO, plot.state().tool.get());
        robot.moveTo(screen(0.5, 0.5)).press(MouseButton.PRIMARY);
        for (double[] at : new double[][] {{2.5, 0.5}, {2.5, 2}, {0.5, 2}, {0.5, 0.6}})
            robot.moveTo(screen(at[0], at[1]));
        robot.release(MouseButton.PRIMARY);
        assertSelected(0, 2);
        robot.moveTo(screen(-3, -1))
                .press(MouseButton.PRIMARY)
                .moveTo(screen(-1, 1))
                .type(KeyCode.ESCAPE);
        robot.release(MouseButton.PRIMARY);
        assertSelected(0, 2);
        assertEquals(0, ((Polygon) view.lookup(".map-outline")).getPoints().size());
    }

    @Test
    void aPinMarksAPlaceIsGoneToAndCanBeRenamedAndRemoved(FxRobot robot) {
        take(robot, MapTool.PIN);
        robot.clickOn(screen(-1, -2));
        assertEquals(1, pins.listProperty().get().size());
        assertArrayEquals(new float[] {-1, -2}, pins.listProperty().get().get(0).z(), 0.03f);
        assertArrayEquals(new float[2], explorer.z());
        robot.type(KeyCode.ENTER);
        assertEquals("A", pins.listProperty().get().get(0).name(), "a name is optional");
        robot.press(KeyCode.SHIFT).type(KeyCode.P).release(KeyCode.SHIFT);
        robot.type(KeyCode.ESCAPE);
        assertArrayEquals(new float[2], pins.listProperty().get().get(1).z());
        WaitForAsyncUtils.waitForFxEvents();
        shown(".map-pins");
        List<Node> rows = List.copyOf(view.lookupAll(".map-pin-row"));
        assertEquals(2, rows.size());
        robot.clickOn(rows.get(0).lookup(".map-pin-go"));
        assertArrayEquals(pins.listProperty().get().get(0).z(), explorer.z());
        robot.clickOn(List.copyOf(rows.get(0).lookupAll(".map-pin-icon")).get(0));
        robot.write("seven").type(KeyCode.ENTER);
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals("seven", pins.listProperty().get().get(0).name());
        assertEquals("seven", ((Label) view.lookup(".map-pin")).getText());
        robot.clickOn(List.copyOf(view.lookupAll(".map-pin-icon")).get(3));
        assertEquals(1, pins.listProperty().get().size());
        robot.interact(undo::undo);
        assertEquals(2, pins.listProperty().get().size());
    }

    @Test
    void aNewPinAsksForItsNameAndTypingItDrivesNothingElse(FxRobot robot) {
        var heard = new ArrayList<KeyCode>();
        robot.interact(
                () -> view.getScene().addEventHandler(KeyEvent.KEY_PRESSED, event -> heard.add(event.getCode())));
        take(robot, MapTool.PIN);
        Axes2D axes = plot.state().axes.get();
        robot.clickOn(screen(-1, -2));
        robot.write("hp mL7-").type(KeyCode.LEFT, KeyCode.SPACE, KeyCode.ENTER);
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals("hp mL7 -", pins.listProperty().get().get(0).name());
        assertEquals(MapTool.PIN, plot.state().tool.get());
        assertEquals(axes, plot.state().axes.get());
        assertArrayEquals(new float[2], explorer.z());
        assertEquals(1, pins.listProperty().get().size());
        assertEquals(List.of(), heard);
        assertTrue(plot.isFocused(), "then the keys are the map's again");
        robot.clickOn(screen(2, 2));
        robot.write("no").type(KeyCode.ESCAPE);
        assertEquals("A", pins.listProperty().get().get(1).name(), "Esc keeps the letter");
        robot.clickOn(screen(2, -2)).write("left").clickOn(screen(-3, 3), MouseButton.MIDDLE);
        assertEquals("left", pins.listProperty().get().get(2).name(), "leaving takes what was typed");
    }

    @Test
    void aClickOnAPinsMarkGoesThere(FxRobot robot) {
        robot.interact(() -> pins.pin(new float[] {-2.5f, 2.5f}));
        robot.clickOn(screen(-2.52, 2.47));
        assertArrayEquals(new float[] {-2.5f, 2.5f}, explorer.z());
        robot.interact(undo::undo);
        assertArrayEquals(new float[2], explorer.z());
    }

    @Test
    void aPathIsDrawnFromWhatIsUnderThePressToWhatIsUnderTheRelease(FxRobot robot) {
        var drawn = new ArrayList<LatentTarget>();
        robot.interact(() -> {
            pins.pin(new float[] {-2.5f, 2.5f});
            view.setOnPathDrawn((a, b) -> drawn.addAll(List.of(a, b)));
        });
        take(robot, MapTool.PATH);
        robot.moveTo(screen(1.5, 1.5)).press(MouseButton.PRIMARY).moveTo(screen(-2, 2));
        assertEquals(4, ((Polygon) view.lookup(".map-outline")).getPoints().size());
        robot.moveTo(screen(-2.5, 2.5)).release(MouseButton.PRIMARY);
        assertEquals(new LatentTarget.Image(1), drawn.get(0));
        assertEquals("A", drawn.get(1).name());
        assertArrayEquals(new float[2], explorer.z(), "drawing a path does not move z");
        robot.moveTo(screen(0, -2))
                .press(MouseButton.PRIMARY)
                .moveTo(screen(-1, -1))
                .release(MouseButton.PRIMARY);
        assertArrayEquals(new float[] {-1, -1}, drawn.get(3).in(points.get()), 0.03f);
        robot.moveTo(screen(0, -2))
                .press(MouseButton.PRIMARY)
                .moveTo(screen(3, -2))
                .type(KeyCode.ESCAPE);
        robot.release(MouseButton.PRIMARY).clickOn(screen(0, 0));
        assertEquals(4, drawn.size(), "neither a drag given up nor a click is a path");
    }

    @Test
    void findingGoesFromMatchToMatchAndBringsEachIntoView(FxRobot robot) {
        robot.interact(view::find);
        robot.write("0");
        Label count = (Label) view.lookup(".map-finder .label");
        assertEquals("class 0: 3", count.getText());
        assertEquals("or image 0", ((Button) view.lookup(".map-find-other")).getText());
        robot.type(KeyCode.ENTER);
        assertEquals(List.of(0), taken);
        assertEquals("1 of 3", count.getText());
        robot.interact(() -> plot.state().view.zoom(20));
        robot.type(KeyCode.ENTER, KeyCode.ENTER);
        assertEquals(List.of(0, 2, 4), taken);
        Axes2D axes = plot.state().axes.get();
        assertEquals(3, axes.centreX(), 1e-6);
        assertEquals(-3, axes.centreY(), 1e-6);
        robot.type(KeyCode.ENTER);
        robot.press(KeyCode.SHIFT).type(KeyCode.ENTER).release(KeyCode.SHIFT);
        assertEquals(List.of(0, 2, 4, 0, 4), taken, "round and round, both ways");
        robot.write("x");
        assertEquals("none", count.getText());
        robot.type(KeyCode.ENTER);
        assertEquals(5, taken.size());
        robot.type(KeyCode.ESCAPE);
        assertTrue(plot.isFocused());
        assertEquals("", ((TextField) view.lookup(".map-finder .text-field")).getText());
        assertFalse(count.isVisible());
    }

    @Test
    void theOtherMeaningOfANumberIsOneClickAway(FxRobot robot) {
        robot.interact(view::find);
        robot.write("1").clickOn(".map-find-other");
        assertEquals(List.of(1), taken);
        assertEquals("#1", ((TextField) view.lookup(".map-finder .text-field")).getText());
        assertFalse(view.lookup(".map-find-other").isVisible());
    }

    @Test
    void whoHearsTheMapLearnsWhatItShows(FxRobot robot) {
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(plot.getAccessibleText().contains("z0 to the right and z1 upwards"), plot.getAccessibleText());
        robot.interact(() -> {
            explorer.moveTo(new float[] {1.25f, -0.5f});
            selection.select(new int[] {0, 3}, Selection.Mode.REPLACE);
        });
        WaitForAsyncUtils.waitForFxEvents();
        String heard = plot.getAccessibleText();
        assertTrue(heard.contains("z at 1.25, −0.50. 5 points, 2 selected."), heard);
    }

    @Test
    void toolsButtonsAndLayersAreReachedByKeysAndShowThatTheyHaveTheFocus(FxRobot robot) {
        robot.interact(plot::requestFocus);
        var reached = new LinkedHashSet<Node>();
        for (int k = 0; k < 30; k++) {
            robot.type(KeyCode.TAB);
            Node owner = view.getScene().getFocusOwner();
            if (owner.getStyleClass().contains("map-tool") || owner instanceof CheckBox) {
                assertRing(owner);
                reached.add(owner);
            }
        }
        long layers = Stream.of(MapLayer.values())
                .filter(layer -> layer.offeredFor(ModelKind.VAE))
                .count();
        assertFalse(MapLayer.RINGS.offeredFor(ModelKind.VQVAE), "no normal prior holds its codes");
        assertEquals(1 + 4 + layers, reached.size(), "the tool in hand, four buttons, the layers");
        Node inHand = reached.iterator().next();
        robot.interact(inHand::requestFocus);
        for (int k = 1; k < MapTool.values().length; k++) {
            robot.type(KeyCode.RIGHT);
            assertEquals(MapTool.values()[k], plot.state().tool.get(), "the arrow keys go from tool to tool");
            assertRing(view.getScene().getFocusOwner());
        }
    }

    private static void assertRing(Node owner) {
        WaitForAsyncUtils.waitForFxEvents();
        var border = ((Region) owner).getBorder().getStrokes().get(0);
        assertTrue(border.getWidths().getTop() >= 2, owner + " has a ring");
        assertTrue(((Color) border.getTopStroke()).getOpacity() > 0.9, owner + " has a ring that is seen");
    }

    @Test
    void everyToolHasAKeyOfItsOwn(FxRobot robot) {
        robot.clickOn(plot, MouseButton.MIDDLE);
        for (MapTool tool : MapTool.values()) {
            robot.type(tool.key());
            assertEquals(tool, plot.state().tool.get());
            assertTrue(tool.help().endsWith("(" + tool.key().getName() + ")"), tool.help());
        }
    }
}
