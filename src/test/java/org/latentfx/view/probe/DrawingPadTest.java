package org.latentfx.view.probe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.geometry.Point2D;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.data.drawing.Canvas;
import org.latentfx.session.probe.ImageProbe;
import org.latentfx.view.kit.DecodedPicture;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.WindowSample;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class DrawingPadTest {
    private SmallSession small;
    private ImageProbe probe;
    private DrawingPad pad;

    @Start
    void start(Stage stage) {
        small = new SmallSession();
        probe = small.session.probe();
        pad = new DrawingPad(small.session);
        WindowSample.show(stage, new StackPane(pad), 480, 560);
        pad.toggle();
    }

    @AfterEach
    void end() {
        small.close();
    }

    private void ready() {
        SmallSession.until(() -> probe.breakdownProperty().get() != null && pad.getWidth() > 0);
    }

    private DrawingField field() {
        return (DrawingField) pad.lookup(".drawing-field");
    }

    private Point2D at(double x, double y) {
        return field().localToScreen(x, y);
    }

    private static float ink(Canvas canvas, int x, int y) {
        return canvas.ink()[y * Canvas.SIDE + x];
    }

    private void line(FxRobot robot) {
        robot.moveTo(at(50, 60)).press(MouseButton.PRIMARY).moveTo(at(50, 160));
    }

    @Test
    void theProbeFollowsThePenAndOneUndoTakesTheStrokeBack(FxRobot robot) {
        ready();
        line(robot);
        assertEquals("your drawing", probe.inputProperty().get().name());
        assertEquals(1, ink(probe.canvasProperty().get(), 50, 110));
        assertArrayEquals(
                probe.breakdownProperty().get().mu(), small.session.explorer().z());
        assertFalse(small.session.undoStack().canUndoProperty().get(), "the stroke is not done yet");
        robot.release(MouseButton.PRIMARY);
        robot.clickOn("#pad-undo");
        assertSame(Canvas.EMPTY, probe.canvasProperty().get());
        assertEquals(0, probe.inputProperty().get().image());
        assertArrayEquals(new float[2], small.session.explorer().z());
        robot.clickOn("#pad-redo");
        assertEquals(1, ink(probe.canvasProperty().get(), 50, 110));
    }

    private boolean blank(String caption) {
        DecodedPicture picture = pad.lookupAll(".decoded-picture").stream()
                .map(DecodedPicture.class::cast)
                .toList()
                .get(caption.equals("input") ? 0 : 1);
        picture.layout();
        var pixels = picture.image();
        int paper = Ink.of(true).paper();
        var reader = pixels.image().getPixelReader();
        for (int y = 0; y < pixels.height(); y++)
            for (int x = 0; x < pixels.width(); x++) if (reader.getArgb(x, y) != paper) return false;
        return true;
    }

    @Test
    void beforeTheFirstStrokeTheCardIsEmptyButForItsHint(FxRobot robot) {
        ready();
        robot.interact(() -> assertTrue(blank("input") && blank("output"), "not the image probed before"));
        assertTrue(robot.lookup("Draw here").query().isVisible());
        line(robot);
        robot.release(MouseButton.PRIMARY);
        robot.interact(() -> assertFalse(blank("input") || blank("output")));
        assertFalse(robot.lookup("Draw here").query().isVisible());
        robot.interact(() -> small.session.probe().takeImage(3));
        robot.interact(() -> assertTrue(blank("input") && blank("output"), "no other image either"));
        robot.clickOn("#pad-undo").clickOn("#pad-undo");
        robot.interact(() -> assertTrue(blank("input") && blank("output")));
    }

    @Test
    void escapeDropsTheStrokeInProgress(FxRobot robot) {
        ready();
        line(robot);
        robot.type(KeyCode.ESCAPE);
        assertSame(Canvas.EMPTY, probe.canvasProperty().get());
        robot.release(MouseButton.PRIMARY);
        assertEquals(0, probe.inputProperty().get().image());
        assertFalse(small.session.undoStack().canUndoProperty().get());
    }

    @Test
    void theEraserAndTheOtherButtonRubOutAndClearLeavesAnEmptyField(FxRobot robot) {
        ready();
        line(robot);
        robot.release(MouseButton.PRIMARY);
        robot.moveTo(at(30, 110))
                .press(MouseButton.SECONDARY)
                .moveTo(at(70, 110))
                .release(MouseButton.SECONDARY);
        assertEquals(0, ink(probe.canvasProperty().get(), 50, 110));
        assertEquals(1, ink(probe.canvasProperty().get(), 50, 80));
        robot.clickOn("#pad-eraser")
                .moveTo(at(30, 80))
                .press(MouseButton.PRIMARY)
                .moveTo(at(70, 80))
                .release(MouseButton.PRIMARY);
        assertEquals(0, ink(probe.canvasProperty().get(), 50, 80));
        assertEquals(1, ink(probe.canvasProperty().get(), 50, 140));
        robot.clickOn("#pad-clear");
        assertTrue(probe.canvasProperty().get().isEmpty());
        assertEquals("your drawing", probe.inputProperty().get().name());
        robot.clickOn("#pad-undo");
        assertEquals(1, ink(probe.canvasProperty().get(), 50, 140));
    }

    @Test
    void keysChooseTheToolItsWidthAndClear(FxRobot robot) {
        ready();
        double before = field().penWidthProperty().get();
        robot.type(KeyCode.ADD, KeyCode.ADD, KeyCode.SUBTRACT);
        assertEquals(before + 3, field().penWidthProperty().get());
        robot.type(KeyCode.E);
        assertTrue(field().erasingProperty().get());
        robot.type(KeyCode.P);
        line(robot);
        robot.release(MouseButton.PRIMARY).type(KeyCode.DELETE);
        assertTrue(probe.canvasProperty().get().isEmpty());
    }

    @Test
    void theRawStrokeIsShownBesideWhatTheModelGets(FxRobot robot) {
        ready();
        line(robot);
        robot.release(MouseButton.PRIMARY);
        robot.interact(() -> pad.layout());
        PixelImage raw = field().image();
        int scale = raw.width() / Canvas.SIDE;
        assertEquals(Ink.DARK.ink(), raw.pixels()[110 * scale * raw.width() + 50 * scale]);
        assertEquals(Ink.DARK.paper(), raw.pixels()[110 * scale * raw.width() + 120 * scale]);
        float[] expected = org.latentfx.data.drawing.Drawing.reduced(
                probe.canvasProperty().get().ink(), Canvas.SIDE, 8, 8);
        assertArrayEquals(expected, probe.inputProperty().get().pixels());
    }

    private void draw(FxRobot robot, String label) {
        line(robot);
        robot.release(MouseButton.PRIMARY);
        robot.clickOn("#pad-label").write(label).type(KeyCode.ENTER);
    }

    @Test
    void drawingsAreCollectedUnderLabelsAndEachCanBeTakenBack(FxRobot robot) {
        ready();
        var drawings = small.session.drawings();
        draw(robot, "seven");
        assertSame(Canvas.EMPTY, probe.canvasProperty().get(), "the field is free for the next one");
        draw(robot, "e d");
        assertEquals(Map.of("seven", 1, "e d", 1), drawings.setProperty().get().counts());
        assertEquals(2, robot.lookup(".collected-picture").queryAll().size());
        assertEquals(
                "e d × 1 · seven × 1",
                robot.lookup("#pad-counts")
                        .queryAs(javafx.scene.control.Label.class)
                        .getText());
        assertTrue(
                pad.getLayoutBounds().contains(robot.lookup("#pad-use").query().getBoundsInParent()));
        robot.clickOn("#pad-strip .collected-picture");
        assertEquals(Map.of("seven", 1), drawings.setProperty().get().counts(), "the newest stands first");
        robot.clickOn("#pad-undo");
        assertEquals(2, drawings.setProperty().get().size());
        robot.clickOn("#pad-undo");
        assertEquals(1, drawings.setProperty().get().size());
        assertFalse(probe.canvasProperty().get().isEmpty(), "with the drawing that was collected");
    }

    @Test
    void collectedDrawingsAreKeptInAFileWithTheirLabelsAndLookedAtAsData(@TempDir Path folder) {
        ready();
        robotless(folder);
        var opening = small.session.dataOpening();
        SmallSession.until(() -> opening.foundProperty().get() != null);
        var found = opening.foundProperty().get().description();
        assertEquals(4, found.images());
        assertEquals(
                List.of("o", "x"),
                found.classes().stream().map(one -> one.name()).toList());
        assertTrue(opening.askedProperty().get().path().startsWith(folder.toString()));
    }

    private void robotless(Path folder) {
        new FxRobot().interact(() -> {
            small.session.dataOpening().keepIn(folder);
            for (String label : List.of("x", "o", "x", "o")) {
                probe.draw(Canvas.EMPTY.stroke(50, 60, 60, label.equals("x") ? 160 : 90, 9, false));
                probe.keepDrawing();
                small.session.drawings().collect(label);
            }
            small.session.drawings().use();
        });
    }

    @Test
    void whatCannotBeCollectedIsSaidInWords() {
        ready();
        new FxRobot().interact(() -> small.session.drawings().collect("3"));
        assertTrue(small.session.messageProperty().get().sentence().startsWith("Nothing is drawn"));
        new FxRobot().interact(() -> {
            probe.draw(Canvas.EMPTY.stroke(50, 60, 60, 160, 9, false));
            small.session.drawings().collect("  ");
        });
        assertTrue(small.session.messageProperty().get().sentence().startsWith("A drawing needs a label"));
        assertTrue(small.session.drawings().setProperty().get().isEmpty());
    }
}
