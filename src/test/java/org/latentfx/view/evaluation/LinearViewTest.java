package org.latentfx.view.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.session.evaluation.LinearFigures;
import org.latentfx.session.run.Run.Status;
import org.latentfx.train.Settings;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.Tips;
import org.latentfx.view.kit.WindowSample;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class LinearViewTest {
    private SmallSession small;
    private LinearFigures source;
    private LinearView view;

    @Start
    void start(Stage stage) {
        small = new SmallSession();
        source = small.session.evaluation().linear();
        view = new LinearView(small.session.evaluation());
        WindowSample.set(stage, view, 480, 420);
    }

    @AfterEach
    void end() {
        small.close();
    }

    private List<String> words() {
        return WindowSample.words(view);
    }

    @Test
    void the_linear_model_is_fitted_while_somebody_looks_and_stands_beside_the_model(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        SmallSession.until(() -> small.session.evaluation().ready());
        assertNull(source.foundProperty().get(), "nobody looks");
        robot.interact(() -> ((Stage) view.getScene().getWindow()).show());
        SmallSession.until(() -> source.foundProperty().get() != null);
        var found = source.foundProperty().get();
        assertNotNull(found);
        assertEquals(2, found.latents());
        double mse = found.reference().heldOut().mse();
        assertTrue(words().contains(Figures.fixed(mse, 5)), words().toString());
        assertTrue(words().contains("per pixel value · model –"), words().toString());
        for (var cell : view.lookupAll(".figure-cell")) assertNotNull(Tips.of(cell));

        robot.interact(() -> robot.lookup("#linear-measure").queryButton().fire());
        SmallSession.until(() -> small.session.evaluation().figuresProperty().get() != null);
        var its = small.session.evaluation().figuresProperty().get();
        String beside =
                "per pixel value · model " + Figures.fixed(its.evaluation().mse(), 5);
        assertTrue(words().contains(beside), words().toString());

        robot.interact(() -> small.session
                .commands()
                .change(Settings.LATENTS.with(
                        small.session.run().hyperparametersProperty().get(), 3)));
        robot.interact(small.session.commands()::reset);
        SmallSession.until(() -> source.foundProperty().get() != null
                && source.foundProperty().get().latents() == 3);
    }
}
