package org.latentfx.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;

/**
 * How this program touches the disk: a file is written whole beside its place and then moved there, so that a failure
 * leaves what was there before and nothing half-written; and only ordinary files are read. Blocks; not for the thread
 * that draws.
 */
public final class AtomicFile {
    /** What goes into a file. */
    @FunctionalInterface
    public interface Body {
        void write(OutputStream out) throws IOException;
    }

    private AtomicFile() {}

    /** Writes or replaces {@code target}, whose folder must exist. Throws {@link Refusal} if that cannot be done. */
    public static void write(Path target, Body body) {
        Path place = target.toAbsolutePath();
        if (Files.isDirectory(place)) throw new Refusal("io.write.target", target);
        try {
            if (Files.exists(place)) place = place.toRealPath(); // behind a link
            Path folder = place.getParent();
            if (folder == null || !Files.isDirectory(folder))
                throw new Refusal("io.write.folder", target, String.valueOf(folder));
            Path temporary = folder.resolve(".latentfx-" + Long.toHexString(System.nanoTime()) + ".tmp");
            try {
                writeThrough(temporary, body);
                move(temporary, place);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new Refusal(e, "io.write.failed", target, reason(e));
        }
    }

    /** Makes {@code folder} if need be and proves that it can be written to. Throws {@link Refusal} if not. */
    public static void prepareFolder(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".latentfx-", ".tmp"));
        } catch (IOException e) {
            throw new Refusal(e, "io.folder.failed", folder, reason(e));
        }
    }

    /** Opens an ordinary file. Throws {@link Refusal} if there is none. */
    static InputStream open(Path file) throws IOException {
        if (!Files.exists(file)) throw new Refusal("io.file.missing", file);
        if (!Files.isRegularFile(file)) throw new Refusal("io.file.kind", file);
        return Files.newInputStream(file);
    }

    private static void writeThrough(Path temporary, Body body) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
            body.write(out);
            out.flush();
            channel.force(true);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** What the system says, in words and without the file's name, which the sentence already holds. */
    private static String reason(IOException e) {
        String said = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        if (said != null) return said;
        if (e instanceof AccessDeniedException) return Texts.of("io.reason.denied");
        if (e instanceof NoSuchFileException) return Texts.of("io.reason.missing");
        if (e instanceof FileAlreadyExistsException) return Texts.of("io.reason.exists");
        return Texts.of("io.reason.unknown");
    }
}
