package org.latentfx.view.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.model.kind.Capability;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.session.explore.LatentTarget;
import org.latentfx.session.inpainting.Mask;
import org.latentfx.session.run.Run.Status;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Settings;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.WindowSample;
import org.latentfx.view.window.MainWindow;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/** Models of other kinds than the VAE in the whole window: what they lack is said, and nothing stays of the former. */
@ExtendWith(ApplicationExtension.class)
class OtherKindsTest {
    private final List<Throwable> thrown = new ArrayList<>();
    private SmallSession small;
    private MainWindow window;

    @Start
    void show(Stage stage) {
        Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> thrown.add(failure));
        small = new SmallSession();
        window = WindowSample.show(stage, small.session, 1440, 900);
    }

    @Stop
    void end() {
        Thread.currentThread().setUncaughtExceptionHandler(null);
        small.close();
    }

    @Test
    void each_kind_shows_what_it_has_says_what_it_lacks_and_leaves_nothing_behind(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        SmallSession.until(() -> small.session.encodings().pointsProperty().get() != null);
        everyTool(robot);
        become(robot, ModelKind.GAN, 5);
        everyTool(robot);
        assertWithoutEncoder(robot);
        assertOwnThingsOfAGan(robot);
        become(robot, ModelKind.AE, 2);
        everyTool(robot);
        assertCodesArePoints(robot);
        robot.interact(small.session::undo);
        SmallSession.until(() -> kind() == ModelKind.GAN);
        assertWithoutEncoder(robot);
        become(robot, ModelKind.MADE, 5);
        everyTool(robot);
        assertDrawnInOrder(robot);
        assertEquals(List.of(), thrown);
    }

    /** A film in the map's place, which can be stopped and searched, and completes the image probed. */
    private void assertDrawnInOrder(FxRobot robot) {
        var growing = small.session.inpainter().growing();
        SmallSession.until(() -> growing.shownProperty().get() != null);
        robot.interact(() -> {
            assertFalse(seen(window.lookup(".map-view")), "there is no map");
            assertTrue(seen(window.lookup(".ordered-view")));
            var place = (Slider) window.lookup("#ordered-place");
            place.setValueChanging(true);
            place.setValue(20);
            assertTrue(window.lookup("#ordered-film").getAccessibleText().startsWith("Pixel 21 of 64"));
            ((ToggleButton) window.lookup("#ordered-complete")).fire();
        });
        SmallSession.until(() -> growing.shownProperty().get().drawn().given() == 32);
        robot.interact(() -> {
            var shown = growing.shownProperty().get();
            float[] probed = small.session.probe().inputProperty().get().pixels();
            for (int i = 0; i < 32; i++)
                assertEquals(probed[i] < 0.5 ? 0 : 1, shown.drawn().values()[i]); // row by row
            ((Button) window.lookup("#ordered-another")).fire();
        });
        SmallSession.until(() -> growing.shownProperty().get().drawn().order().length == 64);
        robot.interact(() -> {
            ((ToggleButton) window.lookup("#tab-5")).fire();
            window.applyCss();
            window.layout();
            ((Button) window.lookup("#exact-measure")).fire();
        });
        SmallSession.until(
                () -> small.session.evaluation().exact().foundProperty().get() != null);
    }

    private void assertWithoutEncoder(FxRobot robot) {
        var session = small.session;
        String why = Capability.ENCODES.missing(ModelKind.GAN);
        SmallSession.until(() -> session.paths().pathProperty().get() != null);
        robot.interact(() -> {
            assertNull(session.encodings().pointsProperty().get());
            assertNull(session.encodings().reconstructionsProperty().get());
            assertNull(session.probe().breakdownProperty().get());
            assertNull(session.nearestImages().nearProperty().get());
            assertFalse(shown(robot, "#layer-points"));
            assertFalse(shown(robot, "#layer-ellipses"));
            assertTrue(shown(robot, "#layer-manifold"), "the manifold can be chosen");
            assertFalse(shown(robot, ".map-legend"));
            assertTrue(says(robot, ".map-view", why), "the map says why");
            assertTrue(says(robot, ".probe-view", why), "the probe says why");
            assertEquals(5, session.paths().pathProperty().get().frames().get(0).z().length);
            assertTrue(session.paths().fromProperty().get() instanceof LatentTarget.Point);
        });
    }

    /** What the discriminator thinks of the map, and an image's z found without an encoder. */
    private void assertOwnThingsOfAGan(FxRobot robot) {
        var session = small.session;
        robot.interact(() -> {
            assertTrue(shown(robot, "#layer-realism"));
            ((CheckBox) window.lookup("#layer-realism")).setSelected(true);
            session.inpainter().hide(Mask.Preset.NONE);
            session.inpainter().find();
        });
        SmallSession.until(() -> session.fields().realism().valueProperty().get() != null);
        SmallSession.until(() -> session.inpainter().foundProperty().get() != null);
        robot.interact(() -> {
            assertFalse(session.inpainter().foundProperty().get().scored());
            assertFalse(shown(robot, "#ask-fill"));
            session.inpainter().cancel();
        });
    }

    private void assertCodesArePoints(FxRobot robot) {
        var session = small.session;
        SmallSession.until(() -> session.encodings().pointsProperty().get() != null
                && session.probe().breakdownProperty().get() != null);
        robot.interact(() -> {
            assertEquals(2, session.encodings().pointsProperty().get().latents());
            assertEquals(0, session.probe().breakdownProperty().get().kl().length);
            assertTrue(shown(robot, "#layer-points"));
            assertFalse(shown(robot, "#layer-ellipses"));
            assertFalse(shown(robot, "#layer-realism"));
            assertFalse(shown(robot, "#probe-noise"));
            assertNotNull(session.encodings().reconstructionsProperty().get());
        });
    }

    private ModelKind kind() {
        var model = small.session.explorer().model();
        return model == null ? ModelKind.VAE : model.configuration().kind();
    }

    private void become(FxRobot robot, ModelKind kind, int latents) {
        robot.interact(() -> {
            small.session.pins().pin(small.session.explorer().z());
            Hyperparameters next = Settings.MODEL.with(
                    small.session.run().hyperparametersProperty().get(), kind);
            small.session.commands().change(Settings.LATENTS.with(next, latents));
        });
        int expected = kind == ModelKind.MADE ? 1 : latents;
        SmallSession.until(() -> kind() == kind && small.session.explorer().latents() == expected);
        robot.interact(() -> small.session.commands().stepOnce());
        SmallSession.until(() -> small.session.run().stepProperty().get() > 0);
    }

    /** Every tab is shown once, the path last. */
    private void everyTool(FxRobot robot) {
        for (int i : new int[] {0, 2, 3, 4, 1}) {
            robot.interact(() -> {
                var name = (ToggleButton) window.lookup("#tab-" + i);
                name.fire();
                window.applyCss();
                window.layout();
            });
        }
        assertEquals(List.of(), thrown);
    }

    private boolean shown(FxRobot robot, String query) {
        return robot.from(window).lookup(query).queryAll().stream().anyMatch(OtherKindsTest::seen);
    }

    private boolean says(FxRobot robot, String panel, String sentence) {
        return robot.from(window.lookup(panel)).lookup(".label").queryAll().stream()
                .filter(OtherKindsTest::seen)
                .anyMatch(node -> node instanceof Labeled label && sentence.equals(label.getText()));
    }

    private static boolean seen(Node node) {
        for (Node n = node; n != null; n = n.getParent()) if (!n.isVisible()) return false;
        return true;
    }
}
