package org.latentfx.view.curves;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.train.Event;
import org.latentfx.train.History;
import org.latentfx.train.Settings;
import org.latentfx.view.kit.PanelsSample;
import org.latentfx.view.kit.SmallSession;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class MomentLineTest {
    private final SimpleObjectProperty<History> history =
            new SimpleObjectProperty<>(PanelsSample.filled(History.EMPTY, 1000)
                    .plus(List.of(new Event.SettingChanged<>(500, Settings.BETA, 0.5, 1.0))));
    private final SimpleObjectProperty<Long> moment = new SimpleObjectProperty<>();
    private final List<Long> chosen = new ArrayList<>();
    private CurvesView view;
    private Node picture;

    @Start
    void start(Stage stage) {
        view = new CurvesView(history, new SimpleObjectProperty<>(false));
        view.followMoment(moment);
        view.setOnStepChosen(chosen::add);
        picture = ((CurvePlot) view.lookup(".curve-plot"))
                .getChildrenUnmodifiable()
                .get(0);
        PanelsSample.show(stage, view, 640, 320);
    }

    private double width() {
        return picture.getBoundsInLocal().getWidth();
    }

    /** The place on the screen of a step. */
    private Point2D at(double step) {
        return picture.localToScreen(width() * step / 1000, 60);
    }

    @Test
    void aClickGoesToItsStepAndOneOnAnEventToTheEvent(FxRobot robot) {
        robot.clickOn(at(250), MouseButton.PRIMARY);
        SmallSession.until(() -> chosen.size() == 1);
        assertEquals(250, chosen.get(0), 1000 / width() + 1);
        robot.clickOn(at(500).add(2, 0), MouseButton.PRIMARY);
        SmallSession.until(() -> chosen.size() == 2);
        assertEquals(500, chosen.get(1));
    }

    @Test
    void whatAClickDidBeforeItStillDoes(FxRobot robot) {
        robot.doubleClickOn(at(250));
        robot.drag(at(300)).dropTo(at(200));
        robot.clickOn(at(750), MouseButton.PRIMARY);
        SmallSession.until(() -> !chosen.isEmpty());
        assertEquals(1, chosen.size(), () -> "a double-click or a drag went somewhere: " + chosen);
    }

    @Test
    void theMomentLookedAtHasALineWhichGoesWithIt(FxRobot robot) {
        Node line = view.lookup(".moment-line");
        assertFalse(line.isVisible());
        robot.interact(() -> moment.set(400L));
        assertTrue(line.isVisible());
        double x = line.getLayoutX() + 1 - picture.getLayoutX();
        assertEquals(0.4, x / width(), 0.01);
        robot.interact(() -> moment.set(null));
        assertFalse(line.isVisible());
    }
}
