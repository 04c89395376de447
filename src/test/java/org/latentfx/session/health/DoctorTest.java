package org.latentfx.session.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.session.run.Run.Status;
import org.latentfx.train.health.Cure;
import org.latentfx.train.health.Diagnosis;
import org.latentfx.train.health.Diagnosis.Level;
import org.latentfx.view.kit.SmallSession;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

@ExtendWith(ApplicationExtension.class)
class DoctorTest {
    private SmallSession small;

    @Start
    void begin(Stage stage) {
        small = new SmallSession();
    }

    @Stop
    void end() {
        small.close();
    }

    private Doctor doctor() {
        return small.session.debug().doctor();
    }

    private static Diagnosis with(Cure cure) {
        return new Diagnosis(Level.BAD, "rate.high", List.of("1", "2", 3, "4"), 1, cure, List.of());
    }

    /** Trains until the run has been measured, and pauses it. */
    private void train(FxRobot robot, long steps) {
        small.untilStatus(Status.PAUSED);
        robot.interact(() -> small.session.commands().play());
        SmallSession.until(() -> small.session.run().stepProperty().get() >= steps);
        robot.interact(() -> small.session.commands().pause());
        small.untilStatus(Status.PAUSED);
    }

    @Test
    void a_cure_from_the_start_is_compared_after_as_many_images(FxRobot robot) {
        train(robot, 120);
        var ill = small.session.run().line();
        var cure = new Cure(Map.of("learning-rate", "0.0005"), Cure.DataChange.NONE, 0);
        robot.interact(() -> doctor().treat(with(cure)));
        SmallSession.until(() -> {
            var trial = doctor().trialProperty().get();
            return trial != null && trial.after() != null;
        });
        var trial = doctor().trialProperty().get();
        assertNotNull(trial);
        assertEquals(ill, trial.ill());
        assertEquals(0.0005, trial.cured().hyperparametersProperty().get().learningRate());
        assertTrue(
                trial.after() != null && trial.after().drawn() >= trial.before().drawn());
        assertTrue(trial.text().contains("→"), trial.text());
        assertEquals(2, small.session.runs().lines().size());
        robot.interact(() -> small.session.runs().show(ill));
        assertEquals(trial, doctor().trialProperty().get(), "seen from the ill run as well");
    }

    @Test
    void a_cure_from_a_step_goes_on_with_the_weights_of_then(FxRobot robot) {
        train(robot, 120);
        var cure = new Cure(Map.of("learning-rate", "0.0005"), Cure.DataChange.NONE, 60);
        robot.interact(() -> doctor().treat(with(cure)));
        SmallSession.until(() -> small.session.runs().lines().size() == 2);
        var branch = small.session.run().line().branch();
        assertNotNull(branch);
        assertEquals(60, branch.step());
    }

    @Test
    void the_ill_run_rests_while_its_cure_is_tried_until_it_is_let_go_on(FxRobot robot) {
        train(robot, 60);
        var ill = small.session.run().line();
        robot.interact(() -> small.session.commands().play());
        small.untilStatus(Status.TRAINING);
        var cure = new Cure(Map.of("learning-rate", "0.0005"), Cure.DataChange.NONE, 0);
        robot.interact(() -> doctor().treat(with(cure)));
        SmallSession.until(() -> ill.statusProperty().get() == Status.PAUSED);
        assertEquals(ill, doctor().restingProperty().get());
        robot.interact(() -> doctor().letGoOn());
        SmallSession.until(() -> ill.statusProperty().get() == Status.TRAINING);
        assertNull(doctor().restingProperty().get());
        robot.interact(() -> small.session.runs().show(ill));
        robot.interact(() -> doctor().treat(with(cure)));
        SmallSession.until(() -> small.session.runs().lines().size() == 3);
        assertTrue(ill.playing(), "who has let one go on is not asked again");
    }

    @Test
    void signals_and_figures_of_the_data_are_measured_beside_the_run(FxRobot robot) {
        train(robot, 20);
        SmallSession.until(() -> doctor().evidenceProperty().get().data() != null
                && doctor().evidenceProperty().get().signals() != null);
        var data = doctor().evidenceProperty().get().data();
        assertTrue(data != null && data.images() == 40 && data.classes() == 4);
    }
}
