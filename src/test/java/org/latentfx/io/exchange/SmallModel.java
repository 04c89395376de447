package org.latentfx.io.exchange;

import java.util.Map;
import java.util.SplittableRandom;
import org.latentfx.data.PictureFormat;
import org.latentfx.io.ModelFile;
import org.latentfx.math.Kernels;
import org.latentfx.model.Weights;
import org.latentfx.model.layer.Tensor;
import org.latentfx.train.History;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;

/** Models of few pixels with weights drawn at random, for tests of what is made of them. */
final class SmallModel {
    private SmallModel() {}

    static Exported of(String hidden, String latents, String activation, String likelihood) {
        return exported(
                settings(hidden, latents, activation, likelihood),
                noise(weights(hidden, latents, activation, likelihood), -1, 1));
    }

    /** One of any kind, of three latents and, where it is told classes, three of them; sums stay about as large. */
    static Exported of(String kind, String hidden, PictureFormat format) {
        Hyperparameters settings = Settings.fromTexts(
                settings(hidden, "3", "silu", "bernoulli"), Map.of("model", kind, "classes", "3", "code-size", "1"));
        var configuration = settings.model(format);
        float[] values = noise(configuration.parameterCount(), -1, 1);
        for (Tensor tensor : configuration.tensors()) {
            float most = (float) (2 / Math.sqrt(tensor.layout().fanIn()));
            for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++) values[i] *= most;
        }
        return exported(settings, new Weights(configuration, values));
    }

    /** As above, of pictures of 4 × 4 pixels in colour. */
    static Exported inColour(String hidden, String latents, String activation, String likelihood) {
        Hyperparameters settings = settings(hidden, latents, activation, likelihood);
        var configuration = settings.model(new PictureFormat(4, 4, PictureFormat.COLOUR));
        return exported(settings, new Weights(configuration, noise(configuration.parameterCount(), -1, 1)));
    }

    /** One whose log σ² is {@code first} for the first latent and {@code second} for the other. */
    static Exported withLogVariance(float first, float second) {
        Hyperparameters settings = settings("7", "2", "relu", "bernoulli");
        var configuration = settings.model(PictureFormat.grey(4, 4));
        float[] values = new float[configuration.parameterCount()];
        for (Tensor tensor : configuration.tensors())
            if (tensor.name().equals("log_var.bias")) {
                values[tensor.offset()] = first;
                values[tensor.offset() + 1] = second;
            }
        return exported(settings, values);
    }

    private static Hyperparameters settings(String hidden, String latents, String activation, String likelihood) {
        return Settings.fromTexts(
                Preset.MAP.hyperparameters(),
                Map.of("hidden", hidden, "latents", latents, "activation", activation, "likelihood", likelihood));
    }

    private static int weights(String hidden, String latents, String activation, String likelihood) {
        return settings(hidden, latents, activation, likelihood)
                .model(PictureFormat.grey(4, 4))
                .parameterCount();
    }

    private static Exported exported(Hyperparameters settings, float[] values) {
        return exported(settings, new Weights(settings.model(PictureFormat.grey(4, 4)), values));
    }

    private static Exported exported(Hyperparameters settings, Weights weights) {
        var model = new ModelFile.Content(weights, settings, 1, 2, "mine", 3);
        return new Exported(model, History.EMPTY, Kernels.named("ejml"), () -> {
            throw new AssertionError("no images are needed");
        });
    }

    /** The same numbers each time. */
    static float[] noise(int count, double least, double most) {
        var random = new SplittableRandom(1);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) values[i] = (float) random.nextDouble(least, most);
        return values;
    }
}
