package org.latentfx.train.timeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.text.Refusal;
import org.latentfx.train.Divergence;
import org.latentfx.train.Event;
import org.latentfx.train.Fork;
import org.latentfx.train.RunState;
import org.latentfx.train.Settings;

class TimelineTest {
    @TempDir
    private Path folder;

    private final List<Refusal> troubles = new ArrayList<>();

    private SnapshotBudget budget(int most, int inMemory) {
        return new SnapshotBudget(most * Runs.bytes(), inMemory * Runs.bytes());
    }

    private void spill(SnapshotBudget budget, Path into) {
        budget.spillInto(into, Runnable::run, troubles::add);
    }

    private RunState before(Timeline timeline, long step) {
        PastMoment moment = timeline.before(step, troubles::add);
        return moment == null ? null : moment.state();
    }

    private static PastMoment moment(RunState of, long step) {
        var p = of.position();
        var position = new RunState.Position(step, step, p.epoch(), p.inEpoch(), p.drawn(), p.sums());
        return Runs.moment(new RunState(
                of.hyperparameters(),
                of.dataName(),
                of.dataChecksum(),
                of.format(),
                position,
                of.values(),
                of.firstMoments(),
                of.secondMoments(),
                of.history()));
    }

    @Test
    void aSnapshotHoldsWhatTheBudgetCounts() {
        var run = Runs.trainer();
        Runs.steps(run, 2);
        var moment = PastMoment.of(run);
        assertEquals(2 * Runs.bytes(), moment.state().bytes());
        var budget = budget(4, 4);
        var timeline = budget.timeline();
        timeline.record(moment);
        var back = timeline.before(2, trouble -> {});
        assertNotNull(back);
        assertEquals(moment.state(), back.state());
        assertEquals(budget.size().inMemory(), back.state().bytes());
    }

    @Test
    void aRecordedMomentComesBackBitForBit() {
        var timeline = budget(10, 10).timeline();
        var trainer = Runs.trainer();
        Runs.steps(trainer, 3);
        RunState state = trainer.state();
        timeline.record(Runs.moment(state));
        Runs.steps(trainer, 4);
        assertEquals(state, before(timeline, 5));
        assertNull(before(timeline, 2));
    }

    @Test
    void whatDoesNotFitIntoItsPartOfMemoryLiesOnDiskAndComesBackBitForBit() throws IOException {
        var budget = budget(10, 2);
        spill(budget, folder);
        var timeline = budget.timeline();
        var trainer = Runs.trainer();
        var states = new ArrayList<RunState>();
        for (int i = 0; i < 6; i++) {
            states.add(trainer.state());
            timeline.record(PastMoment.of(trainer));
            trainer.step();
        }
        assertEquals(new SnapshotBudget.Size(2 * Runs.bytes(), 4 * Runs.bytes()), budget.size());
        assertEquals(4, files());
        for (int i = 0; i < 6; i++) assertEquals(states.get(i), before(timeline, i));
        timeline.close();
        assertEquals(0, files());
        assertEquals(0, budget.size().total());
        assertEquals(List.of(), troubles);
    }

    @Test
    void whatSeveralMomentsOnDiskWouldGoBackToIsReadOnce() {
        var budget = budget(9, 1);
        spill(budget, folder);
        var timeline = budget.timeline();
        var trainer = Runs.trainer();
        Runs.steps(trainer, 251);
        for (int i = 0; i < 4; i++) {
            timeline.record(PastMoment.of(trainer));
            trainer.step();
        }
        RunState one = before(timeline, 251);
        RunState other = before(timeline, 252);
        assertSame(one.good().values(), other.good().values(), "while somebody holds on to the former");
        assertNotSame(one.values(), other.values());
    }

    /** Step 252 would go back to 250, whose numbers are there once, in memory or on disk. */
    @Test
    void aMomentKnowsWhatItsRunWouldGoBackToAndAForkOfItDivergesAlike() {
        for (int inMemory : new int[] {9, 1}) {
            var budget = budget(9, inMemory);
            spill(budget, folder);
            var timeline = budget.timeline();
            var trainer = Runs.trainer();
            Runs.steps(trainer, 249);
            for (int i = 0; i < 4; i++) {
                timeline.record(PastMoment.of(trainer));
                trainer.step();
            }
            assertEquals(5 * Runs.bytes(), budget.size().total(), "249 would go back to 0, the others to 250");
            var straight = Runs.trainer();
            Runs.steps(straight, 252);
            RunState there = Objects.requireNonNull(before(timeline, 252));
            assertEquals(straight.state(), there);
            for (var run : List.of(straight, Runs.trainer())) {
                RunState.Good good = Objects.requireNonNull(
                        run == straight ? straight.state().good() : there.good());
                run.restore(Fork.of(Runs.hopeless(there).goingBackTo(good), Runs.SMALL, Runs.DATA));
                assertThrows(Divergence.class, run::step);
                var back = (Event.RolledBack) run.history().events().get(0);
                assertEquals(List.of(253L, 250L), List.of(back.step(), back.to()));
                assertArrayEquals(
                        Objects.requireNonNull(straight.state().good()).values(),
                        run.state().values());
            }
            timeline.close();
            assertEquals(0, budget.size().total());
        }
    }

    private int files() throws IOException {
        try (var files = Files.list(folder)) {
            return (int) files.count();
        }
    }

    @Test
    void theBudgetIsKeptOverManyRecordsAndTheFirstStepsStayDensest() {
        var budget = budget(60, 20);
        spill(budget, folder);
        var timeline = budget.timeline();
        RunState state = Runs.trainer().state();
        for (long step = 0; step < 10_000; step++) {
            if (step > 1000 && step % 10 != 0) continue;
            timeline.record(moment(state, step));
            assertTrue(budget.size().total() <= 60 * Runs.bytes());
            assertTrue(budget.size().inMemory() <= 20 * Runs.bytes());
        }
        List<Long> steps = timeline.steps();
        assertEquals(60, steps.size());
        assertEquals(0, steps.get(0));
        assertTrue(steps.get(5) <= 12, () -> "too few of the first steps are there: " + steps);
        assertEquals(9990, steps.get(59));
        for (int i = 1; i < steps.size(); i++) {
            double gap = steps.get(i) - steps.get(i - 1);
            assertTrue(gap <= Math.max(4, 0.3 * steps.get(i)), () -> "one gap is too wide: " + steps);
        }
    }

    @Test
    void runsShareOneBudget() {
        var budget = budget(20, 20);
        var one = budget.timeline();
        var other = budget.timeline();
        RunState state = Runs.trainer().state();
        for (long step = 0; step < 200; step++) {
            one.record(moment(state, step));
            other.record(moment(state, step));
        }
        assertEquals(20, one.steps().size() + other.steps().size());
        assertTrue(Math.abs(one.steps().size() - other.steps().size()) <= 2, () -> one.steps() + " " + other.steps());
        one.close();
        for (long step = 200; step < 300; step++) other.record(moment(state, step));
        assertEquals(20, other.steps().size());
    }

    @Test
    void theMomentAfterARollbackStaysAsLongAsAny() {
        var timeline = budget(5, 5).timeline();
        RunState state = Runs.trainer().state();
        for (long step = 0; step < 100; step++) {
            if (step == 37) timeline.keep(moment(state, step));
            else timeline.record(moment(state, step));
        }
        assertTrue(timeline.steps().contains(37L), () -> timeline.steps().toString());
    }

    @Test
    void aRunThatIsOverGivesUpItsRoomFirstButKeepsWhatNobodyNeeds() {
        var budget = budget(20, 20);
        var over = budget.timeline();
        var goesOn = budget.timeline();
        RunState state = Runs.trainer().state();
        for (long step = 0; step < 15; step++) over.record(moment(state, step));
        over.retire(true);
        for (long step = 0; step < 10; step++) goesOn.record(moment(state, step));
        assertEquals(10, goesOn.steps().size());
        assertEquals(10, over.steps().size());
        over.retire(false);
        for (long step = 10; step < 200; step++) goesOn.record(moment(state, step));
        assertTrue(over.steps().size() > 3, () -> over.steps() + " " + goesOn.steps());
    }

    @Test
    void aMomentRecordedTwiceKeepsWhatItWouldGoBackTo() {
        var budget = budget(5, 5);
        var timeline = budget.timeline();
        var trainer = Runs.trainer();
        Runs.steps(trainer, 3);
        timeline.record(PastMoment.of(trainer));
        timeline.record(PastMoment.of(trainer));
        assertEquals(2 * Runs.bytes(), budget.size().total());
        assertNotNull(Objects.requireNonNull(before(timeline, 3)).good());
        timeline.close();
        assertEquals(0, budget.size().total());
    }

    @Test
    void theLastMomentOfARunThatIsOverOutlivesItsOthers() {
        var budget = budget(20, 20);
        var over = budget.timeline();
        var goesOn = budget.timeline();
        RunState state = Runs.trainer().state();
        for (long step = 0; step < 15; step++) over.record(moment(state, step));
        over.retire(true);
        for (long step = 0; step < 1000; step++) goesOn.record(moment(state, step));
        assertEquals(List.of(14L), over.steps());
        assertEquals(19, goesOn.steps().size());
    }

    @Test
    void aMomentRecordedTwiceIsThereOnceAsItWasLast() {
        var budget = budget(5, 5);
        var timeline = budget.timeline();
        var trainer = Runs.trainer();
        timeline.record(PastMoment.of(trainer));
        trainer.change(Settings.BETA.with(Runs.SMALL, 2.0));
        timeline.record(PastMoment.of(trainer));
        assertEquals(List.of(0L), timeline.steps());
        assertEquals(trainer.state(), before(timeline, 0));
        assertEquals(Runs.bytes(), budget.size().total());
    }

    @Test
    void whereAFileIsGoneOrDamagedAnEarlierMomentTakesItsPlaceAndASentenceSaysSo() throws IOException {
        var budget = budget(10, 1);
        spill(budget, folder);
        var timeline = budget.timeline();
        var trainer = Runs.trainer();
        var first = trainer.state();
        for (int i = 0; i < 4; i++) {
            timeline.record(PastMoment.of(trainer));
            trainer.step();
        }
        Files.delete(folder.resolve("2.snapshot"));
        Path damaged = folder.resolve("1.snapshot");
        byte[] bytes = Files.readAllBytes(damaged);
        bytes[bytes.length / 2] ^= 1;
        Files.write(damaged, bytes);
        assertEquals(first, before(timeline, 2));
        assertEquals(2, troubles.size());
        assertEquals(
                "The moment of step 2 could not be read back from " + folder.resolve("2.snapshot")
                        + ": it is computed anew from an earlier one.",
                troubles.get(0).getMessage());
        assertEquals(List.of(0L, 3L), timeline.steps());
        var again = Runs.replay(trainer).to(2, Runs.moment(first), () -> false, share -> {});
        var straight = Runs.trainer();
        Runs.steps(straight, 2);
        assertEquals(straight.state(), again.state());
    }

    @Test
    void whereNothingCanBeWrittenAsMuchStaysAsFitsIntoMemory() {
        var budget = budget(10, 3);
        spill(budget, folder.resolve("missing"));
        var timeline = budget.timeline();
        RunState state = Runs.trainer().state();
        for (long step = 0; step < 10; step++) timeline.record(moment(state, step));
        assertEquals(3, timeline.steps().size());
        assertEquals(1, troubles.size());
        assertNotEquals(null, before(timeline, 9));
    }
}
