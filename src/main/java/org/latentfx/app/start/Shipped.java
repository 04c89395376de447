package org.latentfx.app.start;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.latentfx.io.CurvesCsv;
import org.latentfx.io.ModelFile;
import org.latentfx.session.file.ModelRun;
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
            return ModelRun.state(
                    ModelFile.read(model, "assets/model.safetensors"), CurvesCsv.read(curves, "assets/curves.csv"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(Shipped.class.getResourceAsStream(name), name);
    }
}
