package org.latentfx.session.file;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.latentfx.analysis.Progress;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Datasets;
import org.latentfx.io.data.DataFiles;
import org.latentfx.io.session.SessionFile;
import org.latentfx.io.session.SessionFile.Content;
import org.latentfx.text.Refusal;
import org.latentfx.train.RunState;

/** A session from a file with the images it learns from. Immutable; any thread. */
public record LoadedSession(Content content, DataSplit data) {
    /** Reads {@code file} and its data. Throws {@link Refusal} if one cannot be read or they do not belong together. */
    public static LoadedSession read(Path file) {
        return of(SessionFile.read(file), file);
    }

    /**
     * The data of {@code content}, which was read from {@code file}: those in it, or those it refers to where they were
     * or beside it. Throws {@link Refusal} if they cannot be had.
     */
    public static LoadedSession of(Content content, Path file) {
        DataSplit embedded = content.data().embedded();
        if (embedded != null) return joined(content, file, embedded);
        return of(content, file, nearest(content.run().dataName(), file));
    }

    /** The same with the data at {@code path}, which from now on the session refers to. */
    static LoadedSession of(Content content, Path file, String path) {
        return joined(content, file, read(path, content, file));
    }

    private static DataSplit read(String path, Content content, Path file) {
        try {
            return DataFiles.read(path, content.data().how().of(content.run().format()), Progress.NONE)
                    .split();
        } catch (Refusal e) {
            throw new Refusal(e, "session.open.no-data", file, String.valueOf(e.getMessage()));
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

    /** {@code data} with the session that learns from them, be it that they had to be stretched. */
    private static LoadedSession joined(Content content, Path file, DataSplit data) {
        RunState run = content.run();
        long found = data.train().checksum();
        if (!run.format().equals(data.train().format()))
            throw new Refusal(
                    "session.open.sides",
                    file,
                    run.format().words(),
                    data.name(),
                    data.train().format().words());
        if (found != run.dataChecksum() && run.dataChecksum() != ModelRun.UNKNOWN) {
            DataSplit stretched = data.stretched();
            if (stretched.train().checksum() == run.dataChecksum()) return joined(content, file, stretched);
            throw new Refusal(
                    "session.open.data",
                    file,
                    data.name(),
                    String.format("%08x", found),
                    String.format("%08x", run.dataChecksum()));
        }
        var here = new Content(run.on(data), content.data(), content.shown(), content.saved());
        return new LoadedSession(here, data);
    }

    public RunState run() {
        return content.run();
    }
}
