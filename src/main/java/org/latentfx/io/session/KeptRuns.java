package org.latentfx.io.session;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.latentfx.io.AtomicFile;
import org.latentfx.text.Refusal;

/**
 * The folder in which runs are kept that are in no file of their own. Each process writes to files of its own name and
 * holds a lock for as long as it lives, which the system takes back however it ends; so a file whose lock can be had
 * belongs to nobody any more. Blocks; any thread.
 */
public final class KeptRuns implements AutoCloseable {
    /** So many runs are kept; the oldest go first. */
    public static final int MOST = 5;

    private static final Pattern NAME =
            Pattern.compile("(run-\\d+-[0-9a-f]+)-\\d+" + Pattern.quote(SessionFile.EXTENSION));
    private static final String LOCK = ".lock";

    /** A run that a process left behind. */
    public record Kept(Path file, Instant written) {}

    private final Path folder;
    private final String process;
    private final Map<String, FileChannel> locks = new HashMap<>();
    private int number = 1;

    /** Makes {@code folder} if need be and a name for this process. Throws {@link Refusal} if it cannot be used. */
    public KeptRuns(Path folder) {
        this.folder = folder;
        process = "run-" + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime());
        AtomicFile.prepareFolder(folder);
        try {
            if (!lock(process)) throw new Refusal("io.folder.busy", folder, process);
        } catch (IOException e) {
            throw new Refusal(e, "io.folder.failed", folder, AtomicFile.reason(e));
        }
    }

    /** Where this process keeps its run. */
    public synchronized Path own() {
        return folder.resolve(process + "-" + number + SessionFile.EXTENSION);
    }

    /** Leaves what {@link #own} holds as it is: from now on that is another file. */
    public synchronized void next() {
        number++;
        remove(folder.resolve(process + "-" + (number - MOST) + SessionFile.EXTENSION));
    }

    /**
     * Runs of processes that are no more, the newest first; from now on no other process is given them. Throws {@link
     * Refusal} if the folder cannot be read.
     */
    public synchronized List<Kept> left() {
        var found = new ArrayList<Kept>();
        try (var files = Files.newDirectoryStream(folder, "*" + SessionFile.EXTENSION)) {
            for (Path file : files) {
                var name = NAME.matcher(String.valueOf(file.getFileName()));
                if (!name.matches() || name.group(1).equals(process) || !lock(name.group(1))) continue;
                found.add(new Kept(file, Files.getLastModifiedTime(file).toInstant()));
            }
        } catch (IOException e) {
            throw new Refusal(e, "io.folder.failed", folder, AtomicFile.reason(e));
        }
        found.sort(Comparator.comparing(Kept::written).reversed());
        while (found.size() > MOST) remove(found.remove(MOST).file());
        return found;
    }

    /** Removes a file of this folder; one that is not there is no fault. */
    public synchronized void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new Refusal(e, "io.write.failed", file, AtomicFile.reason(e));
        }
    }

    /** Gives free what nobody came back for. */
    @Override
    public synchronized void close() {
        for (var entry : locks.entrySet()) {
            try (FileChannel channel = entry.getValue()) {
                if (channel.isOpen() && noFilesOf(entry.getKey())) Files.deleteIfExists(lockOf(entry.getKey()));
            } catch (IOException e) {
                throw new Refusal(e, "io.folder.failed", folder, AtomicFile.reason(e));
            }
        }
        locks.clear();
    }

    private boolean noFilesOf(String other) throws IOException {
        try (var files = Files.newDirectoryStream(folder, other + "-*" + SessionFile.EXTENSION)) {
            return !files.iterator().hasNext();
        }
    }

    private Path lockOf(String other) {
        return folder.resolve(other + LOCK);
    }

    /** Whether this process now holds the lock of {@code other}. */
    private boolean lock(String other) throws IOException {
        if (locks.containsKey(other)) return true;
        FileChannel channel;
        try {
            channel = FileChannel.open(lockOf(other), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            return false;
        }
        try {
            if (channel.tryLock() != null) {
                locks.put(other, channel);
                return true;
            }
        } catch (OverlappingFileLockException e) {
            channel.close(); // another window of this process
            return false;
        }
        channel.close();
        return false;
    }
}
