package org.latentfx.view.reconstructions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Point2D;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.analysis.image.Reconstructions;
import org.latentfx.data.PictureFormat;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.PanelsSample;
import org.latentfx.view.kit.Theme;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class ReconstructionsViewTest {
    private static final int COUNT = 30;

    private final SimpleObjectProperty<Reconstructions> shown = new SimpleObjectProperty<>(sample(0.25f));
    private final List<Integer> chosen = new ArrayList<>();
    private ReconstructionsView view;
    private TripletPane pane;

    /** Originals all ink, outputs short of it by {@code error}; picture i is image 10 + i of the set. */
    private static Reconstructions sample(float error) {
        float[] originals = new float[COUNT * 784];
        float[] outputs = new float[COUNT * 784];
        Arrays.fill(originals, 1);
        Arrays.fill(outputs, 1 - error);
        return new Reconstructions(
                IntStream.range(10, 10 + COUNT).toArray(), PictureFormat.grey(28, 28), originals, outputs);
    }

    @Start
    void start(Stage stage) {
        view = new ReconstructionsView(shown);
        view.setOnImageChosen(chosen::add);
        pane = (TripletPane) view.lookup(".triplets");
        PanelsSample.show(stage, view, 600, 200);
    }

    private int pixel(int i, int part) {
        TripletGrid grid = pane.grid();
        int middle = grid.tile() / 2;
        return pane.image().pixels()[(grid.y(i, part) + middle) * pane.image().width() + grid.x(i) + middle];
    }

    private Point2D middle(int i, int part) {
        TripletGrid grid = pane.grid();
        double half = grid.tile() / 2.0;
        return pane.getChildrenUnmodifiable().get(0).localToScreen(grid.x(i) + half, grid.y(i, part) + half);
    }

    /** What the next frame would bring. */
    private void settle(FxRobot robot) {
        robot.interact(() -> {
            view.applyCss();
            view.layout();
        });
    }

    @Test
    void eachColumnShowsOriginalOutputAndTheErrorBetweenThem() {
        for (int i = 0; i < pane.grid().shown(COUNT); i++) {
            assertEquals(Ink.DARK.ink(), pixel(i, 0));
            assertEquals(Ink.DARK.argb(0.75), pixel(i, 1));
            assertEquals(Ink.OfErrors.DARK.argb(0.25), pixel(i, 2));
        }
    }

    @Test
    void aPanelOf600By200ShowsAtLeastEightColumns() {
        assertTrue(pane.grid().columns() >= 8, pane.grid().toString());
        assertTrue(pane.grid().tile() >= 32, pane.grid().toString());
    }

    @Test
    void newerPicturesReplaceTheOld(FxRobot robot) {
        robot.interact(() -> shown.set(sample(0.5f)));
        settle(robot);
        assertEquals(Ink.OfErrors.DARK.argb(0.5), pixel(0, 2));
    }

    @Test
    void theLightThemeRecoloursAllRows(FxRobot robot) {
        robot.interact(() -> Theme.of(view.getScene()).darkProperty().set(false));
        settle(robot);
        assertEquals(Ink.LIGHT.ink(), pixel(0, 0));
        assertEquals(Ink.OfErrors.LIGHT.argb(0.25), pixel(0, 2));
    }

    @Test
    void hoveringEnlargesWithTheIndexAndTheError(FxRobot robot) {
        robot.moveTo(middle(3, 1));
        var card = pane.lookup(".curve-readout");
        assertTrue(card.isVisible());
        assertEquals("Held-out image 13", ((Label) card.lookup(".strong")).getText());
        assertTrue(card.lookupAll(".label").stream()
                .anyMatch(label -> ((Label) label).getText().contains("0.2500")));
        double bottom = card.getLayoutY() + card.getLayoutBounds().getHeight();
        assertTrue(card.getLayoutY() >= 0 && bottom <= pane.getHeight(), "the card stays inside");
        robot.moveTo(view.localToScreen(5, 5));
        assertFalse(card.isVisible());
    }

    @Test
    void aClickChoosesTheImageByItsIndexAmongTheHeldOut(FxRobot robot) {
        robot.clickOn(middle(2, 2));
        assertEquals(List.of(12), chosen);
    }

    @Test
    void theKeyboardWalksAndChoosesToo(FxRobot robot) {
        robot.interact(pane::requestFocus);
        robot.type(KeyCode.RIGHT, KeyCode.RIGHT, KeyCode.ENTER);
        assertEquals(List.of(11), chosen);
    }
}
