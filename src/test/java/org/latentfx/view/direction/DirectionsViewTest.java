package org.latentfx.view.direction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.analysis.latent.Direction;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.session.direction.Directions;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.Selection;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.PanelsSample;
import org.latentfx.view.kit.SmallSession;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

@ExtendWith(ApplicationExtension.class)
class DirectionsViewTest {
    private final SmallSession small = new SmallSession();
    private final Directions directions = small.session.directions();
    private final Explorer explorer = small.session.explorer();
    private DirectionsView view;

    @Start
    void start(Stage stage) {
        view = new DirectionsView(small.session);
        PanelsSample.show(stage, view, 640, 240);
    }

    @Stop
    void stop() {
        small.close();
    }

    private void untilReady() {
        SmallSession.until(() -> directions.scoreProperty().get() != null
                && small.session.nearestImages().nearProperty().get() != null
                && small.session.encodings().completeProperty().get());
    }

    private Slider strength() {
        return (Slider) view.lookup("#direction-strength");
    }

    private float[] mean(int label) {
        LatentPoints points = small.session.encodings().pointsProperty().get();
        return Direction.mean(points, Direction.members(points, label));
    }

    @Test
    void theStrengthSliderMovesZAlongTheDirectionAndOneUndoTakesItBack(FxRobot robot) {
        untilReady();
        robot.moveTo(strength().lookup(".thumb")).press(MouseButton.PRIMARY).moveBy(40, 0);
        assertFalse(small.session.undoStack().canUndoProperty().get());
        double held = directions.strengthProperty().get();
        assertTrue(held > 0.2, "strength " + held);
        float[] step = directions.directionProperty().get().step();
        assertEquals(held * step[0], explorer.z()[0], 1e-5);
        robot.release(MouseButton.PRIMARY);
        robot.interact(small.session::undo);
        assertArrayEquals(new float[2], explorer.z());
        assertEquals(0, strength().getValue());
    }

    @Test
    void groupsAreChosenFromTheClassesAndTheScoreSpeaksInASentence(FxRobot robot) {
        untilReady();
        robot.clickOn("#directions-to").clickOn("class d · 5 images");
        assertEquals(3, directions.toProperty().get().label());
        untilReady();
        var score = directions.scoreProperty().get();
        String said = view.lookupAll(".quiet").stream()
                .map(node -> ((Label) node).getText())
                .filter(text -> text.contains("stand in order along it"))
                .findFirst()
                .orElseThrow();
        assertTrue(said.contains("(one of A, one of B) " + Figures.fixed(100 * score.separation(), 1)), said);
        boolean warned = said.startsWith("No better than chance");
        assertEquals(!score.differ(), warned, said);
    }

    @Test
    void imagesSelectedOnTheMapAreAGroup(FxRobot robot) {
        untilReady();
        int[] picked = {3, 7, 11, 15, 19};
        robot.interact(() -> small.session.selection().select(picked, Selection.Mode.REPLACE));
        robot.clickOn("#directions-from").clickOn("The 5 selected images");
        assertArrayEquals(picked, directions.fromProperty().get().members());
        LatentPoints points = small.session.encodings().pointsProperty().get();
        assertEquals(
                mean(1)[0] - Direction.mean(points, picked)[0],
                directions.directionProperty().get().step()[0],
                1e-5);
        robot.clickOn("#directions-analogy-a").clickOn("mean of 5 selected");
        robot.clickOn("#analogy-go");
        assertEquals(Direction.mean(points, picked)[1] - points.mu(1, 1) + points.mu(2, 1), explorer.z()[1], 1e-5);
    }

    @Test
    void aChipMovesZToTheCentreOfAClass(FxRobot robot) {
        untilReady();
        robot.clickOn("#centre-2");
        assertArrayEquals(mean(2), explorer.z());
    }

    @Test
    void anAnalogyOfThreeImagesMovesZ(FxRobot robot) {
        untilReady();
        robot.clickOn("#directions-analogy-c")
                .clickOn("#place-number")
                .write("7")
                .type(KeyCode.ENTER);
        robot.clickOn("#analogy-go");
        LatentPoints points = small.session.encodings().pointsProperty().get();
        assertEquals(points.mu(0, 0) - points.mu(1, 0) + points.mu(7, 0), explorer.z()[0], 1e-5);
    }

    @Test
    void aNearestImageIsTakenByTheKeyboard(FxRobot robot) {
        untilReady();
        int nearest =
                small.session.nearestImages().nearProperty().get().latent().indices()[0];
        robot.interact(() -> view.lookup(".frame-strip").requestFocus());
        robot.type(KeyCode.RIGHT, KeyCode.ENTER);
        assertEquals(nearest, small.session.probe().inputProperty().get().image());
    }
}
