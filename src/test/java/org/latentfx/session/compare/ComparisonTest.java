package org.latentfx.session.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernels;
import org.latentfx.model.Decoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Likelihood;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.model.prior.PriorKind;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.Clock;
import org.latentfx.session.concurrent.Turns;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.evaluation.ReconstructionBound;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.ShownModel;
import org.latentfx.session.probe.ImageProbe;
import org.latentfx.session.quality.Judges;
import org.latentfx.session.run.Run;
import org.latentfx.session.run.Run.Start;
import org.latentfx.session.run.Run.Status;
import org.latentfx.session.run.RunLine;
import org.latentfx.session.run.RunThreads;
import org.latentfx.session.run.Runs;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.RunState;
import org.latentfx.train.Settings;

/** The test's own thread plays the FX thread and the background. */
class ComparisonTest {
    private static final Hyperparameters SMALL = small();

    private final Turns fx = new Turns();
    private final UndoStack undo = new UndoStack();
    private final RunThreads threads = new RunThreads(Kernels.named("ejml"), 1, fx::add, () -> {}, System::nanoTime);
    private final Runs runs = new Runs(threads, SMALL, undo, Long.MAX_VALUE, fault -> fail(fault));
    private final Explorer explorer = new Explorer(undo, 1);
    private final Background background =
            new Background(fx::add, fx::add, Clock.SYSTEM, new SimpleObjectProperty<>(false), said -> fail(said));
    private final ImageProbe probe = new ImageProbe(explorer, undo, background, 1);
    private final Judges judges = new Judges(new Run(runs), Kernels.named("ejml"), background);
    private final Comparison comparison =
            new Comparison(runs, explorer, probe, judges, Kernels.named("ejml"), background, background);
    private final DataSplit data = new DataSplit("stripes", stripes(40), stripes(20));
    private final RunLine first = runs.shown();

    private static Hyperparameters small() {
        Hyperparameters h = Settings.HIDDEN.with(Preset.MAP.hyperparameters(), LayerSpec.dense(6));
        return Settings.EPOCHS.with(Settings.BATCH.with(h, 10), 1_000);
    }

    private static ImageSet stripes(int n) {
        var pixels = new byte[n * 64];
        var labels = new byte[n];
        for (int i = 0; i < n; i++) {
            labels[i] = (byte) (i % 4);
            for (int row = 0; row < 8; row++) pixels[(i * 8 + row) * 8 + i % 4 * 2] = (byte) 255;
        }
        return new ImageSet(8, 8, pixels, labels, List.of("a", "b", "c", "d"));
    }

    @BeforeEach
    void begin() {
        first.replace(Start.fresh(data, SMALL));
        untilPaused(first);
        probe.choose(data.test());
        explorer.show(ShownModel.of(Objects.requireNonNull(first.modelProperty().get())));
    }

    @AfterEach
    void end() {
        runs.end();
    }

    private void untilPaused(RunLine line) {
        fx.until(() -> line.statusProperty().get() == Status.PAUSED
                && line.modelProperty().get() != null);
    }

    private RunLine twin(Hyperparameters hyperparameters) {
        RunLine twin = runs.twin(first, hyperparameters);
        untilPaused(twin);
        return twin;
    }

    private List<ComparedRun> columns() {
        return comparison.sheetProperty().get().runs();
    }

    @Test
    void while_nobody_looks_nothing_is_computed() {
        twin(Settings.BETA.with(SMALL, 4.0));
        assertEquals(List.of(), columns());
        comparison.watched(true);
        fx.until(() -> columns().stream()
                .allMatch(run -> run.map() != null && run.map().manifold() != null));
        comparison.watched(false);
        Sheet last = comparison.sheetProperty().get();
        explorer.moveTo(new float[] {1, 1});
        assertSame(last, comparison.sheetProperty().get());
    }

    @Test
    void every_column_decodes_the_same_z_with_its_own_weights() {
        RunLine twin = twin(SMALL);
        twin.stepOnce();
        fx.until(() -> twin.stepProperty().get() == 1);
        comparison.watched(true);
        comparison.moveTo(1, 0.5, -1);
        assertTrue(comparison.sheetProperty().get().link().z());
        for (int i = 0; i < 2; i++) {
            ComparedRun.At at = Objects.requireNonNull(columns().get(i).at());
            assertArrayEquals(new float[] {0.5f, -1}, at.z());
            float[] expected = new float[64];
            var model = runs.lines().get(i).modelProperty().get();
            new Decoder(Objects.requireNonNull(model), 1).decode(new float[] {0.5f, -1}, 1, expected);
            assertArrayEquals(expected, at.picture());
        }
        undo.undo();
        assertArrayEquals(
                new float[2], Objects.requireNonNull(columns().get(1).at()).z());
    }

    @Test
    void samples_are_of_the_same_draws_in_every_column_and_z_goes_to_one() {
        twin(Settings.BETA.with(SMALL, 4.0));
        comparison.watched(true);
        fx.until(() -> columns().stream().allMatch(run -> run.samples() != null));
        var one = Objects.requireNonNull(columns().get(0).samples());
        assertEquals(Sheet.SAMPLES, one.count());
        assertArrayEquals(
                one.z(), Objects.requireNonNull(columns().get(1).samples()).z());
        comparison.takeSample(1, 3);
        assertArrayEquals(one.point(3), explorer.z());
        comparison.drawAgain();
        fx.until(() -> columns().stream()
                .allMatch(run -> run.samples() != null && run.samples().z()[0] != one.z()[0]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AE", "VAMP"})
    void the_map_of_codes_that_no_normal_prior_holds_covers_them(String kind) {
        var settings = kind.equals("AE")
                ? Settings.MODEL.with(SMALL, ModelKind.AE)
                : Settings.PRIOR.with(SMALL, PriorKind.VAMP);
        runs.fresh(first, settings, data, "plain");
        RunLine plain = runs.lines().get(1);
        untilPaused(plain);
        comparison.watched(true);
        fx.until(() -> columns().stream()
                .allMatch(run -> run.map() != null && run.map().manifold() != null));
        ComparedRun.Map map = Objects.requireNonNull(columns().get(1).map());
        CodeBox box = Objects.requireNonNull(map.own());
        float[] at = map.plane().project(Objects.requireNonNull(map.points()));
        for (int i = 0; i < at.length; i += 2)
            assertTrue(box.minX() <= at[i] && at[i] <= box.maxX(), box + " " + at[i]);
        float[] across = Objects.requireNonNull(map.manifold()).across();
        assertTrue(box.minX() < across[0] && across[across.length - 1] < box.maxX(), box.toString());
        assertNull(Objects.requireNonNull(columns().get(0).map()).own());
    }

    @Test
    void quality_is_measured_when_asked_for_and_gone_when_a_run_begins_anew() {
        RunLine twin = twin(Settings.BETA.with(SMALL, 4.0));
        steps(twin, 1);
        comparison.watched(true);
        assertTrue(columns().stream().allMatch(run -> run.quality() == null));
        comparison.measureQuality();
        assertFalse(Double.isNaN(comparison.sheetProperty().get().judging()));
        fx.until(() -> columns().stream().allMatch(run -> run.quality() != null));
        fx.until(() -> Double.isNaN(comparison.sheetProperty().get().judging()));
        assertEquals(1, Objects.requireNonNull(columns().get(1).quality()).step());
        twin.replace(Start.fresh(data, SMALL));
        fx.until(() -> columns().get(1).quality() == null);
        assertNotNull(columns().get(0).quality());
    }

    @Test
    void what_was_cancelled_is_not_measured() {
        comparison.watched(true);
        comparison.measureQuality();
        comparison.quality().cancel();
        assertTrue(Double.isNaN(comparison.quality().progressProperty().get()));
        while (!fx.isEmpty()) Objects.requireNonNull(fx.poll()).run();
        assertNull(columns().get(0).quality());
    }

    @Test
    void runs_of_other_latents_share_the_image_instead_of_z() {
        twin(Settings.LATENTS.with(SMALL, 3));
        comparison.watched(true);
        assertFalse(comparison.sheetProperty().get().link().z());
        assertEquals(3, Objects.requireNonNull(columns().get(1).at()).z().length);
        fx.until(() -> columns().stream()
                .allMatch(run -> run.map() != null && run.map().points() != null));
        ComparedRun.Map map = Objects.requireNonNull(columns().get(1).map());
        float[] at = map.plane().project(Objects.requireNonNull(map.points()));
        comparison.moveTo(1, at[2 * 7], at[2 * 7 + 1]);
        int taken = Objects.requireNonNull(probe.inputProperty().get()).image();
        assertEquals(7 % 4, taken % 4, "stripes are alike in fours, so any of them has this code");
        assertEquals(
                probe.inputProperty().get().name(),
                comparison.sheetProperty().get().link().image());
    }

    @Test
    void maps_and_strips_are_of_the_same_images() {
        twin(Settings.BETA.with(SMALL, 4.0));
        comparison.watched(true);
        fx.until(() -> columns().stream()
                .allMatch(run -> run.reconstructions() != null
                        && run.map() != null
                        && run.map().points() != null));
        ComparedRun a = columns().get(0);
        ComparedRun b = columns().get(1);
        assertArrayEquals(
                Objects.requireNonNull(a.reconstructions()).originals(),
                Objects.requireNonNull(b.reconstructions()).originals());
        assertTrue(Objects.requireNonNull(Objects.requireNonNull(a.map()).points())
                .images()
                .beginsLike(
                        Objects.requireNonNull(Objects.requireNonNull(b.map()).points())
                                .images()));
        fx.until(() -> columns().stream().allMatch(run -> run.accuracy() != null));
        assertEquals(20, accuracyOf(a).images());
    }

    private ComparedRun.Accuracy accuracyOf(ComparedRun run) {
        ComparedRun.Accuracy accuracy = columns().stream()
                .filter(other -> other.facts().name().equals(run.facts().name()))
                .findFirst()
                .orElseThrow()
                .accuracy();
        assertNotNull(accuracy);
        return accuracy;
    }

    @Test
    void the_bound_holds_for_all_columns_or_there_is_none() {
        steps(first, 100);
        comparison.watched(true);
        fx.until(() -> comparison.sheetProperty().get().bound() != null);
        ReconstructionBound bound =
                Objects.requireNonNull(comparison.sheetProperty().get().bound());
        RunFigures figures = Objects.requireNonNull(RunFigures.of(columns().get(0)));
        assertTrue(
                figures.loss().reconstruction() >= bound.at(figures.loss().kl()),
                figures + " under " + bound.at(figures.loss().kl()));
        assertTrue(bound.at(0) > bound.at(5), "less has to be told of pictures drawn badly");
        twin(Settings.LIKELIHOOD.with(SMALL, Likelihood.GAUSSIAN));
        assertNull(comparison.sheetProperty().get().bound());
    }

    @Test
    void four_runs_have_a_column_and_a_person_says_which_and_what_comes_first() {
        for (int i = 0; i < 4; i++) twin(SMALL);
        comparison.watched(true);
        List<RunLine> all = runs.lines();
        assertEquals(all.subList(0, 4), comparison.compared());
        comparison.base(all.get(4));
        assertEquals(List.of(all.get(4), all.get(0), all.get(1), all.get(2)), comparison.compared());
        comparison.compare(all.get(0), false);
        comparison.compare(all.get(4), false);
        assertEquals(all.subList(1, 4), comparison.compared());
        assertEquals(5, comparison.sheetProperty().get().all());
        comparison.compare(all.get(0), true);
        comparison.compare(all.get(4), true);
        assertEquals(List.of(all.get(0), all.get(1), all.get(2), all.get(4)), comparison.compared());
        comparison.compare(all.get(4), false);
        comparison.compare(all.get(0), false);
        comparison.compare(all.get(3), true);
        runs.remove(all.get(2));
        assertEquals(2, columns().size());
    }

    private void steps(RunLine line, int count) {
        for (int i = 0; i < count; i++) {
            long next = line.stepProperty().get() + 1;
            line.stepOnce();
            fx.until(() ->
                    line.stepProperty().get() == next && line.statusProperty().get() == Status.PAUSED);
        }
    }

    /** Looks at the first run as it is now, as a moment of the past. */
    private RunState remember() {
        return Objects.requireNonNull(
                first.state().orTimeout(20, TimeUnit.SECONDS).join());
    }

    private void lookAt(RunState past) {
        runs.show(first);
        explorer.show(new ShownModel(
                new FrozenModel(past.weights(), Kernels.named("ejml")),
                past.position().step(),
                past.position().epoch(),
                past.history(),
                new double[0],
                past));
    }

    @Test
    void a_moment_of_the_past_is_that_of_all_columns_and_twins_are_alike_there() {
        steps(first, 2);
        RunState past = remember();
        steps(first, 3);
        RunLine twin = twin(SMALL);
        steps(twin, 5);
        comparison.watched(true);
        lookAt(past);
        fx.until(() -> columns().stream()
                .allMatch(run -> run.facts().past() && run.facts().step() == 2));
        assertArrayEquals(
                Objects.requireNonNull(columns().get(0).at()).picture(),
                Objects.requireNonNull(columns().get(1).at()).picture());
        assertEquals(2, comparison.sheetProperty().get().link().step());
        assertEquals(5, twin.stepProperty().get());
        explorer.show(ShownModel.of(Objects.requireNonNull(first.modelProperty().get())));
        fx.until(() -> columns().stream().noneMatch(run -> run.facts().past()));
    }

    @Test
    void in_the_past_the_settings_are_those_of_then() {
        steps(first, 2);
        RunState past = remember();
        first.change(Settings.BETA.with(SMALL, 7.0));
        steps(first, 1);
        RunLine twin = twin(SMALL);
        steps(twin, 3);
        comparison.watched(true);
        fx.until(() -> columns().size() == 2);
        assertEquals(7, columns().get(0).facts().hyperparameters().beta());
        lookAt(past);
        fx.until(() -> columns().stream().allMatch(run -> run.facts().past()));
        assertEquals(SMALL.beta(), columns().get(0).facts().hyperparameters().beta());
    }

    @Test
    void with_other_batches_the_moment_is_the_same_epoch() {
        steps(first, 2);
        RunState past = remember();
        steps(first, 1);
        RunLine twin = twin(Settings.BATCH.with(SMALL, 5));
        steps(twin, 6);
        comparison.watched(true);
        lookAt(past);
        fx.until(() -> columns().stream().allMatch(run -> run.facts().past()));
        assertEquals(0.5, comparison.sheetProperty().get().link().epoch(), 1e-9);
        fx.until(() -> columns().get(1).facts().step() == 4);
    }
}
