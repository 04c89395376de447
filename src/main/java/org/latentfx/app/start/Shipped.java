package org.latentfx.app.start;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.latentfx.io.CurvesCsv;
import org.latentfx.io.ModelFile;
import org.latentfx.train.History;
import org.latentfx.train.RunState;

/** The small trained model that comes with the program, as the state of a run that can be gone on with. Any thread. */
public final class Shipped {
    /** The data set that the shipped model has learnt from. */
    public static final String DATA = "mnist";

    private Shipped() {}

    /** The state the shipped model was left in, its curves included; Adam starts afresh. */
    public static RunState state() {
        try (InputStream model = resource("/assets/model.safetensors");
                InputStream curves = resource("/assets/curves.csv")) {
            return state(
                    ModelFile.read(model, "assets/model.safetensors"), CurvesCsv.read(curves, "assets/curves.csv"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
                configuration.width(),
                configuration.height(),
                new RunState.Position(model.step(), 0, (int) model.epoch(), 0, images, 0, 0),
                model.weights().values(),
                new float[count],
                new float[count],
                history);
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(Shipped.class.getResourceAsStream(name), name);
    }
}
