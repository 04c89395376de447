package org.latentfx.view.path;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.geometry.Point2D;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.analysis.path.LatentPath;
import org.latentfx.analysis.path.PathKind;
import org.latentfx.data.drawing.Canvas;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.LatentTarget;
import org.latentfx.session.path.Paths;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.PanelsSample;
import org.latentfx.view.kit.SmallSession;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

@ExtendWith(ApplicationExtension.class)
class PathViewTest {
    private final SmallSession small = new SmallSession();
    private final Paths paths = small.session.paths();
    private final Explorer explorer = small.session.explorer();
    private PathView view;

    @Start
    void start(Stage stage) {
        view = new PathView(small.session);
        PanelsSample.show(stage, view, 640, 220);
    }

    @Stop
    void stop() {
        small.close();
    }

    private LatentPath path() {
        return paths.pathProperty().get();
    }

    private void untilFound() {
        SmallSession.until(() -> path() != null
                && path().kind() == paths.kindProperty().get()
                && paths.currentProperty().get()
                && Double.isNaN(paths.progressProperty().get()));
    }

    private Point2D frame(int shown) {
        return view.strip()
                .localToScreen(view.strip().middle(shown), view.strip().tile() / 2);
    }

    @Test
    void aClickOnAFrameMovesZThereAndOneUndoTakesItBack(FxRobot robot) {
        untilFound();
        float[] before = explorer.z();
        robot.clickOn(frame(12));
        assertArrayEquals(path().frames().get(12).z(), explorer.z(), 1e-6f);
        robot.interact(small.session::undo);
        assertArrayEquals(before, explorer.z());
    }

    @Test
    void draggingTheSliderPreviewsAndLettingGoIsOneMove(FxRobot robot) {
        untilFound();
        robot.moveTo(frame(0).add(0, view.strip().tile() / 2 + 10)).press(MouseButton.PRIMARY);
        robot.moveTo(frame(6).add(0, view.strip().tile() / 2 + 10));
        assertFalse(small.session.undoStack().canUndoProperty().get());
        assertEquals(0.5, ((Slider) view.lookup("#path-scrub")).getValue(), 0.06);
        robot.release(MouseButton.PRIMARY);
        assertEquals(path().frames().get(6).z()[0], explorer.z()[0], 0.2);
        robot.interact(small.session::undo);
        assertArrayEquals(new float[2], explorer.z());
    }

    @Test
    void anotherKindIsFoundAndSaysHowLongItIs(FxRobot robot) {
        untilFound();
        robot.interact(() -> kinds().setValue(PathKind.GEODESIC));
        untilFound();
        assertEquals(PathKind.GEODESIC, path().kind());
        String status = ((Label) view.lookup(".quiet")).getText();
        assertTrue(status.contains(Figures.fixed(path().length(), 2)), status);
        assertTrue(path().converged() || status.contains("Not converged"), status);
    }

    @SuppressWarnings("unchecked")
    private ComboBox<PathKind> kinds() {
        return (ComboBox<PathKind>) view.lookup("#path-kind");
    }

    @Test
    void playingEndsAtBAndCanBeUndoneAsOneMove(FxRobot robot) {
        untilFound();
        robot.interact(() -> {
            @SuppressWarnings("unchecked")
            var speed = (ComboBox<Integer>) view.lookup("#path-speed");
            speed.setValue(24);
        });
        robot.clickOn("#path-play");
        SmallSession.until(() -> !((ToggleButton) view.lookup("#path-play")).isSelected());
        assertArrayEquals(path().frames().get(12).z(), explorer.z(), 1e-6f);
        robot.interact(small.session::undo);
        assertArrayEquals(new float[2], explorer.z());
    }

    @Test
    void theMenuOfAnEndOffersTheCurrentPointAndImagesByNumber(FxRobot robot) {
        untilFound();
        robot.interact(() -> explorer.moveTo(new float[] {2, -2}));
        robot.clickOn("#path-to").clickOn("Current z");
        untilFound();
        assertArrayEquals(new float[] {2, -2}, paths.at(1));
        robot.clickOn("#path-from").clickOn("#place-number").write("7").type(KeyCode.ENTER);
        assertEquals(new LatentTarget.Image(7), paths.fromProperty().get());
        assertNull(small.session.messageProperty().get());
        robot.clickOn("#path-from").clickOn("#place-number").write("700").type(KeyCode.ENTER);
        assertEquals(new LatentTarget.Image(7), paths.fromProperty().get());
        assertTrue(small.session.messageProperty().get().sentence().contains("from 0 to 19"));
    }

    @Test
    void aLockedLatentKeepsItsValueAlongThePathAndThePanelSaysSo(FxRobot robot) {
        untilFound();
        robot.interact(() -> explorer.lock(1, true));
        robot.clickOn(frame(12));
        assertArrayEquals(new float[] {path().frames().get(12).z()[0], 0}, explorer.z(), 1e-6f);
        String status = ((Label) view.lookup(".quiet")).getText();
        assertTrue(status.startsWith("1 locked latent keeps its value"), status);
    }

    @Test
    void pinsAndDrawingsAreEndsToo(FxRobot robot) {
        untilFound();
        robot.interact(() -> {
            small.session.pins().pin(new float[] {-1.5f, 0.5f});
            small.session.probe().draw(Canvas.EMPTY.stroke(20, 20, 90, 120, 8, false));
            small.session.probe().keepDrawing();
        });
        robot.clickOn("#path-to").clickOn("In Probe (your drawing), where it is encoded now");
        untilFound();
        assertArrayEquals(small.session.probe().breakdownProperty().get().mu(), paths.at(1));
        robot.clickOn("#path-from").clickOn("Pins").clickOn("A");
        untilFound();
        assertArrayEquals(new float[] {-1.5f, 0.5f}, paths.at(0));
    }

    @Test
    void aNarrowPanelShowsFewerFramesButBothEnds(FxRobot robot) {
        untilFound();
        robot.interact(() -> {
            view.getScene().getWindow().setWidth(380);
            view.layout();
        });
        robot.clickOn(frame(6));
        assertArrayEquals(path().frames().get(12).z(), explorer.z(), 1e-6f);
    }

    @Test
    void hiddenItAsksForNothing(FxRobot robot) {
        untilFound();
        LatentPath before = path();
        robot.interact(() -> {
            view.setVisible(false);
            paths.kind(PathKind.SLERP);
        });
        assertTrue(Double.isNaN(paths.progressProperty().get()));
        assertEquals(before, path());
        assertNull(view.shownPath().getValue());
        robot.interact(() -> view.setVisible(true));
        untilFound();
        assertEquals(PathKind.SLERP, path().kind());
        assertEquals(path(), view.shownPath().getValue());
    }
}
