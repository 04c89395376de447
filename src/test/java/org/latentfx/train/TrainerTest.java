package org.latentfx.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Sprites;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.model.NonFinite;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.text.Refusal;
import org.latentfx.train.schedule.Schedule;

@Tag("engine")
class TrainerTest {
    /** 300 images in batches of 64: five steps an epoch, the last of 44 images. */
    private static final DataSplit DATA = new DataSplit(
            "few sprites",
            Sprites.generate(300, 1).images(),
            Sprites.generate(150, 2).images());

    private static final Hyperparameters SMALL =
            Settings.fromTexts(Preset.MAP.hyperparameters(), Map.of("hidden", "32", "latents", "3", "batch", "64"));

    private static Trainer trainer(Hyperparameters hyperparameters) {
        return new Trainer(DATA, hyperparameters, Kernels.best(), new Workers(1));
    }

    private static Trainer after(int steps, Hyperparameters hyperparameters) {
        var trainer = trainer(hyperparameters);
        step(trainer, steps);
        return trainer;
    }

    private static void step(Trainer trainer, int steps) {
        for (int i = 0; i < steps; i++) trainer.step();
    }

    @Test
    void heldOutImagesAreMeasuredAtLeastOnceAnEpochHoweverFewStepsItHas() {
        var trainer = after(20 * 5, SMALL);
        var heldOut = trainer.history().heldOut();
        assertEquals(20, heldOut.size()); // step 100 ends an epoch and is measured once
        for (int i = 0; i < 20; i++) assertEquals(5 * (i + 1), heldOut.step(i));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 5, 8})
    void aRunContinuedFromItsStateIsTheSameRunBitForBit(int before) {
        var hyperparameters = Settings.BINARISE.with(Settings.SCHEDULE.with(SMALL, new Schedule.Cosine()), true);
        var straight = after(before + 9, hyperparameters).state();
        var state = after(before, hyperparameters).state();
        var continued = trainer(Settings.SEED.with(SMALL, 99L));
        continued.step();
        continued.restore(state);
        assertEquals(state, continued.state());
        step(continued, 9);
        assertEquals(straight, continued.state());
    }

    @Test
    void anIwaeBegunWithAVaesWeightsIsAsGoodAsTheVaeBeforeItsFirstStep() {
        var vae = after(50, SMALL);
        var iwae = trainer(Settings.IMPORTANCE_SAMPLES.with(Settings.MODEL.with(SMALL, ModelKind.IWAE), 5));
        double fresh = iwae.measureAll().loss().total();
        iwae.restore(iwae.state().withWeights(vae.weights()));
        assertArrayEquals(vae.weights().values(), iwae.weights().values());
        assertEquals(0, iwae.stepsDone());
        double begun = iwae.measureAll().loss().total();
        double goal = vae.measureAll().loss().total();
        assertTrue(begun < goal + 1 && fresh > goal + 30, fresh + " nats before, " + begun + " then, VAE " + goal);
        iwae.step();
    }

    @Test
    void aRunContinuedAcrossChangesIsTheSameRunBitForBit() {
        var larger = Settings.BATCH.with(Settings.BETA.with(SMALL, 0.5), 200);
        var straight = after(3, SMALL);
        straight.change(larger);
        step(straight, 2);
        var continued = trainer(SMALL);
        continued.restore(straight.state());
        step(straight, 4);
        step(continued, 4);
        assertEquals(straight.state(), continued.state());
    }

    @Test
    void whereAdamStartsAfreshOnATrainedModelNoWeightMovesFurtherThanTheRate() {
        var trained = after(40, SMALL).state();
        var p = trained.position();
        int count = trained.values().length;
        var alone = new RunState(
                SMALL,
                trained.dataName(),
                trained.dataChecksum(),
                trained.format(),
                new RunState.Position(p.step(), 0, p.epoch(), p.inEpoch(), p.drawn(), p.sums()),
                trained.values(),
                new float[count],
                new float[count],
                trained.history());
        var trainer = trainer(SMALL);
        trainer.restore(alone);
        trainer.step();
        float[] values = trainer.state().values();
        double furthest = 0;
        for (int i = 0; i < count; i++) furthest = Math.max(furthest, Math.abs(values[i] - trained.values()[i]));
        assertEquals(SMALL.learningRate(), furthest, 1e-3 * SMALL.learningRate());
        assertEquals(41, trainer.stepsDone());
    }

    @Test
    void aStateDoesNotChangeWhenItsRunGoesOn() {
        var trainer = after(4, SMALL);
        var state = trainer.state();
        var same = trainer.state();
        step(trainer, 3);
        assertEquals(same, state);
        assertNotEquals(state, trainer.state());
        assertEquals(4, state.history().train().size());
    }

    @Test
    void twoThreadsGiveTheSameRunAsOne() {
        try (var two = new Workers(2)) {
            var shared = new Trainer(DATA, SMALL, Kernels.best(), two);
            step(shared, 8);
            assertEquals(after(8, SMALL).state(), shared.state());
        }
    }

    @Test
    void anotherSeedIsAnotherRun() {
        var other = after(2, Settings.SEED.with(SMALL, 2L));
        assertFalse(Arrays.equals(
                after(2, SMALL).weights().values(), other.weights().values()));
    }

    @Test
    void anEpochShowsEveryImageOnce() {
        var trainer = trainer(SMALL);
        int steps = 1;
        while (!trainer.step()) steps++;
        assertEquals(5, steps);
        assertEquals(300, trainer.imagesDrawn());
        assertEquals(1, trainer.epochsDone());
        assertEquals(0, trainer.epochProgress());
        assertFalse(trainer.finished());
        var points = trainer.history().train();
        double mean = 0;
        for (int i = 0; i < 5; i++) mean += points.total(i) * (i < 4 ? 64 : 44) / 300;
        assertEquals(mean, trainer.lastEpoch().total(), 1e-3);
    }

    @Test
    void theLossFallsWhileItLearns() {
        var trainer = trainer(Settings.LEARNING_RATE.with(SMALL, 0.003));
        double before = trainer.measureHeldOut().total();
        step(trainer, 60);
        assertTrue(trainer.measureHeldOut().total() < 0.8 * before, "from " + before);
    }

    @Test
    void measuringChangesNothingAndRepeatsItself() {
        var measured = after(3, SMALL);
        assertEquals(measured.measureHeldOut(), measured.measureHeldOut());
        double kl = 0;
        for (double each : measured.klPerLatent()) kl += each;
        assertEquals(measured.measureHeldOut().kl(), kl, 1e-6);
        measured.step();
        assertArrayEquals(after(4, SMALL).weights().values(), measured.weights().values());
    }

    @Test
    void theHeldOutLossIsMeasuredEveryHundredSteps() {
        var points = after(201, Settings.BATCH.with(SMALL, 2)).history().heldOut(); // 150 steps an epoch
        assertEquals(2, points.size());
        assertEquals(200, points.step(1));
    }

    @Test
    void aLiveChangeLeavesAMarkOnTheCurve() {
        var trainer = after(2, SMALL);
        trainer.change(SMALL);
        trainer.change(Settings.LEARNING_RATE.with(Settings.BETA.with(SMALL, 0.5), 0.0003));
        assertEquals(
                List.of("rate 0.001 → 0.0003", "β 1 → 0.5"),
                trainer.history().events().stream().map(Event::text).toList());
        assertEquals(2, trainer.history().events().get(0).step());
        assertEquals(0.5, trainer.hyperparameters().beta());
    }

    @Test
    void aStructuralChangeIsRefusedAndChangesNothing() {
        var trainer = after(2, SMALL);
        var before = trainer.state();
        var wider = Settings.BETA.with(Settings.LATENTS.with(SMALL, 5), 0.5);
        var message = assertThrows(Refusal.class, () -> trainer.change(wider)).getMessage();
        assertTrue(message.contains(Settings.LATENTS.label()), message);
        assertEquals(before, trainer.state());
    }

    @Test
    void aStateOfOtherImagesIsRefused() {
        var other = new DataSplit("others", Sprites.generate(300, 3).images(), DATA.test());
        var state = new Trainer(other, SMALL, Kernels.best(), new Workers(1)).state();
        var trainer = trainer(SMALL);
        var before = trainer.state();
        assertTrue(assertThrows(Refusal.class, () -> trainer.restore(state))
                .getMessage()
                .contains("others"));
        assertEquals(before, trainer.state());
    }

    @Test
    void aLossThatIsNotFiniteStopsWithAReasonAndTheLastGoodWeights() {
        var trainer = after(2, SMALL);
        var state = trainer.state();
        Arrays.fill(state.values(), 1e30f);
        trainer.restore(state.goingBackTo(null));
        var thrown = assertThrows(Divergence.class, trainer::step);
        assertEquals(3, thrown.step());
        assertTrue(thrown.getMessage().contains("learning rate 0.001"), thrown.getMessage());
        assertArrayEquals(state.values(), trainer.weights().values());
        assertEquals(3, trainer.stepsDone(), "counting goes on");
        assertEquals(2, trainer.state().position().adamSteps());
        assertEquals(state.position().drawn(), trainer.state().position().drawn());
        var fault = thrown.fault();
        assertEquals(
                List.of(new Event.RolledBack(3, 2, fault)), trainer.history().events());
        assertEquals(NonFinite.Kind.OUTPUT, fault.found().kind());
        assertEquals("mu", fault.found().tensor()); // 1e30 squared
        assertEquals(3, fault.step());
        assertEquals(1e30, fault.largestWeight(), 1e23);
        assertEquals(2, fault.losses().size());
        assertEquals(0.0001, fault.suggestedRate());
        assertTrue(thrown.getMessage().contains("“mu”") && thrown.getMessage().contains("to 0.0001"));
        assertEquals(3, trainer.history().heldOut().step(0), "the weights that are back were looked at");
    }

    @Test
    void aWeightThatIsNoNumberIsNamedWithTheStepThatLeftIt() {
        var trainer = after(2, SMALL);
        var state = trainer.state();
        var tensor = trainer.weights().configuration().tensors().get(3);
        state.values()[tensor.offset() + 1] = Float.NaN;
        trainer.restore(state.goingBackTo(null));
        var fault = assertThrows(Divergence.class, trainer::step).fault();
        assertEquals(NonFinite.Kind.WEIGHT, fault.found().kind());
        assertEquals(tensor.name(), fault.found().tensor());
        assertEquals(1, fault.found().count());
        assertEquals(tensor.size(), fault.found().size());
        assertEquals(2, fault.step());
        assertTrue(fault.words().startsWith("NaN in the weights “" + tensor.name() + "”"), fault.words());
    }

    @Test
    void aMomentThatOverflowedIsFoundThoughTheLossIsFinite() {
        var trainer = after(240, SMALL);
        var good = trainer.state();
        var ill = trainer.state();
        ill.secondMoments()[7] = Float.POSITIVE_INFINITY;
        trainer.restore(ill.goingBackTo(
                new RunState.Good(good.position(), good.values(), good.firstMoments(), good.secondMoments())));
        step(trainer, 9);
        var thrown = assertThrows(Divergence.class, trainer::step);
        assertEquals(250, thrown.step());
        assertEquals(NonFinite.Kind.SECOND_MOMENT, thrown.fault().found().kind());
        assertEquals(250, trainer.stepsDone());
        assertArrayEquals(good.values(), trainer.weights().values());
        trainer.step();
        assertEquals(251, trainer.history().train().size());
    }

    @Test
    void aRunThatDivergedKeepsTheCurveThatLedThereAndGoesOnBehindIt() {
        // by the plain kernel's rounding its units die before the loss overflows
        assumeTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
        var deep = Settings.fromTexts(SMALL, Map.of("hidden", "24,24,24,24,24,24,24,24"));
        var trainer = after(251, deep);
        var good = after(250, deep);
        trainer.change(Settings.LEARNING_RATE.with(deep, 1.0));
        long from = assertThrows(Divergence.class, () -> step(trainer, 5000)).step();
        assertArrayEquals(good.weights().values(), trainer.weights().values());
        assertEquals(from - 1, trainer.history().train().size(), "nothing of the curve is gone");
        trainer.change(deep);
        trainer.step();
        assertEquals(from, trainer.history().train().size());
        assertEquals(from + 1, trainer.history().train().step((int) from - 1));
    }

    @Test
    void aRunThatWentBackKeepsTheMarksOfWhatStaysChanged() {
        var trainer = after(2, SMALL);
        var state = trainer.state();
        Arrays.fill(state.values(), 1e30f);
        trainer.restore(state.goingBackTo(null));
        trainer.change(Settings.BETA.with(SMALL, 0.5));
        assertThrows(Divergence.class, trainer::step);
        assertEquals(2, trainer.history().train().size());
        var events = trainer.history().events();
        assertEquals(new Event.SettingChanged<>(2, Settings.BETA, 1.0, 0.5), events.get(0));
        assertTrue(events.get(1) instanceof Event.RolledBack back && back.step() == 3 && back.to() == 2);
        assertEquals(2, events.size());
        assertEquals(0.5, trainer.hyperparameters().beta());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"warm-up 0.5", "cyclical 3", "drawn 0:0 0.3:1", "capacity 6 5 0.5", "free-bits 0.2", "constant"})
    void theSeedAndTheEventsMakeTheSameRunToTheLastBit(String schedule) {
        var texts = Map.of("beta-schedule", schedule, "schedule", "warm-up-cosine 0.1", "epochs", "60");
        var first = Settings.fromTexts(SMALL, texts);
        var trainer = trainer(first);
        step(trainer, 20);
        trainer.change(Settings.BETA.with(trainer.hyperparameters(), 3.0));
        step(trainer, 13);
        trainer.change(Settings.fromTexts(
                trainer.hyperparameters(), Map.of("batch", "150", "beta-schedule", "free-bits 0.5", "epochs", "50")));
        trainer.change(Settings.LEARNING_RATE.with(trainer.hyperparameters(), 0.003));
        step(trainer, 90);
        trainer.change(Settings.fromTexts(trainer.hyperparameters(), Map.of("beta-schedule", schedule)));
        step(trainer, 7);
        var again = trainer(first);
        var recipe = Recipe.of(trainer.hyperparameters(), trainer.history());
        assertEquals(first, recipe.first());
        while (again.stepsDone() < trainer.stepsDone()) {
            recipe.changeDue(again);
            again.step();
        }
        assertEquals(trainer.state(), again.state());
    }

    @Test
    void whatWasMinimisedIsKeptWhereTheSettingsDoNotTellIt() {
        var trainer = trainer(Settings.fromTexts(SMALL, Map.of("beta-schedule", "warm-up 0.5", "beta", "2")));
        step(trainer, 30);
        var train = trainer.history().train();
        for (int i = 0; i < train.size(); i++) {
            double epochs = i / 5 + i % 5 * 64 / 300.0;
            double beta = Math.min(2, 2 * epochs / (0.5 * SMALL.epochs()));
            assertEquals(beta * train.kl(i), train.term(i), 1e-6, "step " + train.step(i));
        }
        trainer.change(Settings.fromTexts(trainer.hyperparameters(), Map.of("beta-schedule", "constant")));
        step(trainer, 1);
        assertTrue(Double.isNaN(trainer.history().train().term(30)), "the setting's β tells it");
    }

    @Test
    void aCapacityHoldsTheKlWhereItIs() {
        var trainer = trainer(Settings.fromTexts(SMALL, Map.of("beta-schedule", "capacity 3 50 1 epochs")));
        step(trainer, 400);
        var train = trainer.history().train();
        assertEquals(3, train.kl(399), 0.5);
        assertEquals(50 * Math.abs(train.kl(399) - 3), train.term(399), 1e-3);
        var plain = after(400, SMALL).history().train();
        assertTrue(Math.abs(plain.kl(399) - 3) > 0.5, "without it the KL is elsewhere: " + plain.kl(399));
    }

    @Test
    void theCosineScheduleEndsAtNothing() {
        var hyperparameters = Settings.fromTexts(SMALL, Map.of("schedule", "cosine", "epochs", "2"));
        var trainer = trainer(hyperparameters);
        assertEquals(0.001, trainer.learningRate());
        step(trainer, 5);
        assertEquals(0.0005, trainer.learningRate(), 1e-12);
        step(trainer, 5);
        assertTrue(trainer.finished());
        assertEquals(0, trainer.learningRate(), 1e-12);
    }

    @Test
    void aLookAtAllHeldOutImagesIsOfThisStepAndLeavesTheCurvesAlone() {
        var trainer = after(3, SMALL);
        var before = trainer.history();
        var all = trainer.measureAll();
        assertEquals(3, all.step());
        assertEquals(trainer.data().test().size(), all.images());
        assertEquals(before, trainer.history());
        assertEquals(all, before.measuredAs(all).latest());
        assertEquals(before.heldOut(), before.measuredAs(all).heldOut());
    }

    @Test
    void aLookAtHeldOutImagesTellsWhatHealthIsJudgedBy() {
        var trainer = trainer(SMALL);
        trainer.measureHeldOut();
        var before = Objects.requireNonNull(trainer.history().latest());
        assertEquals(0, before.clampFraction());
        step(trainer, 300);
        var after = Objects.requireNonNull(trainer.history().latest());
        assertEquals(300, after.step());
        assertEquals(150, after.images());
        assertEquals(trainer.imagesDrawn(), after.drawn());
        assertEquals(before.baseline(), after.baseline());
        assertArrayEquals(trainer.klPerLatent(), after.klPerLatent());
        assertEquals(after.loss().kl(), Arrays.stream(after.klPerLatent()).sum(), 1e-9);
        assertTrue(after.gain() > before.gain() + 5, before.gain() + " to " + after.gain());
        assertTrue(after.outputVariance() > 0.2 * after.baseline().variance(), "outputs differ: " + after);
    }

    @Test
    void aRunFromAFileWithoutItsLastLookIsLookedAtAgainWhereItStands() {
        var state = after(240, SMALL).state();
        var history = state.history();
        var read = new History(history.train(), history.heldOut(), history.events(), null);
        var opened = trainer(SMALL);
        opened.restore(with(state, read));
        var latest = Objects.requireNonNull(opened.history().latest());
        assertEquals(240, latest.step());
        assertArrayEquals(latest.klPerLatent(), opened.klPerLatent());
        var heldOut = opened.history().heldOut();
        assertEquals(240, heldOut.step(heldOut.size() - 1), "the curve ends with what health is judged by");
        assertEquals(latest.loss().kl(), heldOut.kl(heldOut.size() - 1), 1e-5);
        step(opened, 60);
        assertEquals(after(300, SMALL).history().train(), opened.history().train());
    }

    @Test
    void aModelWithoutCurvesIsLookedAtWhereItStands() {
        var opened = trainer(SMALL);
        opened.restore(with(after(5, SMALL).state(), History.EMPTY));
        assertEquals(5, Objects.requireNonNull(opened.history().latest()).step());
    }

    @Test
    void whatIsLeftOfTheBudgetIsToldInImages() {
        var trainer = trainer(Settings.EPOCHS.with(SMALL, 2));
        assertEquals(600, trainer.imagesLeft());
        step(trainer, 1);
        assertEquals(600 - 64, trainer.imagesLeft());
        step(trainer, 9);
        assertEquals(0, trainer.imagesLeft());
        step(trainer, 1);
        assertEquals(300 - 64, trainer.imagesLeft(), "an epoch beyond the budget is finished");
    }

    private static RunState with(RunState state, History history) {
        return new RunState(
                state.hyperparameters(),
                state.dataName(),
                state.dataChecksum(),
                state.format(),
                state.position(),
                state.values(),
                state.firstMoments(),
                state.secondMoments(),
                history);
    }
}
