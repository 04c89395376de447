package org.latentfx.io.exchange;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latentfx.analysis.Progress;
import org.latentfx.io.AtomicFile;
import org.latentfx.io.ModelFile;
import org.latentfx.model.Decoder;
import org.latentfx.model.Encoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.kind.Capability;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.prior.Posterior;
import org.latentfx.train.Settings;

/**
 * A model as ONNX files: the whole, and beside it {@code -encoder} and {@code -decoder}; of a GAN, which has no
 * encoder, the decoder alone. Operator set 13, IR 8; all values are 32-bit floats of shape [batch, n], the batch of any
 * size.
 *
 * <ul>
 *   <li>encoder: {@code x} (pixels in 0..1, row by row) → {@code mu}, {@code log_var} (held within ±10, as training
 *       did); of a plain autoencoder or a VQ-VAE → {@code z}, which is not rounded yet
 *   <li>decoder: {@code z} (which that of a VQ-VAE rounds to the nearest codes) → {@code mean} (of p(x|z), in 0..1: a
 *       Bernoulli's probabilities, a Gaussian's means), {@code logits} (whose sigmoid is the mean,
 *       but for the continuous Bernoulli)
 *   <li>whole: {@code x}, {@code eps} (noise from N(0, 1); zeros for the mean) → {@code mu}, {@code log_var}, {@code z}
 *       = mu + exp(log_var / 2) · eps, {@code mean}, {@code logits}; of a plain autoencoder {@code x} → {@code z},
 *       {@code mean}, {@code logits}
 * </ul>
 *
 * <p>Each part of a conditional model is also given {@code y}, its class: one number a class, 1 for that and 0 for the
 * others. Convolutions are Conv and ConvTranspose; rows of pictures are the same as without.
 *
 * <p>Metadata, all texts: {@code part} (encoder, decoder or whole), {@code width}, {@code height}, {@code latents},
 * {@code classes} (of a conditional model), {@code likelihood} and {@code variance} (σ² of the Gaussian; neither of a
 * GAN), {@code hyperparameters} and all else as in {@link ModelFile}, and {@code test_vector}: JSON with {@code inputs}
 * and {@code outputs} of one image by name, to check a runtime with. The image is what the model decodes at z = 0, of
 * the last class where it is told one.
 */
final class OnnxFile {
    private OnnxFile() {}

    static List<AtomicFile.Part> parts(Exported from, Path out, Progress progress) {
        from.need(Capability.DECODES);
        var part = new AtomicFile.Part(out, body -> decoder(body, from));
        if (!kind(from).can(Capability.ENCODES)) return List.of(part);
        return List.of(
                new AtomicFile.Part(out, body -> whole(body, from)),
                new AtomicFile.Part(ExportKind.beside(out, "-encoder"), body -> encoder(body, from)),
                new AtomicFile.Part(ExportKind.beside(out, "-decoder"), body -> decoder(body, from)));
    }

    private static ModelKind kind(Exported from) {
        return from.model().weights().configuration().kind();
    }

    private static void whole(OutputStream out, Exported from) throws IOException {
        var file = new Part("whole", from).input("x");
        boolean variational = kind(from).variational();
        if (variational) file.input("eps");
        file.encode();
        if (variational)
            file.graph
                    .constant("half", 0.5f)
                    .operator("Mul", "half_log_var", "log_var", "half")
                    .operator("Exp", "sigma", "half_log_var")
                    .operator("Mul", "noise", "sigma", "eps")
                    .operator("Add", "z", "mu", "noise");
        file.decode();
        if (variational) file.output("mu").output("log_var");
        file.output("z").output("mean").output("logits").write(out);
    }

    private static void encoder(OutputStream out, Exported from) throws IOException {
        var file = new Part("encoder", from).input("x");
        file.encode();
        if (kind(from).variational()) file.output("mu").output("log_var");
        else file.output("z");
        file.write(out);
    }

    private static void decoder(OutputStream out, Exported from) throws IOException {
        var file = new Part("decoder", from).input("z");
        file.decode();
        file.output("mean").output("logits").write(out);
    }

    /** One of the files in the making. */
    private static final class Part {
        private final String name;
        private final Exported from;
        private final ModelConfiguration model;
        private final OnnxGraph graph;
        private final OnnxNetwork network;
        private final List<String> inputs = new ArrayList<>();
        private final List<String> outputs = new ArrayList<>();

        Part(String name, Exported from) {
            this.name = name;
            this.from = from;
            model = from.model().weights().configuration();
            graph = new OnnxGraph(name);
            network = new OnnxNetwork(graph, from.model().weights());
        }

        /** Takes value {@code name}, and behind the first of all the class where the model is told it. */
        Part input(String name) {
            graph.input(name, columns(name));
            inputs.add(name);
            return inputs.size() == 1 && model.classes() > 0 ? input("y") : this;
        }

        Part output(String name) {
            graph.output(name, columns(name));
            outputs.add(name);
            return this;
        }

        private int columns(String name) {
            return switch (name) {
                case "x", "mean", "logits" -> model.values();
                case "y" -> model.classes();
                default -> model.latents();
            };
        }

        /** {@code values} with the class behind where the model is told it. */
        private String told(String values) {
            if (model.classes() == 0) return values;
            graph.join(values, "y", values + ".told");
            return values + ".told";
        }

        void encode() {
            String at = network.encoder(told("x"));
            if (!model.kind().variational()) {
                network.head("code", at, "z");
                return;
            }
            network.head("mu", at, "mu");
            network.head("log_var", at, "log_var_free");
            graph.constant("least_log_var", -Posterior.LIMIT)
                    .constant("most_log_var", Posterior.LIMIT)
                    .operator("Clip", "log_var", "log_var_free", "least_log_var", "most_log_var");
        }

        void decode() {
            network.decoder(told(network.rounded("z")), "logits");
            OnnxMeans.of(graph, model.likelihood(), model.values(), "logits", "mean");
        }

        void write(OutputStream out) throws IOException {
            OnnxFile.write(out, graph, from, name, inputs, outputs);
        }
    }

    private static void write(
            OutputStream out, OnnxGraph graph, Exported from, String part, List<String> inputs, List<String> outputs)
            throws IOException {
        var settings = from.model().hyperparameters();
        Map<String, String> metadata = ModelFile.metadata(from.model());
        metadata.remove("format"); // that of the other file
        metadata.put("part", part);
        metadata.put("latents", String.valueOf(settings.latents()));
        if (kind(from).can(Capability.CONDITIONAL)) metadata.put("classes", String.valueOf(settings.classes()));
        if (kind(from).can(Capability.ENCODES)) {
            metadata.put("likelihood", Settings.LIKELIHOOD.format(settings.likelihood()));
            metadata.put("variance", String.valueOf(from.model().weights().variance()));
        }
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
        int classes = from.model().weights().configuration().classes();
        FrozenModel model = from.frozen().given(Math.max(0, classes - 1));
        int latents = model.latents();
        float[] x = new float[model.values()];
        float[] eps = new float[latents];
        float[] y = new float[classes];
        if (classes > 0) y[model.label()] = 1;
        float[] mu = new float[latents];
        float[] logVar = new float[latents];
        float[] z = new float[latents];
        float[] mean = new float[model.values()];
        float[] logits = new float[model.values()];
        for (int j = 0; j < latents; j++) eps[j] = (j % 5 - 2) / 2f;
        var decoder = new Decoder(model, 1);
        decoder.decode(z, 1, x);
        boolean noisy = kind(from).variational();
        if (kind(from).can(Capability.ENCODES)) new Encoder(model, 1).encode(x, 1, mu, logVar);
        else System.arraycopy(eps, 0, mu, 0, latents);
        for (int j = 0; j < latents; j++) z[j] = noisy ? Posterior.sample(mu[j], logVar[j], eps[j]) : mu[j];
        decoder.logits(z, 1, logits);
        decoder.decode(z, 1, mean);
        var example = new LinkedHashMap<String, float[]>();
        example.put("x", x);
        example.put("y", y);
        example.put("eps", eps);
        example.put("mu", mu);
        example.put("log_var", logVar);
        example.put("z", z);
        example.put("mean", mean);
        example.put("logits", logits);
        return example;
    }
}
