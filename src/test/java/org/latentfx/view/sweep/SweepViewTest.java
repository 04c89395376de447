package org.latentfx.view.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.session.Session;
import org.latentfx.session.run.Run;
import org.latentfx.session.sweep.Sheet;
import org.latentfx.session.sweep.Sweeps;
import org.latentfx.train.Settings;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.WindowSample;
import org.latentfx.view.map.paint.ThumbnailPicture;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class SweepViewTest {
    @TempDir
    private static Path home;

    private final SmallSession small = new SmallSession();
    private final Session session = small.session;
    private boolean opened;
    private SweepView view;

    @Start
    private void start(Stage stage) {
        session.sweeps().keepIn(home);
        view = new SweepView(session, () -> opened = true);
        WindowSample.show(stage, view, 1100, 700);
    }

    @AfterEach
    void close() {
        small.close();
    }

    private <N extends Node> N find(String id, Class<N> kind) {
        return kind.cast(Objects.requireNonNull(view.lookup("#" + id), id));
    }

    private void type(FxRobot robot, String id, String text) {
        robot.interact(() -> find(id, TextField.class).setText(text));
    }

    private void press(FxRobot robot, String id) {
        robot.interact(() -> find(id, ButtonBase.class).fire());
    }

    private void sweep(FxRobot robot) {
        small.untilStatus(Run.Status.PAUSED);
        type(robot, "sweep-first-values", "0.5, 20");
        type(robot, "sweep-second-values", "1, 3");
        type(robot, "sweep-epochs", "2");
        press(robot, "sweep-start");
        SmallSession.until(() -> session.sweeps().statusProperty().get() == Sweeps.Status.IDLE && complete());
    }

    private boolean complete() {
        Sheet sheet = session.sweeps().sheetProperty().get();
        return sheet != null && sheet.complete();
    }

    /** What is drawn of a trial, as one number. */
    private int painted(int number) {
        var cell = find("trial-" + number, TrialCell.class);
        var picture = (ThumbnailPicture) cell.getChildrenUnmodifiable().get(0);
        return Arrays.hashCode(picture.image().pixels());
    }

    @Test
    void whatIsTypedIsAPlanOrOneSentence(FxRobot robot) {
        small.untilStatus(Run.Status.PAUSED);
        assertFalse(find("sweep-start", ButtonBase.class).isDisabled());
        type(robot, "sweep-first-values", "0.5, 1000");
        String said = find("sweep-problem", Label.class).getText();
        assertTrue(said.contains("beta") && said.contains("1000") && said.contains("100"), said);
        assertTrue(find("sweep-start", ButtonBase.class).isDisabled());
        type(robot, "sweep-first-values", "0.5, 1");
        type(robot, "sweep-second-values", "1, 2, 3"); // a sweep of before may be remembered
        type(robot, "sweep-epochs", "3");
        assertTrue(find("sweep-problem", Label.class).getText().startsWith("6 trials of 3 epochs"));
        press(robot, "sweep-method-halving");
        assertEquals("0.5..8", find("sweep-first-values", TextField.class).getText());
        assertTrue(find("sweep-problem", Label.class).getText().contains("best third"));
        assertFalse(find("sweep-start", ButtonBase.class).isDisabled());
    }

    @Test
    void theFormAsksForWhatTheModelHasAPlaceFor(FxRobot robot) {
        small.untilStatus(Run.Status.PAUSED);
        var menu = find("sweep-first", MenuButton.class);
        robot.interact(() -> session.commands().change(Settings.MODEL.with(SmallSession.small(), ModelKind.AE)));
        small.untilStatus(Run.Status.PAUSED);
        assertFalse(menu.getItems().stream().anyMatch(item -> item.getUserData() == Settings.BETA && item.isVisible()));
        assertTrue(find("sweep-problem", Label.class).getText().contains("held-out reconstruction"));
        boolean none = session.sweeps().sheetProperty().get() == null; // unless one of before is remembered
        assertEquals(none, find("sweep-unrated", Label.class).getText().contains("no prior holds its codes"));
        robot.interact(() -> session.commands().change(Settings.MODEL.with(SmallSession.small(), ModelKind.GAN)));
        small.untilStatus(Run.Status.PAUSED);
        assertTrue(find("sweep-problem", Label.class).getText().contains("Fréchet"));
        assertTrue(find("sweep-start", ButtonBase.class).isDisabled());
    }

    @Test
    void whatWasSweptIsAskedForAgainAfterARestart(FxRobot robot) {
        sweep(robot);
        robot.interact(() -> view = new SweepView(session, () -> {}));
        assertEquals("0.5,20", find("sweep-first-values", TextField.class).getText());
        assertEquals("1,3", find("sweep-second-values", TextField.class).getText());
        assertEquals("2", find("sweep-epochs", TextField.class).getText());
        assertFalse(find("sweep-start", ButtonBase.class).isDisabled());
    }

    @Test
    void everyTrialIsShownAndRankedAndOpensAsARun(FxRobot robot) {
        sweep(robot);
        assertEquals(4, find("trial-table", TableView.class).getItems().size());
        WaitForAsyncUtils.waitForFxEvents();
        int map = painted(4);
        press(robot, "sweep-kind-manifold");
        WaitForAsyncUtils.waitForFxEvents();
        assertNotEquals(map, painted(4));
        var cell = find("trial-3", TrialCell.class);
        assertTrue(String.valueOf(cell.getAccessibleText()).startsWith("β 20, latents 1"), cell.getAccessibleText());
        robot.interact(cell::requestFocus);
        robot.type(KeyCode.ENTER);
        SmallSession.until(() -> opened);
        assertEquals(20, session.run().hyperparametersProperty().get().beta());
        assertEquals(2, session.runs().lines().size());
    }
}
