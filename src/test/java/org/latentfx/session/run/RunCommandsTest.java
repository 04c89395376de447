package org.latentfx.session.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernels;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.session.concurrent.Message;
import org.latentfx.session.concurrent.Turns;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.run.Run.Start;
import org.latentfx.session.run.Run.Status;
import org.latentfx.text.Refusal;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.MemoryNeed;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;

/** As much memory as the small run needs, and not much more. */
class RunCommandsTest {
    private static final long MEMORY = MemoryNeed.bytes(RunTest.small(), RunTest.data()) + (1 << 20);

    private final Turns fx = new Turns();
    private final List<Message> told = new ArrayList<>();
    private final UndoStack undo = new UndoStack();
    private final Runs runs = new Runs(
            new RunThreads(Kernels.named("ejml"), 1, fx::add, () -> {}, System::nanoTime),
            RunTest.small(),
            undo,
            MEMORY,
            fault -> {});
    private final Run run = new Run(runs);
    private final RunCommands commands = new RunCommands(run, runs, undo, told::add, System::nanoTime, MEMORY);

    @AfterEach
    void end() {
        run.end();
    }

    private static final Hyperparameters LARGE = Settings.HIDDEN.with(RunTest.small(), LayerSpec.dense(2048, 2048));

    @Test
    void a_model_for_which_there_is_no_memory_is_refused_before_anything_makes_way_for_it()
            throws InterruptedException {
        run.replace(Start.fresh(RunTest.data(), RunTest.small()));
        commands.stepOnce();
        fx.until(() -> run.stepProperty().get() > 0);
        String refused =
                assertThrows(Refusal.class, () -> commands.change(LARGE)).getMessage();
        assertTrue(refused.contains("-Xmx1g"), refused);
        assertThrows(
                Refusal.class,
                () -> commands.change(
                        Settings.BATCH.with(Settings.HIDDEN.with(RunTest.small(), LayerSpec.dense(2000)), 4096)));
        assertEquals(RunTest.small(), run.hyperparametersProperty().get());
        assertEquals(1, run.stepProperty().get());
        assertEquals(Status.PAUSED, run.statusProperty().get());
        assertFalse(undo.canUndoProperty().get());
    }

    @Test
    void a_preset_for_which_there_is_no_memory_is_told_and_changes_nothing() {
        run.replace(Start.fresh(RunTest.data(), RunTest.small()));
        commands.choosePreset(Preset.MAP);
        assertEquals(1, told.size());
        assertTrue(told.get(0).sentence().contains("-Xmx"), told.get(0).sentence());
        assertEquals(RunTest.small(), run.hyperparametersProperty().get());
    }

    @Test
    void what_waited_for_the_images_and_is_refused_then_is_told() {
        commands.change(LARGE);
        commands.begin(Start.fresh(RunTest.data(), RunTest.small()));
        assertEquals(1, told.size());
        assertTrue(told.get(0).sentence().contains("-Xmx"), told.get(0).sentence());
        assertEquals(RunTest.small(), run.hyperparametersProperty().get());
    }

    @Test
    void a_model_that_has_to_be_told_classes_is_refused_where_images_have_none_and_changes_nothing() {
        var images = RunTest.data().test();
        var plain = new ImageSet(4, 4, images.pixels(), new byte[images.size()], List.of("all"));
        run.replace(Start.fresh(new DataSplit("plain", plain, plain), RunTest.small()));
        var told = Settings.MODEL.with(RunTest.small(), ModelKind.CVAE);
        String refused =
                assertThrows(Refusal.class, () -> commands.change(told)).getMessage();
        assertTrue(refused.contains("no labels"), refused);
        assertEquals(RunTest.small(), run.hyperparametersProperty().get());
        assertFalse(undo.canUndoProperty().get());
    }
}
