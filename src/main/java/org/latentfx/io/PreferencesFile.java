package org.latentfx.io;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.latentfx.text.Refusal;

/**
 * What a person arranged, as one JSON object of numbers, texts, and true or false. The program runs without it: a file
 * that is broken is set aside, one that cannot be written is left as it was, each with one line in the log. Changes
 * that come close together are written once. {@link #store} returns at once; the rest blocks and is not for the thread
 * that draws.
 */
public final class PreferencesFile implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("org.latentfx");
    private static final String NAME = "preferences.json";

    /** More than the program ever writes. */
    private static final int MOST_BYTES = 1 << 20;

    private final Path folder;
    private final Path file;
    private final Executor later;
    private final Object writing = new Object();
    private @Nullable Map<String, Object> unwritten;
    private boolean failed;

    /**
     * @param folder made when there is something to write
     * @param later runs a task in the background after a moment, in which further changes are gathered
     */
    public PreferencesFile(Path folder, Executor later) {
        this.folder = folder;
        file = folder.resolve(NAME);
        this.later = later;
    }

    /** What is stored, without what is neither a finite number nor a text nor true or false; empty if nothing is. */
    public Map<String, Object> read() {
        if (!Files.exists(file)) return Map.of();
        try (InputStream in = AtomicFile.open(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) throw new JsonParseException("larger than " + MOST_BYTES + " bytes");
            JsonElement json = JsonParser.parseString(new String(bytes, StandardCharsets.UTF_8));
            if (!json.isJsonObject()) throw new JsonParseException("not an object");
            var values = new TreeMap<String, Object>();
            for (var entry : json.getAsJsonObject().entrySet()) {
                Object value = value(entry.getValue());
                if (value != null) values.put(entry.getKey(), value);
            }
            return values;
        } catch (JsonParseException e) {
            setAside(e);
        } catch (IOException | Refusal e) {
            LOG.log(Level.WARNING, "preferences are not read from " + file + ": " + e.getMessage());
        }
        return Map.of();
    }

    /** Has {@code values} written soon, in place of all that is stored. Any thread; returns at once. */
    public void store(Map<String, Object> values) {
        synchronized (this) {
            boolean asked = unwritten != null;
            unwritten = Map.copyOf(values);
            if (asked) return;
        }
        later.execute(this::write);
    }

    /** Writes what has not been written yet. */
    @Override
    public void close() {
        write();
    }

    private void write() {
        synchronized (writing) {
            Map<String, Object> values;
            synchronized (this) {
                values = unwritten;
                unwritten = null;
            }
            if (values == null) return;
            String json = new GsonBuilder().setPrettyPrinting().create().toJson(new TreeMap<>(values));
            try {
                if (!Files.isDirectory(folder)) AtomicFile.prepareFolder(folder);
                AtomicFile.write(file, out -> out.write(json.getBytes(StandardCharsets.UTF_8)));
                failed = false;
            } catch (Refusal e) {
                if (!failed) LOG.log(Level.WARNING, "preferences are not kept: " + e.getMessage());
                failed = true;
            }
        }
    }

    private static @Nullable Object value(JsonElement element) {
        if (!(element instanceof JsonPrimitive primitive)) return null;
        if (primitive.isBoolean()) return primitive.getAsBoolean();
        if (primitive.isString()) return primitive.getAsString();
        double number = primitive.getAsDouble();
        return Double.isFinite(number) ? number : null;
    }

    private void setAside(JsonParseException why) {
        Path aside = file.resolveSibling(NAME + ".broken");
        String said = "preferences in " + file + " are broken and set aside: " + why.getMessage();
        LOG.log(Level.WARNING, said.lines().findFirst().orElse(said));
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "they stay where they are", e); // the next change replaces them
        }
    }
}
