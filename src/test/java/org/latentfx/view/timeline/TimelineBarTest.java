package org.latentfx.view.timeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.session.run.Run.Status;
import org.latentfx.session.timeline.TimeMachine;
import org.latentfx.train.RunState;
import org.latentfx.view.command.Actions;
import org.latentfx.view.command.Keys;
import org.latentfx.view.kit.SmallSession;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class TimelineBarTest {
    private static final int STEPS = 40;

    private SmallSession small;
    private TimeMachine machine;

    @Start
    void show(Stage stage) {
        small = new SmallSession();
        machine = small.session.timeMachine();
        var actions = new Actions();
        new TimelineCommands(machine).addTo(actions);
        var runs = small.session.runList();
        actions.on(Keys.FORK, runs::fork, runs.possible());
        var bar = new TimelineBar(small.session.runs(), small.session.run(), machine, actions);
        var scene = new Scene(bar, 1300, 40);
        actions.listen(null, scene);
        stage.setScene(scene);
        stage.setX(0);
        stage.setY(0);
        stage.setWidth(1300);
        stage.show();
    }

    @BeforeEach
    void train(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        step(robot, STEPS);
    }

    private void step(FxRobot robot, int count) {
        long end = small.session.run().stepProperty().get() + count;
        robot.interact(() -> {
            for (int i = 0; i < count; i++) small.session.commands().stepOnce();
        });
        SmallSession.until(() -> words(robot).equals("live · step " + end));
        WaitForAsyncUtils.waitForFxEvents(); // the lane has the room that the words leave it
    }

    @AfterEach
    void end() {
        small.close();
    }

    private static String words(FxRobot robot) {
        return robot.lookup("#timeline-words").queryAs(Label.class).getText();
    }

    private static TimelineLane lane(FxRobot robot) {
        return robot.lookup(".timeline-lane").query();
    }

    private static Point2D at(FxRobot robot, long step) {
        TimelineLane lane = lane(robot);
        Bounds bounds = lane.localToScreen(lane.getBoundsInLocal());
        return new Point2D(bounds.getMinX() + lane.xOf(step), bounds.getMinY() + 11);
    }

    private void untilShown(long step) {
        SmallSession.until(() -> {
            RunState there = machine.shownProperty().get();
            return there != null && there.position().step() == step;
        });
    }

    @Test
    void theThumbIsDraggedFromSnapshotToSnapshotAndEverythingFollows(FxRobot robot) {
        assertEquals("live · step 40", words(robot));
        robot.drag(at(robot, 30)).moveTo(at(robot, 20)).moveTo(at(robot, 10));
        untilShown(10);
        robot.drop();
        var shown = small.session.explorer().shownProperty().getValue();
        assertNotNull(shown);
        assertEquals(10, shown.step());
        RunState past = shown.past();
        assertNotNull(past);
        assertArrayEquals(past.values(), shown.model().weights().values());
        assertEquals("step 10 of 40 · live waits", words(robot));
        robot.clickOn("#timeline-live");
        SmallSession.until(
                () -> small.session.explorer().shownProperty().getValue().past() == null);
        assertEquals("live · step 40", words(robot));
        assertEquals(40, small.session.explorer().shownProperty().getValue().step());
    }

    @Test
    void aStepBetweenSnapshotsIsReachedWhereTheThumbIsLetGo(FxRobot robot) {
        step(robot, 60);
        long between = LongStream.range(0, 100)
                .filter(step -> !machine.steps().contains(step))
                .findFirst()
                .orElseThrow();
        robot.clickOn(at(robot, between));
        untilShown(between);
    }

    @Test
    void keysGoFromMomentToMoment(FxRobot robot) {
        robot.clickOn(at(robot, 20));
        untilShown(20);
        robot.type(KeyCode.LEFT);
        untilShown(19);
        robot.press(KeyCode.SHIFT).type(KeyCode.RIGHT).release(KeyCode.SHIFT);
        untilShown(20);
        robot.type(KeyCode.PAGE_DOWN);
        untilShown(16);
        robot.type(KeyCode.HOME);
        untilShown(0);
        robot.press(KeyCode.CONTROL).type(KeyCode.RIGHT).release(KeyCode.CONTROL);
        untilShown(1);
        robot.type(KeyCode.END);
        SmallSession.until(() -> machine.momentProperty().get().live());
    }

    @Test
    void trainingGoesOnWhileThePastIsLookedAtWhichSaysSo(FxRobot robot) {
        robot.clickOn(at(robot, 20));
        untilShown(20);
        robot.interact(small.session.commands()::play);
        SmallSession.until(() -> words(robot).matches("step 20 of [0-9,]+ · live goes on"));
        SmallSession.until(() -> small.session.run().stepProperty().get() > 300);
        assertEquals(20, small.session.explorer().shownProperty().getValue().step());
        robot.interact(small.session.commands()::pause);
        small.untilStatus(Status.PAUSED);
    }

    @Test
    void aForkGoesOnFromTheMomentThatIsLookedAt(FxRobot robot) {
        robot.clickOn(at(robot, 20));
        untilShown(20);
        robot.clickOn("#timeline-fork");
        SmallSession.until(() -> small.session.runs().lines().size() == 2);
        SmallSession.until(() -> small.session.run().statusProperty().get() == Status.PAUSED);
        assertEquals(20, small.session.run().stepProperty().get());
        String said = small.session.messageProperty().get().sentence();
        assertTrue(said.contains("goes on from step 20"), said);
        assertTrue(machine.momentProperty().get().live());
        robot.interact(small.session.undoStack()::undo);
        assertEquals(1, small.session.runs().lines().size());
    }

    @Test
    void theTipSaysWhatThePastTakes(FxRobot robot) {
        robot.moveTo(at(robot, 20)).moveBy(3, 0);
        SmallSession.until(() -> robot.lookup(".tooltip").tryQuery().isPresent());
        String tip = lane(robot).getAccessibleHelp();
        assertTrue(tip.contains(" snapshots of this run."), tip);
        assertTrue(tip.contains(" MB on disk"), tip);
        assertNotNull(Keys.LIVE.tooltip());
    }
}
