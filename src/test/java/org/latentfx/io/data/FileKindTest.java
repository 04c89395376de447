package org.latentfx.io.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileKindTest {
    @TempDir
    Path folder;

    private Path written(String name, byte... bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private Path zip(String name, String entry) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write("{}".getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        return file;
    }

    @Test
    void the_first_bytes_tell_whatever_the_name_says() throws IOException {
        assertEquals(FileKind.SESSION, FileKind.of(zip("renamed.zip", "session.json")));
        assertEquals(FileKind.PICTURES, FileKind.of(zip("pictures.zip", "cats/1.png")));
        Path model = written(
                "weights.bin",
                (byte) 2,
                (byte) 0,
                (byte) 0,
                (byte) 0,
                (byte) 0,
                (byte) 0,
                (byte) 0,
                (byte) 0,
                (byte) '{',
                (byte) '}');
        assertEquals(FileKind.MODEL, FileKind.of(model));
        assertEquals(FileKind.PICTURES, FileKind.of(written("idx", (byte) 0, (byte) 0, (byte) 8, (byte) 3)));
        assertEquals(FileKind.PICTURES, FileKind.of(folder));
    }

    @Test
    void a_damaged_or_missing_file_is_what_its_name_says() throws IOException {
        assertEquals(FileKind.SESSION, FileKind.of(written("cut-off.latentfx", (byte) 'P')));
        assertEquals(FileKind.MODEL, FileKind.of(folder.resolve("gone.safetensors")));
        assertEquals(FileKind.PICTURES, FileKind.of("gone.npz"));
        assertEquals(FileKind.PICTURES, FileKind.of("no\0path"));
    }
}
