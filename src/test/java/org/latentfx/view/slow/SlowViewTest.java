package org.latentfx.view.slow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentfx.data.ColourShapes;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.data.PictureFormat;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.session.run.Run;
import org.latentfx.session.run.Run.Status;
import org.latentfx.session.slow.SlowMotion;
import org.latentfx.session.slow.SlowMotion.Shown;
import org.latentfx.session.slow.Stage;
import org.latentfx.train.Settings;
import org.latentfx.view.kit.CutOff;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.Tips;
import org.latentfx.view.kit.WindowSample;
import org.latentfx.view.slow.Part.Kind;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class SlowViewTest {
    private static final PseudoClass SERVES = PseudoClass.getPseudoClass("serves");
    private static final PseudoClass ACTIVE = PseudoClass.getPseudoClass("active");

    private SmallSession small;
    private SlowMotion slow;
    private SlowView view;
    private javafx.stage.Stage stage;

    @Start
    void start(javafx.stage.Stage shown) {
        stage = shown;
        small = new SmallSession();
        slow = small.session.slowMotion();
        view = new SlowView(slow, small.session.explorer().modelProperty().map(FrozenModel::configuration));
        WindowSample.show(stage, view, 1200, 640);
    }

    @AfterEach
    void end() {
        small.close();
    }

    private Shown open(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        SmallSession.until(() -> view.lookup(".slow-part") != null);
        robot.interact(slow::open);
        SmallSession.until(() -> slow.shownProperty().get() != null);
        return Objects.requireNonNull(slow.shownProperty().get());
    }

    private void show(FxRobot robot, Stage now) {
        robot.interact(() -> slow.show(now));
    }

    private PartBox box(Part part) {
        var graph = (GraphPane) view.lookup(".slow-graph");
        return Objects.requireNonNull(graph.box(part), part::toString);
    }

    private PartBox box(Kind kind) {
        return box(Part.of(kind));
    }

    private String formulas() {
        return view.lookupAll(".slow-formula").stream()
                .map(line -> line.lookupAll("*").stream()
                        .filter(Text.class::isInstance)
                        .map(text -> ((Text) text).getText())
                        .collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
    }

    private static void untilPainted(PixelImage image, int colour) {
        SmallSession.until(() -> Arrays.stream(image.pixels()).anyMatch(argb -> argb == colour));
    }

    @Test
    void without_a_step_the_graph_says_how_large_each_part_is(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        SmallSession.until(() -> view.lookup(".slow-part") != null);
        assertTrue(box(Kind.INPUT).said().contains("8 × 8"));
        assertTrue(box(new Part(Kind.ENCODER, 0)).said().contains("6"));
        assertEquals("64 × 6\n390", box(new Part(Kind.WEIGHTS, 0)).said());
        assertEquals("6 × 4\n28", box(new Part(Kind.WEIGHTS, 1)).said());
        assertEquals("2 × 6\n18", box(new Part(Kind.WEIGHTS, 2)).said());
        assertEquals("6 × 64\n448", box(new Part(Kind.WEIGHTS, 3)).said());
        assertTrue(((Label) view.lookup(".slow-where")).getText().startsWith("884 "));
        assertEquals(List.of(), CutOff.labels(robot));
    }

    @Test
    void where_no_image_goes_through_a_step_the_button_is_off_and_says_why(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        SmallSession.until(() -> view.lookup("#slow-begin") != null);
        Node begin = view.lookup("#slow-begin");
        assertFalse(begin.isDisabled());
        var gan = Settings.MODEL.with(SmallSession.small(), ModelKind.GAN);
        robot.interact(() -> small.session.commands().change(gan));
        SmallSession.until(begin::isDisabled);
        assertTrue(String.valueOf(Tips.of(begin.getParent())).contains("in a GAN"));
    }

    @Test
    void without_a_step_the_graph_holds_what_the_model_makes_of_the_image_probed(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        SmallSession.until(() -> slow.live().passedProperty().get() != null);
        var trace = Objects.requireNonNull(slow.live().passedProperty().get()).trace();
        var input = Objects.requireNonNull(small.session.probe().inputProperty().get());
        assertArrayEquals(input.pixels(), trace.x());
        assertTrue(
                box(Kind.OUTPUT).content().isVisible() && box(Kind.KL).content().isVisible());
        untilPainted(((TilePicture) box(Kind.OUTPUT).content()).image(), Ink.DARK.argb(trace.means()[0]));
        robot.interact(() -> view.setVisible(false));
        robot.interact(() -> small.session.probe().takeImage(5));
        robot.interact(() -> view.setVisible(true));
        SmallSession.until(() -> !Arrays.equals(
                Objects.requireNonNull(slow.live().passedProperty().get())
                        .trace()
                        .x(),
                trace.x()));
    }

    @Test
    void a_step_fills_the_graph_as_far_as_it_is_shown(FxRobot robot) {
        Shown shown = open(robot);
        var input = (TilePicture) box(Kind.INPUT).content();
        assertTrue(input.isVisible());
        assertFalse(box(Kind.OUTPUT).content().isVisible());
        untilPainted(input.image(), Ink.DARK.argb(shown.step().trace().x()[0]));
        show(robot, Stage.OUTPUT);
        var output = (TilePicture) box(Kind.OUTPUT).content();
        assertTrue(output.isVisible());
        float[] means = shown.step().trace().means();
        // one value in the middle, as sharp or smooth as the picture is
        untilPainted(output.image(), Ink.DARK.argb(means[0]));
        var units = (TilePicture) box(new Part(Kind.ENCODER, 0)).content();
        SmallSession.until(
                () -> Arrays.stream(units.image().pixels()).distinct().count() > 1);
        assertFalse(box(Kind.KL).content().isVisible());
        show(robot, Stage.LOSSES);
        assertTrue(box(Kind.KL).content().isVisible());
        assertTrue(box(Kind.KL).figure().endsWith("nats"));
        assertTrue(box(Kind.KL).getPseudoClassStates().contains(ACTIVE));
    }

    @Test
    void each_stage_has_its_sentence_and_its_formula_with_the_numbers_of_the_image(FxRobot robot) {
        Shown shown = open(robot);
        robot.interact(() -> slow.follow(3));
        show(robot, Stage.LATENT);
        var trace = shown.step().trace();
        String numbers = String.format(Locale.ENGLISH, "%.2f + %.3f · ", trace.mu(3, 0), trace.sigma()[6]);
        String formulas = formulas().replace('−', '-');
        assertTrue(formulas.contains(numbers), formulas);
        assertTrue(formulas.contains(String.format(Locale.ENGLISH, "%.2f", trace.z()[6])), formulas);
        String before = "";
        for (var each : Stage.values()) {
            show(robot, each);
            String now = ((Label) view.lookup(".slow-caption")).getText();
            assertFalse(now.isEmpty() || now.equals(before), each.toString());
            assertFalse(formulas().isBlank(), each.toString());
            assertFalse(formulas().contains("{") || formulas().contains("<"), formulas());
            assertEquals(List.of(), CutOff.labels(robot), each.toString());
            before = now;
        }
    }

    @Test
    void gradients_and_updates_are_those_of_the_step(FxRobot robot) {
        Shown shown = open(robot);
        show(robot, Stage.GRADIENTS);
        double weight = shown.tensors().get(0).gradient();
        double bias = shown.tensors().get(1).gradient();
        assertTrue(box(new Part(Kind.WEIGHTS, 0)).said().endsWith(Figures.brief(Math.hypot(weight, bias))));
        show(robot, Stage.UPDATE);
        assertTrue(box(new Part(Kind.WEIGHTS, 0)).said().endsWith("%"));
    }

    @Test
    void keys_drive_the_film(FxRobot robot) {
        open(robot);
        robot.type(KeyCode.RIGHT, KeyCode.RIGHT, KeyCode.LEFT);
        assertEquals(Stage.ENCODER, slow.stageProperty().get());
        robot.type(KeyCode.DOWN);
        assertEquals(1, slow.imageProperty().get());
        robot.type(KeyCode.SPACE);
        assertTrue(slow.playingProperty().get());
        robot.type(KeyCode.SPACE);
        assertFalse(slow.playingProperty().get());
        robot.type(KeyCode.L);
        assertTrue(slow.loopingProperty().get());
        robot.type(KeyCode.ENTER);
        SmallSession.until(
                () -> Objects.requireNonNull(slow.shownProperty().get()).step().step() == 2);
        robot.type(KeyCode.ESCAPE);
        assertFalse(slow.onProperty().get());
    }

    @Test
    void a_click_on_a_button_leaves_the_keys_to_the_film(FxRobot robot) {
        open(robot);
        robot.clickOn("#slow-forward");
        robot.type(KeyCode.RIGHT);
        assertEquals(Stage.POSTERIOR, slow.stageProperty().get());
        robot.clickOn("#slow-stage-losses");
        assertEquals(Stage.LOSSES, slow.stageProperty().get());
        robot.clickOn(box(Kind.NOISE));
        assertEquals(Stage.NOISE, slow.stageProperty().get());
        robot.clickOn("#slow-end");
        assertFalse(slow.onProperty().get());
    }

    @Test
    void pointing_at_a_part_shows_the_terms_of_the_loss_that_it_serves(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        SmallSession.until(() -> view.lookup(".slow-part") != null);
        robot.moveTo(box(Kind.NOISE));
        assertTrue(serves(box(Kind.RECONSTRUCTION)));
        assertFalse(serves(box(Kind.KL)));
        robot.moveTo(box(Kind.KL));
        assertTrue(serves(box(new Part(Kind.WEIGHTS, 0))) && serves(box(Kind.MU)));
        assertFalse(serves(box(new Part(Kind.WEIGHTS, 2))) || serves(box(Kind.LATENT)));
        robot.moveTo(box(new Part(Kind.ENCODER, 0)));
        assertTrue(serves(box(Kind.KL)) && serves(box(Kind.RECONSTRUCTION)));
        robot.moveTo(view.lookup(".slow-caption"));
        assertFalse(serves(box(Kind.KL)));
    }

    private static ImageSet shapes(int count) {
        var labels = new byte[count];
        for (int i = 0; i < count; i++) labels[i] = (byte) (i % 3);
        var format = new PictureFormat(16, 16, PictureFormat.COLOUR);
        return new ImageSet(format, ColourShapes.pixels(16, count), labels, List.of("disc", "square", "triangle"));
    }

    private static boolean serves(Node box) {
        return box.getPseudoClassStates().contains(SERVES);
    }

    @ParameterizedTest
    @CsvSource({
        "vae, none, 2, 1200",
        "vae, '32,16,8,16,32,16,8,4', 50, 992",
        "vae, '400', 1, 992",
        "vae, '64,32', 50, 1590",
        "ae, '64,32', 3, 1200"
    })
    void any_model_has_its_film(String kind, String hidden, int latents, double width, FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        var settings = Settings.LATENTS.with(
                Settings.fromTexts(SmallSession.small(), Map.of("hidden", hidden, "model", kind)), latents);
        var colours = new DataSplit("colours", shapes(30), shapes(20));
        robot.interact(() -> {
            stage.setWidth(width);
            small.session.run().replace(Run.Start.fresh(colours, settings));
        });
        small.untilStatus(Status.PAUSED);
        SmallSession.until(() -> {
            var model = small.session.explorer().modelProperty().getValue();
            return model != null
                    && model.latents() == latents
                    && model.configuration().format().inColour();
        });
        open(robot);
        for (var each : Stage.values()) {
            show(robot, each);
            robot.interact(view::layout);
            assertEquals(List.of(), CutOff.labels(robot), each.toString());
        }
        var output = (TilePicture) box(Kind.OUTPUT).content();
        SmallSession.until(
                () -> Arrays.stream(output.image().pixels()).distinct().count() > 2);
    }
}
