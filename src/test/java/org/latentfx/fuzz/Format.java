package org.latentfx.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.latentfx.analysis.Progress;
import org.latentfx.data.DataImport;
import org.latentfx.data.DataImport.Meaning;
import org.latentfx.data.DataImport.Size;
import org.latentfx.io.ModelFile;
import org.latentfx.io.PreferencesFile;
import org.latentfx.io.data.DataFiles;
import org.latentfx.io.session.SessionFile;
import org.latentfx.text.Refusal;

/** Every form of file that a person may bring, with how it is read. */
enum Format {
    IDX("data", Format::data, "idx"),
    NUMPY("data", Format::data, "npy", "npz"),
    CSV("data", Format::data, "csv"),
    MATLAB("data", Format::data, "mat"),
    IMAGES("data", Format::data, "png", "gif", "bmp", "jpg", "tiff"),
    ARCHIVE("data", Format::data, "zip", "tar.gz"),
    SAFETENSORS("model.safetensors", ModelFile::read, "safetensors", "safetensors-gan", "safetensors-conv"),
    SESSION("run.latentfx", SessionFile::read, "session-1", "session-2", "session-3", "session-4"),
    SETTINGS("preferences.json", Format::preferences, "preferences");

    private static final Logger LOG = Logger.getLogger("org.latentfx");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final DataImport HOW = DataImport.GUESSED.with(new Meaning("", "", null, new Size(4, 4)));
    private static final long ALLOWED = 64L << 20;

    private final String fileName;
    private final Consumer<Path> reader;
    private final List<String> samples;

    Format(String fileName, Consumer<Path> reader, String... samples) {
        this.fileName = fileName;
        this.reader = reader;
        this.samples = List.of(samples);
    }

    static Format named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Names of {@link Samples} that are whole files of this form. */
    List<String> samples() {
        return samples;
    }

    private static void data(Path file) {
        DataFiles.read(file.toString(), HOW, Progress.NONE);
    }

    /** Broken ones are set aside with a line in the log, which need not be seen a thousand times. */
    private static void preferences(Path file) {
        Level before = LOG.getLevel();
        LOG.setLevel(Level.OFF);
        try (var preferences = new PreferencesFile(file.getParent(), Runnable::run)) {
            preferences.read();
        } finally {
            LOG.setLevel(before);
        }
    }

    /** Reads {@code content}, whatever memory that takes; whether it was refused. */
    boolean warmUp(Path folder, byte[] content) throws IOException {
        try {
            reader.accept(Files.write(folder.resolve(fileName), content));
            return false;
        } catch (Refusal e) {
            return true;
        }
    }

    /**
     * Reads {@code content} as a file in {@code folder}; the sentence that refuses it, or "". Throws {@link
     * AssertionError} for whatever else is thrown, a sentence that names no file, or too much memory taken.
     */
    String read(Path folder, byte[] content) throws IOException {
        Path file = Files.write(folder.resolve(fileName), content);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        String sentence = "";
        try {
            reader.accept(file);
        } catch (Refusal e) {
            sentence = String.valueOf(e.getMessage());
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        if (allocated > 4L * content.length + ALLOWED)
            throw new AssertionError(this + ": " + allocated + " bytes allocated for " + content.length);
        if (!sentence.isEmpty() && !sentence.contains(fileName)) throw new AssertionError(sentence);
        return sentence;
    }
}
