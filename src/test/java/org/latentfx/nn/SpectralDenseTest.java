package org.latentfx.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;

@Tag("engine")
class SpectralDenseTest {
    static java.util.List<Kernel> kernels() {
        return Kernels.available();
    }

    private static JsonObject golden() throws IOException {
        try (var in = new InputStreamReader(
                SpectralDenseTest.class.getResourceAsStream("/golden-family.json"), StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(in).getAsJsonObject().getAsJsonObject("spectral_norm");
        }
    }

    /** Golden matrices are out × in, ours in × out. */
    private static void transposed(JsonArray from, FMatrixRMaj to) {
        for (int o = 0; o < to.numCols; o++)
            for (int i = 0; i < to.numRows; i++)
                to.set(i, o, from.get(o).getAsJsonArray().get(i).getAsFloat());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void onePowerStepAndTheGradientThroughSigmaAreTheGoldenOnes(Kernel kernel) throws IOException {
        var golden = golden();
        var weight = Parameter.trained("w", 4, 3);
        transposed(golden.getAsJsonArray("weight"), weight.value());
        var direction = Parameter.frozen("u", 1, 3);
        var u = golden.getAsJsonArray("u");
        for (int j = 0; j < 3; j++) direction.value().data[j] = u.get(j).getAsFloat();
        var layer = new SpectralDense(weight, Parameter.trained("b", 1, 3), direction, Activation.IDENTITY, kernel);
        layer.powerStep();
        assertEquals(golden.get("sigma").getAsDouble(), layer.sigma(), 1e-6);
        var after = golden.getAsJsonArray("u_after");
        for (int j = 0; j < 3; j++) assertEquals(after.get(j).getAsDouble(), direction.value().data[j], 1e-6);
        // with the unit matrix for images, the layer's gradient is what comes from above
        var x = new FMatrixRMaj(4, 4);
        for (int i = 0; i < 4; i++) x.set(i, i, 1);
        var up = new FMatrixRMaj(4, 3);
        transposed(golden.getAsJsonArray("up"), up);
        var packed = kernel.packGradients(up);
        packed.changed(0, 4);
        layer.layer.begin(Kernel.AdamStep.at(1, 0), 1);
        layer.layer.gradients(x, packed, 4, 0, 1);
        layer.gradientsDone();
        layer.throughNorm(0, 4);
        var expected = new FMatrixRMaj(4, 3);
        transposed(golden.getAsJsonArray("dweight"), expected);
        for (int i = 0; i < 12; i++) assertEquals(expected.data[i], weight.gradient().data[i], 2e-6);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void manyPowerStepsFindTheLargestSingularValue(Kernel kernel) throws IOException {
        var golden = golden();
        var weight = Parameter.trained("w", 4, 3);
        transposed(golden.getAsJsonArray("weight"), weight.value());
        var direction = Parameter.frozen("u", 1, 3);
        direction.value().data[0] = 1;
        var layer = new SpectralDense(weight, Parameter.trained("b", 1, 3), direction, Activation.IDENTITY, kernel);
        for (int i = 0; i < 50; i++) layer.powerStep();
        assertEquals(golden.get("largest_singular_value").getAsDouble(), layer.sigma(), 1e-6);
        layer.refresh();
        assertEquals(golden.get("largest_singular_value").getAsDouble(), layer.sigma(), 1e-6);
    }
}
