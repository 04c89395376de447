package org.latentfx.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.latentfx.model.layer.Tensor;

/** Tiny models whose losses and gradients were computed elsewhere, in double precision, and the way to read them. */
final class Golden {
    /** What they are called there, and here. */
    private static final Map<String, String> NAMES = Map.of(
            "We", "encoder.0.weight",
            "be", "encoder.0.bias",
            "Wm", "mu.weight",
            "bm", "mu.bias",
            "Wv", "log_var.weight",
            "bv", "log_var.bias",
            "Wd", "decoder.0.weight",
            "bd", "decoder.0.bias",
            "Wo", "out.weight",
            "bo", "out.bias");

    private Golden() {}

    /** The numbers of the VAE and of what it is made of. */
    static JsonObject vae() {
        return read("/golden.json");
    }

    /** Those of one of its relatives. */
    static JsonObject family(String name) {
        return read("/golden-family.json").getAsJsonObject(name);
    }

    private static JsonObject read(String name) {
        var stream = Objects.requireNonNull(Golden.class.getResourceAsStream(name), name);
        try (var in = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(in).getAsJsonObject();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All numbers of a list of lists, in order. */
    static float[] numbers(JsonElement element) {
        var all = new ArrayList<Float>();
        collect(element, all);
        float[] out = new float[all.size()];
        for (int i = 0; i < out.length; i++) out[i] = all.get(i);
        return out;
    }

    private static void collect(JsonElement element, List<Float> into) {
        if (element.isJsonArray()) for (JsonElement e : element.getAsJsonArray()) collect(e, into);
        else into.add(element.getAsFloat());
    }

    /** {@code parameters}, tensor by tensor, as {@code model} has its weights. */
    static float[] weights(JsonObject parameters, ModelConfiguration model) {
        float[] weights = new float[model.parameterCount()];
        NAMES.forEach((key, name) -> {
            float[] values = numbers(parameters.get(key));
            System.arraycopy(values, 0, weights, tensor(model, name).offset(), values.length);
        });
        return weights;
    }

    /** {@code found} holds the gradients {@code expected}, laid out as the weights of {@code model}. */
    static void assertGradients(JsonObject expected, ModelConfiguration model, float[] found, String kernel) {
        NAMES.forEach((key, name) -> {
            float[] values = numbers(expected.get(key));
            int offset = tensor(model, name).offset();
            for (int i = 0; i < values.length; i++)
                assertEquals(values[i], found[offset + i], 2e-5, name + "[" + i + "] " + kernel);
        });
    }

    static Tensor tensor(ModelConfiguration model, String name) {
        return model.tensors().stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
