package org.latentfx.view.decoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Point2D;
import javafx.geometry.VerticalDirection;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.Shown;
import org.latentfx.view.kit.DecodedPicture;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.PanelsSample;
import org.latentfx.view.kit.PixelImage;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class DecoderViewTest {
    private final UndoStack undo = new UndoStack();
    private Explorer explorer;
    private DecoderView view;

    @Start
    void start(Stage stage) {
        explorer = new Explorer(undo, 1);
        explorer.show(Shown.of(PanelsSample.weights(2), 3, 2));
        view = new DecoderView(explorer);
        PanelsSample.show(stage, view, 340, 500);
    }

    private LatentTrack track(int latent) {
        return (LatentTrack) view.lookup("#track-" + latent);
    }

    private TextField field(int latent) {
        return (TextField) view.lookup("#value-" + latent);
    }

    /** The place on the screen of a value of a latent. */
    private Point2D at(int latent, double value) {
        LatentTrack track = track(latent);
        double frame = track.getWidth() / track.count();
        double x = frame / 2 + (value / LatentTrack.RANGE + 1) / 2 * (track.getWidth() - frame);
        return track.localToScreen(x, track.getHeight() / 2);
    }

    /** What the next frame would bring. */
    private void settle(FxRobot robot) {
        robot.interact(() -> {
            view.applyCss();
            view.layout();
        });
    }

    @Test
    void draggingAThumbMovesZAndOneUndoTakesItBack(FxRobot robot) {
        robot.moveTo(at(0, 0)).press(MouseButton.PRIMARY).moveTo(at(0, 1));
        assertEquals(1, explorer.z()[0], 0.06);
        assertFalse(undo.canUndoProperty().get(), "a drag in progress is only a preview");
        robot.moveTo(at(0, -2)).release(MouseButton.PRIMARY);
        assertArrayEquals(new float[] {-2, 0}, explorer.z(), 0.06f);
        robot.interact(undo::undo);
        assertArrayEquals(new float[2], explorer.z());
        assertFalse(undo.canUndoProperty().get());
        robot.interact(undo::redo);
        assertEquals(-2, explorer.z()[0], 0.06);
    }

    @Test
    void escapeDuringADragGoesBackToWhereItBegan(FxRobot robot) {
        robot.moveTo(at(1, 0)).press(MouseButton.PRIMARY).moveTo(at(1, 2)).type(KeyCode.ESCAPE);
        assertArrayEquals(new float[2], explorer.z());
        robot.release(MouseButton.PRIMARY);
        assertArrayEquals(new float[2], explorer.z());
        assertFalse(undo.canUndoProperty().get());
    }

    @Test
    void movingZMovesTheThumbsTheFiguresAndThePicture(FxRobot robot) {
        int[] before = picture().pixels().clone();
        robot.interact(() -> explorer.moveTo(new float[] {0.6f, -0.85f}));
        settle(robot);
        assertEquals(0.6, track(0).value(), 1e-6);
        assertEquals(-0.85, track(1).value(), 1e-6);
        assertEquals("−0.85", field(1).getText());
        assertEquals("(0.60, −0.85)", ((Label) view.lookup(".point")).getText());
        assertFalse(java.util.Arrays.equals(before, picture().pixels()));
    }

    private PixelImage picture() {
        return ((DecodedPicture) view.lookup(".decoded-picture")).image();
    }

    @Test
    void thePictureIsTheDecodedOneInCrispSquares(FxRobot robot) {
        robot.interact(() -> explorer.moveTo(new float[] {2, -2}));
        settle(robot);
        PixelImage image = picture();
        int square = image.width() / 4;
        assertEquals(0, image.width() % 4);
        assertTrue(square >= 20);
        float[] decoded = explorer.picture();
        for (int y = 0; y < image.height(); y++)
            for (int x = 0; x < image.width(); x++)
                assertEquals(
                        Ink.DARK.argb(decoded[y / square * 4 + x / square]), image.pixels()[y * image.width() + x]);
    }

    @Test
    void aDoubleClickSetsZero(FxRobot robot) {
        robot.interact(() -> explorer.moveTo(new float[] {1.5f, 0.5f}));
        robot.doubleClickOn(at(0, 1.5));
        assertArrayEquals(new float[] {0, 0.5f}, explorer.z());
    }

    @Test
    void arrowKeysStepAndShiftStepsTenfold(FxRobot robot) {
        robot.interact(() -> track(0).requestFocus());
        robot.type(KeyCode.RIGHT, KeyCode.RIGHT, KeyCode.LEFT);
        assertEquals(0.1, explorer.z()[0], 1e-6);
        robot.press(KeyCode.SHIFT).type(KeyCode.RIGHT).release(KeyCode.SHIFT);
        assertEquals(1.1, explorer.z()[0], 1e-6);
        robot.type(KeyCode.DELETE);
        assertEquals(0, explorer.z()[0]);
    }

    @Test
    void theWheelStepsAValueWhereTheListNeedsNoScrolling(FxRobot robot) {
        robot.moveTo(at(1, 0)).scroll(3, VerticalDirection.UP);
        assertEquals(0.3, Math.abs(explorer.z()[1]), 1e-5);
    }

    @Test
    void aTypedValueIsTakenAndNonsenseIsRefusedInWords(FxRobot robot) {
        robot.clickOn(field(0)).write("1.25").type(KeyCode.ENTER);
        assertEquals(1.25, explorer.z()[0], 1e-6);
        robot.write("much").type(KeyCode.ENTER);
        Label message = (Label) view.lookup(".refusal");
        assertTrue(message.isVisible());
        assertTrue(message.getText().contains("much"), message.getText());
        assertEquals(1.25, explorer.z()[0], 1e-6);
        robot.clickOn("#decoder-zero");
        assertFalse(message.isVisible());
        assertEquals("0.00", field(0).getText());
    }

    @Test
    void theStripShowsTheDecodedPicturesAlongTheLatentAndFollowsTheOthers(FxRobot robot) throws TimeoutException {
        var track = track(0);
        float[] frames = track.frames();
        int count = track.count();
        assertEquals(1, count % 2);
        assertEquals(count * 16, frames.length);
        assertTrue(frames[0] < 0.01 && frames[(count - 1) * 16] > 0.99, "dark at −4, bright at 4");
        assertEquals(0.5, frames[count / 2 * 16], 1e-6, "0 is in the middle");
        assertEquals(0.5, frames[1], 1e-6, "the other latent's pixels stay");
        robot.interact(() -> explorer.moveTo(new float[] {0, 4}));
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> track.frames()[1] > 0.99);
    }

    @Test
    void latentsAreListedByKlButNotUnderAHand(FxRobot robot) {
        robot.interact(() -> explorer.show(Shown.of(PanelsSample.weights(3), 3, 2, 1)));
        settle(robot);
        assertEquals(List.of(0, 1, 2), view.latents().order());
        robot.moveTo(at(0, 2));
        robot.interact(() -> explorer.show(Shown.of(PanelsSample.weights(3), 0.001, 2, 1)));
        assertEquals(List.of(0, 1, 2), view.latents().order());
        robot.moveTo(view.localToScreen(10, 10));
        settle(robot);
        assertEquals(List.of(1, 2, 0), view.latents().order());
    }

    @Test
    void latentsKeepTheirPlacesWhileAKeyDrivesOne(FxRobot robot) {
        robot.interact(() -> explorer.show(Shown.of(PanelsSample.weights(3), 3, 2, 1)));
        settle(robot);
        robot.moveTo(view.localToScreen(10, 10));
        robot.interact(() -> track(0).requestFocus());
        robot.type(KeyCode.RIGHT);
        robot.interact(() -> explorer.show(Shown.of(PanelsSample.weights(3), 0.001, 2, 1)));
        assertEquals(List.of(0, 1, 2), view.latents().order());
        robot.type(KeyCode.RIGHT);
        assertEquals(0.2, explorer.z()[0], 1e-6, "the same latent under the same keys");
        robot.interact(() -> view.lookup("#decoder-zero").requestFocus());
        assertEquals(List.of(1, 2, 0), view.latents().order());
    }

    @Test
    void twoLatentsAreNeverSorted(FxRobot robot) {
        robot.moveTo(view.localToScreen(10, 10));
        robot.interact(() -> explorer.show(Shown.of(PanelsSample.weights(2), 0.001, 2)));
        settle(robot);
        assertEquals(List.of(0, 1), view.latents().order());
    }

    @Test
    void ofFiftyLatentsOnlyRowsInSightExist(FxRobot robot) {
        robot.interact(() -> {
            double[] fifty = new double[50];
            java.util.Arrays.fill(fifty, 1);
            explorer.show(Shown.of(PanelsSample.weights(50), fifty));
        });
        settle(robot);
        long rows = view.latents().rows().stream()
                .filter(row -> row.track().latent() >= 0)
                .count();
        assertTrue(rows >= 3 && rows <= 10, rows + " rows exist");
        assertEquals(50, view.latents().order().size());
        robot.interact(() -> view.latents().scrollTo(49));
        settle(robot);
        assertEquals(49, track(49).latent());
        robot.interact(() -> explorer.moveLatent(49, 1.5));
        assertEquals(1.5, track(49).value(), 1e-6);
        assertTrue(((Label) view.lookup(".point")).getText().endsWith("…)"));
    }

    @Test
    void theButtonsDrawAPointAndGoBackToZero(FxRobot robot) {
        robot.clickOn("#decoder-random");
        assertNotEquals(0, explorer.z()[0]);
        robot.clickOn("#decoder-zero");
        assertArrayEquals(new float[2], explorer.z());
    }

    @Test
    void aLockedLatentStaysUnderMouseAndKeysAndTellsWhyUntilAValueIsTyped(FxRobot robot) {
        robot.interact(() -> explorer.moveTo(new float[] {1, 1}));
        robot.clickOn("#lock-0");
        assertTrue(explorer.isLocked(0));
        robot.moveTo(at(0, 1)).press(MouseButton.PRIMARY).moveTo(at(0, -2)).release(MouseButton.PRIMARY);
        Label message = (Label) view.lookup(".refusal");
        assertTrue(message.isVisible() && message.getText().contains("locked"), message.getText());
        robot.type(KeyCode.RIGHT, KeyCode.DELETE);
        robot.moveTo(at(0, 0)).scroll(2, VerticalDirection.UP);
        robot.clickOn("#decoder-zero").clickOn("#decoder-random");
        assertEquals(1, explorer.z()[0]);
        assertNotEquals(1, explorer.z()[1]);
        robot.moveTo(at(1, 1)).press(MouseButton.PRIMARY).release(MouseButton.PRIMARY);
        assertFalse(message.isVisible(), "moving another latent takes the sentence back");
        robot.clickOn(field(0)).write("-0.5").type(KeyCode.ENTER);
        assertEquals(-0.5, explorer.z()[0]);
        robot.clickOn(at(0, -0.5)).type(KeyCode.L);
        assertFalse(explorer.isLocked(0));
        robot.type(KeyCode.DELETE);
        assertEquals(0, explorer.z()[0]);
        robot.interact(() -> {
            undo.undo();
            undo.undo();
        });
        assertTrue(explorer.isLocked(0), "undone like any other step");
    }
}
