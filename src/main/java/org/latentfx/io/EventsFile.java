package org.latentfx.io;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.latentfx.text.Refusal;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Recipe;
import org.latentfx.train.Setting;
import org.latentfx.train.Settings;

/**
 * A {@link Recipe} as JSON that a person can write: {@code {"settings":{"seed":"1",…},"events":[{"step":200,
 * "setting":"beta","value":"4"},…]}}. Settings that are left out have the values of the preset {@code map}. Blocks; not
 * for the thread that draws.
 */
public final class EventsFile {
    private static final long LARGEST = 64L << 20;
    private static final int MOST = 1_000_000;
    private static final int LONGEST = 1000;

    private EventsFile() {}

    /** The text of such a file. */
    public static String text(Recipe recipe) {
        var settings = new JsonObject();
        Settings.toTexts(recipe.first()).forEach(settings::addProperty);
        var events = new JsonArray();
        for (var change : recipe.changes()) {
            var event = new JsonObject();
            event.addProperty("step", change.step());
            event.addProperty("setting", change.setting().key());
            event.addProperty("value", change.text());
            events.add(event);
        }
        var json = new JsonObject();
        json.add("settings", settings);
        json.add("events", events);
        Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
        return gson.toJson(json) + "\n";
    }

    /** {@code recipe} on its way to {@code file}. */
    static AtomicFile.Part part(Path file, Recipe recipe) {
        return new AtomicFile.Part(file, out -> out.write(text(recipe).getBytes(StandardCharsets.UTF_8)));
    }

    /** Reads {@code file}. Throws {@link Refusal} if it cannot, or if what it says cannot be done to a run. */
    public static Recipe read(Path file) {
        JsonFields fields = parse(file);
        try {
            var first = fields.has("settings") ? settings(fields.object("settings")) : Preset.MAP.hyperparameters();
            Settings.checkTogether(first);
            return new Recipe(first, fields.objects("events", MOST, EventsFile::change));
        } catch (Refusal e) {
            throw new Refusal(e, "io.events.wrong", file, String.valueOf(e.getMessage()));
        }
    }

    private static JsonFields parse(Path file) {
        try {
            if (!Files.isRegularFile(file)) throw new Refusal("io.file.missing", file);
            if (Files.size(file) > LARGEST) throw new IOException("too large");
            if (StrictJson.parse(Files.readAllBytes(file)) instanceof JsonObject object)
                return new JsonFields(object, file.getFileName().toString(), file.toString());
            throw new IOException("not an object");
        } catch (IOException e) {
            throw new Refusal(e, "io.events.json", file, String.valueOf(e.getMessage()));
        }
    }

    private static Hyperparameters settings(JsonFields at) {
        Hyperparameters first = Preset.MAP.hyperparameters();
        for (var setting : Settings.ALL)
            if (at.has(setting.key())) first = setting.withText(first, at.text(setting.key(), LONGEST));
        return first;
    }

    private static Recipe.Change<?> change(JsonFields at) {
        var setting = Settings.named(at.text("setting", LONGEST));
        if (!setting.live()) throw new Refusal("training.structural", setting.label());
        return change(at, setting);
    }

    private static <T> Recipe.Change<T> change(JsonFields at, Setting<T> setting) {
        return new Recipe.Change<>(
                at.whole("step", 0, JsonFields.MOST), setting, setting.parse(at.text("value", LONGEST)));
    }
}
