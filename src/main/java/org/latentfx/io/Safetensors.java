package org.latentfx.io;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.latentfx.text.Refusal;

/**
 * The header of a safetensors file: eight bytes of length (little-endian), then JSON that gives each tensor's type,
 * shape and place in the bytes that follow, and texts by key under {@code __metadata__}. It knows floats
 * of 16, 32 and 64 bits and nothing of what the tensors mean. Immutable; any thread may use it.
 *
 * @param entries the tensors in the order of their bytes, which they fill without gap or overlap
 * @param metadata texts by key
 */
public record Safetensors(List<Entry> entries, Map<String, String> metadata) {
    public Safetensors {
        entries = List.copyOf(entries);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** One tensor: its bytes are {@code begin} to {@code end}, counted from the header's end. */
    public record Entry(String name, Type type, List<Integer> shape, long begin, long end) {
        /** One of 32-bit floats. */
        public Entry(String name, List<Integer> shape, long begin, long end) {
            this(name, Type.F32, shape, begin, end);
        }
    }

    /** How a number of a tensor stands in the file, little-endian. */
    public enum Type {
        F16(2) {
            @Override
            float value(ByteBuffer from, int at) {
                return half(from.getShort(at));
            }
        },
        /** The upper half of a 32-bit float. */
        BF16(2) {
            @Override
            float value(ByteBuffer from, int at) {
                return Float.intBitsToFloat(from.getShort(at) << 16);
            }
        },
        F32(4) {
            @Override
            float value(ByteBuffer from, int at) {
                return from.getFloat(at);
            }
        },
        F64(8) {
            @Override
            float value(ByteBuffer from, int at) {
                return (float) from.getDouble(at);
            }
        };

        final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        /** The number at byte {@code at}. */
        abstract float value(ByteBuffer from, int at);

        /** The type called {@code name}; null if it is none of these. */
        static @Nullable Type of(String name) {
            for (Type type : values()) if (type.name().equals(name)) return type;
            return null;
        }

        /** IEEE 754's binary16: one sign, five exponent and ten fraction bits. */
        private static float half(int bits) {
            int exponent = bits >> 10 & 31;
            int fraction = bits & 1023;
            float size = exponent == 0
                    ? fraction * 0x1p-24f
                    : exponent == 31
                            ? fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN
                            : Math.scalb(1024f + fraction, exponent - 25);
            return (bits & 0x8000) == 0 ? size : -size;
        }
    }

    private static final int LONGEST_HEADER = 1 << 20;

    /** Bytes of all tensors together. */
    public long dataBytes() {
        return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).end();
    }

    /** Writes the header, padded with spaces so that the tensors start at a multiple of eight bytes. */
    public void write(OutputStream out) throws IOException {
        var text = new StringWriter();
        var json = new JsonWriter(text);
        json.beginObject().name("__metadata__").beginObject();
        for (var entry : metadata.entrySet()) json.name(entry.getKey()).value(entry.getValue());
        json.endObject();
        for (Entry entry : entries) {
            json.name(entry.name()).beginObject().name("dtype").value("F32");
            json.name("shape").beginArray();
            for (int size : entry.shape()) json.value(size);
            json.endArray().name("data_offsets").beginArray();
            json.value(entry.begin()).value(entry.end()).endArray().endObject();
        }
        json.endObject();
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        int length = (bytes.length + 7) / 8 * 8;
        if (length > LONGEST_HEADER)
            throw new IllegalArgumentException("header: " + length + " bytes, at most " + LONGEST_HEADER);
        out.write(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .array());
        out.write(bytes);
        for (int i = bytes.length; i < length; i++) out.write(' ');
    }

    /**
     * Reads a header and leaves {@code in} at the first tensor. Throws {@link Refusal} calling the file {@code name}.
     */
    public static Safetensors read(InputStream in, String name) throws IOException {
        byte[] eight = in.readNBytes(8);
        if (eight.length < 8) throw new Refusal("io.model.header", name);
        long length = ByteBuffer.wrap(eight).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 2 || length > LONGEST_HEADER) throw new Refusal("io.model.header", name);
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length || bytes[0] != '{') throw new Refusal("io.model.header", name);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return parse(text, name);
        } catch (IOException | IllegalStateException | IllegalArgumentException | ArithmeticException e) {
            throw new Refusal(e, "io.model.header", name);
        }
    }

    private static Safetensors parse(String text, String name) throws IOException {
        var json = new JsonReader(new StringReader(text));
        json.setStrictness(Strictness.STRICT);
        var entries = new ArrayList<Entry>();
        var metadata = new LinkedHashMap<String, String>();
        var names = new HashSet<String>();
        json.beginObject();
        while (json.hasNext()) {
            String key = json.nextName();
            if (!names.add(key)) throw new IllegalStateException("twice: " + key);
            if (key.equals("__metadata__")) readTexts(json, metadata);
            else entries.add(readEntry(json, key, name));
        }
        json.endObject();
        if (json.peek() != JsonToken.END_DOCUMENT) throw new IllegalStateException("text after the header");
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long end = 0;
        for (Entry entry : entries) {
            long bytes = entry.type().bytes;
            for (int size : entry.shape()) bytes = Math.multiplyExact(bytes, (long) size);
            if (entry.begin() != end || entry.end() - entry.begin() != bytes)
                throw new Refusal("io.model.holes", name, entry.name());
            end = entry.end();
        }
        return new Safetensors(entries, metadata);
    }

    private static void readTexts(JsonReader json, Map<String, String> texts) throws IOException {
        json.beginObject();
        while (json.hasNext()) {
            String key = json.nextName();
            if (json.peek() != JsonToken.STRING || texts.put(key, json.nextString()) != null)
                throw new IllegalStateException("not one text: " + key);
        }
        json.endObject();
    }

    private static Entry readEntry(JsonReader json, String tensor, String name) throws IOException {
        String type = "";
        List<Long> shape = List.of();
        List<Long> offsets = List.of();
        var seen = new HashSet<String>();
        json.beginObject();
        while (json.hasNext()) {
            String key = json.nextName();
            if (!seen.add(key)) throw new IllegalStateException("twice: " + key);
            switch (key) {
                case "dtype" -> type = json.nextString();
                case "shape" -> shape = readNumbers(json);
                case "data_offsets" -> offsets = readNumbers(json);
                default -> throw new IllegalStateException("unknown: " + key);
            }
        }
        json.endObject();
        if (seen.size() < 3 || offsets.size() != 2) throw new IllegalStateException("incomplete: " + tensor);
        Type known = Type.of(type);
        if (known == null) throw new Refusal("io.model.dtype", name, tensor, type);
        return new Entry(tensor, known, shape.stream().map(Math::toIntExact).toList(), offsets.get(0), offsets.get(1));
    }

    private static List<Long> readNumbers(JsonReader json) throws IOException {
        var numbers = new ArrayList<Long>();
        json.beginArray();
        while (json.hasNext()) {
            long number = json.nextLong();
            if (number < 0) throw new IllegalStateException("negative: " + number);
            numbers.add(number);
        }
        json.endArray();
        return numbers;
    }
}
