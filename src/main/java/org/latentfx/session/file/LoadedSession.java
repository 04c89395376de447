package org.latentfx.session.file;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.latentfx.analysis.Progress;
import org.latentfx.data.DataImport;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Datasets;
import org.latentfx.io.data.DataFiles;
import org.latentfx.io.session.SessionFile;
import org.latentfx.io.session.SessionFile.Content;
import org.latentfx.io.session.SessionFile.SavedRun;
import org.latentfx.text.Refusal;
import org.latentfx.train.RunState;

/**
 * A session from a file with the images it learns from. Immutable; any thread.
 *
 * @param splits the images of each run, in the order of the runs; those of several runs are one object
 */
public record LoadedSession(Content content, List<DataSplit> splits) {
    /** Reads {@code file} and its data. Throws {@link Refusal} if one cannot be read or they do not belong together. */
    public static LoadedSession read(Path file) {
        return of(SessionFile.read(file), file);
    }

    /**
     * The data of {@code content}, which was read from {@code file}: those in it, or those it refers to where they were
     * or beside it. Throws {@link Refusal} if they cannot be had.
     */
    public static LoadedSession of(Content content, Path file) {
        return of(content, file, List.of());
    }

    /** The images that the run looked at learns from, found as those of all are; of no other run are any read. */
    public static DataSplit data(Content content, Path file) {
        return new Reader(file, List.of()).data(content.runs().get(content.lookedAt()));
    }

    /** The same with data at {@code places} where they are those of a run, which from now on refers to them. */
    static LoadedSession of(Content content, Path file, List<Path> places) {
        return new Reader(file, places).all(content);
    }

    /** Reads the data of runs, none of them twice. */
    private record Reader(Path file, List<Path> places, Map<Key, DataSplit> known) {
        /** What is read from where, and how. */
        private record Key(String path, DataImport how) {}

        Reader(Path file, List<Path> places) {
            this(file, places, new HashMap<>());
        }

        LoadedSession all(Content content) {
            var runs = new ArrayList<SavedRun>();
            var splits = new ArrayList<DataSplit>();
            for (SavedRun run : content.runs()) {
                DataSplit data = data(run);
                splits.add(data);
                runs.add(run.with(run.state().on(data), run.data()));
            }
            return new LoadedSession(
                    new Content(runs, content.lookedAt(), content.shown(), content.saved()), List.copyOf(splits));
        }

        private DataSplit data(SavedRun run) {
            DataSplit embedded = run.data().embedded();
            if (embedded != null) return joined(run, embedded);
            Refusal last = null;
            for (Path place : places) {
                try {
                    return joined(run, read(place.toString(), run));
                } catch (Refusal other) {
                    last = other; // where a person was asked more than once, it is of another run
                }
            }
            boolean unsaid = run.state().dataChecksum() == ModelRun.UNKNOWN;
            if (last == null && unsaid && !Datasets.found(run.state().dataName()))
                throw new Refusal(
                        "session.open.unsaid", file, run.state().format().words());
            try {
                return joined(run, read(nearest(run.state().dataName(), file), run));
            } catch (Refusal missing) {
                throw last == null ? missing : last;
            }
        }

        private DataSplit read(String path, SavedRun run) {
            DataImport how = run.data().how().of(run.state().format());
            try {
                return known.computeIfAbsent(new Key(path, how), key -> DataFiles.read(path, how, Progress.NONE)
                        .split());
            } catch (Refusal e) {
                throw new Refusal(e, "session.open.no-data", file, String.valueOf(e.getMessage()));
            }
        }

        /** {@code data} for the run that learns from them, be it that they had to be stretched. */
        private DataSplit joined(SavedRun saved, DataSplit data) {
            RunState run = saved.state();
            if (!run.format().equals(data.train().format()))
                throw new Refusal(
                        "session.open.sides",
                        file,
                        run.format().words(),
                        data.name(),
                        data.train().format().words());
            long found = data.train().checksum();
            if (found == run.dataChecksum() || run.dataChecksum() == ModelRun.UNKNOWN) return data;
            DataSplit stretched = known.computeIfAbsent(
                    new Key("stretched " + data.name(), saved.data().how()), key -> data.stretched());
            if (stretched.train().checksum() == run.dataChecksum()) return stretched;
            throw new Refusal(
                    "session.open.data",
                    file,
                    data.name(),
                    String.format("%08x", found),
                    String.format("%08x", run.dataChecksum()));
        }
    }

    /** Where the data were, or else what has their name beside the session's file: both may have moved together. */
    private static String nearest(String name, Path file) {
        if (Datasets.names().contains(name)) return name;
        try {
            Path there = Path.of(name);
            Path beside = file.toAbsolutePath().resolveSibling(String.valueOf(there.getFileName()));
            return !Files.exists(there) && Files.exists(beside) ? beside.toString() : name;
        } catch (InvalidPathException e) { // from a computer of another kind
            return name;
        }
    }

    /** The run looked at. */
    public RunState run() {
        return content.run();
    }

    /** The images of the run looked at. */
    public DataSplit data() {
        return splits.get(content.lookedAt());
    }
}
