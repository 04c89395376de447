package org.latentfx.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.latentfx.math.Activation;
import org.latentfx.model.layer.Tensor;
import org.latentfx.text.Refusal;

@Tag("engine")
class ModelConfigurationTest {
    private static ModelConfiguration of(int width, List<Integer> hidden, int latents, double variance) {
        return new ModelConfiguration(width, 4, hidden, latents, Activation.RELU, Likelihood.BERNOULLI, variance);
    }

    private static void refused(String key, String value, String limit, Runnable make) {
        String message = assertThrows(Refusal.class, make::run).getMessage();
        for (String part : List.of(key, value, limit)) assertTrue(message.contains(part), message);
    }

    @Test
    void aValueOutOfRangeIsRefusedWithKeyValueAndRange() {
        refused("Image width", "257", "256", () -> of(257, List.of(), 2, 1));
        refused("Image width", "0", "1", () -> of(0, List.of(), 2, 1));
        refused("Number of hidden layers", "9", "8", () -> of(4, Collections.nCopies(9, 5), 2, 1));
        refused("Hidden layers", "5000", "2048", () -> of(4, List.of(400, 5000), 2, 1));
        refused("Latents", "513", "512", () -> of(4, List.of(), 513, 1));
        refused("Latents", "0", "1", () -> of(4, List.of(), 0, 1));
        refused("Pixel variance", "0", "0.0001", () -> of(4, List.of(), 2, 0));
        refused("Pixel variance", "NaN", "0.0001", () -> of(4, List.of(), 2, Double.NaN));
        assertThrows(
                Refusal.class,
                () -> new ModelConfiguration(4, 4, List.of(), 2, Activation.IDENTITY, Likelihood.GAUSSIAN, 1));
    }

    @Test
    void tensorsFollowOneAnotherWithoutGapAndTheDecoderMirrorsTheEncoder() {
        var c = of(4, List.of(10, 6), 3, 1);
        int at = 0;
        for (var tensor : c.tensors()) {
            assertEquals(at, tensor.offset(), tensor.name());
            at += tensor.size();
        }
        assertEquals(c.parameterCount(), at);
        assertEquals(
                "encoder.0 16×10, encoder.1 10×6, mu 6×3, log_var 6×3, decoder.0 3×6, decoder.1 6×10, out 10×16",
                String.join(
                        ", ",
                        c.tensors().stream()
                                .filter(t -> !t.bias())
                                .map(t -> t.name().replace(".weight", "") + " " + t.rows() + "×" + t.columns())
                                .toList()));
    }

    @Test
    void aModelWithoutHiddenLayersIsTwoLinearMaps() {
        var names = of(4, List.of(), 3, 1).tensors().stream().map(Tensor::name).toList();
        assertEquals(
                List.of("mu.weight", "mu.bias", "log_var.weight", "log_var.bias", "out.weight", "out.bias"), names);
    }
}
