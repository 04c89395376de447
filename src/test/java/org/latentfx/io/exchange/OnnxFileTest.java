package org.latentfx.io.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentfx.analysis.Progress;
import org.latentfx.data.PictureFormat;
import org.latentfx.io.exchange.OnnxModel.Value;
import org.latentfx.model.Decoder;
import org.latentfx.model.Encoder;

class OnnxFileTest {
    private static final double TOLERANCE = 1e-5;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "none, 2, relu, bernoulli",
        "'7', 2, relu, bernoulli",
        "'9,5', 6, leaky-relu, bernoulli",
        "'9,5,4', 1, tanh, gaussian",
        "'9', 3, relu, continuous-bernoulli"
    })
    void theTestVectorInEachFileIsWhatItsGraphComputes(
            String hidden, String latents, String activation, String likelihood) throws IOException {
        testVectorsHold(write(SmallModel.of(hidden, latents, activation, likelihood)));
    }

    @ParameterizedTest
    @CsvSource({
        "vae,  'conv3x4s2,conv5x3s1,6', 7, 6, x->eps->, mu->log_var->z->mean->logits",
        "vae,  'conv3x3s2,conv2x4s2',   9, 7, x->eps->, mu->log_var->z->mean->logits",
        "ae,   'conv3x4s1',             5, 4, x->, z->mean->logits",
        "ae,   '6',                     4, 4, x->, z->mean->logits",
        "cvae, '6,5',                   4, 4, x->y->eps->, mu->log_var->z->mean->logits",
        "gan,  '6,5',                   4, 4, z->, mean->logits"
    })
    void everyKindIsWrittenInItsOwnPartsWhoseTestVectorsHold(
            String kind, String hidden, int width, int height, String inputs, String outputs) throws IOException {
        Exported from = SmallModel.of(kind, hidden, PictureFormat.grey(width, height));
        Map<String, OnnxModel> files = write(from);
        assertEquals(kind.equals("gan") ? 1 : 3, files.size());
        OnnxModel first = files.values().iterator().next();
        assertEquals(List.of(inputs.split("->")), List.copyOf(first.inputs.keySet()));
        assertEquals(List.of(outputs.split("->")), List.copyOf(first.outputs.keySet()));
        testVectorsHold(files);
    }

    /** Red, green and blue of a pixel stand together in the rows, and apart in a convolution. */
    @Test
    void convolutionsInColourAreComputedAsHere() throws IOException {
        testVectorsHold(write(SmallModel.of("vae", "conv4x4s2", new PictureFormat(5, 4, PictureFormat.COLOUR))));
    }

    private static void testVectorsHold(Map<String, OnnxModel> files) {
        for (OnnxModel model : files.values()) {
            JsonObject vector =
                    JsonParser.parseString(model.metadata.get("test_vector")).getAsJsonObject();
            JsonObject outputs = vector.getAsJsonObject("outputs");
            Map<String, Value> found = model.run(values(vector.getAsJsonObject("inputs")));
            assertEquals(model.outputs.keySet(), outputs.keySet());
            values(outputs).forEach((name, expected) -> assertClose(name, expected, found.get(name)));
        }
    }

    @Test
    void aBatchOfAnySizeIsComputedAsHere() throws IOException {
        Exported from = SmallModel.of("9,5", "3", "relu", "bernoulli");
        int rows = 7;
        float[] x = SmallModel.noise(rows * 16, 0, 1);
        float[] mu = new float[rows * 3];
        float[] logVar = new float[rows * 3];
        new Encoder(from.frozen(), rows).encode(x, rows, mu, logVar);
        OnnxModel whole = write(from).get("whole");
        Map<String, Value> found = whole.run(Map.of("x", value(rows, x), "eps", value(rows, new float[rows * 3])));
        assertClose("mu", value(rows, mu), found.get("mu"));
        assertClose("log_var", value(rows, logVar), found.get("log_var"));
        assertClose("z", value(rows, mu), found.get("z"));
        float[] mean = new float[rows * 16];
        new Decoder(from.frozen(), rows).decode(mu, rows, mean);
        assertClose("mean", value(rows, mean), found.get("mean"));
    }

    @Test
    void logVarianceIsHeldWithinItsBounds() throws IOException {
        OnnxModel encoder = write(SmallModel.withLogVariance(50, -50)).get("encoder");
        double[] logVar =
                encoder.run(Map.of("x", value(1, new float[16]))).get("log_var").numbers();
        assertEquals(10, logVar[0]);
        assertEquals(-10, logVar[1]);
    }

    @Test
    void namesVersionsAndMetadataAreThoseDocumented() throws IOException {
        Map<String, OnnxModel> files = write(SmallModel.of("7", "2", "relu", "gaussian"));
        files.forEach((part, model) -> {
            assertEquals(8, model.irVersion);
            assertEquals(13, model.opset);
            assertEquals(part, model.metadata.get("part"));
            assertEquals("4", model.metadata.get("width"));
            assertEquals("2", model.metadata.get("latents"));
            assertEquals("gaussian", model.metadata.get("likelihood"));
            assertTrue(model.metadata.get("hyperparameters").contains("\"hidden\":\"7\""));
        });
        assertEquals(Set.of("x", "eps"), files.get("whole").inputs.keySet());
        assertEquals(
                List.of("mu", "log_var", "z", "mean", "logits"),
                List.copyOf(files.get("whole").outputs.keySet()));
        assertEquals(Map.of("x", 16), files.get("encoder").inputs);
        assertEquals(Map.of("mu", 2, "log_var", 2), files.get("encoder").outputs);
        assertEquals(Map.of("z", 2), files.get("decoder").inputs);
        assertEquals(Map.of("mean", 16, "logits", 16), files.get("decoder").outputs);
        assertEquals(
                Set.of("decoder.0.weight", "decoder.0.bias", "out.weight", "out.bias"),
                files.get("decoder").constants.keySet());
    }

    private Map<String, OnnxModel> write(Exported from) throws IOException {
        Path file = folder.resolve("vae.onnx");
        ExportKind.named("onnx").write(from, file, true, Progress.NONE);
        var files = new LinkedHashMap<String, OnnxModel>();
        files.put("whole", new OnnxModel(Files.readAllBytes(file)));
        for (String part : List.of("encoder", "decoder")) {
            Path beside = folder.resolve("vae-" + part + ".onnx");
            if (Files.exists(beside)) files.put(part, new OnnxModel(Files.readAllBytes(beside)));
        }
        return files;
    }

    private static Map<String, Value> values(JsonObject numbers) {
        var values = new LinkedHashMap<String, Value>();
        for (String name : numbers.keySet()) {
            var array = numbers.getAsJsonArray(name);
            double[] row = new double[array.size()];
            for (int i = 0; i < row.length; i++) row[i] = array.get(i).getAsFloat();
            values.put(name, new Value(1, row.length, row));
        }
        return values;
    }

    private static Value value(int rows, float[] numbers) {
        double[] doubles = new double[numbers.length];
        for (int i = 0; i < doubles.length; i++) doubles[i] = numbers[i];
        return new Value(rows, doubles.length / rows, doubles);
    }

    private static void assertClose(String name, Value expected, Value found) {
        assertArrayEquals(expected.axes(), found.axes(), name);
        for (int i = 0; i < expected.numbers().length; i++)
            assertEquals(expected.numbers()[i], found.numbers()[i], TOLERANCE, name + " " + i);
    }
}
