package org.latentfx.io.exchange;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latentfx.analysis.Progress;
import org.latentfx.io.AtomicFile;
import org.latentfx.io.ModelFile;
import org.latentfx.model.Decoder;
import org.latentfx.model.Encoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Posterior;
import org.latentfx.model.Weights;
import org.latentfx.text.Refusal;
import org.latentfx.train.Settings;

/**
 * A model as three ONNX files: the whole, and beside it {@code -encoder} and {@code -decoder}. Operator set 13, IR 8;
 * all values are 32-bit floats of shape [batch, n], the batch of any size.
 *
 * <ul>
 *   <li>encoder: {@code x} (pixels in 0..1, row by row) → {@code mu}, {@code log_var} (held within ±10, as training
 *       did)
 *   <li>decoder: {@code z} → {@code mean} (of p(x|z), in 0..1: a Bernoulli's probabilities, a Gaussian's means),
 *       {@code logits} (whose sigmoid is the mean)
 *   <li>whole: {@code x}, {@code eps} (noise from N(0, 1); zeros for the mean) → {@code mu}, {@code log_var}, {@code z}
 *       = mu + exp(log_var / 2) · eps, {@code mean}, {@code logits}
 * </ul>
 *
 * <p>Metadata, all texts: {@code part} (encoder, decoder or whole), {@code width}, {@code height}, {@code latents},
 * {@code likelihood}, {@code variance} (σ² of the Gaussian), {@code hyperparameters} and all else as in {@link
 * ModelFile}, and {@code test_vector}: JSON with {@code inputs} and {@code outputs} of one image by name, to check a
 * runtime with. The image is what the model decodes at z = 0.
 */
final class OnnxFile {
    private OnnxFile() {}

    static List<AtomicFile.Part> parts(Exported from, Path out, Progress progress) {
        if (from.model().weights().configuration().convolutional()) throw new Refusal("export.onnx.convolutions");
        return List.of(
                new AtomicFile.Part(out, body -> whole(body, from)),
                new AtomicFile.Part(ExportKind.beside(out, "-encoder"), body -> encoder(body, from)),
                new AtomicFile.Part(ExportKind.beside(out, "-decoder"), body -> decoder(body, from)));
    }

    private static void whole(OutputStream out, Exported from) throws IOException {
        Weights weights = from.model().weights();
        int latents = weights.configuration().latents();
        int pixels = weights.configuration().values();
        var graph = new OnnxGraph("whole").input("x", pixels).input("eps", latents);
        encode(graph, weights);
        graph.constant("half", 0.5f)
                .operator("Mul", "half_log_var", "log_var", "half")
                .operator("Exp", "sigma", "half_log_var")
                .operator("Mul", "noise", "sigma", "eps")
                .operator("Add", "z", "mu", "noise");
        decode(graph, weights);
        graph.output("mu", latents)
                .output("log_var", latents)
                .output("z", latents)
                .output("mean", pixels)
                .output("logits", pixels);
        write(out, graph, from, "whole", List.of("x", "eps"), List.of("mu", "log_var", "z", "mean", "logits"));
    }

    private static void encoder(OutputStream out, Exported from) throws IOException {
        Weights weights = from.model().weights();
        var graph = new OnnxGraph("encoder").input("x", weights.configuration().values());
        encode(graph, weights);
        for (String name : List.of("mu", "log_var"))
            graph.output(name, weights.configuration().latents());
        write(out, graph, from, "encoder", List.of("x"), List.of("mu", "log_var"));
    }

    private static void decoder(OutputStream out, Exported from) throws IOException {
        Weights weights = from.model().weights();
        var graph = new OnnxGraph("decoder").input("z", weights.configuration().latents());
        decode(graph, weights);
        for (String name : List.of("mean", "logits"))
            graph.output(name, weights.configuration().values());
        write(out, graph, from, "decoder", List.of("z"), List.of("mean", "logits"));
    }

    private static void encode(OnnxGraph graph, Weights weights) {
        String at = hidden(graph, weights, "encoder", "x");
        graph.dense(weights, "mu", at, "mu")
                .dense(weights, "log_var", at, "log_var_free")
                .constant("least_log_var", -Posterior.LIMIT)
                .constant("most_log_var", Posterior.LIMIT)
                .operator("Clip", "log_var", "log_var_free", "least_log_var", "most_log_var");
    }

    private static void decode(OnnxGraph graph, Weights weights) {
        String at = hidden(graph, weights, "decoder", "z");
        graph.dense(weights, "out", at, "logits").operator("Sigmoid", "mean", "logits");
    }

    /** The hidden layers of one half on top of value {@code in}; the name of what they give. */
    private static String hidden(OnnxGraph graph, Weights weights, String half, String in) {
        var configuration = weights.configuration();
        String at = in;
        for (int i = 0; i < configuration.hidden().size(); i++) {
            String layer = half + "." + i;
            graph.dense(weights, layer, at, layer + ".sum")
                    .activation(configuration.activation(), layer + ".sum", layer + ".output");
            at = layer + ".output";
        }
        return at;
    }

    private static void write(
            OutputStream out, OnnxGraph graph, Exported from, String part, List<String> inputs, List<String> outputs)
            throws IOException {
        var settings = from.model().hyperparameters();
        Map<String, String> metadata = ModelFile.metadata(from.model());
        metadata.remove("format"); // that of the other file
        metadata.put("part", part);
        metadata.put("latents", String.valueOf(settings.latents()));
        metadata.put("likelihood", Settings.LIKELIHOOD.format(settings.likelihood()));
        metadata.put("variance", String.valueOf(settings.variance()));
        Map<String, float[]> example = example(from);
        var vector = new JsonObject();
        vector.add("inputs", chosen(example, inputs));
        vector.add("outputs", chosen(example, outputs));
        metadata.put("test_vector", vector.toString());
        graph.write(out, String.valueOf(metadata.get("program")), metadata);
    }

    private static JsonElement chosen(Map<String, float[]> example, List<String> names) {
        var chosen = new LinkedHashMap<>(example);
        chosen.keySet().retainAll(names);
        return new Gson().toJsonTree(chosen);
    }

    /** Every value by name for one image, a noise of −1 to 1 and what this program makes of them. */
    private static Map<String, float[]> example(Exported from) {
        FrozenModel model = from.frozen();
        int latents = model.latents();
        float[] x = new float[model.values()];
        float[] eps = new float[latents];
        float[] mu = new float[latents];
        float[] logVar = new float[latents];
        float[] z = new float[latents];
        float[] mean = new float[model.values()];
        float[] logits = new float[model.values()];
        var decoder = new Decoder(model, 1);
        decoder.decode(z, 1, x);
        new Encoder(model, 1).encode(x, 1, mu, logVar);
        for (int j = 0; j < latents; j++) {
            eps[j] = (j % 5 - 2) / 2f;
            z[j] = Posterior.sample(mu[j], logVar[j], eps[j]);
        }
        decoder.logits(z, 1, logits);
        decoder.decode(z, 1, mean);
        var example = new LinkedHashMap<String, float[]>();
        example.put("x", x);
        example.put("eps", eps);
        example.put("mu", mu);
        example.put("log_var", logVar);
        example.put("z", z);
        example.put("mean", mean);
        example.put("logits", logits);
        return example;
    }
}
