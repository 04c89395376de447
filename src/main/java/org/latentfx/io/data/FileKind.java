package org.latentfx.io.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.latentfx.io.session.SessionFile;

/** What a file is, by its first bytes; a name counts only where those are no sign, as of a damaged file. */
public enum FileKind {
    SESSION,
    MODEL,
    /** Anything else, a folder too: whoever reads it as pictures says what is wrong with it. */
    PICTURES;

    /** How files with weights alone end. */
    public static final String MODEL_ENDING = ".safetensors";

    private static final int HEAD = 9;

    /** Where a safetensors header begins, after its length. */
    private static final int HEADER = Long.BYTES;

    /** As {@link #of(Path)}; what cannot be a path here is no file. */
    public static FileKind of(String path) {
        try {
            return of(Path.of(path));
        } catch (InvalidPathException e) {
            return PICTURES;
        }
    }

    /** Blocks for a moment; one that cannot be read is what its name says. */
    public static FileKind of(Path file) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(SessionFile.EXTENSION)) return SESSION;
        if (name.endsWith(MODEL_ENDING)) return MODEL;
        if (!Files.isRegularFile(file)) return PICTURES;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(HEAD);
            if (startsModel(head, Files.size(file))) return MODEL;
            return head.length == HEAD && head[0] == 'P' && head[1] == 'K' && holdsSession(file) ? SESSION : PICTURES;
        } catch (IOException e) {
            return PICTURES; // read as such, it is refused with the reason
        }
    }

    private static boolean startsModel(byte[] head, long size) {
        if (head.length < HEAD || head[HEADER] != '{') return false;
        long length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return length > 1 && length <= size - HEADER;
    }

    private static boolean holdsSession(Path file) {
        try (var zip = new ZipFile(file.toFile())) {
            return zip.getEntry(SessionFile.FIRST_ENTRY) != null;
        } catch (IOException | IllegalArgumentException e) {
            return false; // damaged: the reader of archives says where
        }
    }
}
