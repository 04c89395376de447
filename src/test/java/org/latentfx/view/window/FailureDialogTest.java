package org.latentfx.view.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.io.ModelFile;
import org.latentfx.session.concurrent.Failure;
import org.latentfx.session.concurrent.Failures;
import org.latentfx.session.run.Run.Status;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.WindowSample;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class FailureDialogTest {
    @TempDir
    Path folder;

    private final FxRobot robot = new FxRobot();
    private final Failures failures = new Failures(Platform::runLater);
    private SmallSession small;
    private MainWindow window;

    @Start
    void show(Stage stage) {
        Thread.currentThread().setUncaughtExceptionHandler(failures);
        small = new SmallSession().expectingFailures();
        var themes = new Themes(new Preferences(), true);
        window = new MainWindow(small.session, themes, new Preferences(), failures);
        WindowSample.show(stage, window, themes, 1100, 700);
    }

    @AfterEach
    void end() {
        small.close();
        robot.interact(() -> Thread.currentThread().setUncaughtExceptionHandler(null));
    }

    private static void fail() {
        throw new IllegalStateException("the drawing");
    }

    private FailureDialog dialog() {
        return robot.lookup("#failure-dialog").queryAs(FailureDialog.class);
    }

    private String text(String id) {
        return robot.lookup(id).queryAs(Label.class).getText();
    }

    private void untilShown() {
        SmallSession.until(() -> window.lookup("#failure-sentence") != null && dialog().isDisplay());
    }

    private void untilTrained() {
        long step = small.session.run().stepProperty().get();
        SmallSession.until(() -> small.session.run().stepProperty().get() > step + 20);
    }

    @Test
    void what_fails_on_the_windows_thread_is_told_in_one_dialog_and_training_goes_on() {
        small.untilStatus(Status.PAUSED);
        robot.interact(small.session.commands()::play);
        small.untilStatus(Status.TRAINING);
        assertTrue(robot.lookup("#failure-dialog").tryQuery().isEmpty(), "made when first needed");
        Platform.runLater(FailureDialogTest::fail);
        untilShown();
        assertTrue(text("#failure-sentence").contains("the drawing"), text("#failure-sentence"));
        assertFalse(robot.lookup("#failure-times").query().isVisible());
        for (int i = 0; i < 4; i++) Platform.runLater(FailureDialogTest::fail);
        SmallSession.until(() -> text("#failure-times").contains("5"));
        assertEquals(1, robot.lookup(".failure-card").queryAll().size());
        assertEquals(1, Window.getWindows().size());
        untilTrained();
        assertEquals(Status.TRAINING, small.session.run().statusProperty().get());
        robot.clickOn("#failure-go-on");
        assertFalse(dialog().isDisplay());
        untilTrained();
    }

    @Test
    void what_fails_on_any_other_thread_is_told_too() throws InterruptedException {
        var thread = new Thread(FailureDialogTest::fail, "other");
        thread.setUncaughtExceptionHandler(failures);
        thread.start();
        thread.join();
        untilShown();
        assertTrue(text("#failure-sentence").contains("the drawing"));
    }

    @Test
    void a_view_that_cannot_paint_is_told_and_everything_else_goes_on() {
        small.untilStatus(Status.PAUSED);
        robot.interact(() -> {
            var broken = new PaintedRegion() {
                @Override
                protected void paint() {
                    fail();
                }
            };
            broken.resize(10, 10);
            window.getChildren().add(broken);
            small.session.commands().play();
        });
        untilShown();
        untilTrained();
        robot.type(KeyCode.ESCAPE);
        assertFalse(dialog().isDisplay());
    }

    @Test
    void the_keyboard_belongs_to_the_dialog_and_then_goes_back_to_where_it_was() {
        small.untilStatus(Status.PAUSED);
        Node before = robot.lookup("#slider-beta").query();
        robot.interact(before::requestFocus);
        // of different kinds, since one that was dismissed stays away for a while
        Map<KeyCode, RuntimeException> endings = Map.of(
                KeyCode.ESCAPE, new IllegalStateException("a"),
                KeyCode.ENTER, new ArithmeticException("b"),
                KeyCode.SPACE, new ClassCastException("c"));
        for (KeyCode end : endings.keySet()) {
            robot.interact(() -> failures.uncaughtException(Thread.currentThread(), endings.get(end)));
            untilShown();
            robot.type(KeyCode.R, KeyCode.DECIMAL);
            assertEquals(0, small.session.explorer().z()[0], "keys act on nothing behind it");
            assertEquals(0, small.session.run().stepProperty().get());
            for (String id : List.of("failure-go-on", "failure-copy", "failure-save", "failure-go-on")) {
                assertEquals(id, window.getScene().getFocusOwner().getId());
                robot.type(KeyCode.TAB);
            }
            robot.press(KeyCode.SHIFT).type(KeyCode.TAB).release(KeyCode.SHIFT);
            robot.type(end);
            assertFalse(dialog().isDisplay(), "after " + end);
            assertSame(before, window.getScene().getFocusOwner());
            assertEquals(Status.PAUSED, small.session.run().statusProperty().get());
        }
        robot.interact(window::requestFocus);
        robot.type(KeyCode.R);
        assertTrue(small.session.explorer().z()[0] != 0, "keys are commands again");
    }

    @Test
    void details_are_copied_as_they_are() {
        Platform.runLater(FailureDialogTest::fail);
        untilShown();
        robot.clickOn("#failure-copy");
        robot.interact(() -> {
            String copied = Clipboard.getSystemClipboard().getString();
            Failure newest = failures.newestProperty().get();
            assertNotNull(newest);
            assertEquals(newest.details(), copied);
        });
        assertEquals(
                "Copied", robot.lookup("#failure-copy").queryAs(Button.class).getText());
        assertTrue(dialog().isDisplay());
    }

    @Test
    void the_dialog_stays_if_no_file_is_chosen_and_leaves_before_the_run_is_saved() {
        var chosen = new Path[1];
        var saved = new Path[1];
        robot.interact(() -> {
            var direct = new FailureDialog(() -> {}, () -> Optional.ofNullable(chosen[0]), file -> saved[0] = file);
            window.getScene().setRoot(new StackPane(direct));
            direct.applyCss();
            direct.show(new Failure("A sentence.", "details", 1));
        });
        robot.clickOn("#failure-save");
        assertTrue(dialog().isDisplay());
        chosen[0] = folder.resolve("run.safetensors");
        robot.clickOn("#failure-save");
        assertFalse(dialog().isDisplay());
        assertEquals(chosen[0], saved[0]);
    }

    @Test
    void a_run_is_saved_while_it_trains_and_its_file_holds_a_model() {
        Path file = folder.resolve("run.safetensors");
        robot.interact(() -> small.session.exporter().saveModel(file));
        small.untilStatus(Status.PAUSED);
        robot.interact(small.session::dismiss);
        robot.interact(() -> {
            small.session.commands().play();
            small.session.exporter().saveModel(file);
        });
        SmallSession.until(() -> small.session.messageProperty().get() != null);
        String said = small.session.messageProperty().get().sentence();
        assertTrue(said.contains(file.toString()), said);
        assertTrue(Files.exists(file));
        var content = ModelFile.read(file);
        assertEquals("stripes", content.data());
        assertEquals(SmallSession.small(), content.hyperparameters());
        robot.interact(small.session::dismiss);
        robot.interact(() -> small.session.exporter().saveModel(folder.resolve("none/run.safetensors")));
        SmallSession.until(() -> small.session.messageProperty().get() != null);
        untilTrained();
    }
}
