package org.latentfx.analysis.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NormalTest {
    private static JsonObject golden() throws IOException {
        try (var reader =
                new InputStreamReader(NormalTest.class.getResourceAsStream("/golden.json"), StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(reader).getAsJsonObject();
        }
    }

    @Test
    void quantiles_match_the_golden_vectors_to_1e_12() throws IOException {
        for (var row : golden().getAsJsonArray("normal_ppf")) {
            double p = row.getAsJsonObject().get("p").getAsDouble();
            double z = row.getAsJsonObject().get("z").getAsDouble();
            assertEquals(z, Normal.quantile(p), 1e-12 * Math.max(1, Math.abs(z)), "p = " + p);
        }
    }

    @Test
    void the_manifold_grid_of_twenty_matches_the_golden_vector() throws IOException {
        var expected = golden().getAsJsonArray("manifold_grid_20");
        float[] found = Normal.quantiles(20);
        assertEquals(expected.size(), found.length);
        for (int i = 0; i < found.length; i++) assertEquals(expected.get(i).getAsDouble(), found[i], 1e-7);
    }

    @Test
    void distribution_and_quantile_are_inverse_of_each_other() {
        for (double x = -8; x <= 5; x += 0.37) assertEquals(x, Normal.quantile(Normal.cumulative(x)), 1e-9);
    }

    @Test
    void a_share_outside_zero_to_one_has_no_quantile() {
        for (double p : new double[] {0, 1, -0.1, 1.1, Double.NaN})
            assertThrows(IllegalArgumentException.class, () -> Normal.quantile(p));
    }
}
