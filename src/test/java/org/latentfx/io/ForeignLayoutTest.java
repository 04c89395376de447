package org.latentfx.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentfx.data.PictureFormat;
import org.latentfx.io.ModelFile.Content;
import org.latentfx.math.Activation;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.model.layer.Tensor;
import org.latentfx.text.Refusal;

/** Tensors are named as "name out in" in an order of their own; each number is its place in the file. */
class ForeignLayoutTest {
    private static final String EXAMPLE = "fc1 5 16, fc21 2 5, fc22 2 5, fc3 5 2, fc4 16 5";

    @ParameterizedTest
    @ValueSource(
            strings = {
                EXAMPLE,
                "encoder.0 5 16, mu 2 5, log_var 2 5, decoder.0 5 2, out 16 5",
                "decoder.0 5 2, decoder.2 16 5, encoder.0 5 16, encoder_logvar 2 5, encoder_mu 2 5",
                "encode.fc_in 5 16, z_mean 2 5, z_log_sigma 2 5, dec.0 5 2, dec.2 16 5",
                "fc_dec 5 2, fc_enc 5 16, fc_logvar 2 5, fc_mu 2 5, output 16 5",
                "a 5 16, b 2 5, c 2 5, d 5 2, e 16 5"
            })
    void oneHiddenLayerIsRecognisedUnderManyNames(String tensors) {
        Content found = read(tensors, "F32");
        var configuration = found.weights().configuration();
        assertEquals(LayerSpec.dense(5), configuration.hidden());
        assertEquals(2, configuration.latents());
        assertEquals(4, configuration.width());
        assertEquals(4, configuration.height());
        assertEquals(0, found.step());
        for (String name : tensors.split(","))
            assertTrue(found.note().contains(name.strip().split(" ")[0]), name);
        assertFalse(found.note().contains("Left out"), found.note());
    }

    @Test
    void everyNumberComesToItsPlace() {
        Content found = read(EXAMPLE, "F32");
        Tensor first = tensor(found, "encoder.0.weight");
        assertEquals(0, found.weights().values()[first.offset()]);
        assertEquals(1, found.weights().values()[first.offset() + 5], "the next input of the first output");
        assertEquals(16, found.weights().values()[first.offset() + 1], "the next output");
        // fc1 has 80 + 5 numbers, fc21 10 + 2
        assertEquals(
                80, found.weights().values()[tensor(found, "encoder.0.bias").offset()]);
        assertEquals(85, found.weights().values()[tensor(found, "mu.weight").offset()]);
        assertEquals(
                97, found.weights().values()[tensor(found, "log_var.weight").offset()]);
    }

    @Test
    void logVarianceIsToldFromTheMeanByItsNameWhicheverComesFirst() {
        Content found = read("enc 5 16, head_logvar 2 5, head_mean 2 5, dec 5 2, out 16 5", "F32");
        assertEquals(
                85, found.weights().values()[tensor(found, "log_var.weight").offset()]);
        assertEquals(97, found.weights().values()[tensor(found, "mu.weight").offset()]);
    }

    @Test
    void oneHeadOfBothIsTakenApartMeanFirst() {
        Content found = read("encoder.0 5 16, encoder.2 4 5, decoder.0 5 2, decoder.2 16 5", "F32");
        assertEquals(2, found.weights().configuration().latents());
        assertEquals(85, found.weights().values()[tensor(found, "mu.weight").offset()]);
        assertEquals(
                95, found.weights().values()[tensor(found, "log_var.weight").offset()]);
        assertEquals(105, found.weights().values()[tensor(found, "mu.bias").offset()]);
        assertEquals(107, found.weights().values()[tensor(found, "log_var.bias").offset()]);
    }

    @Test
    void deepOnesAreFollowedBySizeAndNumber() {
        String tensors = "encoder.0 7 16, encoder.10 6 6, encoder.2 6 7, fc_mu 3 6, fc_var 3 6,"
                + " decoder_input 6 3, decoder.0 6 6, decoder.2 7 6, final.0 16 7";
        assertEquals(
                LayerSpec.dense(7, 6, 6),
                read(tensors, "F32").weights().configuration().hidden());
    }

    @Test
    void withoutHiddenLayersThereAreTheHeadsAndTheOutput() {
        Content found = read("logvar 3 16, mu 3 16, out 16 3", "F32");
        assertEquals(LayerSpec.dense(), found.weights().configuration().hidden());
        assertEquals(3, found.weights().configuration().latents());
    }

    @Test
    void oblongPicturesAreTakenAsUpright() {
        Content found = read("fc1 5 560, fc21 2 5, fc22 2 5, fc3 5 2, fc4 560 5", "F32");
        assertEquals(20, found.weights().configuration().width());
        assertEquals(28, found.weights().configuration().height());
        assertTrue(found.note().contains("20 × 28 pixels"), found.note());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fc1 5 48, fc21 2 5, fc22 2 5, fc3 5 2, fc4 48 5", "mu 2 48, logvar 2 48, out 48 2"})
    void threeSquaresAreAPictureInColourWhosePlanesAreBroughtTogether(String tensors) {
        Content found = read(tensors, "F32");
        assertEquals(new PictureFormat(4, 4, 3), found.weights().configuration().format());
        assertTrue(
                found.note().contains("4 × 4 pixels in colour") && found.note().contains("planes"), found.note());
        boolean hidden = tensors.startsWith("fc1");
        for (String name : hidden ? List.of("encoder.0.weight") : List.of("mu.weight", "log_var.weight")) {
            Tensor reads = tensor(found, name);
            float first = found.weights().values()[reads.offset()];
            for (int i = 0; i < 48; i++)
                assertEquals(
                        i % 3 * 16 + i / 3,
                        found.weights().values()[reads.offset() + i * reads.columns()] - first,
                        name + " " + i);
        }
        Tensor weight = tensor(found, "out.weight");
        Tensor bias = tensor(found, "out.bias");
        float first = found.weights().values()[weight.offset()];
        float firstBias = found.weights().values()[bias.offset()];
        for (int i = 0; i < 48; i++) {
            int plane = i % 3 * 16 + i / 3;
            assertEquals(plane * weight.rows(), found.weights().values()[weight.offset() + i] - first);
            assertEquals(plane, found.weights().values()[bias.offset() + i] - firstBias);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"F16", "BF16", "F64"})
    void otherFloatsAreReadAsTheyAre(String type) {
        assertArrayEquals(
                read("fc1 5 4, fc21 2 5, fc22 2 5, fc3 5 2, fc4 4 5", "F32")
                        .weights()
                        .values(),
                read("fc1 5 4, fc21 2 5, fc22 2 5, fc3 5 2, fc4 4 5", type)
                        .weights()
                        .values());
    }

    @Test
    void biasesThatAreMissingAreZeroAndWhatFitsNowhereIsNamed() {
        String header = EXAMPLE.replace("fc3 5 2", "fc3! 5 2") + ", temperature 3";
        Content found = read(header, "F32");
        for (int i = 0; i < 5; i++)
            assertEquals(
                    0, found.weights().values()[tensor(found, "decoder.0.bias").offset() + i]);
        assertTrue(found.note().contains("without a bias"), found.note());
        assertTrue(found.note().contains("Left out: temperature."), found.note());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a 5",
                "a 5 16",
                "fc1 5 16, fc2 2 5, fc3 5 2, fc4 16 5",
                "fc1 5 16, fc21 2 5, fc22 2 5, fc3 6 2, fc4 16 6",
                "fc1 5 16, fc21 2 5, fc22 2 5, fc3 5 2, fc4 15 5",
                "fc1 5 16, fc21 2 5, fc22 3 5, fc3 5 2, fc4 16 5",
                "fc1 0 16, fc21 2 0, fc22 2 0, fc3 0 2, fc4 16 0",
                "fc1 5 99991, fc21 2 5, fc22 2 5, fc3 5 2, fc4 99991 5"
            })
    void whatIsNoVaeIsRefusedInOneSentence(String tensors) {
        Refusal refused = assertThrows(Refusal.class, () -> read(tensors, "F32"));
        assertTrue(refused.getMessage().startsWith("some.safetensors"), refused.getMessage());
        assertTrue(refused.getMessage().endsWith("."), refused.getMessage());
    }

    @Test
    void aFileCutAnywhereIsRefusedAndAFlippedHeaderToo() {
        byte[] whole = file(EXAMPLE, "F32");
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(Refusal.class, () -> read(cut), length + " bytes");
        }
        int header =
                8 + (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong();
        for (int at = 0; at < header; at++)
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = whole.clone();
                damaged[at] ^= (byte) (1 << bit);
                try {
                    assertFalse(read(damaged).note().isEmpty());
                } catch (Refusal refused) {
                    assertTrue(refused.getMessage().startsWith("some.safetensors"), refused.getMessage());
                }
            }
    }

    private static Tensor tensor(Content content, String name) {
        return content.weights().configuration().tensors().stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Content read(String tensors, String type) {
        return read(file(tensors, type));
    }

    private static Content read(byte[] file) {
        return ModelFile.read(new ByteArrayInputStream(file), "some.safetensors");
    }

    /** A layer "name out in" has a weight and a bias, "name! out in" no bias; "name n" is one row of numbers. */
    private static byte[] file(String tensors, String type) {
        var header = new JsonObject();
        var data = new ByteArrayOutputStream();
        for (String text : tensors.split(", *")) {
            String[] words = text.strip().split(" ");
            int out = Integer.parseInt(words[1]);
            String name = words[0].replace("!", "");
            if (words.length == 2) add(header, data, name, type, out);
            else add(header, data, name + ".weight", type, out, Integer.parseInt(words[2]));
            if (words.length == 3 && !words[0].endsWith("!")) add(header, data, name + ".bias", type, out);
        }
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + data.size())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .put(data.toByteArray())
                .array();
    }

    private static void add(JsonObject header, ByteArrayOutputStream data, String name, String type, int... shape) {
        int bytes = type.equals("F64") ? 8 : type.equals("F32") ? 4 : 2;
        int begin = data.size();
        int count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        for (int i = 0; i < count; i++) data.writeBytes(number(begin / bytes + i, type));
        var entry = new JsonObject();
        entry.addProperty("dtype", type);
        var axes = new JsonArray();
        for (int axis : shape) axes.add(axis);
        entry.add("shape", axes);
        var offsets = new JsonArray();
        offsets.add(begin);
        offsets.add(data.size());
        entry.add("data_offsets", offsets);
        header.add(name, entry);
    }

    private static byte[] number(int value, String type) {
        var bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        switch (type) {
            case "F64" -> bytes.putDouble(value);
            case "F32" -> bytes.putFloat(value);
            case "BF16" -> bytes.putShort((short) (Float.floatToIntBits(value) >> 16));
            default -> bytes.putShort(half(value));
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /** A whole number below 2048 in binary16. */
    private static short half(int value) {
        if (value == 0) return 0;
        int exponent = 31 - Integer.numberOfLeadingZeros(value);
        return (short) (exponent + 15 << 10 | (value << 10 >> exponent) & 1023);
    }

    @Test
    void whatNoTensorTellsCanBeToldAndIsSaid(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("foreign.safetensors");
        Files.write(file, file(EXAMPLE, "F32"));
        Content found = ModelFile.read(file, Map.of("activation", "tanh", "likelihood", "gaussian"));
        assertEquals(Activation.TANH, found.hyperparameters().activation());
        assertTrue(found.note().contains("Assumed, because no tensor tells: 4 × 4 pixels."), found.note());
        assertTrue(found.note().contains("As you said: activation tanh, likelihood gaussian"), found.note());
        var refused = assertThrows(Refusal.class, () -> ModelFile.read(file, Map.of("activation", "step")));
        assertTrue(refused.getMessage().contains("step"), refused.getMessage());
        Path own = folder.resolve("own.safetensors");
        ModelFile.write(own, found);
        assertTrue(assertThrows(Refusal.class, () -> ModelFile.read(own, Map.of("activation", "tanh")))
                .getMessage()
                .contains("leave out --activation"));
    }
}
