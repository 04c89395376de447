package org.latentfx.analysis.latent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.Cloud;
import org.latentfx.analysis.Progress;

class AggregateInformationTest {
    private static JsonObject golden() throws IOException {
        try (var in = new InputStreamReader(
                AggregateInformationTest.class.getResourceAsStream("/golden-family.json"), StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(in).getAsJsonObject().getAsJsonObject("aggregate_posterior_1d");
        }
    }

    private static float[] numbers(JsonArray array) {
        float[] x = new float[array.size()];
        for (int i = 0; i < x.length; i++) x[i] = array.get(i).getAsFloat();
        return x;
    }

    @Test
    void the_golden_split_of_the_kl_is_found_within_its_error() throws IOException {
        var golden = golden();
        float[] mu = numbers(golden.getAsJsonArray("mu"));
        var images = Cloud.at(1, 1, mu).images();
        var points = new LatentPoints(images, 1, mu, numbers(golden.getAsJsonArray("logvar")));
        var found = AggregateInformation.of(points, 40_000, 8, Progress.NONE);
        assertEquals(golden.get("mean_kl").getAsDouble(), found.meanKl(), 1e-6);
        assertTrue(found.standardError() > 0.001 && found.standardError() < 0.005, "error " + found.standardError());
        double error = 4 * found.standardError();
        assertEquals(golden.get("mutual_information").getAsDouble(), found.mutualInformation(), error);
        assertEquals(golden.get("marginal_kl").getAsDouble(), found.marginalKl(), error);
        assertEquals(found.meanKl(), found.mutualInformation() + found.marginalKl(), 1e-12);
    }

    @Test
    void codes_far_apart_tell_all_there_is_to_tell_and_no_more() {
        float[] mu = new float[64];
        for (int i = 0; i < mu.length; i++) mu[i] = 10 * i;
        var apart = AggregateInformation.of(Cloud.at(1, 0.01, mu), 500, 1, Progress.NONE);
        assertEquals(Math.log(64), apart.mutualInformation(), 1e-4);
        assertTrue(apart.mutualInformation() <= apart.ceiling() + 1e-9);
        assertTrue(apart.atCeiling());
    }

    @Test
    void a_collapsed_encoder_tells_nothing_and_matches_the_prior() {
        var collapsed = AggregateInformation.of(Cloud.at(3, 1, new float[300]), 500, 1, Progress.NONE);
        assertEquals(0, collapsed.mutualInformation(), 1e-5);
        assertEquals(0, collapsed.marginalKl(), 1e-5);
        assertFalse(collapsed.atCeiling());
    }

    @Test
    void a_latents_histogram_mean_and_variance_are_those_of_the_mixture() {
        float[] mu = new float[20_000];
        for (int i = 0; i < mu.length; i++) mu[i] = i % 2 == 0 ? -1.5f : 2.5f;
        var found = LatentMarginal.of(Cloud.at(1, 0.04, mu), 6).get(0);
        assertEquals(0.5, found.mean(), 1e-6);
        assertEquals(4 + 0.04, found.variance(), 1e-5);
        double sum = 0;
        for (float density : found.density()) sum += density * LatentMarginal.WIDTH;
        assertEquals(1 - found.outside(), sum, 1e-5);
        // the bin from −1.6 to −1.4 holds half a standard deviation to both sides of a half of all
        double exact = 0.5 * 0.3829249225 / LatentMarginal.WIDTH;
        assertEquals(exact, found.density()[12], 0.05 * exact);
        assertEquals(0, found.density()[LatentMarginal.BINS / 2 + 2], "nothing lies between the two");
    }

    @Test
    void what_lies_beyond_the_histogram_is_told() {
        var found = LatentMarginal.of(Cloud.at(2, 1e-4, new float[] {5, 0, 0, -6, 1, 1, 7, 2}), 6);
        assertEquals(0.5, found.get(0).outside());
        assertEquals(0.25, found.get(1).outside());
    }
}
