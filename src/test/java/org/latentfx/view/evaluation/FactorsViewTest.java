package org.latentfx.view.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import javafx.geometry.Point2D;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Sprites;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.session.debug.FactorLook;
import org.latentfx.session.debug.LiveFigure;
import org.latentfx.session.run.Run;
import org.latentfx.session.run.Run.Status;
import org.latentfx.text.Texts;
import org.latentfx.train.Settings;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.WindowSample;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class FactorsViewTest {
    private SmallSession small;
    private LiveFigure<FactorLook> source;
    private FactorsView view;

    @Start
    void start(Stage stage) {
        small = new SmallSession();
        source = small.session.debug().factors();
        view = new FactorsView(source);
        WindowSample.set(stage, view, 700, 420);
    }

    @AfterEach
    void end() {
        small.close();
    }

    private List<String> words() {
        return WindowSample.words(view);
    }

    private Label named(String styleClass, String text) {
        return view.lookupAll(styleClass).stream()
                .map(node -> (Label) node)
                .filter(label -> label.getText().equals(text))
                .findFirst()
                .orElseThrow();
    }

    private String title() {
        return ((Label) Objects.requireNonNull(view.lookup(".factor-title"))).getText();
    }

    @Test
    void latents_stand_beside_the_causes_of_the_images_and_each_leads_to_the_other(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        assertNull(source.measuredProperty().get(), "nobody looks");
        robot.interact(() -> ((Stage) view.getScene().getWindow()).show());
        SmallSession.until(() -> source.measuredProperty().get() != null);
        assertTrue(words().contains(Texts.of("factors.none")), "nothing is known of stripes: " + words());

        var held = Sprites.test().images().first(400);
        var run = Settings.LATENTS.with(Settings.MODEL.with(SmallSession.small(), ModelKind.TCVAE), 3);
        robot.interact(() -> small.session
                .run()
                .replace(Run.Start.fresh(
                        new DataSplit("sprites", Sprites.generate(40, 5).images(), held), run)));
        SmallSession.until(() -> source.measuredProperty().get() != null
                && source.measuredProperty().get().value().score() != null);
        var score = Objects.requireNonNull(
                Objects.requireNonNull(source.measuredProperty().get()).value().score());
        String mig = Texts.of("factors.mig", Figures.fixed(score.mig(), 3), Figures.fixed(score.standardError(), 3));
        assertTrue(words().contains(mig), words().toString());
        SmallSession.until(() -> view.lookupAll(".factor-tile").size() == 15);
        assertEquals(8, view.lookupAll(".factor-name").size());

        click(robot, "rotation");
        int best = score.carriers(4)[0];
        assertTrue(title().contains("rotation") && title().contains("z" + best), title());
        assertTrue(words().contains(Texts.of("factors.strip", "z" + best)), words().toString());
        assertTrue(words().contains(Texts.of("factors.curve", "z" + best, "rotation")), words().toString());

        click(robot, "z1");
        assertTrue(title().startsWith("z1 "), title());
        for (String factor : List.of("shape", "size", "x", "y", "rotation"))
            assertTrue(words().contains(Texts.of("factors.curve", "z1", factor)), words().toString());
        var strip = (TraversalStrip) Objects.requireNonNull(view.lookup(".traversal-strip"));
        assertTrue(
                strip.image().width() >= 9 * 28,
                "nine pictures: " + strip.image().width());

        String before = title();
        for (var key : List.of(KeyCode.UP, KeyCode.RIGHT, KeyCode.LEFT, KeyCode.LEFT, KeyCode.LEFT, KeyCode.DOWN))
            robot.interact(() -> view.getScene().getFocusOwner().fireEvent(pressed(key)));
        assertFalse(title().equals(before), "the arrows lead from latents to factors: " + title());
    }

    /** On a name of the matrix, whatever other window is in front. */
    private void click(FxRobot robot, String name) {
        robot.interact(() -> {
            view.applyCss();
            view.layout();
            Label label = named(".factor-name", name);
            Point2D at = label.localToScene(8, label.getHeight() / 2);
            label.getParent().fireEvent(clicked(at));
        });
    }

    private static MouseEvent clicked(Point2D at) {
        var left = MouseButton.PRIMARY;
        return new MouseEvent(
                MouseEvent.MOUSE_CLICKED,
                at.getX(),
                at.getY(),
                0,
                0,
                left,
                1,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                true,
                null);
    }

    private static KeyEvent pressed(KeyCode key) {
        return new KeyEvent(KeyEvent.KEY_PRESSED, "", "", key, false, false, false, false);
    }
}
