package org.latentfx.session.file;

import java.nio.file.Path;
import org.latentfx.data.DataSplit;
import org.latentfx.io.SessionFile;
import org.latentfx.io.data.DataFiles;
import org.latentfx.text.Refusal;
import org.latentfx.train.RunState;

/** A session from a file with the images it learns from. Immutable; any thread. */
public record LoadedSession(SessionFile.Content content, DataSplit data) {
    /** Reads {@code file} and its data. Throws {@link Refusal} if one cannot be read or they do not belong together. */
    public static LoadedSession read(Path file) {
        return of(SessionFile.read(file), file);
    }

    /** The data of {@code content}, which was read from {@code file}. Throws {@link Refusal} if they cannot be had. */
    static LoadedSession of(SessionFile.Content content, Path file) {
        return new LoadedSession(content, data(file, content.run()));
    }

    /** The images that the run in {@code file} learns from, be it that they had to be stretched. */
    private static DataSplit data(Path file, RunState run) {
        DataSplit data = DataFiles.load(run.dataName());
        if (data.train().checksum() == run.dataChecksum()) return data;
        DataSplit stretched = data.stretched();
        if (stretched.train().checksum() == run.dataChecksum()) return stretched;
        throw new Refusal(
                "session.open.data",
                file,
                run.dataName(),
                String.format("%08x", data.train().checksum()),
                String.format("%08x", run.dataChecksum()));
    }

    public RunState run() {
        return content.run();
    }
}
