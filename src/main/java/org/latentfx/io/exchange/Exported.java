package org.latentfx.io.exchange;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.io.ModelFile;
import org.latentfx.math.Kernel;
import org.latentfx.model.Encoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;
import org.latentfx.text.Refusal;
import org.latentfx.train.History;

/**
 * What is handed on: a model, the curves that led to it, and the images it learnt from. Immutable; any thread.
 *
 * @param history without a point where only the model is known
 * @param kernel what encodes and decodes
 * @param data gives the images; may take its time, and may refuse
 */
public record Exported(
        ModelFile.Content model, History history, Kernel kernel, Supplier<DataSplit> data, Choices choices) {
    private static final int ROWS = 256;

    /** With the usual choices. */
    public Exported(ModelFile.Content model, History history, Kernel kernel, Supplier<DataSplit> data) {
        this(model, history, kernel, data, Choices.USUAL);
    }

    /** Whether there is a curve. */
    public boolean hasCurves() {
        return history.train().size() + history.heldOut().size() > 0;
    }

    /** The curves of a model that has no codes; throws {@link Refusal} that says why where there are none either. */
    History curvesAlone() {
        if (!hasCurves()) model.weights().configuration().kind().need(Capability.ENCODES);
        return history;
    }

    /** Throws {@link Refusal} that says why in one sentence if its model cannot be asked for {@code capability}. */
    void need(Capability capability) {
        model.weights().configuration().kind().need(capability);
    }

    /** Asked for the class chosen where it is a conditional one. Throws {@link Refusal} if there is no such class. */
    public FrozenModel frozen() {
        var frozen = new FrozenModel(model.weights(), kernel);
        int classes = frozen.configuration().classes();
        if (classes > 0 && choices.label() >= classes)
            throw new Refusal("cli.label.refused", choices.label(), classes - 1);
        return frozen.given(choices.label());
    }

    /** Whether its model can be asked for {@code capability}. */
    public boolean can(Capability capability) {
        return model.weights().configuration().kind().can(capability);
    }

    /** Where the encoder puts the held-out images; null of a model without an encoder. */
    public @Nullable LatentPoints points(Progress progress) {
        return can(Capability.ENCODES) ? heldOutPoints(progress) : null;
    }

    /** The same; throws {@link Refusal} of one sentence if there is no encoder. */
    public LatentPoints heldOutPoints(Progress progress) {
        model.weights().configuration().kind().need(Capability.ENCODES);
        ImageSet images = data.get().test();
        int latents = model.hyperparameters().latents();
        float[] mu = new float[images.size() * latents];
        float[] logVar = new float[mu.length];
        float[] someMu = new float[ROWS * latents];
        float[] someLogVar = new float[ROWS * latents];
        var encoder = new Encoder(frozen(), ROWS);
        for (int first = 0; first < images.size(); first += ROWS) {
            progress.at(first, images.size());
            int rows = Math.min(ROWS, images.size() - first);
            encoder.encode(images, first, rows, someMu, someLogVar);
            System.arraycopy(someMu, 0, mu, first * latents, rows * latents);
            System.arraycopy(someLogVar, 0, logVar, first * latents, rows * latents);
        }
        progress.at(1, 1);
        return new LatentPoints(images, latents, mu, logVar);
    }
}
