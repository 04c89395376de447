package org.latentfx.view.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javafx.scene.control.Button;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.session.evaluation.HeldOutFigures;
import org.latentfx.session.run.Run.Status;
import org.latentfx.view.kit.CutOff;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.Tips;
import org.latentfx.view.kit.WindowSample;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class EvaluationViewTest {
    private SmallSession small;
    private HeldOutFigures source;
    private EvaluationView view;

    @Start
    void start(Stage stage) {
        small = new SmallSession();
        source = small.session.evaluation();
        view = new EvaluationView(source);
        WindowSample.show(stage, view, 300, 240);
    }

    @AfterEach
    void end() {
        small.close();
    }

    private List<String> words() {
        return WindowSample.words(view);
    }

    private void measured(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        SmallSession.until(source::ready);
        robot.clickOn("#evaluation-measure");
        SmallSession.until(() -> source.figuresProperty().get() != null);
    }

    @Test
    void whatTheCommandLineTellsIsMeasuredWhenAskedForWithUnitsAndMeaning(FxRobot robot) {
        SmallSession.until(() -> words().stream().anyMatch(text -> text.contains("some seconds of one core")));
        measured(robot);
        var found = source.figuresProperty().get();
        assertNotNull(found);
        var words = words();
        assertTrue(words.contains(Figures.loss(found.evaluation().total())), words.toString());
        assertTrue(words.contains(Figures.fixed(found.evaluation().mse(), 5)), words.toString());
        assertTrue(words.contains(found.evaluation().activeUnits() + " of 2"), words.toString());
        assertTrue(words.containsAll(List.of("a", "b", "c", "d")), "the classes");
        assertTrue(words.stream().anyMatch(text -> text.startsWith("Measured at step 0 on 20 held-out images")));
        assertEquals("Measure again", ((Button) view.lookup("#evaluation-measure")).getText());
        for (var cell : view.lookupAll(".figure-cell")) assertNotNull(Tips.of(cell));
        assertEquals(List.of(), CutOff.labels(robot));
    }

    @Test
    void figuresOfARunAreGoneWithIt(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        robot.interact(small.session.commands()::stepOnce);
        SmallSession.until(() -> small.session.run().stepProperty().get() == 1);
        measured(robot);
        assertEquals(1, source.figuresProperty().get().step());
        robot.interact(small.session.commands()::stepOnce);
        SmallSession.until(() -> small.session.run().stepProperty().get() == 2);
        assertNotNull(source.figuresProperty().get(), "the run goes on, and the step measured at is told");
        robot.interact(small.session.commands()::reset);
        SmallSession.until(() -> source.figuresProperty().get() == null);
        assertNull(source.figuresProperty().get());
    }

    @Test
    void theLikelihoodIsEstimatedWithTheChosenNumberOfSamplesAndToldWithItsError(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        robot.interact(small.session.commands()::stepOnce);
        SmallSession.until(() -> small.session.run().stepProperty().get() == 1);
        SmallSession.until(source::ready);
        robot.clickOn("#likelihood-k-50").clickOn("#likelihood-estimate");
        SmallSession.until(() -> source.likelihood().foundProperty().get() != null);
        var found = source.likelihood().foundProperty().get();
        assertNotNull(found);
        assertEquals(50, found.value().k());
        assertEquals(20, found.value().images());
        assertTrue(found.crossEntropy(), "the pixels are grey");
        var words = words();
        String nll = Figures.loss(found.value().nll()) + " ± "
                + Figures.fixed(found.value().standardError(), 2);
        assertTrue(words.contains(nll), words.toString());
        assertTrue(words.stream().anyMatch(text -> text.contains("cross-entropy")), words.toString());
        assertEquals(List.of(), CutOff.labels(robot));
        robot.interact(small.session.commands()::reset);
        SmallSession.until(() -> source.likelihood().foundProperty().get() == null);
        assertTrue(words().stream().noneMatch(nll::equals), "gone with its run");
    }

    @Test
    void anEstimateThatNobodyWantsAnyMoreIsStoppedAndLeavesNothing(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        SmallSession.until(source::ready);
        robot.interact(() -> source.likelihood().estimate(2_000_000));
        SmallSession.until(() -> view.lookup("#likelihood-cancel").isVisible());
        assertTrue(view.lookup("#likelihood-estimate").isDisabled());
        robot.clickOn("#likelihood-cancel");
        SmallSession.until(
                () -> Double.isNaN(source.likelihood().progressProperty().get()));
        measured(robot); // the one thread behind is free again
        assertNull(source.likelihood().foundProperty().get());
    }
}
