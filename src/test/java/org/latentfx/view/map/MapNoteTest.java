package org.latentfx.view.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.ImageView;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.data.ImageSet;
import org.latentfx.session.concurrent.HandDriven;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.ExplorerTest;
import org.latentfx.session.explore.Pins;
import org.latentfx.session.explore.Selection;
import org.latentfx.session.explore.Shown;
import org.latentfx.session.map.PlaneFields;
import org.latentfx.view.kit.Palette;
import org.latentfx.view.kit.Theme;
import org.latentfx.view.kit.WindowSample;
import org.latentfx.view.map.paint.Ramp;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** What the map says about what it does not show, and a legend of very many classes. */
@ExtendWith(ApplicationExtension.class)
class MapNoteTest {
    private final SimpleObjectProperty<LatentPoints> points = new SimpleObjectProperty<>();
    private final UndoStack undo = new UndoStack();
    private final Selection selection = new Selection(undo);
    private final Explorer explorer = new Explorer(undo, 1);
    private MapView view;
    private MapPlot plot;

    @Start
    void start(Stage stage) {
        var fields =
                new PlaneFields(explorer, points, HandDriven.direct(told -> {}).deliveredBy(Platform::runLater));
        view = new MapView(points, explorer, fields, selection, new Pins(undo));
        plot = (MapPlot) view.lookup(".map-plot");
        WindowSample.show(stage, view, 700, 600);
    }

    private void publish(FxRobot robot, LatentPoints newest) {
        robot.interact(() -> points.set(newest));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private String note() {
        Node note = view.lookup("#map-note");
        return note.isVisible() ? ((Label) note.lookup(".label")).getText() : "";
    }

    private String reason() {
        Labeled reason = (Labeled) view.lookup(".map-waiting");
        return reason.isVisible() ? reason.getText() : "";
    }

    @Test
    void pointsOutsideTheViewAreToldAndFitShowsThem(FxRobot robot) {
        publish(robot, MapSample.at(2, 0, 0, 1, 1, 900, 20_000, -3, 2));
        robot.interact(() -> plot.state().view.home());
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals("1 of 4 points lies outside the view", note());
        robot.clickOn("#map-note-fit");
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals("", note(), "all are in view, however far they are");
        robot.interact(() -> plot.state().hiddenClasses.add(0));
        robot.interact(() -> plot.state().view.home());
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals("", note(), "a hidden point is missed by nobody");
    }

    @Test
    void anEmptyMapSaysWhy(FxRobot robot) {
        publish(robot, MapSample.at(2, 0, 0, Float.NaN, 1, 1, Float.POSITIVE_INFINITY));
        assertEquals("2 of 3 codes are not finite numbers", note());
        assertFalse(view.lookup("#map-note-fit").isVisible(), "nothing can be fitted in");
        publish(robot, MapSample.at(2, Float.NaN, 0, Float.NaN, 1));
        assertTrue(reason().startsWith("No code is a finite number"), reason());
        publish(robot, MapSample.at(2, 1, 1, 2, 2));
        assertEquals("", reason());
        robot.interact(() -> plot.state().hiddenClasses.addAll(List.of(0, 1)));
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(reason().startsWith("All classes are hidden"), reason());
        robot.interact(() -> {
            plot.state().hiddenClasses.clear();
            plot.state().view.reveal(500, 500);
        });
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals("No point lies in this view", reason());
        assertEquals("All 2 points lie outside the view", note());
    }

    @Test
    void veryManyPosteriorsAreThinnedAndThatIsSaid(FxRobot robot) {
        publish(robot, MapSample.cloud(1_000, 2, 3));
        int[] all = IntStream.range(0, 1_000).toArray();
        robot.interact(() -> selection.select(all, Selection.Mode.REPLACE));
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(note().contains("200 of 1,000 posteriors drawn"), note());
        BitSet drawn = plot.state().paintedPoints().outlined();
        assertEquals(200, drawn.cardinality());
        assertTrue(drawn.length() > 990, "they are spread evenly over all");
        robot.interact(() -> selection.select(IntStream.range(0, 200).toArray(), Selection.Mode.REPLACE));
        WaitForAsyncUtils.waitForFxEvents();
        assertFalse(note().contains("posteriors"), note());
    }

    @Test
    void onlyClassesThatOccurStandInTheLegend(FxRobot robot) {
        byte[] labels = new byte[200];
        labels[17] = (byte) 255;
        publish(robot, labelled(labels));
        assertEquals(
                List.of("0", "255"),
                view.lookupAll(".map-legend-name").stream()
                        .map(node -> ((Labeled) node).getText())
                        .toList());
    }

    @Test
    void twoHundredAndFiftySixClassesLeaveTheMapItsRoom(FxRobot robot) {
        publish(robot, MapSample.cloud(300, 2, 3));
        double roomy = plot.getHeight();
        byte[] labels = new byte[512];
        for (int i = 0; i < labels.length; i++) labels[i] = (byte) i;
        publish(robot, labelled(labels));
        assertEquals(256, view.lookupAll(".map-legend-entry").size());
        assertTrue(plot.getHeight() > roomy - 60, "found " + plot.getHeight() + " of " + roomy);
        var scroll = (ScrollPane) view.lookup(".map-legend .scroll-pane");
        Node last = view.lookupAll(".map-legend-entry").stream()
                .reduce((one, other) -> other)
                .orElseThrow();
        robot.interact(last::requestFocus);
        assertEquals(1, scroll.getVvalue(), 0.05, "the keyboard's place is scrolled to");
        double before = plot.getHeight();
        robot.interact(() -> selection.select(new int[] {1, 2, 300}, Selection.Mode.REPLACE));
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(before, plot.getHeight());
    }

    @Test
    void pointsAreColouredByTheirLossWithABarThatSaysTheUnit(FxRobot robot) {
        robot.interact(() -> explorer.show(Shown.of(ExplorerTest.weights(2, 1))));
        publish(robot, MapSample.cloud(300, 2, 3));
        assertTrue(shows(Palette.DARK.colour(1)));
        assertFalse(view.lookup("#map-colour-scale").isVisible());
        var chooser = (MenuButton) view.lookup("#map-colour");
        robot.interact(() -> chooser.getItems().get(1).fire());
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals("Colour: −ELBO", chooser.getText());
        Node scale = view.lookup("#map-colour-scale");
        assertTrue(scale.isVisible());
        String high = ((Label) List.copyOf(scale.lookupAll(".label")).get(1)).getText();
        assertTrue(high.matches("[0-9.]+ nats"), high);
        assertFalse(shows(Palette.DARK.colour(1)), "classes keep their shapes only");
        assertTrue(shows(Palette.DARK, 0, 40) && shows(Palette.DARK, 215, 255), "both ends of the scale");
        robot.interact(() -> Theme.of(view.getScene()).darkProperty().set(false));
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(shows(Palette.LIGHT, 215, 255));
        robot.interact(() -> chooser.getItems().get(0).fire());
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(shows(Palette.LIGHT.colour(1)));
    }

    /** Whether there is a colour of this part of the scale. */
    private boolean shows(Palette palette, int from, int to) {
        return IntStream.rangeClosed(from, to).anyMatch(step -> shows(Ramp.of(palette)[step]));
    }

    private boolean shows(int argb) {
        var image = ((ImageView) plot.getChildrenUnmodifiable().get(0)).getImage();
        for (int y = 0; y < image.getHeight(); y++)
            for (int x = 0; x < image.getWidth(); x++)
                if (image.getPixelReader().getArgb(x, y) == argb) return true;
        return false;
    }

    private static LatentPoints labelled(byte[] labels) {
        int classes = 1
                + IntStream.range(0, labels.length)
                        .map(i -> labels[i] & 255)
                        .max()
                        .orElse(0);
        var names = IntStream.range(0, classes).mapToObj(Integer::toString).toList();
        float[] mu = new float[2 * labels.length];
        for (int i = 0; i < mu.length; i++) mu[i] = (float) Math.sin(i);
        float[] logVar = new float[mu.length];
        Arrays.fill(logVar, -2);
        return new LatentPoints(new ImageSet(1, 1, new byte[labels.length], labels, names), 2, mu, logVar);
    }
}
