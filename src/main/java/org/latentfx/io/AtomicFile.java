package org.latentfx.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;

/**
 * How this program touches the disk: a file is written whole beside its place and then moved there, so that a failure
 * leaves what was there before and nothing half-written; and only ordinary files are read. What a killed process left
 * beside a place is removed by the next that writes there. Blocks; not for the thread that draws.
 */
public final class AtomicFile {
    /** What goes into a file. */
    @FunctionalInterface
    public interface Body {
        void write(OutputStream out) throws IOException;
    }

    /** A file to write or replace. */
    public record Part(Path target, Body body) {}

    /** The names of files that are not yet at their place; the first group is the process that writes them, if told. */
    private static final Pattern TEMPORARY = Pattern.compile("\\.latentfx-(?:(\\d+)-)?[0-9a-f]+\\.tmp");

    /** Clocks of processes and of files may differ by as much. */
    private static final Duration CLOCKS = Duration.ofSeconds(5);

    private AtomicFile() {}

    /** Writes or replaces {@code target}, whose folder must exist. Throws {@link Refusal} if that cannot be done. */
    public static void write(Path target, Body body) {
        write(List.of(new Part(target, body)), List.of());
    }

    /**
     * Writes or replaces files that belong together: each is written whole beside its place, then {@code former} files
     * are deleted, then the new ones are moved to their places in the order given. Throws {@link Refusal} if one cannot
     * be written; nothing is changed then.
     */
    public static void write(List<Part> parts, List<Path> former) {
        var files = parts.stream().map(Pending::of).toList();
        try {
            for (Pending file : files) file.write();
            for (Path file : former) delete(file);
            for (Pending file : files) file.move();
        } finally {
            for (Pending file : files) delete(file.temporary);
        }
    }

    /** Makes {@code folder} if need be and proves that it can be written to. Throws {@link Refusal} if not. */
    public static void prepareFolder(Path folder) {
        try {
            Files.createDirectories(folder);
            sweep(folder);
            Files.delete(Files.createFile(temporary(folder)));
        } catch (IOException e) {
            throw new Refusal(e, "io.folder.failed", folder, reason(e));
        }
    }

    /** Opens an ordinary file. Throws {@link Refusal} if there is none. */
    public static InputStream open(Path file) throws IOException {
        if (!Files.exists(file)) throw new Refusal("io.file.missing", file);
        if (!Files.isRegularFile(file)) throw new Refusal("io.file.kind", file);
        return Files.newInputStream(file);
    }

    /** A file beside its place. */
    private record Pending(Part part, Path place, Path temporary) {
        static Pending of(Part part) {
            Path target = part.target();
            Path place = target.toAbsolutePath();
            if (Files.isDirectory(place)) throw new Refusal("io.write.target", target);
            try {
                if (Files.exists(place)) place = place.toRealPath(); // behind a link
                Path folder = place.getParent();
                if (folder == null || !Files.isDirectory(folder))
                    throw new Refusal("io.write.folder", target, String.valueOf(folder));
                sweep(folder);
                return new Pending(part, place, AtomicFile.temporary(folder));
            } catch (IOException e) {
                throw new Refusal(e, "io.write.failed", target, reason(e));
            }
        }

        void write() {
            try {
                writeThrough(temporary, part.body());
            } catch (IOException e) {
                throw new Refusal(e, "io.write.failed", part.target(), reason(e));
            }
        }

        void move() {
            try {
                AtomicFile.move(temporary, place);
            } catch (IOException e) {
                throw new Refusal(e, "io.write.failed", part.target(), reason(e));
            }
        }
    }

    private static Path temporary(Path folder) {
        long process = ProcessHandle.current().pid();
        return folder.resolve(".latentfx-" + process + "-" + Long.toHexString(System.nanoTime()) + ".tmp");
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new Refusal(e, "io.write.failed", file, reason(e));
        }
    }

    // ---- what killed processes left ----

    private static void sweep(Path folder) throws IOException {
        try (var left = Files.newDirectoryStream(folder, ".latentfx-*.tmp")) {
            for (Path file : left) if (isLeft(file)) Files.deleteIfExists(file);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** Whether {@code file} is a temporary one of ours that nobody writes any more. */
    private static boolean isLeft(Path file) throws IOException {
        var name = TEMPORARY.matcher(file.getFileName().toString());
        if (!name.matches()) return false;
        Instant written;
        try {
            written = Files.getLastModifiedTime(file).toInstant();
        } catch (NoSuchFileException e) {
            return false; // moved to its place just now
        }
        String process = name.group(1);
        if (process == null) return true;
        // a process id that is in use again belongs to a process younger than the file
        return ProcessHandle.of(Long.parseLong(process))
                .map(running -> running.info().startInstant().orElse(Instant.MIN))
                .map(started -> written.plus(CLOCKS).isBefore(started))
                .orElse(true);
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
    public static String reason(IOException thrown) {
        IOException e = thrown; // writers of pictures wrap it in one that tells nothing
        while (e.getCause() instanceof IOException cause) e = cause;
        String said = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        if (said != null) return said;
        if (e instanceof AccessDeniedException) return Texts.of("io.reason.denied");
        if (e instanceof NoSuchFileException) return Texts.of("io.reason.missing");
        if (e instanceof FileAlreadyExistsException) return Texts.of("io.reason.exists");
        return Texts.of("io.reason.unknown");
    }
}
