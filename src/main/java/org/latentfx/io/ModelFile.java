package org.latentfx.io;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.IdxFile;
import org.latentfx.data.PictureFormat;
import org.latentfx.io.ForeignLayout.Source;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.Weights;
import org.latentfx.model.layer.Tensor;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;

/**
 * A trained model as a safetensors file that PyTorch takes as it is: tensors are called {@code encoder.0.weight},
 * {@code encoder.0.bias}, …, {@code mu.*}, {@code log_var.*}, {@code decoder.0.*}, …, {@code out.*}, and a weight has
 * PyTorch's shape and order: [out, in], [out, in, kernel, kernel] of a convolution, [in, out, kernel, kernel] of a
 * transposed one; between convolutions and dense layers a channel's pixels stand together, as PyTorch flattens images.
 * A plain autoencoder has {@code code.*} in the place of the two heads.
 * Where {@link Weights} has them is in {@link org.latentfx.model.layer.TensorLayout}. All are little-endian 32-bit
 * floats. Blocks; not for the thread that draws.
 *
 * <p>Metadata, all texts: {@code format} (always "pt"), {@code program} and its version, {@code hyperparameters} (JSON,
 * keys and values as on the command line), {@code width} and {@code height} in pixels, {@code channels}
 * (1 or 3; 1 where it is missing), {@code epoch}, {@code step},
 * {@code data} (the data set's name), {@code data_checksum} ({@code ImageSet.checksum} of the training images,
 * hexadecimal) and {@code crc32c} (CRC-32C, hexadecimal, over the tensors' bytes in the order above, wherever the file
 * has them, and then, by key, each other metadata's key, 0, text, 0 in UTF-8). Only the last may be left out. Of a data
 * folder only the last name is written. A file that makes no sense is refused in one sentence; one whose checksum is
 * another or missing is read with a note.
 *
 * <p>Models that other programs saved are read as well, recognised by the shapes and names of their tensors ({@link
 * ForeignLayout}), and floats of 16 and 64 bits; what was assumed is in the note.
 *
 * <p>The encoder's log σ² is clamped to [−10, 10] before it is used: whoever takes the weights elsewhere has to do the
 * same, such as {@code log_var.clamp(-10, 10)}, or finds another KL.
 */
public final class ModelFile {
    /**
     * What a model file says.
     *
     * @param epoch passes over the training images that are complete
     * @param step optimisation steps taken
     * @param data name of the data set: of a shipped one, or a folder's last name
     * @param dataChecksum checksum of its training images
     * @param note a sentence for the person who opens the file, such as that it was changed; empty if all is well
     */
    public record Content(
            Weights weights,
            Hyperparameters hyperparameters,
            long epoch,
            long step,
            String data,
            long dataChecksum,
            String note) {
        /** Without a note. */
        public Content(
                Weights weights,
                Hyperparameters hyperparameters,
                long epoch,
                long step,
                String data,
                long dataChecksum) {
            this(weights, hyperparameters, epoch, step, data, dataChecksum, "");
        }

        public Content {
            ModelConfiguration found = weights.configuration();
            ModelConfiguration expected = hyperparameters.model(found.format());
            if (!found.equals(expected))
                throw new IllegalArgumentException("weights of " + found + ", hyper-parameters of " + expected);
        }
    }

    /** Bytes that are written at a time. */
    private static final int AT_ONCE = 1 << 16;

    private static final String CHANNELS = "channels";
    private static final String CONTENT = "content";
    private static final String LETTERS = "letters";
    private static final String CHECKSUM = "crc32c";
    private static final String SETTINGS = "hyperparameters";
    /** As many as an array of Java holds. */
    private static final int MOST_BYTES = Integer.MAX_VALUE - 16;

    private static final TypeToken<Map<String, String>> TEXTS = new TypeToken<>() {};

    private ModelFile() {}

    /** Writes or replaces {@code file}. Throws {@link Refusal} if it cannot, or if a weight is not finite. */
    public static void write(Path file, Content content) {
        AtomicFile.write(List.of(part(file, content)), List.of());
    }

    /** {@code content} on its way to {@code file}. Throws {@link Refusal} if a weight is not finite. */
    public static AtomicFile.Part part(Path file, Content content) {
        checkFinite(content.weights(), file.toString());
        return new AtomicFile.Part(file, out -> write(out, content));
    }

    /** Reads {@code file}. Throws {@link Refusal} if it is not a whole, sound model. */
    public static Content read(Path file) {
        return read(file, Map.of());
    }

    /**
     * The same of a model that another program saved.
     *
     * @param told what no tensor tells: a value of {@code activation} or {@code likelihood}; empty for what is usual
     */
    public static Content read(Path file, Map<String, String> told) {
        try (InputStream in = AtomicFile.open(file)) {
            return read(in, told, file.toString());
        } catch (IOException e) {
            throw new Refusal(e, "io.file.unreadable", file);
        }
    }

    /** Reads a model from {@code in}, called {@code name} in refusals. Leaves {@code in} open. */
    public static Content read(InputStream in, String name) {
        return read(in, Map.of(), name);
    }

    private static Content read(InputStream in, Map<String, String> told, String name) {
        try {
            var header = Safetensors.read(in, name);
            boolean ours = header.metadata().containsKey("program")
                    || header.metadata().containsKey(SETTINGS);
            if (ours && !told.isEmpty())
                throw new Refusal("io.model.told", name, "--" + String.join(", --", new TreeSet<>(told.keySet())));
            return ours ? own(header, in, name) : foreign(header, in, told, name);
        } catch (IOException e) {
            throw new Refusal(e, "io.file.unreadable", name);
        }
    }

    private static Content own(Safetensors header, InputStream in, String name) throws IOException {
        Hyperparameters hyperparameters = hyperparameters(header, name);
        var configuration = hyperparameters.model(format(header, name));
        Map<String, Source> sources = checkTensors(header, configuration, name);
        var weights =
                new Weights(configuration, unpack(sources, configuration, readData(in, header.dataBytes(), name)));
        checkFinite(weights, name);
        return new Content(
                weights,
                hyperparameters,
                number(header, "epoch", 10, 0, Long.MAX_VALUE, name),
                number(header, "step", 10, 0, Long.MAX_VALUE, name),
                text(header, "data", name),
                number(header, "data_checksum", 16, 0, 0xFFFFFFFFL, name),
                note(header.metadata(), weights, name));
    }

    private static Content foreign(Safetensors header, InputStream in, Map<String, String> told, String name)
            throws IOException {
        var layout = ForeignLayout.of(header, told, name);
        var configuration = layout.hyperparameters().model(layout.format());
        byte[] data = readData(in, header.dataBytes(), name);
        float[] values = unpack(layout.sources(), configuration, data);
        ForeignLayout.interleave(configuration, values);
        var weights = new Weights(configuration, values);
        checkFinite(weights, name);
        return new Content(weights, layout.hyperparameters(), 0, 0, Texts.of("io.foreign.data"), 0, layout.note());
    }

    private static void write(OutputStream out, Content content) throws IOException {
        var entries = new ArrayList<Safetensors.Entry>();
        long end = 0;
        for (Tensor tensor : content.weights().configuration().tensors()) {
            long begin = end;
            end += (long) Float.BYTES * tensor.size();
            entries.add(new Safetensors.Entry(tensor.name(), tensor.shape(), begin, end));
        }
        Map<String, String> metadata = metadata(content);
        metadata.put(CHECKSUM, hex(checksum(metadata, content.weights())));
        new Safetensors(entries, metadata).write(out);
        pack(content.weights(), out);
    }

    // ---- tensors ----

    /** Every tensor as PyTorch lays it out, one after the other, in small parts: memory may have no room for all. */
    private static void pack(Weights weights, OutputStream out) throws IOException {
        var some = ByteBuffer.allocate(AT_ONCE).order(ByteOrder.LITTLE_ENDIAN);
        for (Tensor tensor : weights.configuration().tensors())
            for (int n = 0; n < tensor.size(); n++) {
                some.putFloat(weights.values()[tensor.place(n)]);
                if (!some.hasRemaining()) drain(some, out);
            }
        drain(some, out);
    }

    private static void drain(ByteBuffer some, OutputStream out) throws IOException {
        out.write(some.array(), 0, some.position());
        some.clear();
    }

    /** All tensors of {@code configuration} from where they stand in {@code data}. */
    private static float[] unpack(Map<String, Source> sources, ModelConfiguration configuration, byte[] data) {
        float[] values = new float[configuration.parameterCount()];
        var bytes = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        for (Tensor tensor : configuration.tensors()) {
            Source source = sources.get(tensor.name());
            if (source == null) throw new IllegalArgumentException("unchecked tensor " + tensor.name());
            Safetensors.Entry entry = source.entry();
            if (entry == null) continue;
            int at = (int) entry.begin() + source.first() * tensor.rows() * entry.type().bytes;
            for (int n = 0; n < tensor.size(); n++, at += entry.type().bytes)
                values[tensor.place(n)] = entry.type().value(bytes, at);
        }
        return values;
    }

    /** Where the expected tensors stand, once the header is known to hold exactly those. */
    private static Map<String, Source> checkTensors(Safetensors header, ModelConfiguration expected, String name) {
        var missing = new LinkedHashMap<String, Tensor>();
        for (Tensor tensor : expected.tensors()) missing.put(tensor.name(), tensor);
        var sources = new HashMap<String, Source>();
        for (Safetensors.Entry entry : header.entries()) {
            Tensor tensor = missing.remove(entry.name());
            if (tensor == null) throw new Refusal("io.model.tensor.unknown", name, entry.name());
            if (!entry.shape().equals(tensor.shape()))
                throw new Refusal(
                        "io.model.shape",
                        name,
                        entry.name(),
                        entry.shape().toString(),
                        tensor.shape().toString());
            sources.put(entry.name(), new Source(entry, 0));
        }
        for (String tensor : missing.keySet()) throw new Refusal("io.model.tensor.missing", name, tensor);
        return sources;
    }

    private static byte[] readData(InputStream in, long size, String name) throws IOException {
        if (size > MOST_BYTES) throw new Refusal("io.model.large", name, size, MOST_BYTES);
        byte[] data = in.readNBytes((int) size); // memory grows with what arrives, not with what is announced
        if (data.length < size) throw new Refusal("io.model.short", name, size, data.length);
        if (in.read() >= 0) throw new Refusal("io.model.long", name, size);
        return data;
    }

    private static void checkFinite(Weights weights, String name) {
        for (Tensor tensor : weights.configuration().tensors())
            for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++)
                if (!Float.isFinite(weights.values()[i])) throw new Refusal("io.model.nan", name, tensor.name());
    }

    // ---- metadata ----

    /** What the metadata say, by key, but for the checksum. A new map. */
    public static Map<String, String> metadata(Content content) {
        String version = ModelFile.class.getPackage().getImplementationVersion();
        var metadata = new LinkedHashMap<String, String>();
        metadata.put("format", "pt");
        metadata.put("program", version == null ? "LatentFX" : "LatentFX " + version);
        metadata.put(SETTINGS, new Gson().toJson(Settings.toTexts(content.hyperparameters())));
        metadata.put("width", String.valueOf(content.weights().configuration().width()));
        metadata.put("height", String.valueOf(content.weights().configuration().height()));
        metadata.put(
                CHANNELS,
                String.valueOf(content.weights().configuration().format().channels()));
        if (content.weights().configuration().format().letters()) metadata.put(CONTENT, LETTERS);
        metadata.put("epoch", String.valueOf(content.epoch()));
        metadata.put("step", String.valueOf(content.step()));
        metadata.put("data", lastName(content.data()));
        metadata.put("data_checksum", hex(content.dataChecksum()));
        return metadata;
    }

    /** Grey where nothing is said of channels, as in files from before there was colour. */
    private static PictureFormat format(Safetensors header, String name) {
        boolean told = header.metadata().containsKey(CHANNELS);
        long channels = told ? number(header, CHANNELS, 10, 1, PictureFormat.COLOUR, name) : PictureFormat.GREY;
        if (channels != PictureFormat.GREY && channels != PictureFormat.COLOUR)
            throw new Refusal("io.model.metadata", name, CHANNELS, channels);
        return new PictureFormat(
                (int) number(header, "width", 10, 1, IdxFile.LONGEST_SIDE, name),
                (int) number(header, "height", 10, 1, IdxFile.LONGEST_SIDE, name),
                (int) channels,
                LETTERS.equals(header.metadata().get(CONTENT)));
    }

    private static Hyperparameters hyperparameters(Safetensors header, String name) {
        String json = text(header, SETTINGS, name);
        try {
            Map<String, String> texts = new Gson().fromJson(json, TEXTS);
            if (texts == null || texts.containsValue(null)) throw new JsonParseException("not an object of texts");
            return Settings.fromTexts(Preset.MAP.hyperparameters(), texts);
        } catch (JsonParseException e) {
            throw new Refusal(e, "io.model.metadata", name, SETTINGS, json);
        } catch (Refusal e) {
            throw new Refusal(e, "io.model.settings", name, String.valueOf(e.getMessage()));
        }
    }

    private static String text(Safetensors header, String key, String name) {
        String text = header.metadata().get(key);
        if (text == null) throw new Refusal("io.model.metadata.missing", name, key);
        return text;
    }

    private static long number(Safetensors header, String key, int radix, long min, long max, String name) {
        String text = text(header, key, name);
        try {
            long number = Long.parseLong(text, radix);
            if (number >= min && number <= max) return number;
            throw new Refusal("io.model.metadata", name, key, text);
        } catch (NumberFormatException e) {
            throw new Refusal(e, "io.model.metadata", name, key, text);
        }
    }

    /** A path may say who somebody is: the folder's own name is enough. */
    private static String lastName(String nameOrFolder) {
        try {
            Path last = Path.of(nameOrFolder).toAbsolutePath().normalize().getFileName();
            return last == null ? nameOrFolder : last.toString();
        } catch (InvalidPathException e) {
            return nameOrFolder; // a name, then
        }
    }

    /** What the checksum says about {@code data}, the tensors' bytes in the order in which they are written here. */
    private static String note(Map<String, String> metadata, Weights weights, String name) throws IOException {
        @Nullable String said = metadata.get(CHECKSUM);
        if (said == null) return Texts.of("io.model.checksum.missing", name);
        return said.equals(hex(checksum(metadata, weights))) ? "" : Texts.of("io.model.checksum", name);
    }

    private static long checksum(Map<String, String> metadata, Weights weights) throws IOException {
        var crc = new CRC32C();
        pack(weights, new CheckedOutputStream(OutputStream.nullOutputStream(), crc));
        for (var entry : new TreeMap<>(metadata).entrySet())
            if (!entry.getKey().equals(CHECKSUM))
                crc.update((entry.getKey() + "\0" + entry.getValue() + "\0").getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    private static String hex(long checksum) {
        return String.format("%08x", checksum);
    }
}
