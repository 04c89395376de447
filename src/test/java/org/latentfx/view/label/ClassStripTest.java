package org.latentfx.view.label;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.session.Session;
import org.latentfx.train.Settings;
import org.latentfx.view.command.Actions;
import org.latentfx.view.decoder.DecoderView;
import org.latentfx.view.kit.PanelsSample;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.map.MapView;
import org.latentfx.view.probe.ProbeView;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

@ExtendWith(ApplicationExtension.class)
class ClassStripTest {
    private final SmallSession small = new SmallSession();
    private final Session session = small.session;
    private MapView map;
    private HBox all;

    @Start
    void start(Stage stage) {
        session.commands().change(Settings.MODEL.with(SmallSession.small(), ModelKind.CVAE));
        map = new MapView(
                session.encodings().pointsProperty(),
                session.explorer(),
                session.fields(),
                session.selection(),
                session.pins());
        map.offer(session.classes());
        all = new HBox(
                map,
                new DecoderView(session.explorer()).offer(session.classes()),
                new ProbeView(session, new Actions()));
        PanelsSample.show(stage, all, 1400, 700);
    }

    @Stop
    void stop() {
        small.close();
    }

    private int asked() {
        return session.classes().askedProperty().getValue();
    }

    private Object hidden() {
        return map.look().get("map.hidden");
    }

    @Test
    void a_class_is_chosen_from_one_point_under_all_of_them_and_everything_is_of_it(FxRobot robot) {
        SmallSession.until(() -> session.classes().namesProperty().get().size() == 4
                && session.encodings().completeProperty().get());
        assertEquals(4, session.run().hyperparametersProperty().get().classes(), "as many as the images have");
        var strip = (ClassStrip) all.lookup("#decoder-classes");
        robot.clickOn(strip.localToScreen(150, 10));
        assertEquals(2, asked());
        robot.type(KeyCode.LEFT);
        assertEquals(1, asked());
        float[] every = session.classes().decode(session.explorer().z());
        assertArrayEquals(Arrays.copyOfRange(every, 64, 128), session.explorer().picture(), 1e-6f);
        assertTrue(strip.getAccessibleText().contains("as b"), strip.getAccessibleText());

        robot.clickOn("#map-class-points");
        assertEquals("0 2 3", hidden());
        robot.interact(() -> session.classes().askNext(1));
        assertEquals("0 1 3", hidden(), "the points follow the class");
        robot.clickOn("#map-class-points");
        assertEquals("", hidden());

        float[] input = session.probe().breakdownProperty().get().mu();
        assertArrayEquals(input, session.probe().breakdownProperty().get().samples());
        robot.interact(() -> session.commands().change(SmallSession.small()));
        SmallSession.until(() -> session.classes().namesProperty().get().isEmpty());
        assertFalse(strip.isVisible());
        assertFalse(all.lookup("#map-class-points").isVisible());
    }

    @Test
    void an_image_is_told_its_own_class_and_a_drawing_the_one_asked_for(FxRobot robot) {
        SmallSession.until(() -> session.probe().breakdownProperty().get() != null);
        robot.interact(() -> session.probe().takeImage(3));
        double own = session.probe().breakdownProperty().get().total();
        robot.interact(() -> session.classes().ask(2));
        assertEquals(own, session.probe().breakdownProperty().get().total(), "whatever is asked for");
        float[] pixels = session.probe().inputProperty().get().pixels();
        robot.interact(() -> session.probe().takePicture("mine", pixels));
        double asTwo = session.probe().breakdownProperty().get().total();
        robot.interact(() -> session.classes().ask(3));
        assertEquals(own, session.probe().breakdownProperty().get().total());
        assertTrue(asTwo != own);
    }
}
