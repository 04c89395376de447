package org.latentfx.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.data.PictureFormat;
import org.latentfx.io.ModelFile.Content;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.Weights;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.text.Refusal;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;

class ModelFileTest {
    @TempDir
    Path folder;

    private Path file;
    private byte[] whole;

    @BeforeEach
    void writeATinyModel() throws IOException {
        file = folder.resolve("tiny.safetensors");
        ModelFile.write(file, tiny());
        whole = Files.readAllBytes(file);
    }

    @Test
    void aModelReadsBackAsItWasWritten() {
        assertSame(tiny(), ModelFile.read(file));
    }

    @Test
    void theHeaderFollowsSafetensorsAndPyTorch() {
        JsonObject header = header();
        assertEquals(0, dataStart() % 8);
        JsonObject weight = header.getAsJsonObject("encoder.0.weight");
        assertEquals("F32", weight.get("dtype").getAsString());
        assertEquals("[3,4]", weight.get("shape").toString(), "out × in");
        assertEquals("[0,48]", weight.get("data_offsets").toString());
        assertEquals(
                "[3]", header.getAsJsonObject("encoder.0.bias").get("shape").toString());
        assertEquals(
                List.of(
                        "__metadata__",
                        "encoder.0.weight",
                        "encoder.0.bias",
                        "mu.weight",
                        "mu.bias",
                        "log_var.weight",
                        "log_var.bias",
                        "decoder.0.weight",
                        "decoder.0.bias",
                        "out.weight",
                        "out.bias"),
                List.copyOf(header.keySet()));
        JsonObject metadata = header.getAsJsonObject("__metadata__");
        assertEquals("pt", metadata.get("format").getAsString());
        assertEquals("42", metadata.get("step").getAsString());
        assertEquals("0000beef", metadata.get("data_checksum").getAsString());
        JsonObject settings = JsonParser.parseString(
                        metadata.get("hyperparameters").getAsString())
                .getAsJsonObject();
        assertEquals("3", settings.get("hidden").getAsString());
        assertEquals("0.5", settings.get("beta").getAsString());
    }

    @Test
    void aWeightIsStoredTransposed() {
        var data = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).position(dataStart());
        float[] values = tiny().weights().values(); // encoder.0.weight: 4 in × 3 out
        for (int out = 0; out < 3; out++)
            for (int in = 0; in < 4; in++) assertEquals(values[in * 3 + out], data.getFloat());
    }

    @Test
    void convolutionsAreStoredAsPyTorchHasThem() throws IOException {
        var settings = Settings.fromTexts(
                Preset.MAP.hyperparameters(), Map.of("hidden", "conv3x4s2,conv5x3s2,7", "latents", "2"));
        var configuration = settings.model(new PictureFormat(6, 5, PictureFormat.COLOUR));
        float[] values = new float[configuration.parameterCount()];
        for (int i = 0; i < values.length; i++) values[i] = i;
        var content = new ModelFile.Content(new Weights(configuration, values), settings, 1, 2, "mine", 3);
        ModelFile.write(file, content);
        whole = Files.readAllBytes(file);
        assertArrayEquals(values, ModelFile.read(file).weights().values());
        assertEquals(configuration, ModelFile.read(file).weights().configuration());
        JsonObject header = header();
        Map<String, String> shapes = Map.of(
                "encoder.0.weight", "[3,3,4,4]",
                "encoder.1.weight", "[5,3,3,3]",
                "encoder.1.bias", "[5]",
                "encoder.2.weight", "[7,10]",
                "decoder.1.weight", "[10,7]",
                "decoder.1.bias", "[10]",
                "decoder.2.weight", "[5,3,3,3]",
                "out.weight", "[3,3,4,4]",
                "out.bias", "[3]");
        shapes.forEach((name, shape) ->
                assertEquals(shape, header.getAsJsonObject(name).get("shape").toString(), name));
        // element (o, c, i, j) of a convolution is in row (i · kernel + j) · channels + c and column o
        assertEquals(
                value(configuration, "encoder.1.weight", (2 * 3 + 1) * 3 + 2, 4),
                stored("encoder.1.weight", 4, 3, 9, 2 * 9 + 2 * 3 + 1));
        // element (c, o, i, j) of a transposed one is in row c and column (i · kernel + j) · out + o
        assertEquals(
                value(configuration, "decoder.2.weight", 4, (2 * 3 + 1) * 3 + 2),
                stored("decoder.2.weight", 4, 3, 9, 2 * 9 + 2 * 3 + 1));
        // channel 3 of pixel 1 is input 3 · 2 + 1 of PyTorch's dense layer, and 1 · 5 + 3 here
        assertEquals(value(configuration, "encoder.2.weight", 8, 6), stored("encoder.2.weight", 6, 10, 1, 7));
        assertEquals(value(configuration, "decoder.1.bias", 0, 8), stored("decoder.1.bias", 0, 10, 1, 7));
    }

    private static float value(ModelConfiguration of, String name, int row, int column) {
        var tensor = of.tensors().stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow();
        return tensor.offset() + row * tensor.columns() + column;
    }

    /** The number of the file's tensor that is {@code within} its first axis' row {@code first}. */
    private float stored(String name, int first, int second, int rest, int within) {
        var offsets = header().getAsJsonObject(name).getAsJsonArray("data_offsets");
        int at = dataStart() + offsets.get(0).getAsInt() + 4 * (first * second * rest + within);
        return ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getFloat(at);
    }

    @Test
    void tensorsMayComeInAnyOrderAndWithoutAChecksum() throws IOException {
        byte[] data = Arrays.copyOfRange(whole, dataStart(), whole.length);
        JsonObject header = header();
        header.getAsJsonObject("__metadata__").remove("crc32c");
        JsonObject first = header.remove("encoder.0.weight").getAsJsonObject();
        header.add("encoder.0.weight", first); // now last in the header, still first in the data
        assertSame(tiny(), read(file(header.toString() + "   ", data)));
    }

    @Test
    void aFileCutAnywhereIsRefused() {
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertRefused("", () -> read(cut));
        }
        assertRefused("goes on", () -> read(Arrays.copyOf(whole, whole.length + 1)));
    }

    @Test
    void aFlippedByteAnywhereIsRefusedToldOrChangesNothing() {
        int harmless = 0;
        for (int at = 0; at < whole.length; at++)
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = whole.clone();
                damaged[at] ^= (byte) (1 << bit);
                try {
                    Content read = read(damaged);
                    if (!read.note().isEmpty()) continue;
                    assertSame(tiny(), read);
                    harmless++;
                } catch (Refusal refused) {
                    assertSentence(refused);
                }
            }
        assertTrue(harmless < 100, harmless + " flips read as if nothing were wrong");
    }

    @Test
    void tensorsSavedAgainInAnotherOrderAreTheSameModelAndAChangedOneIsTold() throws IOException {
        JsonObject header = header();
        List<String> names = new ArrayList<>(header.keySet());
        names.remove("__metadata__");
        Collections.sort(names);
        var again = new JsonObject();
        again.add("__metadata__", header.get("__metadata__"));
        var data = new ByteArrayOutputStream();
        for (String name : names) {
            JsonObject entry = header.getAsJsonObject(name);
            int begin = entry.getAsJsonArray("data_offsets").get(0).getAsInt();
            int end = entry.getAsJsonArray("data_offsets").get(1).getAsInt();
            String place = "[" + data.size() + "," + (data.size() + end - begin) + "]";
            entry.add("data_offsets", JsonParser.parseString(place));
            data.write(data(), begin, end - begin);
            again.add(name, entry);
        }
        Content read = read(file(again.toString(), data.toByteArray()));
        assertSame(tiny(), read);
        assertEquals("", read.note());

        byte[] changed = data.toByteArray();
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putFloat(8, 0.25f);
        assertTrue(read(file(again.toString(), changed)).note().contains("changed since LatentFX saved it"));
    }

    @Test
    void aChecksumByAnotherNameIsTold() throws IOException {
        JsonObject header = header();
        JsonObject metadata = header.getAsJsonObject("__metadata__");
        metadata.add("crc32d", metadata.remove("crc32c"));
        Content read = read(file(header.toString(), data()));
        assertTrue(read.note().contains("no checksum"), read.note());
        assertSame(tiny(), read);
    }

    @Test
    void ofADataFolderOnlyTheLastNameIsWritten() {
        String data = folder.resolve("digits").toString();
        var own = new Content(tiny().weights(), tiny().hyperparameters(), 1, 42, data, 0xBEEF);
        ModelFile.write(file, own);
        assertEquals("digits", ModelFile.read(file).data());
    }

    @Test
    void whatARefusalQuotesIsShortAndShowsControlCharacters() {
        byte[] evil = with("width", "\u001b[2J\u202e" + "9".repeat(200_000));
        Refusal refused = assertThrows(Refusal.class, () -> read(evil));
        assertTrue(refused.getMessage().length() < 700, refused.getMessage().length() + " characters");
        assertTrue(refused.getMessage().contains("\\u001B[2J\\u202E99"), refused.getMessage());
    }

    @Test
    void aHeaderTooLongOrTooShortIsRefused() {
        for (long length : new long[] {0, 1, (1 << 20) + 1, Long.MAX_VALUE, -1}) {
            byte[] bad = whole.clone();
            ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
            assertRefused("header", () -> read(bad));
        }
    }

    @Test
    void aHeaderThatIsNotStrictJsonIsRefused() {
        for (String header : List.of(
                "[]",
                "{",
                "{} {}",
                "{'a':1}",
                "{\"a\":{\"dtype\":\"F32\"}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,2147483647],\"data_offsets\":[0,4]}}",
                "{\"__metadata__\":{\"a\":1}}",
                "{\"__metadata__\":{\"a\":\"1\",\"a\":\"1\"}}",
                "[".repeat(1000),
                "{\"a\":".repeat(1000))) assertRefused("header", () -> read(file(header, new byte[4])));
        assertRefused("tensor “a”", () -> read(file(entry("F32", "[1]", 4, 8), new byte[8])));
        assertRefused("tensor “a”", () -> read(file(entry("F32", "[1]", 0, 8), new byte[8])));
        assertRefused("I16", () -> read(file(entry("I16", "[2]", 0, 4), new byte[4])));
    }

    @Test
    void metadataThatIsMissingOrImpossibleIsRefusedByName() {
        for (String key : List.of("hyperparameters", "width", "height", "epoch", "step", "data", "data_checksum")) {
            JsonObject without = header();
            without.getAsJsonObject("__metadata__").remove(key);
            without.getAsJsonObject("__metadata__").remove("crc32c");
            assertRefused("“" + key + "”", () -> read(file(without.toString(), data())));
        }
        for (String[] bad : new String[][] {
            {"width", "0"},
            {"width", "257"},
            {"height", "x"},
            {"epoch", "-1"},
            {"step", ""},
            {"data_checksum", "xyz"},
            {"hyperparameters", "{"},
            {"hyperparameters", "{\"beta\":null}"},
            {"hyperparameters", ""}
        }) assertRefused("“" + bad[0] + "”", () -> read(with(bad[0], bad[1])));
        assertRefused("β", () -> read(with("hyperparameters", "{\"beta\":\"-3\"}")));
        assertRefused("wings", () -> read(with("hyperparameters", "{\"wings\":\"2\"}")));
    }

    @Test
    void tensorsThatDoNotFitTheSettingsAreRefusedByName() {
        assertRefused("encoder.0.weight", () -> read(with("width", "3")));
        assertRefused("decoder.1.weight", () -> {
            JsonObject header = header();
            header.add("decoder.1.weight", header.remove("decoder.0.weight"));
            read(file(header.toString(), data()));
        });
        assertRefused("out.bias", () -> {
            JsonObject header = header();
            header.remove("out.bias");
            read(file(header.toString(), Arrays.copyOf(data(), data().length - 16)));
        });
    }

    @Test
    void aWeightThatIsNotFiniteIsRefusedNamingItsTensor() throws IOException {
        var values = tiny().weights().values().clone();
        values[4 * 3 + 3 + 1] = Float.NaN;
        var broken = new Content(
                new Weights(tiny().weights().configuration(), values), tiny().hyperparameters(), 1, 42, "mnist", 0);
        Refusal refused = assertThrows(Refusal.class, () -> ModelFile.write(file, broken));
        assertTrue(refused.getMessage().contains("mu.weight"), refused.getMessage());
        assertArrayEquals(whole, Files.readAllBytes(file), "the old file stays");

        byte[] infinite = data();
        ByteBuffer.wrap(infinite).order(ByteOrder.LITTLE_ENDIAN).putFloat(infinite.length - 4, Float.POSITIVE_INFINITY);
        JsonObject header = header();
        header.getAsJsonObject("__metadata__").remove("crc32c");
        assertRefused("out.bias", () -> read(file(header.toString(), infinite)));
    }

    @Test
    void aMissingFileOrAFolderOrAnUnwritablePlaceIsRefused() {
        assertThrows(Refusal.class, () -> ModelFile.read(folder.resolve("none")));
        assertThrows(Refusal.class, () -> ModelFile.read(folder));
        assertThrows(Refusal.class, () -> ModelFile.write(file.resolve("below"), tiny()));
    }

    @Test
    void weightsAndHyperparametersMustAgree() {
        Hyperparameters other = Settings.LATENTS.with(tiny().hyperparameters(), 3);
        assertThrows(IllegalArgumentException.class, () -> new Content(tiny().weights(), other, 1, 42, "mnist", 0));
    }

    private static Content tiny() {
        Hyperparameters hyperparameters =
                Settings.BETA.with(Settings.HIDDEN.with(Preset.MAP.hyperparameters(), LayerSpec.dense(3)), 0.5);
        var configuration = hyperparameters.model(PictureFormat.grey(2, 2));
        float[] values = new float[configuration.parameterCount()];
        for (int i = 0; i < values.length; i++) values[i] = i / 8f - 3;
        return new Content(new Weights(configuration, values), hyperparameters, 1, 42, "mnist", 0xBEEF);
    }

    private static void assertSame(Content expected, Content found) {
        assertEquals(expected.weights().configuration(), found.weights().configuration());
        assertArrayEquals(expected.weights().values(), found.weights().values());
        assertEquals(expected.hyperparameters(), found.hyperparameters());
        assertEquals(expected.epoch(), found.epoch());
        assertEquals(expected.step(), found.step());
        assertEquals(expected.data(), found.data());
        assertEquals(expected.dataChecksum(), found.dataChecksum());
    }

    private static Content read(byte[] bytes) {
        return ModelFile.read(new ByteArrayInputStream(bytes), "some.safetensors");
    }

    private static void assertRefused(String part, Runnable action) {
        Refusal refused = assertThrows(Refusal.class, action::run);
        assertTrue(refused.getMessage().contains(part), refused.getMessage());
        assertSentence(refused);
    }

    private static void assertSentence(Refusal refused) {
        assertTrue(refused.getMessage().startsWith("some.safetensors"), refused.getMessage());
        assertTrue(refused.getMessage().endsWith("."), refused.getMessage());
        assertFalse(refused.getMessage().contains("\n"), refused.getMessage());
    }

    private int dataStart() {
        return 8 + (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    private byte[] data() {
        return Arrays.copyOfRange(whole, dataStart(), whole.length);
    }

    private JsonObject header() {
        return JsonParser.parseString(new String(whole, 8, dataStart() - 8, StandardCharsets.UTF_8))
                .getAsJsonObject();
    }

    private byte[] with(String key, String value) {
        JsonObject header = header();
        header.getAsJsonObject("__metadata__").addProperty(key, value);
        header.getAsJsonObject("__metadata__").remove("crc32c");
        return file(header.toString(), data());
    }

    private static String entry(String type, String shape, long begin, long end) {
        return "{\"a\":{\"dtype\":\"" + type + "\",\"shape\":" + shape + ",\"data_offsets\":[" + begin + "," + end
                + "]}}";
    }

    private static byte[] file(String header, byte[] data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .array());
        out.writeBytes(text);
        out.writeBytes(data);
        return out.toByteArray();
    }
}
