package org.latentfx.app.reproduce;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.text.Refusal;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;

class RunsTest {
    private static final Reproduction ASKED = Reproduction.PYTORCH;
    private static final Hyperparameters SMALL = small();

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    private static Hyperparameters small() {
        var narrow = Settings.HIDDEN.withText(Preset.CLASSIC.hyperparameters(), "8");
        return Settings.BATCH.with(narrow, 2000);
    }

    private TrainedRun run(Workers workers, BooleanSupplier stop, int epochs) {
        return new Runs(Kernels.named("ejml"), workers, folder, stop, new PrintStream(told, true))
                .of(ASKED, "run", SMALL, epochs);
    }

    @Test
    void a_run_that_was_stopped_goes_on_bit_for_bit_and_one_at_its_end_is_taken_as_it_is() {
        try (var workers = new Workers(1)) {
            var whole = new Runs(Kernels.named("ejml"), workers, null, () -> false, new PrintStream(told))
                    .of(ASKED, "run", SMALL, 2);
            var steps = new int[1];
            assertThrows(CancellationException.class, () -> run(workers, () -> ++steps[0] == 40, 2));
            assertTrue(told.toString().contains("after step 40"), told.toString());
            var resumed = run(workers, () -> false, 2);
            assertTrue(told.toString().contains("from epoch 1 to 2"), told.toString());
            assertEquals(60, resumed.trainer().stepsDone());
            assertArrayEquals(
                    whole.trainer().state().values(), resumed.trainer().state().values());
            run(workers, () -> true, 2);
            assertTrue(told.toString().contains("from epoch 2 to 2"), told.toString());
        }
    }

    @Test
    void a_folder_with_a_run_of_other_settings_is_refused_by_their_names() {
        try (var workers = new Workers(1)) {
            assertThrows(CancellationException.class, () -> run(workers, () -> true, 1));
            var refused = assertThrows(Refusal.class, () -> run(workers, () -> false, 3));
            assertTrue(refused.getMessage().contains("(epochs)"), refused.getMessage());
        }
    }
}
