package org.latentfx.session.file;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.latentfx.data.DataImport;
import org.latentfx.io.ModelFile;
import org.latentfx.io.session.SessionFile.Content;
import org.latentfx.io.session.SessionFile.Shown;
import org.latentfx.io.session.SessionFile.Source;
import org.latentfx.train.History;
import org.latentfx.train.Loss;
import org.latentfx.train.RunState;

/** A model from a file of its own as a run that can go on. Pure functions. */
public final class ModelRun {
    /** The checksum of the images of a model that says nothing about them. */
    static final long UNKNOWN = 0;

    private ModelRun() {}

    /**
     * The model in {@code file} as a session without curves. Throws {@code Refusal} if it is none.
     *
     * @param told what a person says about another program's model, by the keys of settings; empty for what is usual
     * @param note told what was found and assumed, if anything is to be said
     */
    static Content read(Path file, Map<String, String> told, Consumer<String> note) {
        ModelFile.Content model = ModelFile.read(file, told);
        note.accept(model.note());
        RunState run = state(model, History.EMPTY);
        return new Content(run, new Source(1, DataImport.GUESSED, null), Shown.NOTHING, Instant.EPOCH);
    }

    /** The state of a run that ended with this model and these curves; Adam starts afresh. */
    public static RunState state(ModelFile.Content model, History history) {
        var configuration = model.weights().configuration();
        long images = model.hyperparameters().batch() * model.step();
        int count = configuration.parameterCount();
        return new RunState(
                model.hyperparameters(),
                model.data(),
                model.dataChecksum(),
                configuration.format(),
                new RunState.Position(
                        model.step(),
                        0,
                        (int) model.epoch(),
                        0,
                        images,
                        Loss.zero(configuration.kind().losses())),
                model.weights().values(),
                new float[count],
                new float[count],
                history);
    }
}
