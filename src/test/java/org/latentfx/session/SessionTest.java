package org.latentfx.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.data.DataSplit;
import org.latentfx.data.IdxWriter;
import org.latentfx.data.ImageSet;
import org.latentfx.data.PictureFormat;
import org.latentfx.io.PngFile;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernels;
import org.latentfx.model.Likelihood;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.session.concurrent.HandDriven;
import org.latentfx.session.concurrent.Logged;
import org.latentfx.session.concurrent.Message;
import org.latentfx.session.concurrent.Turns;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.run.HeldKernel;
import org.latentfx.session.run.Run.Start;
import org.latentfx.session.run.Run.Status;
import org.latentfx.session.run.RunTest;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.RunState;
import org.latentfx.train.Settings;

/** The test's own thread plays the FX thread, and background work is done on the spot. */
class SessionTest {
    private final Turns fx = new Turns(() -> this.session.activityProperty().get());
    private static final long BUDGET = 10 * RunState.bytes(RunTest.small().model(PictureFormat.grey(4, 4)));

    private final HandDriven hand = new HandDriven();
    private final HeldKernel kernel = new HeldKernel();
    private final UndoStack undo = new UndoStack(BUDGET);
    private final Session session = session(Runnable::run, undo);

    @TempDir
    Path folder;

    @BeforeEach
    void smallRun() throws IOException {
        write(RunTest.data());
        session.run().replace(Start.fresh(RunTest.data(), RunTest.small()));
        fx.until(() -> session.run().statusProperty().get() == Status.PAUSED && complete());
    }

    @AfterEach
    void end() {
        session.close();
    }

    private Session session(Executor background, UndoStack undo) {
        return new Session(kernel.kernel(), 1, background, Runnable::run, fx::add, undo, hand.clock);
    }

    private boolean complete() {
        return session.encodings().completeProperty().get();
    }

    private void write(DataSplit data) throws IOException {
        write(data.train(), "train");
        write(data.test(), "t10k");
    }

    private void write(ImageSet set, String prefix) throws IOException {
        try (OutputStream images = Files.newOutputStream(folder.resolve(prefix + "-images-idx3-ubyte"));
                OutputStream labels = Files.newOutputStream(folder.resolve(prefix + "-labels-idx1-ubyte"))) {
            IdxWriter.images(set, images);
            IdxWriter.labels(set, labels);
        }
    }

    @Test
    void the_map_and_the_reconstructions_follow_the_model() {
        assertNotNull(session.encodings().pointsProperty().get());
        float[] before = session.encodings().pointsProperty().get().mu();
        session.commands().stepOnce();
        fx.until(() -> session.run().stepProperty().get() == 1
                && complete()
                && session.encodings().pointsProperty().get().mu() != before);
        assertEquals(20, session.encodings().pointsProperty().get().size());
        assertEquals(20, session.encodings().reconstructionsProperty().get().count());
    }

    @Test
    void a_reset_can_be_taken_back_with_its_weights_and_curves() {
        session.commands().stepOnce();
        session.commands().stepOnce();
        fx.until(() -> session.run().stepProperty().get() == 2);
        float[] trained = session.run().modelProperty().get().weights().values();
        session.commands().reset();
        fx.until(() -> session.run().stepProperty().get() == 0);
        session.undo();
        fx.until(() -> session.run().stepProperty().get() == 2);
        assertArrayEquals(trained, session.run().modelProperty().get().weights().values());
        assertEquals(2, session.run().historyProperty().get().train().size());
        session.redo();
        fx.until(() -> session.run().stepProperty().get() == 0);
    }

    @Test
    void a_reset_gives_the_same_initial_weights_and_a_new_seed_gives_others() {
        float[] initial = session.run().modelProperty().get().weights().values();
        session.commands().stepOnce();
        fx.until(() -> session.run().stepProperty().get() == 1);
        session.commands().reset();
        fx.until(() -> session.run().stepProperty().get() == 0);
        assertArrayEquals(initial, session.run().modelProperty().get().weights().values());
        session.commands().newSeed();
        fx.until(() -> session.run().modelProperty().get().weights().values()[0] != initial[0]);
        assertEquals(2, session.run().hyperparametersProperty().get().seed());
    }

    @Test
    void dragging_a_live_setting_is_one_step_to_undo_and_resets_nothing() {
        session.commands().stepOnce();
        fx.until(() -> session.run().stepProperty().get() == 1);
        for (int i = 1; i <= 5; i++)
            session.commands()
                    .change(Settings.BETA.with(
                            session.run().hyperparametersProperty().get(), i * 0.1));
        assertEquals(0.5, session.run().hyperparametersProperty().get().beta());
        session.undo();
        assertEquals(1, session.run().hyperparametersProperty().get().beta());
        assertFalse(session.undoStack().canUndoProperty().get());
        assertEquals(1, session.run().stepProperty().get());
        session.redo();
        assertEquals(0.5, session.run().hyperparametersProperty().get().beta());
    }

    private void beta(double value) {
        session.commands()
                .change(Settings.BETA.with(
                        session.run().hyperparametersProperty().get(), value));
    }

    @Test
    void however_slow_a_drag_is_it_is_one_step_to_undo_and_the_next_drag_another() {
        session.commands().dragging(true);
        beta(2);
        hand.pass(1_000_000_000); // longer than between two changes of one gesture without a hand
        beta(3);
        session.commands().dragging(false);
        session.commands().dragging(true);
        beta(4);
        session.commands().dragging(false);
        session.undo();
        assertEquals(3, session.run().hyperparametersProperty().get().beta());
        session.undo();
        assertEquals(1, session.run().hyperparametersProperty().get().beta());
        assertFalse(session.undoStack().canUndoProperty().get());
    }

    @Test
    void another_latent_size_starts_the_model_anew_and_can_be_undone() {
        session.commands().change(Settings.LATENTS.with(RunTest.small(), 5));
        fx.until(() -> session.explorer().latents() == 5 && complete());
        assertEquals(5, session.encodings().pointsProperty().get().latents());
        session.undo();
        fx.until(() -> session.explorer().latents() == 2 && complete());
        assertEquals(2, session.encodings().pointsProperty().get().latents());
    }

    @Test
    void a_folder_of_ones_own_can_be_opened() {
        DataSplit before = session.run().dataProperty().get();
        session.chooseData(folder.toString());
        fx.until(() -> session.run().dataProperty().get() != before);
        fx.until(() -> session.run().statusProperty().get() == Status.PAUSED);
        assertEquals(40, session.run().dataProperty().get().train().size());
        assertNull(session.messageProperty().get());
    }

    @Test
    void images_of_bytes_from_0_to_1_are_told_with_an_offer_to_stretch_them() throws IOException {
        ImageSet dark = RunTest.data().train();
        byte[] pixels = dark.pixels().clone();
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) (pixels[i] == 0 ? 0 : 1);
        var zeroOne = new ImageSet(dark.width(), dark.height(), pixels, dark.labels(), dark.classNames());
        write(new DataSplit("dark", zeroOne, zeroOne));
        session.chooseData(folder.toString());
        fx.until(() -> session.messageProperty().get() != null);
        var message = session.messageProperty().get();
        assertTrue(message.sentence().contains("is 1 of 255"), message.sentence());
        assertEquals("Stretch to 0–1", message.choices().get(0).label());
        message.choices().get(0).action().run();
        fx.until(() -> session.run().dataProperty().get().brightest() == 255);
        session.undo();
        fx.until(() -> session.run().dataProperty().get().brightest() == 1);
    }

    @Test
    void it_is_busy_while_anything_is_read() {
        var waiting = new ArrayDeque<Runnable>();
        try (var reader = new Session(
                Kernels.named("ejml"), 1, waiting::add, waiting::add, fx::add, new UndoStack(), hand.clock)) {
            for (int round = 0; round < 2; round++) {
                reader.pictures().take("one", () -> new PngFile.Grey(1, 1, new float[] {0}));
                reader.chooseData(folder.resolve("none").toString());
                waiting.remove().run();
                fx.until(fx::isEmpty);
                assertTrue(reader.busyProperty().get(), "the folder is still to be read");
                waiting.remove().run();
                fx.until(fx::isEmpty);
                assertFalse(reader.busyProperty().get());
            }
        }
    }

    @Test
    void a_folder_without_images_gets_one_sentence_and_loses_nothing() throws IOException {
        DataSplit before = session.run().dataProperty().get();
        Path empty = Files.createDirectory(folder.resolve("empty"));
        session.chooseData(empty.toString());
        fx.until(() -> session.messageProperty().get() != null);
        assertTrue(session.messageProperty().get().sentence().contains("empty"));
        assertSame(before, session.run().dataProperty().get());
        assertFalse(session.busyProperty().get());
        session.dismiss();
        assertNull(session.messageProperty().get());
    }

    @Test
    void reading_that_fails_is_said_and_the_next_picture_is_taken() {
        try (var logged = new Logged()) {
            session.pictures().take("torn", () -> {
                throw new IllegalStateException("torn");
            });
            fx.until(() -> session.messageProperty().get() != null);
            session.dismiss();
            session.open(
                    () -> {
                        throw new OutOfMemoryError("heap");
                    },
                    () -> RunTest.data().test(),
                    folder.toString());
            fx.until(() -> session.messageProperty().get() != null);
            assertEquals(
                    Texts.of("session.memory"), session.messageProperty().get().sentence());
            assertEquals(2, logged.count());
        }
        assertFalse(session.busyProperty().get());
        session.pictures().take("whole", () -> new PngFile.Grey(3, 3, new float[] {1, 1, 1, 1, 0, 1, 1, 1, 1}));
        fx.until(() -> "whole".equals(session.probe().inputProperty().get().name()));
    }

    @Test
    void of_an_animation_the_first_picture_is_taken_and_that_is_said() {
        float[] pixels = {1, 1, 1, 1, 0, 1, 1, 1, 1};
        session.pictures().take("moving.gif", () -> new PngFile.Grey(3, 3, pixels, true, new int[0]));
        fx.until(() -> session.messageProperty().get() != null);
        assertTrue(session.messageProperty().get().sentence().startsWith("moving.gif holds several pictures"));
        assertTrue(session.probe().inputProperty().get().toString().contains("moving.gif"));
    }

    @Test
    void a_picture_without_ink_is_told_and_the_probe_stays() {
        var before = session.probe().inputProperty().get();
        session.pictures().take("blank.png", () -> new PngFile.Grey(2, 2, new float[] {1, 1, 1, 1}));
        fx.until(() -> session.messageProperty().get() != null);
        assertEquals(
                Texts.of("probe.picture.empty", "blank.png"),
                session.messageProperty().get().sentence());
        assertSame(before, session.probe().inputProperty().get());
    }

    @Test
    void what_undo_and_redo_will_do_is_named() {
        assertEquals("Undo", undo.undoNameProperty().get());
        session.commands().change(Settings.LATENTS.with(RunTest.small(), 5));
        assertEquals("Undo: new model with 5 latents", undo.undoNameProperty().get());
        session.undo();
        assertEquals("Redo: new model with 5 latents", undo.redoNameProperty().get());
        assertEquals("Undo", undo.undoNameProperty().get());
        beta(2);
        assertEquals("Undo: β", undo.undoNameProperty().get());
        session.commands().reset();
        assertEquals("Undo: reset", undo.undoNameProperty().get());
        session.commands().newSeed();
        assertEquals("Undo: new model with seed 2", undo.undoNameProperty().get());
        fx.until(() -> complete());
        session.explorer().random();
        assertEquals("Undo: z", undo.undoNameProperty().get());
    }

    @Test
    void a_trained_run_that_makes_way_is_kept_and_the_message_brings_it_back() {
        session.commands().change(Settings.LATENTS.with(RunTest.small(), 5));
        assertNull(session.messageProperty().get(), "nothing was trained");
        session.commands().stepOnce();
        session.commands().stepOnce();
        fx.until(() -> session.run().stepProperty().get() == 2);
        session.commands()
                .change(Settings.ACTIVATION.with(
                        Settings.HIDDEN.with(
                                session.run().hyperparametersProperty().get(), LayerSpec.dense(7, 5)),
                        Activation.TANH));
        Message said = session.messageProperty().get();
        assertEquals("New model with layers 7,5, Tanh. The run of 2 steps is kept.", said.sentence());
        fx.until(() -> session.run().stepProperty().get() == 0 && complete());
        session.explorer().random();
        said.choices().get(0).action().run();
        fx.until(() -> session.run().stepProperty().get() == 2);
        assertEquals(
                Activation.RELU, session.run().hyperparametersProperty().get().activation());
        assertEquals("Undo: new model with 5 latents", undo.undoNameProperty().get());
        said.choices().get(0).action().run();
        assertEquals("Undo: new model with 5 latents", undo.undoNameProperty().get(), "it acts once");
    }

    @Test
    void a_reset_while_training_goes_on_training_from_the_same_weights() throws InterruptedException {
        kernel.hold();
        session.commands().play();
        kernel.awaitHeld();
        session.commands().reset();
        kernel.release();
        fx.until(() -> session.run().statusProperty().get() == Status.FINISHED);
        assertEquals(12, session.run().stepProperty().get());
        session.undo();
        fx.until(() -> session.run().stepProperty().get() == 1);
    }

    private void steps(int count) {
        long until = session.run().stepProperty().get() + count;
        for (int i = 0; i < count; i++) session.commands().stepOnce();
        fx.until(() -> session.run().stepProperty().get() == until);
    }

    @Test
    void undoing_a_change_that_ruined_the_weights_offers_those_of_that_moment() {
        steps(3);
        float[] good = session.run().modelProperty().get().weights().values();
        session.commands().change(Settings.LEARNING_RATE.with(RunTest.small(), 1.0));
        kernel.spoil();
        session.commands().stepOnce();
        fx.until(() -> session.run().statusProperty().get() == Status.STOPPED);
        session.undo();
        Message offer = session.messageProperty().get();
        assertEquals("Undone: rate is 0.001 again. Weights of step 3 too?", offer.sentence());
        session.commands().stepOnce();
        fx.until(() -> session.run().stepProperty().get() == 5);
        offer.choices().get(0).action().run();
        fx.until(() -> session.run().stepProperty().get() == 3);
        assertArrayEquals(good, session.run().modelProperty().get().weights().values());
        assertEquals(0.001, session.run().hyperparametersProperty().get().learningRate());
        assertEquals("Undo: weights of step 3", undo.undoNameProperty().get());
        session.undo();
        fx.until(() -> session.run().stepProperty().get() == 5);
    }

    @Test
    void undoing_a_change_that_did_no_harm_offers_nothing() {
        steps(3);
        beta(1.1);
        steps(1);
        session.undo();
        assertNull(session.messageProperty().get());
    }

    @Test
    void what_does_not_go_together_or_into_memory_is_refused_and_nothing_makes_way_for_it() {
        steps(2);
        var gaussian = Settings.BINARISE.with(Settings.LIKELIHOOD.with(RunTest.small(), Likelihood.GAUSSIAN), true);
        assertTrue(assertThrows(Refusal.class, () -> session.commands().change(gaussian))
                .getMessage()
                .startsWith("The likelihood “Gaussian” describes pixels between 0 and 1"));
        assertEquals(RunTest.small(), session.run().hyperparametersProperty().get());
        assertEquals(2, session.run().stepProperty().get());
        assertFalse(undo.canUndoProperty().get());
    }

    @Test
    void training_from_scratch_resets_and_plays() {
        session.commands().trainFromScratch();
        fx.until(() -> session.run().statusProperty().get() == Status.FINISHED);
        assertEquals(12, session.run().stepProperty().get());
    }

    @Test
    void changes_far_enough_apart_are_two_steps_to_undo() {
        beta(2);
        hand.pass(1_000_000_000);
        beta(3);
        session.undo();
        assertEquals(2, session.run().hyperparametersProperty().get().beta());
    }

    @Test
    void form_and_trainer_agree_after_a_change_and_a_reset_within_one_step_are_undone() throws InterruptedException {
        kernel.hold();
        session.commands().stepOnce();
        kernel.awaitHeld();
        beta(2);
        session.commands().reset();
        session.undo();
        kernel.release();
        fx.until(() -> session.run().stepProperty().get() == 1);
        assertEquals(2, session.run().hyperparametersProperty().get().beta());
        assertEquals(2, session.run().end().join().hyperparameters().beta());
    }

    @Test
    void two_hundred_resets_stay_in_the_budget_and_the_last_ones_can_be_undone() {
        for (int i = 0; i < 200; i++) {
            session.commands().newSeed();
            assertTrue(undo.bytes() <= BUDGET, undo.bytes() + " bytes after " + i);
        }
        session.commands().stepOnce();
        session.commands().reset();
        fx.until(() -> session.run().statusProperty().get() == Status.PAUSED);
        session.undo();
        fx.until(() -> session.run().stepProperty().get() == 1);
        assertEquals(201, session.run().hyperparametersProperty().get().seed());
        int undone = 1;
        for (; undo.canUndoProperty().get(); undone++) session.undo();
        // while a state was on its way it counted for the most that it could be, which is two moments; what has ended
        // is left to its past and counts for nothing
        assertTrue(undone >= 5, undone + " undone");
        assertEquals(202 - undone, session.run().hyperparametersProperty().get().seed());
        assertTrue(undo.bytes() <= BUDGET);
        session.redo();
        assertEquals(203 - undone, session.run().hyperparametersProperty().get().seed());
        fx.until(() -> session.run().statusProperty().get() == Status.PAUSED);
        assertNull(session.messageProperty().get());
    }

    @Test
    void a_reset_without_memory_for_it_gives_up_undo_before_it_fails() {
        session.commands().reset();
        fx.until(() -> session.run().statusProperty().get() == Status.PAUSED);
        assertTrue(undo.canUndoProperty().get());
        kernel.fail(1);
        session.commands().reset();
        fx.until(() -> session.run().statusProperty().get() == Status.PAUSED);
        assertFalse(undo.canUndoProperty().get());
        assertEquals(0, undo.bytes());
        assertEquals(
                Texts.of("session.memory.freed"),
                session.messageProperty().get().sentence());
    }

    @Test
    void what_is_asked_before_there_are_training_images_waits_and_happens() {
        RunState model = session.run().end().join();
        var disk = new LinkedBlockingQueue<Runnable>();
        var loading = new AtomicBoolean(true);
        Executor background = task -> {
            if (loading.get()) disk.add(task);
            else task.run();
        };
        try (Session early = session(background, new UndoStack())) {
            early.open(() -> model, () -> RunTest.data().test(), folder.toString());
            fx.until(early.run().shippedProperty()::get);
            early.commands().change(Settings.BETA.with(RunTest.small(), 2.0));
            early.commands().change(Settings.LATENTS.with(RunTest.small(), 5));
            early.commands().trainFromScratch();
            assertEquals(Status.PREPARING, early.run().statusProperty().get());
            loading.set(false);
            disk.forEach(Runnable::run);
            fx.until(() -> early.run().statusProperty().get() == Status.FINISHED);
            assertEquals(12, early.run().stepProperty().get());
            assertEquals(5, early.run().hyperparametersProperty().get().latents());
            assertEquals(2, early.run().end().join().hyperparameters().beta());
        }
    }

    @Test
    void what_the_program_opens_with_does_not_take_the_place_of_pictures_taken_meanwhile() {
        RunState shipped = session.run().state().join();
        var waiting = new ArrayDeque<Runnable>();
        Session late = session(waiting::add, new UndoStack(BUDGET));
        late.open(() -> shipped, () -> RunTest.data().test(), folder.toString());
        fx.until(() ->
                late.run().stepProperty().get() == 0 && !waiting.isEmpty()); // shown; its data are still to be read
        late.run().replace(Start.fresh(RunTest.data(), RunTest.small()));
        Runnable next;
        while ((next = waiting.poll()) != null) next.run();
        fx.forEach(Runnable::run);
        assertEquals(RunTest.data().name(), late.run().dataProperty().get().name());
        late.close();
    }
}
