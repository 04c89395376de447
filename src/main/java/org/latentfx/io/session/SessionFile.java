package org.latentfx.io.session;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
import org.latentfx.train.Recipe;
import org.latentfx.train.RunState;

/**
 * A whole session as one file, {@code *.latentfx}: runs that continue bit for bit, and what was shown. It is a zip of
 * {@code session.json} (version, and of each run its name, data set and how it was read, position, events; what is
 * shown) and the entries of the run looked at: {@code model.safetensors} ({@link ModelFile}: weights and
 * hyper-parameters, the seed among them), {@code optimiser.safetensors} (Adam's {@code first_moments} and {@code
 * second_moments}, flat, in the order of {@code ModelConfiguration.tensors()}) and {@code curves.csv} ({@link
 * CurvesCsv}). {@code good.safetensors} follows where the run would go back to an earlier moment if its loss diverged
 * ({@code weights} and moments), and those of {@link EmbeddedData} where a person asked for them. The entries of other
 * runs are the same in {@code runs/2/} and so on; images that runs share stand in the file once. Nothing is compressed
 * when written; a file packed anew by another program is read as well. Blocks; not for the thread that draws.
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
    static final int VERSION = 4;

    /** So many runs there may be. */
    public static final int MOST_RUNS = 99;

    /**
     * One of the runs.
     *
     * @param name empty where nobody gave it one
     * @param colour tells it from other runs: 0 for the first colour, and so on
     * @param branch where it branched off another run; null if it began by itself, or that run is not there
     * @param state the whole run; the name of its data set leads to its images: a shipped set's or an absolute path
     * @param follows changes that it takes over from another run, each at its step, and what its settings were before;
     *     null where it goes its own way
     */
    public record SavedRun(
            String name,
            int colour,
            @Nullable Branch branch,
            RunState state,
            Source data,
            @Nullable Recipe follows) {
        /** One that goes its own way. */
        public SavedRun(String name, int colour, @Nullable Branch branch, RunState state, Source data) {
            this(name, colour, branch, state, data, null);
        }

        /** The same in another state, which learns from {@code other}. */
        public SavedRun with(RunState now, Source other) {
            return new SavedRun(name, colour, branch, now, other, follows);
        }
    }

    /**
     * Where a run branched off.
     *
     * @param from the place of the other run in the list, before its own
     * @param step steps done by then
     */
    public record Branch(int from, long step) {}

    /**
     * What a session file says.
     *
     * @param runs at least one, in the order of their list
     * @param lookedAt the place of the run looked at
     * @param saved when it was written
     */
    public record Content(List<SavedRun> runs, int lookedAt, Shown shown, Instant saved) {
        public Content {
            runs = List.copyOf(runs);
        }

        /** Of one run, without a name. */
        public Content(RunState run, Source data, Shown shown, Instant saved) {
            this(List.of(new SavedRun("", 0, null, run, data)), 0, shown, saved);
        }

        /** The run looked at. */
        public RunState run() {
            return runs.get(lookedAt).state;
        }

        /** Where the images of the run looked at come from. */
        public Source data() {
            return runs.get(lookedAt).data;
        }

        /** The model of the run looked at, as a file of its own would hold it. */
        public ModelFile.Content model() {
            return RunEntries.model(run());
        }

        /** The same with the run looked at in another state, which learns from {@code data}. */
        public Content with(RunState state, Source data, Instant now) {
            var all = new ArrayList<>(runs);
            all.set(lookedAt, runs.get(lookedAt).with(state, data));
            return new Content(all, lookedAt, shown, now);
        }

        /** The same with the run called {@code name} looked at. Throws {@link Refusal} if there is none. */
        public Content lookingAt(String name) {
            for (int i = 0; i < runs.size(); i++)
                if (runs.get(i).name.equals(name))
                    return new Content(
                            runs, i, shown.on(runs.get(i).state.configuration().latents()), saved);
            String names = runs.stream().map(SavedRun::name).collect(Collectors.joining(", "));
            throw new Refusal("io.session.run", name, names);
        }

        /** The runs as they stand in the file: that looked at, then the others. */
        List<SavedRun> inOrder() {
            var all = new ArrayList<>(runs);
            all.add(0, all.remove(lookedAt));
            return all;
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

        /** The same beside a model of so many latents: without a plane of another one. */
        public Shown on(int latents) {
            if (plane == null || plane.plane.latents() == latents) return this;
            return new Shown(z, null, locked, pins, selection, probed, drawing, collected, look);
        }

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

    private SessionFile() {}

    // ---- writing ----

    /** Whether a file can hold the images of {@code data}: each part must fit into an array when it is read. */
    public static boolean holds(DataSplit data) {
        return EmbeddedData.longest(data) <= SessionZip.LONGEST_ENTRY;
    }

    /** Writes or replaces {@code file}. Throws {@link Refusal} if it cannot, or if a weight is not finite. */
    public static void write(Path file, Content content) {
        List<SavedRun> runs = content.inOrder();
        if (runs.size() > MOST_RUNS) throw new Refusal("io.session.many", file, runs.size(), MOST_RUNS);
        var writers = new ArrayList<RunEntries.Writer>();
        for (int i = 0; i < runs.size(); i++) {
            boolean shared = SessionJson.sharedWith(runs, i) >= 0;
            DataSplit embedded = shared ? null : runs.get(i).data.embedded;
            writers.add(new RunEntries(i).writer(file, runs.get(i).state, embedded));
        }
        AtomicFile.write(file, out -> {
            var zip = new ZipOutputStream(out);
            zip.setMethod(ZipOutputStream.STORED);
            SessionZip.add(zip, FIRST_ENTRY, body -> SessionJson.write(body, content, VERSION));
            for (var writer : writers) writer.into(zip);
            zip.finish();
        });
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
        try (var zip = new SessionZip(file, name)) {
            JsonFields fields = SessionJson.parse(zip.bytes(FIRST_ENTRY), FIRST_ENTRY, name, VERSION);
            List<JsonFields> all = SessionJson.runs(fields);
            zip.noMoreThan(all.size());
            var runs = new ArrayList<SavedRun>();
            for (JsonFields one : all) runs.add(new RunEntries(runs.size()).read(zip, one, runs, name));
            return SessionJson.content(fields, runs);
        }
    }

    private static String reason(Exception e) {
        return e instanceof IOException io ? AtomicFile.reason(io) : String.valueOf(e.getMessage());
    }
}
