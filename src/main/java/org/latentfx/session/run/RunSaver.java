package org.latentfx.session.run;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataSplit;
import org.latentfx.io.ModelFile;
import org.latentfx.model.FrozenModel;
import org.latentfx.session.concurrent.Errand;
import org.latentfx.text.Texts;

/** Writes the newest model of a run to a file in the background and says how that went. FX thread only. */
public final class RunSaver {
    private final Run run;
    private final Errand saving;
    private final Consumer<String> say;

    /** @param say told the sentence that a person should read */
    public RunSaver(Run run, Errand saving, Consumer<String> say) {
        this.run = run;
        this.saving = saving;
        this.say = say;
    }

    /** The newest model as a file of its own holds it. Null, and says so, if there is none yet. */
    public ModelFile.@Nullable Content content() {
        FrozenModel newest = run.modelProperty().get();
        DataSplit data = run.dataProperty().get();
        if (newest == null || data == null || run.statusProperty().get() == Run.Status.PREPARING) {
            say.accept(Texts.of("session.save.early"));
            return null;
        }
        return new ModelFile.Content(
                newest.weights(),
                run.hyperparametersProperty().get(),
                run.epochProperty().get(),
                run.stepProperty().get(),
                data.name(),
                data.train().checksum());
    }

    /** Writes the model to {@code file}; says so if there is none yet. */
    public void save(Path file) {
        ModelFile.Content content = content();
        if (content == null) return;
        saving.request(
                () -> {
                    ModelFile.write(file, content);
                    return file;
                },
                written -> say.accept(Texts.of("session.save.done", written)));
    }
}
