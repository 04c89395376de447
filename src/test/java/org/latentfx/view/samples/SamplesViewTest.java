package org.latentfx.view.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleAttribute;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.run.Run.Status;
import org.latentfx.session.samples.Samples;
import org.latentfx.session.samples.Samples.Draw;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.PanelsSample;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.Theme;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

@ExtendWith(ApplicationExtension.class)
class SamplesViewTest {
    private final SmallSession small = new SmallSession();
    private final Samples samples = small.session.samples();
    private final Explorer explorer = small.session.explorer();
    private SamplesView view;

    @Start
    void start(Stage stage) {
        view = new SamplesView(samples, explorer);
        PanelsSample.show(stage, view, 620, 220);
    }

    @Stop
    void stop() {
        small.close();
    }

    private SampleGrid grid(String name) {
        return (SampleGrid) view.lookup("#samples-" + name);
    }

    private Draw ready() {
        SmallSession.until(() -> {
            Draw now = samples.drawProperty().get();
            return now != null
                    && now.prior().count() > 10
                    && grid("prior").count() == now.prior().count();
        });
        return samples.drawProperty().get();
    }

    private Point2D middle(String name, int k) {
        double[] middle = grid(name).middle(k);
        return grid(name).localToScreen(middle[0], middle[1]);
    }

    private int pixel(String name, int k) {
        double[] middle = grid(name).middle(k);
        var image = grid(name).image();
        return image.pixels()[(int) middle[1] * image.width() + (int) middle[0]];
    }

    @Test
    void as_many_pictures_as_fit_stand_side_by_side(FxRobot robot) {
        Draw draw = ready();
        assertEquals(draw.prior().count(), draw.aggregate().count());
        assertEquals("1", ((TextField) view.lookup("#samples-seed")).getText());
        robot.clickOn("#samples-size").clickOn("Tiny");
        SmallSession.until(() ->
                samples.drawProperty().get().prior().count() > draw.prior().count());
        assertTrue(ready().prior().count() > 30);
    }

    @Test
    void a_hover_previews_and_a_click_moves_z_there_and_can_be_undone(FxRobot robot) {
        Draw draw = ready();
        for (String name : new String[] {"prior", "aggregate"}) {
            float[] point = (name.equals("prior") ? draw.prior() : draw.aggregate()).point(2);
            float[] before = explorer.z();
            robot.moveTo(middle(name, 2));
            assertArrayEquals(point, explorer.z(), 0);
            assertTrue(explorer.glancing());
            robot.moveTo(view.localToScreen(300, 4));
            assertArrayEquals(before, explorer.z());
            robot.clickOn(middle(name, 2));
            robot.moveTo(view.localToScreen(300, 4));
            assertArrayEquals(point, explorer.z(), 0);
            robot.interact(small.session::undo);
            assertArrayEquals(before, explorer.z());
        }
    }

    @Test
    void the_keyboard_walks_and_takes_too(FxRobot robot) {
        Draw draw = ready();
        robot.interact(grid("prior")::requestFocus);
        robot.type(KeyCode.RIGHT, KeyCode.RIGHT, KeyCode.ENTER);
        assertTrue(grid("prior").getAccessibleText().contains("Picture 2"));
        robot.type(KeyCode.ESCAPE);
        assertArrayEquals(draw.prior().point(1), explorer.z(), 0);
    }

    @Test
    void a_new_draw_shows_other_pictures_and_the_seed_typed_again_the_same(FxRobot robot) {
        Draw first = ready();
        robot.clickOn("#samples-draw");
        SmallSession.until(() -> samples.drawProperty().get() != first);
        assertEquals("2", ((TextField) view.lookup("#samples-seed")).getText());
        robot.doubleClickOn("#samples-seed").write("1").type(KeyCode.ENTER);
        SmallSession.until(() -> Arrays.equals(
                first.prior().z(), samples.drawProperty().get().prior().z()));
        robot.doubleClickOn("#samples-seed").write("nonsense").type(KeyCode.ENTER);
        assertEquals("1", ((TextField) view.lookup("#samples-seed")).getText());
    }

    @Test
    void pictures_follow_the_model_while_it_learns_and_keep_their_noise(FxRobot robot) {
        Draw first = ready();
        robot.interact(small.session.commands()::play);
        SmallSession.until(() -> {
            Draw now = samples.drawProperty().get();
            return now != null
                    && !Arrays.equals(now.prior().pixels(), first.prior().pixels());
        });
        robot.interact(small.session.commands()::pause);
        small.untilStatus(Status.PAUSED);
        assertArrayEquals(
                first.prior().z(), samples.drawProperty().get().prior().z());
    }

    @Test
    void tiles_are_painted_in_the_ink_of_the_theme(FxRobot robot) {
        Draw draw = ready();
        robot.interact(() -> {});
        int dark = pixel("prior", 0);
        float value = draw.prior().pixels()[4 * 8 + 4];
        assertEquals(Ink.DARK.argb(value) & 0xff, dark & 0xff, 60);
        robot.interact(() -> Theme.of(view.getScene()).darkProperty().set(false));
        robot.interact(() -> view.layout());
        assertNotEquals(dark, pixel("prior", 0));
        assertEquals(Ink.LIGHT.argb(value) & 0xff, pixel("prior", 0) & 0xff, 60);
    }

    @Test
    void while_it_is_hidden_nothing_is_computed(FxRobot robot) {
        Draw before = ready();
        robot.interact(() -> view.setVisible(false));
        robot.interact(samples::newDraw);
        robot.interact(() -> {});
        assertEquals(before, samples.drawProperty().get());
        robot.interact(() -> view.setVisible(true));
        SmallSession.until(() -> samples.drawProperty().get() != before);
    }

    @Test
    void the_seed_has_a_name_that_does_not_hide_its_value() {
        var seed = (TextField) view.lookup("#samples-seed");
        assertEquals("1", seed.queryAccessibleAttribute(AccessibleAttribute.TEXT));
        var name = (Label) seed.queryAccessibleAttribute(AccessibleAttribute.LABELED_BY);
        assertFalse(name.getText().isBlank());
    }
}
