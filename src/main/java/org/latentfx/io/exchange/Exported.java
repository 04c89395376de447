package org.latentfx.io.exchange;

import java.util.function.Supplier;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.io.ModelFile;
import org.latentfx.math.Kernel;
import org.latentfx.model.Encoder;
import org.latentfx.model.FrozenModel;
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

    public FrozenModel frozen() {
        return new FrozenModel(model.weights(), kernel);
    }

    /** Where the encoder puts the held-out images. */
    public LatentPoints heldOutPoints(Progress progress) {
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
