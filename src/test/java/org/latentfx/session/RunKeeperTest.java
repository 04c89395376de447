package org.latentfx.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.data.IdxWriter;
import org.latentfx.io.session.KeptRuns;
import org.latentfx.io.session.SessionFile;
import org.latentfx.math.Kernels;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.session.concurrent.HandDriven;
import org.latentfx.session.concurrent.Message;
import org.latentfx.session.concurrent.Turns;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.file.RunKeeper;
import org.latentfx.session.run.Run.Status;
import org.latentfx.session.run.RunTest;
import org.latentfx.text.Refusal;
import org.latentfx.train.Settings;

/** The test's own thread plays the FX thread and moves the time; background work is done on the spot. */
class RunKeeperTest {
    private static final long MINUTE = 60_000_000_000L;

    private final Turns fx = new Turns();
    private final HandDriven hand = new HandDriven();

    @TempDir
    Path folder;

    private Path runs;
    private Session session;

    @BeforeEach
    void trainThreeSteps() throws IOException {
        runs = folder.resolve("runs");
        for (String part : List.of("train", "t10k")) {
            var set = part.equals("train")
                    ? RunTest.data().train()
                    : RunTest.data().test();
            try (var images = Files.newOutputStream(folder.resolve(part + "-images-idx3-ubyte"));
                    var labels = Files.newOutputStream(folder.resolve(part + "-labels-idx1-ubyte"))) {
                IdxWriter.images(set, images);
                IdxWriter.labels(set, labels);
            }
        }
        session = begun();
        step(session, 3);
    }

    @AfterEach
    void end() {
        session.close();
    }

    /** A session on the folder's images, kept among the runs. */
    private Session begun() {
        var one = new Session(
                Kernels.named("ejml"), 1, Runnable::run, Runnable::run, fx::add, new UndoStack(), hand.clock);
        one.document().keeper().keepIn(new KeptRuns(runs));
        one.chooseData(folder.toString());
        fx.until(() -> one.run().statusProperty().get() == Status.PAUSED);
        one.commands().change(Settings.HIDDEN.with(RunTest.small(), LayerSpec.dense(5)));
        fx.until(() -> one.run().statusProperty().get() == Status.PAUSED
                && one.run().modelProperty().get() != null);
        return one;
    }

    private void step(Session one, int steps) {
        long end = one.run().stepProperty().get() + steps;
        for (int i = 0; i < steps; i++) one.commands().stepOnce();
        fx.until(() -> one.run().stepProperty().get() == end);
    }

    private void minute() {
        hand.pass(MINUTE);
        for (Runnable next = fx.poll(); next != null; next = fx.poll()) next.run();
    }

    private List<Path> files() {
        try (var all = Files.list(runs)) {
            return all.filter(file -> file.toString().endsWith(SessionFile.EXTENSION))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Message offered(Session one) {
        one.document().keeper().offer();
        fx.until(fx::isEmpty);
        return Objects.requireNonNull(one.messageProperty().get(), "no offer");
    }

    private static void choose(Message offer, int choice) {
        offer.choices().get(choice).action().run();
    }

    private static float[] weights(Session of) {
        return Objects.requireNonNull(of.run().modelProperty().get()).weights().values();
    }

    private RunKeeper keeper() {
        return session.document().keeper();
    }

    @Test
    void eachMinuteTheRunIsKeptIfItHasChanged() throws IOException {
        minute();
        assertEquals(1, files().size());
        Path kept = files().get(0);
        assertEquals(3, SessionFile.read(kept).run().position().step());
        Files.setLastModifiedTime(kept, FileTime.fromMillis(0));
        minute();
        assertEquals(0, Files.getLastModifiedTime(kept).toMillis(), "written without need");
        step(session, 1);
        minute();
        assertEquals(4, SessionFile.read(kept).run().position().step());
    }

    @Test
    void whatIsClosedIsOfferedAtTheNextStartWithTheSameWeightsAndPoint() {
        session.explorer().moveTo(new float[] {0.5f, -2});
        float[] weights = weights(session);
        keeper().close().join();
        var next = begun();
        Message offer = offered(next);
        assertTrue(offer.sentence().startsWith("A run of 3 steps (2 latents, "), offer.sentence());
        choose(offer, 0);
        fx.until(() -> next.run().stepProperty().get() == 3
                && next.run().statusProperty().get() == Status.PAUSED);
        assertArrayEquals(weights, weights(next));
        assertArrayEquals(new float[] {0.5f, -2}, next.explorer().z());
        assertTrue(next.document().unsavedProperty().get());
        next.document().keeper().close().join();
        assertEquals(1, files().size(), "one run is one file, however often it is brought back");
    }

    @Test
    void whatIsDiscardedIsOfferedAgainByUndoAndGoneInTheEnd() {
        keeper().close().join();
        var next = begun();
        choose(offered(next), 1);
        assertEquals(1, files().size());
        next.dismiss();
        next.undo();
        choose(Objects.requireNonNull(next.messageProperty().get()), 1);
        next.document().keeper().close().join();
        assertEquals(List.of(), files());
    }

    @Test
    void theRunOfAnotherWindowIsNotOffered() {
        minute();
        var other = begun();
        other.dismiss();
        other.document().keeper().offer();
        fx.until(fx::isEmpty);
        assertNull(other.messageProperty().get());
        step(other, 1);
        minute();
        assertEquals(2, files().size());
        other.close();
    }

    @Test
    void allRunsAreKeptTogetherAndComeBackWithTheOneLookedAt() {
        var first = session.runs().shown();
        var twin = session.runs().twin(first, first.hyperparametersProperty().get());
        fx.until(() -> twin.statusProperty().get() == Status.PAUSED);
        step(session, 5);
        session.runs().rename(twin, "the other");
        minute();
        session.runs().show(first);
        session.runs().show(twin);
        keeper().close().join();
        assertEquals(1, files().size());
        var kept = SessionFile.read(files().get(0));
        assertEquals(
                List.of(3L, 5L),
                kept.runs().stream().map(run -> run.state().position().step()).toList());
        assertEquals("the other", kept.runs().get(kept.lookedAt()).name());
        var next = begun();
        Message offer = offered(next);
        assertTrue(
                offer.sentence().contains("of 5 steps") && offer.sentence().contains("and another run"),
                offer.sentence());
        choose(offer, 0);
        fx.until(() -> next.runs().lines().size() == 2
                && next.runs().lines().stream()
                        .allMatch(line -> line.statusProperty().get() == Status.PAUSED));
        assertEquals("the other", next.runs().shown().nameProperty().get());
        next.close();
    }

    @Test
    void aRunThatWasRemovedStaysInWhatWasKept() {
        var first = session.runs().shown();
        var twin = session.runs().twin(first, first.hyperparametersProperty().get());
        fx.until(() -> twin.statusProperty().get() == Status.PAUSED);
        step(session, 2);
        minute();
        session.runs().remove(twin);
        step(session, 1);
        minute();
        assertEquals(
                List.of(1, 2),
                files().stream()
                        .map(file -> SessionFile.read(file).runs().size())
                        .sorted()
                        .toList());
    }

    @Test
    void aRunBegunAnewLeavesTheFormerOneAsItIs() {
        minute();
        session.commands().reset();
        fx.until(() -> session.run().stepProperty().get() == 0);
        step(session, 1);
        minute();
        assertEquals(2, files().size());
    }

    @Test
    void aModelThatWasNotTrainedAndARunInAFileAreNotKept() {
        session.commands().reset();
        fx.until(() -> session.run().stepProperty().get() == 0);
        minute();
        assertEquals(List.of(), files());
        step(session, 1);
        Path file = folder.resolve("mine.latentfx");
        session.document().saveAs(file);
        fx.until(() -> session.document().fileProperty().get() != null);
        minute();
        keeper().close().join();
        assertEquals(List.of(), files());
        assertTrue(Files.exists(file));
    }

    @Test
    void theOldestRunsBeyondFiveGo() throws IOException {
        keeper().close().join();
        Path first = files().get(0);
        for (int i = 2; i <= 7; i++) {
            Path copy = runs.resolve("run-1-a" + i + "-1.latentfx");
            Files.copy(first, copy);
            Files.setLastModifiedTime(copy, FileTime.fromMillis(1000L * i));
        }
        try (var folder = new KeptRuns(runs)) {
            assertEquals(first, folder.left().get(0).file());
        }
        assertEquals(KeptRuns.MOST, files().size());
        assertTrue(Files.exists(first));
    }

    @Test
    void aRunThatCannotBeKeptAtClosingIsSaidAndCanBeSavedElsewhere() throws IOException {
        minute();
        step(session, 1);
        Path own = files().get(0);
        Files.delete(own);
        Files.createDirectory(own);
        var failure =
                assertThrows(CompletionException.class, () -> keeper().close().join());
        assertTrue(failure.getCause() instanceof Refusal, String.valueOf(failure.getCause()));
        Path elsewhere = folder.resolve("elsewhere.latentfx");
        keeper().saveElsewhere(elsewhere);
        assertEquals(4, SessionFile.read(elsewhere).run().position().step());
    }
}
