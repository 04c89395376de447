package org.latentfx.app.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.nio.file.Path;
import org.latentfx.analysis.image.Evaluation;
import org.latentfx.analysis.latent.LabelAccuracy;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.data.DataSplit;
import org.latentfx.io.ModelFile;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.model.FrozenModel;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.Loss;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code evaluate}: measures a model on the test images of a data set and prints one JSON object: losses in nats per
 * image, mean squared error per pixel, and how often the five nearest training images (by μ) tell a test image's label.
 */
public final class EvaluateVerb implements Verb {
    private static final int NEIGHBOURS = 5;
    private static final int MOST_SAMPLES = 10_000;

    @Override
    public String name() {
        return "evaluate";
    }

    @Override
    public CommandSpec spec() {
        var spec = CommandSpec.create();
        spec.addOption(Flags.option("model", "FILE", true));
        Flags.addData(spec);
        spec.addOption(Flags.option("samples", "mean|N", false));
        Flags.addMachine(spec);
        return spec;
    }

    @Override
    public int run(ParseResult given, PrintStream out, PrintStream err) {
        int threads = Flags.threads(given);
        String kernelName = Flags.kernelName(given);
        int samples = samples(Flags.text(given, "samples", "1"));
        Path file = Flags.path(given, "model");
        var model = ModelFile.read(file);
        if (!model.note().isEmpty()) err.println(model.note());
        DataSplit data = Flags.data(given, err);
        var configuration = model.weights().configuration();
        if (!configuration.format().equals(data.test().format()))
            throw new Refusal(
                    "cli.evaluate.sides",
                    file,
                    configuration.width(),
                    configuration.height(),
                    data.name(),
                    data.test().width(),
                    data.test().height());
        Kernel kernel = Kernels.named(kernelName);
        err.println(Texts.of("cli.evaluate.begin", file, data.name(), kernel.description(), threads));
        try (var workers = new Workers(threads)) {
            out.println(measure(model, data, samples, kernel, workers));
        }
        return OK;
    }

    private static JsonObject measure(
            ModelFile.Content model, DataSplit data, int samples, Kernel kernel, Workers workers) {
        var hyperparameters = model.hyperparameters();
        var frozen = new FrozenModel(model.weights(), kernel);
        var found = Evaluation.of(
                frozen, data.test(), workers, samples, hyperparameters.binarise(), hyperparameters.seed());
        var json = Json.loss(new Loss(found.reconstruction(), found.kl()));
        var each = new JsonArray();
        for (double kl : found.klPerLatent()) each.add(Json.rounded(kl));
        json.add("klPerLatent", each);
        json.addProperty("activeUnits", found.activeUnits());
        json.addProperty("mse", Json.rounded(found.mse()));
        double accuracy = LabelAccuracy.of(
                LatentPoints.of(frozen, data.train(), workers),
                LatentPoints.of(frozen, data.test(), workers),
                Math.min(NEIGHBOURS, data.train().size()),
                kernel,
                workers);
        json.addProperty("knn5Accuracy", Json.rounded(accuracy));
        json.addProperty("images", found.images());
        json.add("perClass", classes(found));
        return json;
    }

    private static JsonArray classes(Evaluation found) {
        var classes = new JsonArray();
        for (var one : found.classes()) {
            var json = Json.loss(new Loss(one.reconstruction(), one.kl()));
            json.addProperty("class", one.name());
            json.addProperty("images", one.images());
            classes.add(json);
        }
        return classes;
    }

    /** How many z are drawn an image; 0 for the mean. */
    private static int samples(String text) {
        if (text.equals("mean")) return 0;
        if (!text.matches("[1-9]\\d{0,4}") || Integer.parseInt(text) > MOST_SAMPLES)
            throw new Refusal("cli.samples.refused", text, Integer.toString(MOST_SAMPLES));
        return Integer.parseInt(text);
    }
}
