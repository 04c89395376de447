package org.latentfx.io.session;

import java.io.ByteArrayInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.Checksum;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.plane.Plane;
import org.latentfx.data.DataImport;
import org.latentfx.data.DataSplit;
import org.latentfx.data.drawing.DrawnSet;
import org.latentfx.io.AtomicFile;
import org.latentfx.io.CurvesCsv;
import org.latentfx.io.JsonFields;
import org.latentfx.io.ModelFile;
import org.latentfx.text.Refusal;
import org.latentfx.train.History;
import org.latentfx.train.RunState;

/**
 * A whole session as one file, {@code *.latentfx}: a run that continues bit for bit, and what was shown of it. It is a
 * zip of four entries in this order: {@code session.json} (version, data set and how it was read, position, events,
 * what is shown), {@code model.safetensors} ({@link ModelFile}: weights and hyper-parameters, the seed among them),
 * {@code optimiser.safetensors} (Adam's {@code first_moments} and {@code second_moments}, flat, in the order of {@code
 * ModelConfiguration.tensors()}) and {@code curves.csv} ({@link CurvesCsv}). {@code good.safetensors} follows where the
 * run would go back to an earlier moment if its loss diverged ({@code weights} and moments), and those of {@link
 * EmbeddedData} where a person asked for them. Nothing is compressed when written; a file packed anew by another
 * program is read as well. Blocks; not for the thread that draws.
 *
 * <p>A reader takes nothing for granted: an entry is read once, is no longer than announced, all together are hardly
 * longer than the file, each has its checksum, and every number is checked before it is used. What is wrong is a {@link
 * Refusal} of one sentence that says where, what was found and what was expected. Names of entries never become paths.
 */
public final class SessionFile {
    /** How the files end. */
    public static final String EXTENSION = ".latentfx";

    /** The entry that every session begins with. */
    public static final String FIRST_ENTRY = "session.json";

    /** The newest version of the format, the one that is written. */
    static final int VERSION = 3;

    /**
     * What a session file says.
     *
     * @param run the whole run; the name of its data set leads to its images: a shipped set's or an absolute path
     * @param saved when it was written
     */
    public record Content(RunState run, Source data, Shown shown, Instant saved) {
        /** The model of the run, as a file of its own would hold it. */
        public ModelFile.Content model() {
            return new ModelFile.Content(
                    run.weights(),
                    run.hyperparameters(),
                    run.position().epoch(),
                    run.position().step(),
                    run.dataName(),
                    run.dataChecksum());
        }
    }

    /**
     * Where the images come from that a run learns from.
     *
     * @param images how many training images there are
     * @param how they are read
     * @param embedded the images themselves, if they are in the file
     */
    public record Source(
            int images, DataImport how, @Nullable DataSplit embedded) {
        /** {@code data}, to which the file refers. */
        public static Source of(DataSplit data) {
            return new Source(data.train().size(), data.how(), null);
        }

        /** {@code data}, in the file. */
        public static Source embedded(DataSplit data) {
            return new Source(data.train().size(), data.how(), data);
        }
    }

    /**
     * What a person looks at and has marked. Immutable by convention.
     *
     * @param z the point shown; of another length than the model's latents where it belongs to none
     * @param plane the plane of the map; null for the one that is shown first
     * @param locked latents that keep their values
     * @param selection indices of selected held-out images, rising
     * @param probed index of the held-out image in the probe; −1 for none
     * @param drawing ink of the drawing pad, one byte a pixel, row by row; empty if nothing is drawn
     * @param collected drawings with labels
     * @param look how the rest is set and arranged: numbers, texts and yes or no, by key, each checked where it is used
     */
    public record Shown(
            float[] z,
            @Nullable MapPlane plane,
            List<Integer> locked,
            List<Pin> pins,
            int[] selection,
            int probed,
            byte[] drawing,
            DrawnSet collected,
            Map<String, Object> look) {
        /** Nothing but the point z = 0. */
        public static final Shown NOTHING = new Shown(
                new float[0], null, List.of(), List.of(), new int[0], -1, new byte[0], DrawnSet.EMPTY, Map.of());

        /** The same with {@code more} in its look. */
        public Shown with(Map<String, Object> more) {
            var all = new LinkedHashMap<>(look);
            all.putAll(more);
            return new Shown(z, plane, locked, pins, selection, probed, drawing, collected, all);
        }
    }

    /**
     * A plane of the map.
     *
     * @param kind name of its kind
     * @param of the latents or images that it was made of
     * @param share how much of the variance lies along it, 0..1; else 0
     * @param byUse whether it goes where the use goes
     */
    public record MapPlane(String kind, Plane plane, List<Integer> of, double share, boolean byUse) {}

    /** A named point. */
    public record Pin(String name, float[] z) {}

    private static final String SESSION = FIRST_ENTRY;
    private static final String MODEL = "model.safetensors";
    private static final String OPTIMISER = "optimiser.safetensors";
    private static final String CURVES = "curves.csv";
    private static final String GOOD = "good.safetensors";
    private static final List<String> ENTRIES = List.of(SESSION, MODEL, OPTIMISER, CURVES);

    /** Of all entries together: what curves may be longer by than packed ones, and what a small file may need. */
    private static final int MOST_PACKED = 3;

    private static final long SMALL = 16L << 20;

    /** What an array can hold. */
    private static final long LONGEST_ENTRY = Integer.MAX_VALUE - 16L;

    /** Entries carry no time of their own: the same session is the same bytes. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private SessionFile() {}

    // ---- writing ----

    /** Whether a file can hold the images of {@code data}: each part must fit into an array when it is read. */
    public static boolean holds(DataSplit data) {
        return EmbeddedData.longest(data) <= LONGEST_ENTRY;
    }

    /** Writes or replaces {@code file}. Throws {@link Refusal} if it cannot, or if a weight is not finite. */
    public static void write(Path file, Content content) {
        RunState run = content.run();
        var model = ModelFile.part(file, content.model());
        var curves = CurvesCsv.part(file, run.history());
        AtomicFile.write(file, out -> {
            var zip = new ZipOutputStream(out);
            zip.setMethod(ZipOutputStream.STORED);
            add(zip, SESSION, body -> SessionJson.write(body, content, VERSION));
            add(zip, MODEL, model.body());
            add(
                    zip,
                    OPTIMISER,
                    body -> FlatTensors.write(
                            body, FlatTensors.MOMENTS, List.of(run.firstMoments(), run.secondMoments())));
            add(zip, CURVES, curves.body());
            RunState.Good good = SessionJson.earlier(run);
            if (good != null)
                add(
                        zip,
                        GOOD,
                        body -> FlatTensors.write(
                                body,
                                FlatTensors.WHOLE,
                                List.of(good.values(), good.firstMoments(), good.secondMoments())));
            DataSplit embedded = content.data().embedded();
            if (embedded != null)
                for (String name : EmbeddedData.names(run.format())) add(zip, name, EmbeddedData.body(embedded, name));
            zip.finish();
        });
    }

    /** {@code body} is asked twice for the same bytes, so that they need no memory. */
    private static void add(ZipOutputStream zip, String name, AtomicFile.Body body) throws IOException {
        var sum = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
        var counted = new Counted(sum);
        body.write(counted);
        begin(zip, name, counted.bytes, sum.getChecksum());
        body.write(zip);
        zip.closeEntry();
    }

    private static void begin(ZipOutputStream zip, String name, long bytes, Checksum crc) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        entry.setSize(bytes);
        entry.setCompressedSize(bytes);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
    }

    /** Counts what goes through. */
    private static final class Counted extends FilterOutputStream {
        private long bytes;

        Counted(OutputStream to) {
            super(to);
        }

        @Override
        public void write(byte[] from, int at, int length) throws IOException {
            out.write(from, at, length);
            bytes += length;
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            bytes++;
        }
    }

    // ---- reading ----

    /** Reads {@code file}. Throws {@link Refusal} if it is not a whole, sound session of a version known here. */
    public static Content read(Path file) {
        String name = file.toString();
        try (InputStream ordinary = AtomicFile.open(file)) {
            return read(file, name);
        } catch (IOException | IllegalArgumentException e) {
            throw new Refusal(e, "io.session.damaged", name, reason(e));
        }
    }

    private static Content read(Path file, String name) throws IOException {
        try (var zip = new ZipFile(file.toFile())) {
            Map<String, ZipEntry> entries = entries(zip, Files.size(file), name);
            byte[] json = bytes(zip, entries, SESSION, name);
            JsonFields fields = SessionJson.parse(json, SESSION, name, VERSION);
            byte[] weights = bytes(zip, entries, MODEL, name);
            var model = ModelFile.read(new ByteArrayInputStream(weights), name + ": " + MODEL);
            byte[] adam = bytes(zip, entries, OPTIMISER, name);
            float[][] moments = FlatTensors.read(
                    adam, FlatTensors.MOMENTS, model.weights().values().length, name + ": " + OPTIMISER);
            byte[] csv = bytes(zip, entries, CURVES, name);
            History curves = CurvesCsv.read(new ByteArrayInputStream(csv), name + ": " + CURVES);
            Content content = SessionJson.content(fields, model, moments, curves);
            if (entries.containsKey(GOOD)) content = withGood(content, fields, bytes(zip, entries, GOOD, name), name);
            boolean embedded = EmbeddedData.NAMES.stream().anyMatch(entries::containsKey);
            return embedded ? withData(content, fields, zip, entries, name) : content;
        }
    }

    private static Content withGood(Content content, JsonFields fields, byte[] tensors, String name)
            throws IOException {
        RunState run = content.run();
        float[][] whole = FlatTensors.read(tensors, FlatTensors.WHOLE, run.values().length, name + ": " + GOOD);
        var at = SessionJson.good(fields, content.data().images());
        var good = new RunState.Good(at, whole[0], whole[1], whole[2]);
        return new Content(run.goingBackTo(good), content.data(), content.shown(), content.saved());
    }

    private static Content withData(
            Content content, JsonFields fields, ZipFile zip, Map<String, ZipEntry> entries, String name)
            throws IOException {
        var packed = new LinkedHashMap<String, byte[]>();
        RunState run = content.run();
        for (String entry : EmbeddedData.names(run.format())) packed.put(entry, bytes(zip, entries, entry, name));
        DataSplit data = SessionJson.embedded(fields, packed, run, name);
        if (data.train().size() != content.data().images())
            throw new Refusal(
                    "io.session.length",
                    name,
                    "data",
                    data.train().size(),
                    content.data().images());
        return new Content(run, Source.embedded(data), content.shown(), content.saved());
    }

    /** The four entries and perhaps those of the data, each there once, with sizes that the file can hold. */
    private static Map<String, ZipEntry> entries(ZipFile zip, long length, String name) {
        var found = new LinkedHashMap<String, ZipEntry>();
        long bytes = 0;
        var all = zip.entries();
        for (int i = 0; all.hasMoreElements(); i++) {
            ZipEntry entry = all.nextElement();
            String called = entry.getName();
            boolean known = ENTRIES.contains(called) || called.equals(GOOD) || EmbeddedData.NAMES.contains(called);
            if (!known || found.containsKey(entry.getName()))
                throw new Refusal("io.session.entry", name, i + 1, entry.getName(), String.join(", ", ENTRIES));
            found.put(entry.getName(), entry);
            bytes += entry.getSize();
            if (bytes > MOST_PACKED * length + SMALL || entry.getSize() > LONGEST_ENTRY)
                throw new Refusal("io.session.bytes", name, entry.getName(), bytes, MOST_PACKED * length + SMALL);
        }
        for (String expected : ENTRIES)
            if (!found.containsKey(expected)) throw new Refusal("io.session.missing", name, expected);
        return found;
    }

    private static byte[] bytes(ZipFile zip, Map<String, ZipEntry> entries, String entry, String name)
            throws IOException {
        ZipEntry announced = entries.get(entry);
        if (announced == null) throw new Refusal("io.session.missing", name, entry);
        try (InputStream in = zip.getInputStream(announced)) {
            byte[] bytes = in.readNBytes((int) announced.getSize());
            if (bytes.length < announced.getSize() || in.read() >= 0)
                throw new Refusal("io.session.length", name, entry, bytes.length, announced.getSize());
            var crc = new CRC32();
            crc.update(bytes);
            if (crc.getValue() != announced.getCrc())
                throw new Refusal("io.session.checksum", name, entry, crc.getValue(), announced.getCrc());
            return bytes;
        }
    }

    private static String reason(Exception e) {
        return e instanceof IOException io ? AtomicFile.reason(io) : String.valueOf(e.getMessage());
    }
}
