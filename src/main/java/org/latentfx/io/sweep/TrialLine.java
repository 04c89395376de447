package org.latentfx.io.sweep;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.latentfx.io.AtomicFile;
import org.latentfx.io.StrictJson;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.text.Refusal;
import org.latentfx.train.Loss;
import org.latentfx.train.Preset;
import org.latentfx.train.Setting;
import org.latentfx.train.Settings;
import org.latentfx.train.sweep.Score;
import org.latentfx.train.sweep.Trial;

/**
 * A trial as one line of JSON: {@code trial}, {@code state}, {@code settings} (all of them, by key), {@code epoch},
 * {@code step}, {@code test} (the losses of its kind, and total, the sum of reconstruction and kl: nats per image over
 * all held-out images), {@code scoredBy} and {@code score} (what it is ranked by, {@link Score}), {@code mse} per
 * pixel, {@code activeUnits}, {@code seconds}, {@code session} (the file that holds the run). What is no number is
 * null. Pure functions.
 */
public final class TrialLine {
    private static final int LONGEST_TEXT = 1000;

    private TrialLine() {}

    /** The line, without its end. */
    public static JsonObject of(Trial trial, Score score) {
        var json = new JsonObject();
        json.addProperty("trial", trial.number());
        json.addProperty("state", trial.state().key());
        var settings = new JsonObject();
        for (var setting : Settings.ALL)
            settings.add(setting.key(), value(setting.kind(), setting.text(trial.settings())));
        json.add("settings", settings);
        json.addProperty("epoch", trial.epoch());
        json.addProperty("step", trial.step());
        var test = new JsonObject();
        for (LossTerm term : trial.test().terms())
            test.add(term.key(), number(trial.test().of(term)));
        test.add("total", number(trial.test().total()));
        json.add("test", test);
        json.addProperty("scoredBy", score.key());
        json.add("score", number(trial.score()));
        json.add("mse", number(trial.mse()));
        json.addProperty("activeUnits", trial.activeUnits());
        json.add("seconds", number(trial.seconds()));
        json.addProperty("session", SweepFolder.session(trial.number()));
        return json;
    }

    /** The trials as one list on their way to {@code file}. */
    public static AtomicFile.Part part(Path file, List<Trial> trials, Score score) {
        var list = new JsonArray();
        for (var trial : trials) list.add(of(trial, score));
        return new AtomicFile.Part(file, out -> out.write(list.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonElement value(Setting.Kind kind, String text) {
        return switch (kind) {
            case WHOLE_NUMBER, NUMBER -> new JsonPrimitive(new BigDecimal(text));
            case SWITCH -> new JsonPrimitive(Boolean.parseBoolean(text));
            default -> new JsonPrimitive(text);
        };
    }

    private static JsonElement number(double value) {
        return Double.isFinite(value) ? new JsonPrimitive(Math.rint(value * 1e6) / 1e6) : JsonNull.INSTANCE;
    }

    /** The trial that {@code line} tells of. Throws {@link IOException} or {@link Refusal} if it tells of none. */
    static Trial read(String line) throws IOException {
        if (!(StrictJson.parse(line.getBytes(StandardCharsets.UTF_8)) instanceof JsonObject json))
            throw new IOException(line);
        try {
            var test = json.getAsJsonObject("test");
            var settings = Settings.fromTexts(Preset.MAP.hyperparameters(), texts(json.getAsJsonObject("settings")));
            var terms = settings.model().losses();
            return new Trial(
                    json.get("trial").getAsInt(),
                    settings,
                    state(json.get("state").getAsString()),
                    json.get("step").getAsLong(),
                    json.get("epoch").getAsInt(),
                    new Loss(
                            terms,
                            terms.stream()
                                    .map(term -> number(test.get(term.key())))
                                    .toList()),
                    number(json.get("mse")),
                    json.get("activeUnits").getAsInt(),
                    number(json.get("seconds")));
        } catch (NullPointerException
                | ClassCastException
                | IllegalArgumentException
                | IllegalStateException
                | ArithmeticException e) {
            throw new IOException(e); // a field is missing or of another kind
        }
    }

    private static double number(JsonElement json) {
        return json.isJsonNull() ? Double.NaN : json.getAsDouble();
    }

    private static Map<String, String> texts(JsonObject settings) throws IOException {
        var texts = new LinkedHashMap<String, String>();
        for (var entry : settings.entrySet()) {
            String text = entry.getValue().getAsString();
            if (text.length() > LONGEST_TEXT) throw new IOException(entry.getKey());
            texts.put(entry.getKey(), text);
        }
        return texts;
    }

    private static Trial.State state(String key) {
        return Stream.of(Trial.State.values())
                .filter(state -> state.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(key));
    }
}
