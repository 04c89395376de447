package org.latentfx.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.latentfx.text.Refusal;

/**
 * A folder held by this process alone, so that no other writes its files into it meanwhile. A small file in it holds
 * the process's id and a lock, which the system takes back whenever the process ends, in whatever way.
 */
public final class FolderLock implements AutoCloseable {
    private static final String NAME = ".latentfx-lock";

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Takes {@code folder}, which must exist. Throws {@link Refusal} naming the process if another holds it. */
    public static FolderLock take(Path folder) {
        Path file = folder.resolve(NAME);
        try {
            while (true) {
                Optional<FolderLock> lock = attempt(file);
                if (lock.isPresent()) return lock.get();
            }
        } catch (FileInUse e) {
            throw new Refusal(e, "io.folder.busy", folder, holder(file));
        } catch (OverlappingFileLockException e) {
            throw new Refusal(
                    e,
                    "io.folder.busy",
                    folder,
                    String.valueOf(ProcessHandle.current().pid()));
        } catch (IOException e) {
            throw new Refusal(e, "io.folder.failed", folder, AtomicFile.reason(e));
        }
    }

    /** Whether {@code file} is the lock of the folder that it is in. */
    static boolean isLock(Path file) {
        return file.endsWith(NAME);
    }

    /** The lock; empty if its file was deleted in between by the process that held it. */
    private static Optional<FolderLock> attempt(Path file) throws IOException {
        create(file);
        try {
            Object key = key(file);
            var channel = FileChannel.open(file, StandardOpenOption.WRITE);
            try {
                // behind the text: where locks are compulsory, others could not read it otherwise
                if (channel.tryLock(Long.MAX_VALUE - 1, 1, false) == null) throw new FileInUse();
                if (key(file).equals(key)) {
                    sign(channel);
                    return Optional.of(new FolderLock(file, channel));
                }
                channel.close();
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** Unless it is there: another process's, held or left behind. */
    private static void create(Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            if (Files.isDirectory(file)) throw e;
        }
    }

    private static void sign(FileChannel channel) throws IOException {
        String process = String.valueOf(ProcessHandle.current().pid());
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(process.getBytes(StandardCharsets.UTF_8)));
    }

    /** What tells a file from another one of the same name; its time of creation where the system gives nothing. */
    private static Object key(Path file) throws IOException {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        Object key = attributes.fileKey();
        return key == null ? attributes.creationTime() : key;
    }

    private static String holder(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return AtomicFile.reason(e);
        }
    }

    /** Gives the folder free. */
    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(file); // while it is held, or it might be another's
        } catch (IOException e) {
            throw new Refusal(e, "io.write.failed", file, AtomicFile.reason(e));
        }
    }

    private static final class FileInUse extends IOException {
        private static final long serialVersionUID = 1;
    }
}
