package org.latentfx.view.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.session.run.Run.Status;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;
import org.latentfx.view.decoder.LatentTrack;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.WindowSample;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/** From many latents to few and back in the whole window: all that is shown belongs to the model shown. */
@ExtendWith(ApplicationExtension.class)
class ChangingLatentsTest {
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

    private void assertRowsOfTheModel(FxRobot robot, int latents) {
        SmallSession.until(() -> small.session.explorer().latents() == latents);
        robot.interact(() -> {
            window.applyCss();
            window.layout();
            assertEquals(latents, small.session.explorer().model().latents());
            var list = (ListView<?>) window.lookup(".decoder-view .list-view");
            assertEquals(
                    IntStream.range(0, latents).boxed().toList(),
                    list.getItems().stream().map(Integer.class::cast).sorted().toList());
            Set<Node> tracks =
                    robot.from(list).lookup(LatentTrack.class::isInstance).queryAll();
            assertFalse(tracks.isEmpty());
            float[] z = small.session.explorer().z();
            for (Node node : tracks) {
                if (!seen(node)) continue;
                int latent = Integer.parseInt(node.getId().substring("track-".length()));
                assertTrue(latent < latents, "a row of latent " + latent + " of " + latents);
                assertEquals(z[latent], (float) ((LatentTrack) node).value(), "latent " + latent);
            }
        });
        assertEquals(List.of(), thrown);
    }

    private static boolean seen(Node node) {
        for (Node n = node; n != null; n = n.getParent()) if (!n.isVisible()) return false;
        return true;
    }

    /** Moves z and trains a little, so that every view follows a model while its latents are about to change. */
    private void live(FxRobot robot) {
        robot.interact(() -> {
            small.session.explorer().random();
            small.session.commands().play();
        });
        SmallSession.until(() -> small.session.run().stepProperty().get() > 3);
    }

    @Test
    void rows_follow_presets_and_settings_and_their_undoing_and_nothing_is_thrown(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        var settings = small.session.run().hyperparametersProperty();
        List<Hyperparameters> changes = List.of(
                Preset.BURDA.hyperparameters(),
                Settings.LATENTS.with(settings.get(), 1),
                Settings.LATENTS.with(settings.get(), 10),
                Preset.CLASSIC.hyperparameters(),
                Settings.LATENTS.with(settings.get(), 2));
        List<Integer> latents = List.of(50, 1, 10, 20, 2);
        for (int i = 0; i < latents.size(); i++) {
            Hyperparameters next = changes.get(i);
            live(robot);
            robot.interact(() -> small.session.commands().change(next));
            assertRowsOfTheModel(robot, latents.get(i));
        }
        live(robot);
        for (int at = latents.size() - 2; at >= 0; at--) undoTo(robot, latents.get(at));
        undoTo(robot, 2);
        for (int i = 0; i < latents.size(); i++) redoTo(robot, latents.get(i));
    }

    /** Moves of z lie between the changes; each undo is waited for, since a model comes from its thread. */
    private void undoTo(FxRobot robot, int latents) {
        int before = small.session.explorer().latents();
        for (int i = 0;
                i < 3 && small.session.run().hyperparametersProperty().get().latents() == before;
                i++) robot.interact(small.session::undo);
        assertRowsOfTheModel(robot, latents);
    }

    private void redoTo(FxRobot robot, int latents) {
        int before = small.session.explorer().latents();
        for (int i = 0;
                i < 3 && small.session.run().hyperparametersProperty().get().latents() == before;
                i++) robot.interact(small.session::redo);
        assertRowsOfTheModel(robot, latents);
    }
}
