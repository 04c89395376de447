package org.latentfx.app.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import org.latentfx.io.ModelFile;
import org.latentfx.io.RunFiles;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.Trainer;

/** Saves a run after each epoch and remembers whether that worked: a full disk may have room again an epoch later. */
final class Saving {
    private final Path folder;
    private final RunFiles files;
    private final PrintStream err;
    private boolean failed;

    Saving(Path folder, RunFiles files, PrintStream err) {
        this.folder = folder;
        this.files = files;
        this.err = err;
    }

    /**
     * Saves model and curves as they are; if that fails, says so.
     *
     * @param last whether no other attempt will follow
     */
    void save(Trainer trainer, boolean last) {
        var content = new ModelFile.Content(
                trainer.weights(),
                trainer.hyperparameters(),
                trainer.epochsDone(),
                trainer.stepsDone(),
                trainer.data().name(),
                trainer.dataChecksum());
        try {
            files.write(content, trainer.history());
            failed = false;
        } catch (Refusal e) {
            failed = true;
            String reason = String.valueOf(e.getMessage());
            err.println(last ? reason : Texts.of("cli.train.unsaved", reason));
        }
    }

    /** Whether the last attempt failed. */
    boolean failed() {
        return failed;
    }

    /** Says where a signal ended the run; the exit code. */
    int stopped(Trainer trainer) {
        if (failed) return Verb.WRONG;
        boolean early = trainer.stepsDone() == 0;
        err.println(
                early
                        ? Texts.of("cli.train.stopped.early", folder)
                        : Texts.of("cli.train.stopped", trainer.stepsDone(), folder));
        return Verb.STOPPED;
    }
}
