package org.latentfx.view.inpainting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernels;
import org.latentfx.session.concurrent.HandDriven;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.Shown;
import org.latentfx.session.inpainting.Inpainter;
import org.latentfx.session.inpainting.Mask;
import org.latentfx.session.probe.ImageProbe;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.CutOff;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.PanelsSample;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.SmallSession;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class InpaintingViewTest {
    private final UndoStack undo = new UndoStack();
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private final List<String> said = new ArrayList<>();
    private Explorer explorer;
    private Inpainter inpainter;
    private InpaintingView view;
    private MaskPane target;

    @Start
    void start(Stage stage) {
        var kernel = Kernels.named("ejml");
        explorer = new Explorer(undo, 1);
        var probe = new ImageProbe(explorer, undo, HandDriven.direct(said::add), 1);
        inpainter = new Inpainter(
                explorer, probe, undo, HandDriven.direct(said::add).on(waiting::add), 1);
        byte[] pixels = new byte[64];
        for (int i = 0; i < 64; i++) pixels[i] = (byte) (i % 2 * 255);
        pixels[5] = 0;
        var images = new ImageSet(4, 4, pixels, new byte[4], List.of("stripes"));
        inpainter.choose(images);
        probe.choose(images);
        explorer.show(Shown.of(PanelsSample.weights(2)));
        view = new InpaintingView(inpainter, explorer);
        target = (MaskPane) view.lookup("#ask-target");
        PanelsSample.show(stage, view, 620, 220);
        work();
    }

    private void work() {
        while (!waiting.isEmpty()) waiting.remove().run();
    }

    /** What the next frame would bring. */
    private void settle(FxRobot robot) {
        robot.interact(() -> {
            view.applyCss();
            view.layout();
        });
    }

    private Point2D pixel(int column, int row) {
        Node picture = target.getChildrenUnmodifiable().get(0);
        double side = picture.getLayoutBounds().getWidth() / 4;
        return picture.localToScreen((column + 0.5) * side, (row + 0.5) * side);
    }

    private boolean known(int column, int row) {
        return inpainter.maskProperty().get().known()[4 * row + column];
    }

    private InpaintingTile tile(String name) {
        return (InpaintingTile) view.lookup("#ask-tile-" + name);
    }

    private String verdict() {
        return ((Label) view.lookup("#ask-verdict")).getText();
    }

    @Test
    void draggingHidesTheRightButtonShowsAndEachStrokeIsUndone(FxRobot robot) {
        Mask before = inpainter.maskProperty().get();
        robot.drag(pixel(0, 0), MouseButton.PRIMARY).dropTo(pixel(2, 0));
        for (int column = 0; column < 3; column++) assertFalse(known(column, 0));
        assertTrue(known(3, 0));
        assertEquals("11 hidden", tile("target").figures());
        robot.drag(pixel(0, 3), MouseButton.SECONDARY).dropTo(pixel(1, 3));
        assertTrue(known(0, 3) && known(1, 3));
        robot.interact(undo::undo);
        assertEquals(11, inpainter.maskProperty().get().hidden());
        robot.interact(undo::undo);
        assertEquals(before, inpainter.maskProperty().get());
    }

    @Test
    void theOtherBrushShowsAndEscapeTakesAStrokeBack(FxRobot robot) {
        robot.clickOn("#ask-show").clickOn(pixel(1, 3));
        assertTrue(known(1, 3));
        robot.moveTo(pixel(2, 3)).press(MouseButton.PRIMARY);
        assertTrue(known(2, 3));
        robot.type(KeyCode.ESCAPE);
        assertFalse(known(2, 3));
        robot.release(MouseButton.PRIMARY).type(KeyCode.E).clickOn(pixel(1, 3));
        assertFalse(known(1, 3));
    }

    @Test
    void hiddenPixelsAreHatchedAndKnownOnesAreNot(FxRobot robot) {
        settle(robot);
        PixelImage image = target.image();
        int square = image.width() / 4;
        boolean hatched = false;
        for (int x = 0; x < square; x++) {
            assertEquals(Ink.DARK.paper(), image.pixels()[square / 2 * image.width() + x]);
            int hidden = (3 * square + square / 2) * image.width() + x;
            hatched |= image.pixels()[hidden] != image.pixels()[hidden - (x == 0 ? -1 : 1)];
            assertNotEquals(Ink.DARK.paper(), image.pixels()[hidden]);
        }
        assertTrue(hatched);
    }

    @Test
    void findingWalksTheDecodedPictureToItsZAndSaysWhetherItBeatsTheMeanImage(FxRobot robot) {
        robot.clickOn("#ask-find");
        assertFalse(((ButtonBase) view.lookup("#ask-cancel")).isDisabled());
        robot.interact(this::work);
        SmallSession.until(() -> inpainter.stageProperty().get() == Inpainter.Stage.IDLE);
        var found = inpainter.foundProperty().get();
        assertEquals(found.search().z()[1], explorer.z()[1]);
        assertTrue(verdict().contains(Figures.loss(found.pixels(found.last())) + " nats"), verdict());
        assertEquals(found.error() < found.baselineError(), verdict().contains("beats the mean image"), verdict());
        assertEquals(
                "error " + Figures.fixed(100 * found.error(), 1) + " %",
                tile("decoded").figures());
        assertEquals(
                "error " + Figures.fixed(100 * found.baselineError(), 1) + " %",
                tile("mean").figures());
    }

    @Test
    void fillingInShowsBothWaysWithTheirAcceptRatesUntilTheMaskIsAnother(FxRobot robot) {
        robot.clickOn("#ask-fill").interact(this::work);
        assertTrue(tile("exact").isVisible() && tile("pseudo").isVisible());
        assertFalse(tile("decoded").isVisible());
        assertEquals("accept 100 %", tile("pseudo").notes());
        double rate = inpainter.filledProperty().get().exact().acceptRate();
        assertEquals("accept " + Math.round(100 * rate) + " %", tile("exact").notes());
        assertTrue(verdict().contains("of the full range away from the truth"), verdict());
        robot.clickOn("#ask-presets").clickOn(Texts.of("ask.preset.left"));
        assertEquals(8, inpainter.maskProperty().get().hidden());
        assertFalse(known(0, 0));
        assertTrue(tile("decoded").isVisible());
        assertFalse(tile("exact").isVisible());
    }

    @Test
    void keysAskAndEscapeCancels(FxRobot robot) {
        robot.clickOn("#ask-target", MouseButton.SECONDARY).type(KeyCode.I);
        assertEquals(Inpainter.Stage.FILLING, inpainter.stageProperty().get());
        robot.type(KeyCode.ESCAPE);
        assertEquals(Inpainter.Stage.IDLE, inpainter.stageProperty().get());
        robot.interact(this::work);
        assertNull(inpainter.filledProperty().get());
        robot.type(KeyCode.F).interact(this::work);
        assertNotNull(inpainter.foundProperty().get());
        assertTrue(said.isEmpty());
    }

    @Test
    void everythingFitsInto300By180(FxRobot robot) {
        robot.interact(() -> {
            inpainter.fill();
            work();
            view.getScene().getWindow().setWidth(300);
            view.getScene().getWindow().setHeight(180);
        });
        settle(robot);
        for (Node node : view.getChildrenUnmodifiable()) {
            if (!node.isVisible()) continue;
            assertTrue(node.getBoundsInParent().getMaxX() <= 300, node.toString());
            assertTrue(node.getBoundsInParent().getMaxY() <= 180, node.toString());
        }
        assertTrue(target.getWidth() >= 40, "target " + target.getWidth());
        assertEquals(List.of(), CutOff.labels(robot));
    }
}
