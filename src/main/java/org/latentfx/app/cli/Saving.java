package org.latentfx.app.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.latentfx.io.ModelFile;
import org.latentfx.io.RunFiles;
import org.latentfx.io.session.SessionFile;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.Settings;
import org.latentfx.train.Trainer;

/** Saves a run after each epoch and remembers whether that worked: a full disk may have room again an epoch later. */
public final class Saving {
    /** What a rate that was too high is divided by. */
    private static final double LOWER = 10;

    private static final double LOWEST_RATE = 1e-6;

    private final @Nullable RunFiles files;
    private final @Nullable Path session;
    private final SessionFile.@Nullable Content former;
    private final boolean embeds;
    private final String places;
    private final PrintStream err;
    private boolean failed;

    /**
     * @param folder of {@code files}; both null where only a session is written
     * @param session file to write; null for none
     * @param former the session that the run comes from, whose other runs stay as they are; null for none
     * @param embeds whether it holds the images
     */
    Saving(
            @Nullable Path folder,
            @Nullable RunFiles files,
            @Nullable Path session,
            SessionFile.@Nullable Content former,
            boolean embeds,
            PrintStream err) {
        this.files = files;
        this.session = session;
        this.former = former;
        this.embeds = embeds;
        this.err = err;
        places = Stream.of(folder, session)
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
    }

    /** Of a session alone, which refers to its images. */
    public static Saving ofSession(Path file, PrintStream err) {
        return new Saving(null, null, file, null, false, err);
    }

    /**
     * Saves model and curves as they are; if that fails, says so.
     *
     * @param last whether no other attempt will follow
     */
    public void save(Trainer trainer, boolean last) {
        var content = new ModelFile.Content(
                trainer.weights(),
                trainer.hyperparameters(),
                trainer.epochsDone(),
                trainer.stepsDone(),
                trainer.data().name(),
                trainer.dataChecksum());
        try {
            if (files != null) files.write(content, trainer.history());
            if (session != null) writeSession(session, trainer);
            failed = false;
        } catch (Refusal e) {
            failed = true;
            String reason = String.valueOf(e.getMessage());
            err.println(last ? reason : Texts.of("cli.train.unsaved", reason));
        }
    }

    private void writeSession(Path file, Trainer trainer) {
        var source = embeds ? SessionFile.Source.embedded(trainer.data()) : SessionFile.Source.of(trainer.data());
        SessionFile.write(
                file,
                former == null
                        ? new SessionFile.Content(trainer.state(), source, SessionFile.Shown.NOTHING, Instant.now())
                        : former.with(trainer.state(), source, Instant.now()));
    }

    /** Whether the last attempt failed. */
    public boolean failed() {
        return failed;
    }

    /** What was {@code found}, and what to type. */
    String diverged(Trainer trainer, String found) {
        double lower = Math.max(LOWEST_RATE, trainer.hyperparameters().learningRate() / LOWER);
        String key = session == null || failed ? "cli.train.diverged.again" : "cli.train.diverged";
        return Texts.of(key, found, String.valueOf(session), Settings.LEARNING_RATE.format(lower));
    }

    /** Says where a signal ended the run; the exit code. */
    public int stopped(Trainer trainer) {
        if (failed) return Verb.WRONG;
        boolean early = trainer.stepsDone() == 0;
        err.println(
                early
                        ? Texts.of("cli.train.stopped.early", places)
                        : Texts.of("cli.train.stopped", trainer.stepsDone(), places));
        return Verb.STOPPED;
    }
}
