package org.latentfx.io;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;

/**
 * The fields of a JSON object in a session file, each checked as it is read: what is missing or wrong is a {@link
 * Refusal} that says where, what was found and what was expected. Immutable by convention.
 *
 * @param json not modified
 * @param place the way to it, such as {@code session.json position}
 * @param file what the file is called in refusals
 */
public record JsonFields(JsonObject json, String place, String file) {
    /** The field {@code key}, an object. */
    public JsonFields object(String key) {
        JsonElement found = json.get(key);
        if (found instanceof JsonObject object) return new JsonFields(object, place + "." + key, file);
        throw wrong(key, found, "io.session.expected.object");
    }

    /** Whether there is a field {@code key}. */
    public boolean has(String key) {
        return json.has(key);
    }

    /** The largest whole number of which every smaller one can be told from the next in any reader. */
    public static final long MOST = (1L << 53) - 1;

    /** A whole number from {@code least} to {@code most}, which is no more than {@link #MOST}. */
    public long whole(String key, long least, long most) {
        if (json.get(key) instanceof JsonPrimitive number && number.isNumber()) {
            double value = number.getAsDouble();
            if (value == Math.rint(value) && value >= least && value <= most) return (long) value;
        }
        throw wrong(key, json.get(key), "io.session.expected.whole", least, most);
    }

    /** True or false; false where there is no such field. */
    public boolean flag(String key) {
        if (!json.has(key)) return false;
        if (json.get(key) instanceof JsonPrimitive flag && flag.isBoolean()) return flag.getAsBoolean();
        throw wrong(key, json.get(key), "io.session.expected.one", "true, false");
    }

    /** A finite number. */
    public double number(String key) {
        if (json.get(key) instanceof JsonPrimitive number && number.isNumber() && Double.isFinite(number.getAsDouble()))
            return number.getAsDouble();
        throw wrong(key, json.get(key), "io.session.expected.number");
    }

    /** A text of at most {@code longest} letters. */
    public String text(String key, int longest) {
        if (json.get(key) instanceof JsonPrimitive text
                && text.isString()
                && text.getAsString().length() <= longest) return text.getAsString();
        throw wrong(key, json.get(key), "io.session.expected.text", longest);
    }

    /** A list of at most {@code most} finite numbers. */
    public double[] numbers(String key, int most) {
        JsonArray array = array(key, most);
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
            if (!(array.get(i) instanceof JsonPrimitive number
                    && number.isNumber()
                    && Double.isFinite(number.getAsDouble())))
                throw wrong(key + "[" + i + "]", array.get(i), "io.session.expected.number");
            values[i] = number.getAsDouble();
        }
        return values;
    }

    /** A list of at most {@code most} texts of at most {@code longest} letters. */
    public List<String> texts(String key, int most, int longest) {
        JsonArray array = array(key, most);
        var values = new ArrayList<String>();
        for (int i = 0; i < array.size(); i++) {
            if (!(array.get(i) instanceof JsonPrimitive text
                    && text.isString()
                    && text.getAsString().length() <= longest))
                throw wrong(key + "[" + i + "]", array.get(i), "io.session.expected.text", longest);
            values.add(text.getAsString());
        }
        return values;
    }

    /** An object of at most {@code most} finite numbers, texts of at most {@code longest} letters, and yes or no. */
    public Map<String, Object> scalars(String key, int most, int longest) {
        JsonObject object = object(key).json;
        if (object.size() > most) throw wrong(key, object.size(), "io.session.expected.list", most);
        var values = new LinkedHashMap<String, Object>();
        for (var entry : object.entrySet()) {
            String at = key + "." + entry.getKey();
            if (!(entry.getValue() instanceof JsonPrimitive value))
                throw wrong(at, entry.getValue(), "io.session.expected.text", longest);
            if (value.isBoolean()) values.put(entry.getKey(), value.getAsBoolean());
            else if (value.isNumber()) values.put(entry.getKey(), object(key).number(entry.getKey()));
            else values.put(entry.getKey(), object(key).text(entry.getKey(), longest));
        }
        return values;
    }

    /** A list of at most {@code most} objects, each made into something by {@code read}. */
    public <T> List<T> objects(String key, int most, Function<JsonFields, T> read) {
        JsonArray array = array(key, most);
        var made = new ArrayList<T>();
        for (int i = 0; i < array.size(); i++) {
            String at = key + "[" + i + "]";
            if (!(array.get(i) instanceof JsonObject object))
                throw wrong(at, array.get(i), "io.session.expected.object");
            made.add(read.apply(new JsonFields(object, place + "." + at, file)));
        }
        return made;
    }

    private JsonArray array(String key, int most) {
        if (json.get(key) instanceof JsonArray array && array.size() <= most) return array;
        throw wrong(key, json.get(key), "io.session.expected.list", most);
    }

    /** A refusal of the field {@code key}; {@code expected} is the key of a text, with its arguments. */
    public Refusal wrong(String key, @Nullable Object found, String expected, Object... arguments) {
        String said = found == null ? Texts.of("io.session.nothing") : String.valueOf(found);
        return new Refusal("io.session.wrong", file, place + "." + key, said, Texts.of(expected, arguments));
    }
}
