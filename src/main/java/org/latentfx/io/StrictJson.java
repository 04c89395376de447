package org.latentfx.io;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads JSON from files of unknown origin: no key twice, nothing behind the end, no deep nests. Pure functions. */
public final class StrictJson {
    /** Far more than this program writes, far less than the stack can hold. */
    private static final int DEEPEST = 16;

    /** A number of more letters could cost any time to read. */
    private static final int LONGEST_NUMBER = 40;

    private StrictJson() {}

    /** The value that {@code utf8} holds. Throws {@link IOException} saying where it is wrong. */
    public static JsonElement parse(byte[] utf8) throws IOException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(utf8))
                .toString();
        var json = new JsonReader(new StringReader(text));
        json.setStrictness(Strictness.STRICT);
        try {
            JsonElement value = value(json, 0);
            if (json.peek() != JsonToken.END_DOCUMENT) throw new MalformedJsonException("text after the end");
            return value;
        } catch (IllegalStateException | NumberFormatException e) {
            throw new MalformedJsonException(e);
        }
    }

    private static JsonElement value(JsonReader json, int depth) throws IOException {
        if (depth > DEEPEST) throw new MalformedJsonException("more than " + DEEPEST + " levels at " + json.getPath());
        switch (json.peek()) {
            case BEGIN_OBJECT:
                return object(json, depth);
            case BEGIN_ARRAY:
                var array = new JsonArray();
                json.beginArray();
                while (json.hasNext()) array.add(value(json, depth + 1));
                json.endArray();
                return array;
            case NUMBER:
                String number = json.nextString();
                if (number.length() > LONGEST_NUMBER) throw new MalformedJsonException("number " + number);
                return new JsonPrimitive(new BigDecimal(number));
            case BOOLEAN:
                return new JsonPrimitive(json.nextBoolean());
            case NULL:
                json.nextNull();
                return JsonNull.INSTANCE;
            default:
                return new JsonPrimitive(json.nextString());
        }
    }

    private static JsonObject object(JsonReader json, int depth) throws IOException {
        var object = new JsonObject();
        json.beginObject();
        while (json.hasNext()) {
            String key = json.nextName();
            if (object.has(key)) throw new MalformedJsonException("twice: " + json.getPath());
            object.add(key, value(json, depth + 1));
        }
        json.endObject();
        return object;
    }
}
