package org.latentfx.view.codebook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Objects;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.session.debug.CodebookLook;
import org.latentfx.session.debug.LiveFigure;
import org.latentfx.session.run.Run;
import org.latentfx.session.run.Run.Status;
import org.latentfx.text.Texts;
import org.latentfx.train.Settings;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.window.Preferences;
import org.latentfx.view.window.Themes;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class CodebookViewTest {
    private SmallSession small;
    private LiveFigure<CodebookLook> source;
    private CodebookView view;

    @Start
    void start(Stage stage) {
        small = new SmallSession();
        source = small.session.debug().codebook();
        view = new CodebookView(source, small.session.explorer());
        var scene = new Scene(view, 560, 300);
        new Themes(new Preferences(), true).dress(scene);
        stage.setScene(scene);
    }

    @AfterEach
    void end() {
        small.close();
    }

    private boolean says(String text) {
        return view.lookupAll(".label").stream()
                .anyMatch(node -> node.isVisible() && ((Label) node).getText().equals(text));
    }

    @Test
    void codes_are_shown_by_slot_previewed_and_taken(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        robot.interact(() -> ((Stage) view.getScene().getWindow()).show());
        SmallSession.until(() -> source.measuredProperty().get() != null);
        assertTrue(says(Texts.of("codebook.none")), "a VAE has none");

        var settings = Settings.fromTexts(
                SmallSession.small(), Map.of("model", "vqvae", "latents", "4", "codes", "5", "code-size", "2"));
        var data = Objects.requireNonNull(small.session.run().dataProperty().get());
        robot.interact(() -> small.session.run().replace(Run.Start.fresh(data, settings)));
        SmallSession.until(() -> source.measuredProperty().get() != null
                && Objects.requireNonNull(source.measuredProperty().get())
                                .value()
                                .use()
                        != null);
        var use = Objects.requireNonNull(
                Objects.requireNonNull(source.measuredProperty().get()).value().use());
        assertEquals(2, use.slots());
        int all = 0;
        for (int[] slot : use.taken()) for (int count : slot) all += count;
        assertEquals(2 * 20, all, "each slot of each held-out image takes one");
        assertTrue(says(Texts.of("codebook.slot", 1, 2)));

        robot.interact(
                () -> Objects.requireNonNull(view.lookup("#codebook-map")).requestFocus());
        robot.interact(() -> small.session.explorer().moveTo(new float[] {1, 2, 3, 4}));
        robot.press(KeyCode.RIGHT).release(KeyCode.RIGHT);
        float[] first = {use.codebook().code(0, 0), use.codebook().code(0, 1), 3, 4};
        assertArrayEquals(first, small.session.explorer().z(), "code 0 is previewed in slot 1");
        assertTrue(small.session.explorer().glancing());
        robot.press(KeyCode.LEFT).release(KeyCode.LEFT);
        robot.clickOn("#codebook-after");
        assertArrayEquals(new float[] {1, 2, 3, 4}, small.session.explorer().z(), "left, it is back");
        assertTrue(says(Texts.of("codebook.slot", 2, 2)));
        robot.interact(
                () -> Objects.requireNonNull(view.lookup("#codebook-map")).requestFocus());
        robot.press(KeyCode.RIGHT).release(KeyCode.RIGHT);
        robot.press(KeyCode.ENTER).release(KeyCode.ENTER);
        float[] taken = {1, 2, use.codebook().code(0, 0), use.codebook().code(0, 1)};
        assertArrayEquals(taken, small.session.explorer().anchor());
    }
}
