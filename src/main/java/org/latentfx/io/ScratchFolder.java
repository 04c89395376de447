package org.latentfx.io;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.latentfx.text.Refusal;

/**
 * A folder of this process alone for files that nobody needs once it has ended, in a place that all processes share. It
 * goes when it is closed; what a killed process left goes when the next one makes its own. Blocks; any thread.
 */
public final class ScratchFolder implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("\\d+-[0-9a-f]+");

    private final Path folder;
    private final FolderLock lock;

    private ScratchFolder(Path folder, FolderLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Makes one in {@code place}, which is made as well if need be. Throws {@link Refusal} if that cannot be done. */
    public static ScratchFolder in(Path place) {
        AtomicFile.prepareFolder(place);
        String process = ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime());
        try {
            Path folder = Files.createDirectory(place.resolve(process));
            var made = new ScratchFolder(folder, FolderLock.take(folder));
            sweep(place, folder);
            return made;
        } catch (IOException e) {
            throw new Refusal(e, "io.folder.failed", place, AtomicFile.reason(e));
        }
    }

    public Path path() {
        return folder;
    }

    /** Removes what processes left that are no more: folders whose lock can be had. */
    private static void sweep(Path place, Path own) throws IOException {
        for (Path other : list(place)) {
            boolean ours = NAME.matcher(String.valueOf(other.getFileName())).matches();
            if (!ours || other.equals(own) || !Files.isDirectory(other)) continue;
            FolderLock lock;
            try {
                lock = FolderLock.take(other);
            } catch (Refusal inUse) {
                continue; // by a process that lives, or gone since
            }
            new ScratchFolder(other, lock).close();
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        var found = new ArrayList<Path>();
        try (var files = Files.newDirectoryStream(folder)) {
            files.forEach(found::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }

    private void empty() {
        try {
            for (Path file : list(folder)) if (!FolderLock.isLock(file)) Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new Refusal(e, "io.write.failed", folder, AtomicFile.reason(e));
        }
    }

    /** Removes the folder with all that is in it. */
    @Override
    public void close() {
        try {
            empty();
        } finally {
            lock.close();
        }
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new Refusal(e, "io.write.failed", folder, AtomicFile.reason(e));
        }
    }
}
