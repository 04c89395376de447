package org.latentfx.app.cli;

import com.google.gson.JsonObject;
import org.latentfx.train.Loss;

/** How the command line writes numbers. Pure functions. */
final class Json {

    private Json() {}

    /** {@code value} with at most six digits behind the point. */
    static double rounded(double value) {
        return Math.rint(value * 1e6) / 1e6;
    }

    /** {@code {"reconstruction":…,"kl":…,"total":…}} in nats per image. */
    static JsonObject loss(Loss loss) {
        var json = new JsonObject();
        json.addProperty("reconstruction", rounded(loss.reconstruction()));
        json.addProperty("kl", rounded(loss.kl()));
        json.addProperty("total", rounded(loss.total()));
        return json;
    }
}
