package org.latentfx.session.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Sprites;
import org.latentfx.io.sweep.SweepFolder;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.text.Refusal;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.RunState;
import org.latentfx.train.Settings;
import org.latentfx.train.Trainer;
import org.latentfx.train.sweep.Score;
import org.latentfx.train.sweep.SweepPlan;
import org.latentfx.train.sweep.SweepPlan.Method;
import org.latentfx.train.sweep.Trial;
import org.latentfx.train.sweep.Trial.State;
import org.latentfx.train.sweep.Variation;

class SweepRunTest {
    private static final DataSplit DATA = new DataSplit(
            Path.of("few sprites").toAbsolutePath().toString(),
            Sprites.generate(200, 1).images(),
            Sprites.generate(100, 2).images());

    private static final Hyperparameters SMALL =
            Settings.fromTexts(Preset.MAP.hyperparameters(), Map.of("hidden", "16", "batch", "64", "epochs", "2"));

    private static final SweepPlan GRID = SweepPlan.grid(SMALL, vary("beta=0.5,4", "latents=2,5,7"));

    private static final long MEMORY = 1L << 30;

    @TempDir
    private Path folder;

    private static List<Variation> vary(String... texts) {
        return Stream.of(texts).map(Variation::parse).toList();
    }

    private SweepFolder open(SweepPlan plan) {
        return SweepFolder.open(folder, plan, DATA, Kernels.best().name(), false);
    }

    /** The trials that this call brought to their end. */
    private List<Trial> run(SweepPlan plan, int threads, BooleanSupplier stop, boolean finished) {
        var ended = Collections.synchronizedList(new ArrayList<Trial>());
        var run = new SweepRun(open(plan), DATA, Kernels.best(), threads, MEMORY, SharedTurn.alone(), stop, ended::add);
        assertEquals(finished, run.run());
        ended.sort(Comparator.comparingInt(Trial::number));
        return ended;
    }

    private List<Trial> run(SweepPlan plan) {
        return run(plan, 2, () -> false, true);
    }

    private static Trainer alone(Hyperparameters settings) {
        var trainer = new Trainer(DATA, settings, Kernels.best(), new Workers(1));
        while (!trainer.finished()) trainer.step();
        return trainer;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aTrialIsTheRunThatItsSettingsGiveAloneBitForBit(int threads) {
        var trials = run(GRID, threads, () -> false, true);
        assertEquals(6, trials.size());
        for (var trial : trials) {
            var alone = alone(GRID.settings().get(trial.number() - 1));
            RunState kept = open(GRID).kept(trial.number()).orElseThrow();
            assertEquals(alone.state(), kept);
            assertEquals(alone.measureAll().loss(), trial.test());
            assertEquals(State.FINISHED, trial.state());
        }
    }

    @Test
    void trialsWithMoreSamplesAreRankedByOneBoundWithTheMostOfThem() {
        var plan = SweepPlan.grid(Settings.MODEL.with(SMALL, ModelKind.IWAE), vary("importance-samples=1,4"));
        assertEquals(new Score(ModelKind.IWAE, 4), plan.score());
        var trials = run(plan);
        for (var trial : trials) {
            var alone = alone(plan.settings().get(trial.number() - 1));
            assertEquals(alone.state(), open(plan).kept(trial.number()).orElseThrow());
            double own = alone.measureAll().loss().of(LossTerm.BOUND);
            double scored = trial.test().of(LossTerm.BOUND);
            assertEquals(scored, trial.score());
            if (trial.number() == 2) assertEquals(own, scored, 1e-9);
            else assertTrue(scored < own - 0.1, scored + " with 4, " + own + " with 1");
        }
        for (var read : open(plan).trials())
            assertEquals(trials.get(read.number() - 1).score(), read.score(), 1e-6);
    }

    @ParameterizedTest
    @CsvSource({"AE, reconstruction", "CVAE, negative_conditional_elbo"})
    void otherKindsAreRankedByWhatTheyHave(ModelKind kind, String key) throws IOException {
        var plan = SweepPlan.grid(Settings.MODEL.with(SMALL, kind), vary("latents=2,5"));
        assertEquals(key, plan.score().key());
        for (var trial : run(plan)) {
            var loss = trial.test();
            double kl = kind == ModelKind.AE ? 0 : loss.of(LossTerm.KL);
            assertEquals(loss.reconstruction() + kl, trial.score());
        }
        String table = Files.readString(folder.resolve("trials.csv"));
        assertTrue(table.lines().skip(1).allMatch(line -> line.contains("," + key + ",")), table);
    }

    @Test
    void aStoppedSweepGoesOnAndEndsAsOneThatWasNotStopped() {
        var asked = new AtomicInteger();
        var before = run(GRID, 1, () -> asked.incrementAndGet() > 20, false); // in the middle of a trial
        assertTrue(before.size() > 0 && before.size() < 6);
        var after = run(GRID);
        assertEquals(6, before.size() + after.size()); // none is trained twice
        for (var trial : after)
            assertEquals(
                    alone(GRID.settings().get(trial.number() - 1)).state(),
                    open(GRID).kept(trial.number()).orElseThrow());
        assertEquals(List.of(), run(GRID));
    }

    @Test
    void aLineCutShortIsDroppedAndItsTrialTrainedAgain() throws IOException {
        run(GRID);
        Path lines = folder.resolve("trials.jsonl");
        String all = Files.readString(lines);
        int last = all.lastIndexOf('\n', all.length() - 2) + 1;
        Files.writeString(lines, all.substring(0, last + 25));
        assertEquals(5, open(GRID).trials().size());
        assertEquals(1, run(GRID).size());
        assertEquals(6, Files.readAllLines(lines).size());
        assertEquals(7, Files.readAllLines(folder.resolve("trials.csv")).size());
    }

    @Test
    void aDamagedLineInTheMiddleIsRefused() throws IOException {
        run(GRID);
        Path lines = folder.resolve("trials.jsonl");
        Files.writeString(lines, "{\"trial\":1}\n", StandardOpenOption.APPEND);
        assertThrows(Refusal.class, () -> open(GRID));
    }

    @Test
    void aFolderOfAnotherSweepIsRefusedUnlessItIsToBeginAnew() {
        run(GRID);
        var other = SweepPlan.grid(SMALL, vary("beta=0.5,2", "latents=2,5,7"));
        String said = assertThrows(Refusal.class, () -> open(other)).getMessage();
        assertTrue(said.contains("beta=0.5,4") && said.contains("beta=0.5,2"), said);
        var longer = SweepPlan.grid(Settings.EPOCHS.with(SMALL, 3), GRID.variations());
        assertThrows(Refusal.class, () -> open(longer));
        var anew = SweepFolder.open(folder, other, DATA, Kernels.best().name(), true);
        assertEquals(List.of(), anew.trials());
        assertFalse(anew.kept(1).isPresent());
    }

    @Test
    void aTrialThatDivergesSaysSoAndTheOthersGoOn() {
        var settings = GRID.settings().get(1);
        var state = new Trainer(DATA, settings, Kernels.best(), new Workers(1)).state();
        var values = state.values().clone();
        Arrays.fill(values, 1e30f); // as after a step that was far too long
        open(GRID)
                .keep(
                        2,
                        new RunState(
                                settings,
                                state.dataName(),
                                state.dataChecksum(),
                                state.format(),
                                state.position(),
                                values,
                                state.firstMoments(),
                                state.secondMoments(),
                                state.history()),
                        DATA);
        var trials = run(GRID);
        assertEquals(6, trials.size());
        for (var trial : trials) assertEquals(trial.number() == 2 ? State.DIVERGED : State.FINISHED, trial.state());
        assertEquals(Double.POSITIVE_INFINITY, trials.get(1).score());
        var read = open(GRID).trials().stream().filter(t -> t.number() == 2).findFirst();
        assertEquals(
                trials.get(1).as(State.DIVERGED).score(), read.orElseThrow().score());
        assertEquals(List.of(), run(GRID));
    }

    @Test
    void halvingTrainsOnlyTheBestToTheEndAlsoAfterAStop() throws IOException {
        var base = Settings.EPOCHS.with(SMALL, 9);
        var plan = new SweepPlan(base, vary("learning-rate=1e-5..1e-2"), Method.HALVING, 9, 3);
        var whole = run(plan);
        assertEquals(9, whole.size());
        assertEquals(
                List.of(1L, 2L, 6L),
                Stream.of(9, 3, 1)
                        .map(epoch ->
                                whole.stream().filter(t -> t.epoch() == epoch).count())
                        .toList());
        var best = whole.stream()
                .filter(t -> t.state() == State.FINISHED)
                .findFirst()
                .orElseThrow();
        assertEquals(
                alone(best.settings()).state(), open(plan).kept(best.number()).orElseThrow());
        for (int questions = 3; questions < 200; questions += 13) {
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) Files.delete(file);
            }
            int most = questions;
            var asked = new AtomicInteger();
            var ended = new ArrayList<Trial>();
            var run = new SweepRun(
                    open(plan),
                    DATA,
                    Kernels.best(),
                    1,
                    MEMORY,
                    SharedTurn.alone(),
                    () -> asked.incrementAndGet() > most,
                    ended::add);
            run.run();
            ended.addAll(run(plan));
            ended.sort(Comparator.comparingInt(Trial::number));
            assertEquals(
                    whole.stream()
                            .map(t -> t.state() + " " + t.epoch() + " " + t.test())
                            .toList(),
                    ended.stream()
                            .map(t -> t.state() + " " + t.epoch() + " " + t.test())
                            .toList());
        }
    }
}
