package org.latentfx.io.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentfx.analysis.Progress;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.data.PictureFormat;
import org.latentfx.io.ModelFile;
import org.latentfx.io.data.DataFiles;
import org.latentfx.math.Kernels;
import org.latentfx.model.Decoder;
import org.latentfx.model.Encoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.prior.Posterior;
import org.latentfx.model.kind.Capability;
import org.latentfx.train.History;

/**
 * Compares the exported files, run by ONNX Runtime itself, with what this program computes, and prints by how much they
 * differ: {@code mvn -Ponnx -Dtest=OnnxRuntimeTest test}. Runtime 1.29.0 crashes in a process whose command line is
 * longer than 4096 bytes: elsewhere than under Maven give the class path in the environment.
 */
class OnnxRuntimeTest {
    private static final double TOLERANCE = 1e-5;
    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();
    private static final DataSplit DATA = DataFiles.load("mnist");

    @TempDir
    Path folder;

    private FrozenModel model;

    @BeforeEach
    void exportTheShippedModel() {
        var content = ModelFile.read(Path.of("assets/model.safetensors"));
        var from = new Exported(content, History.EMPTY, Kernels.named("ejml"), () -> DATA);
        model = from.frozen();
        ExportKind.named("onnx").write(from, folder.resolve("vae.onnx"), true, Progress.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 400})
    void encoderDecoderAndWholeGiveTheSameNumbers(int rows) throws OrtException {
        sameNumbers(rows, images(rows));
    }

    private void sameNumbers(int rows, float[] x) throws OrtException {
        int pixels = model.values();
        int latents = model.latents();
        float[] eps = SmallModel.noise(rows * latents, -2, 2);
        float[] mu = new float[rows * latents];
        float[] logVar = new float[rows * latents];
        float[] z = new float[rows * latents];
        float[] mean = new float[rows * pixels];
        new Encoder(model, rows).encode(x, rows, mu, logVar);
        for (int i = 0; i < z.length; i++) z[i] = Posterior.sample(mu[i], logVar[i], eps[i]);
        new Decoder(model, rows).decode(z, rows, mean);

        Map<String, float[]> encoded = run("vae-encoder.onnx", rows, Map.of("x", x));
        assertClose("encoder mu", rows, mu, encoded.get("mu"));
        assertClose("encoder log_var", rows, logVar, encoded.get("log_var"));
        assertClose("decoder mean", rows, mean, run("vae-decoder.onnx", rows, Map.of("z", z)).get("mean"));
        Map<String, float[]> whole = run("vae.onnx", rows, Map.of("x", x, "eps", eps));
        assertClose("whole mu", rows, mu, whole.get("mu"));
        assertClose("whole log_var", rows, logVar, whole.get("log_var"));
        assertClose("whole z", rows, z, whole.get("z"));
        assertClose("whole mean", rows, mean, whole.get("mean"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"vae.onnx", "vae-encoder.onnx", "vae-decoder.onnx"})
    void theTestVectorHolds(String file) throws OrtException {
        try (OrtSession session = open(file)) {
            String vector = session.getMetadata().getCustomMetadata().get("test_vector");
            var json = new Gson().fromJson(vector, JsonObject.class);
            var inputs = new LinkedHashMap<String, float[]>();
            json.getAsJsonObject("inputs").entrySet().forEach(entry -> inputs.put(
                    entry.getKey(), new Gson().fromJson(entry.getValue(), float[].class)));
            Map<String, float[]> found = run(file, 1, inputs);
            var outputs = json.getAsJsonObject("outputs");
            assertEquals(session.getOutputNames(), outputs.keySet());
            for (String name : outputs.keySet())
                assertClose(
                        file + " " + name,
                        1,
                        new Gson().fromJson(outputs.get(name), float[].class),
                        found.get(name));
        }
    }

    /** Every likelihood of grey pictures and of those in colour, whose pixels come as red, green, blue in turn. */
    @ParameterizedTest
    @CsvSource({"false, bernoulli", "false, gaussian", "true, bernoulli", "true, gaussian"})
    void greyAndColourOfEitherLikelihoodGiveTheSameNumbers(boolean colour, String likelihood) throws OrtException {
        Exported from = colour
                ? SmallModel.inColour("9,5", "3", "relu", likelihood)
                : SmallModel.of("9,5", "3", "relu", likelihood);
        ExportKind.named("onnx").write(from, folder.resolve("vae.onnx"), true, Progress.NONE);
        model = from.frozen();
        assertEquals(colour ? 48 : 16, model.values());
        float[] x = SmallModel.noise(5 * model.values(), 0, 1);
        sameNumbers(5, x);
        for (String file : new String[] {"vae.onnx", "vae-encoder.onnx", "vae-decoder.onnx"}) theTestVectorHolds(file);
    }

    /** A batch and the test vectors of every kind and structure; a conditional model is asked for its second class. */
    @ParameterizedTest
    @CsvSource({
        "vae,  'conv16x4s2,conv32x4s2,64', 28, 28, 1",
        "vae,  'conv5x3s1,conv6x3s2',      9,  7,  3",
        "ae,   'conv4x4s2,conv3x4s1,8',    10, 9,  1",
        "ae,   '9,5',                      4,  4,  1",
        "vqvae, '9,5',                     4,  4,  1",
        "cvae, '9,5',                      4,  4,  3",
        "gan,  '9,5',                      4,  4,  1"
    })
    void everyKindAndStructureGivesTheSameNumbers(String kind, String hidden, int width, int height, int channels)
            throws OrtException {
        Exported from = SmallModel.of(kind, hidden, new PictureFormat(width, height, channels));
        model = from.frozen().given(kind.equals("cvae") ? 1 : 0);
        ExportKind.named("onnx").write(from, folder.resolve("new.onnx"), true, Progress.NONE);
        int rows = 6;
        boolean encodes = model.can(Capability.ENCODES);
        float[] z = SmallModel.noise(rows * model.latents(), -2, 2);
        float[] mean = new float[rows * model.values()];
        new Decoder(model, rows).decode(z, rows, mean);
        assertClose(
                kind + " mean",
                rows,
                mean,
                run(encodes ? "new-decoder.onnx" : "new.onnx", rows, told("z", z)).get("mean"));
        theTestVectorHolds("new.onnx");
        if (!encodes) return;
        float[] mu = new float[rows * model.latents()];
        new Encoder(model, rows).encode(mean, rows, mu, new float[mu.length]);
        String code = model.configuration().kind().variational() ? "mu" : "z";
        assertClose(
                kind + " " + code,
                rows,
                mu,
                run("new-encoder.onnx", rows, told("x", mean)).get(code));
        for (String file : new String[] {"new-encoder.onnx", "new-decoder.onnx"}) theTestVectorHolds(file);
    }

    /** With the class asked for where the model is told one. */
    private Map<String, float[]> told(String name, float[] values) {
        int classes = model.configuration().classes();
        if (classes == 0) return Map.of(name, values);
        float[] y = new float[6 * classes];
        for (int r = 0; r < 6; r++) y[r * classes + model.label()] = 1;
        return Map.of(name, values, "y", y);
    }

    @Test
    void everyActivationIsOneThatTheRuntimeKnows() throws OrtException {
        for (String activation : new String[] {"relu", "leaky-relu", "tanh", "silu"}) {
            Exported from = SmallModel.of("9,5", "3", activation, "gaussian");
            ExportKind.named("onnx").write(from, folder.resolve("vae.onnx"), true, Progress.NONE);
            float[] z = SmallModel.noise(12, -2, 2);
            float[] mean = new float[4 * 16];
            new Decoder(from.frozen(), 4).decode(z, 4, mean);
            assertClose(activation, 4, mean, run("vae-decoder.onnx", 4, Map.of("z", z)).get("mean"));
        }
    }

    @Test
    void aFileCutOffIsRefused() throws IOException {
        byte[] file = Files.readAllBytes(folder.resolve("vae.onnx"));
        byte[] cut = Arrays.copyOf(file, file.length - 9);
        assertThrows(OrtException.class, () -> ENVIRONMENT.createSession(cut));
    }

    private static float[] images(int rows) {
        ImageSet images = DATA.test();
        float[] x = new float[rows * images.valuesPerImage()];
        float[] one = new float[images.valuesPerImage()];
        for (int i = 0; i < rows; i++) {
            images.values(i, one);
            System.arraycopy(one, 0, x, i * one.length, one.length);
        }
        return x;
    }

    private OrtSession open(String file) throws OrtException {
        return ENVIRONMENT.createSession(folder.resolve(file).toString());
    }

    private Map<String, float[]> run(String file, int rows, Map<String, float[]> inputs) throws OrtException {
        var tensors = new LinkedHashMap<String, OnnxTensor>();
        try (OrtSession session = open(file)) {
            for (var input : inputs.entrySet())
                tensors.put(input.getKey(), OnnxTensor.createTensor(
                        ENVIRONMENT,
                        FloatBuffer.wrap(input.getValue()),
                        new long[] {rows, input.getValue().length / rows}));
            var outputs = new LinkedHashMap<String, float[]>();
            try (OrtSession.Result result = session.run(tensors)) {
                for (var output : result) {
                    FloatBuffer numbers = ((OnnxTensor) output.getValue()).getFloatBuffer();
                    float[] values = new float[numbers.remaining()];
                    numbers.get(values);
                    outputs.put(output.getKey(), values);
                }
            }
            return outputs;
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    /** Of numbers above 1 by their size, of others as they are; says the worst on the way. */
    private static void assertClose(String name, int rows, float[] expected, float[] found) {
        assertEquals(expected.length, found.length, name);
        double worst = 0;
        for (int i = 0; i < expected.length; i++)
            worst = Math.max(worst, Math.abs(expected[i] - found[i]) / Math.max(1, Math.abs(expected[i])));
        System.out.printf("%s, batch %d: worst difference %.1e%n", name, rows, worst);
        assertTrue(worst <= TOLERANCE, name + ": " + worst);
    }
}
