package org.latentfx.io.session;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.latentfx.io.JsonFields;
import org.latentfx.text.Refusal;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Recipe;
import org.latentfx.train.Recipe.Change;
import org.latentfx.train.Setting;
import org.latentfx.train.Settings;

/**
 * What a session file says of changes that a run takes over from another one: each with its step, and what the settings
 * were before the first. Programs that do not know it let the run go its own way. Pure functions.
 */
final class FollowsJson {
    private FollowsJson() {}

    static JsonObject of(Recipe follows) {
        var first = new LinkedHashMap<String, String>();
        var changes = new JsonArray();
        for (Change<?> change : follows.changes()) {
            first.put(change.setting().key(), text(change.setting(), follows.first()));
            var json = new JsonObject();
            json.addProperty("step", change.step());
            json.addProperty("key", change.setting().key());
            json.addProperty("value", change.text());
            changes.add(json);
        }
        var before = new JsonArray();
        first.forEach((key, value) -> {
            var json = new JsonObject();
            json.addProperty("key", key);
            json.addProperty("value", value);
            before.add(json);
        });
        var json = new JsonObject();
        json.add("first", before);
        json.add("changes", changes);
        return json;
    }

    private static <T> String text(Setting<T> setting, Hyperparameters values) {
        return setting.format(setting.get(values));
    }

    /** @param now the settings of the run: those that nothing follows */
    static Recipe read(JsonFields at, Hyperparameters now) {
        Hyperparameters first = now;
        try {
            for (Change<?> one : changes(at, "first", false)) first = one.in(first);
            return new Recipe(first, changes(at, "changes", true));
        } catch (Refusal e) {
            throw new Refusal(e, "io.model.settings", at.file(), String.valueOf(e.getMessage()));
        }
    }

    private static List<Change<?>> changes(JsonFields at, String key, boolean dated) {
        var changes = new ArrayList<Change<?>>();
        changes.addAll(at.objects(key, SessionJson.MOST_EVENTS, one -> change(one, dated)));
        return changes;
    }

    private static Change<?> change(JsonFields at, boolean dated) {
        long step = dated ? at.whole("step", 0, JsonFields.MOST) : 0;
        Setting<?> setting = Settings.named(at.text("key", SessionJson.LONGEST_TEXT));
        if (!setting.live()) throw at.wrong("key", setting.key(), "io.session.expected.live");
        return change(step, setting, at.text("value", SessionJson.LONGEST_VALUE));
    }

    private static <T> Change<T> change(long step, Setting<T> setting, String value) {
        return new Change<>(step, setting, setting.parse(value));
    }
}
