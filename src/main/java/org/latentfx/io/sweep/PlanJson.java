package org.latentfx.io.sweep;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import org.latentfx.data.DataSplit;
import org.latentfx.text.Refusal;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;
import org.latentfx.train.sweep.SweepPlan;
import org.latentfx.train.sweep.SweepPlan.Method;
import org.latentfx.train.sweep.Variation;

/**
 * A plan as JSON: its method, what varies, every setting that does not, and on which images and by which kernel. Pure
 * functions.
 */
final class PlanJson {
    private PlanJson() {}

    static JsonObject of(SweepPlan plan, DataSplit data, String kernel) {
        var json = new JsonObject();
        json.addProperty("method", plan.method().name().toLowerCase(Locale.ROOT));
        var vary = new JsonArray();
        for (Variation one : plan.variations()) vary.add(one.text());
        json.add("vary", vary);
        if (plan.method() != Method.GRID) {
            json.addProperty("trials", plan.trials());
            json.addProperty("draw-seed", plan.drawSeed());
        }
        var varied = plan.varied();
        for (var setting : Settings.ALL)
            if (!varied.contains(setting)) json.addProperty(setting.key(), setting.text(plan.base()));
        json.addProperty("data", data.name());
        json.addProperty("images", data.train().size() + " " + data.train().checksum());
        json.addProperty("held-out", data.test().size() + " " + data.test().checksum());
        json.addProperty("kernel", kernel);
        return json;
    }

    /** Throws {@link Refusal} at a bad value, and a runtime exception where a field is missing or of another kind. */
    static SweepPlan plan(JsonObject json) {
        var texts = new LinkedHashMap<String, String>();
        for (var setting : Settings.ALL)
            if (json.has(setting.key()))
                texts.put(setting.key(), json.get(setting.key()).getAsString());
        var base = Settings.fromTexts(Preset.MAP.hyperparameters(), texts);
        var variations = new ArrayList<Variation>();
        for (var one : json.getAsJsonArray("vary")) variations.add(Variation.parse(one.getAsString()));
        var method = Method.valueOf(json.get("method").getAsString().toUpperCase(Locale.ROOT));
        if (method == Method.GRID) return SweepPlan.grid(base, variations);
        return new SweepPlan(
                base,
                variations,
                method,
                json.get("trials").getAsInt(),
                json.get("draw-seed").getAsLong());
    }
}
