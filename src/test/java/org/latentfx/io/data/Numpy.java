package org.latentfx.io.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes NumPy arrays byte by byte, for tests that read them. */
public final class Numpy {
    private Numpy() {}

    /** An array file with numbers of {@code type} such as {@code |u1}, in C order. */
    public static byte[] array(String type, byte[] numbers, int... shape) {
        return array(type, "False", numbers, shape);
    }

    public static byte[] array(String type, String fortran, byte[] numbers, int... shape) {
        var tuple = new StringBuilder();
        for (int axis : shape) tuple.append(axis).append(", ");
        return withHeader(
                "{'descr': '" + type + "', 'fortran_order': " + fortran + ", 'shape': (" + tuple + "), }", numbers);
    }

    public static byte[] withHeader(String dictionary, byte[] numbers) {
        byte[] header = (dictionary + " ".repeat(Math.floorMod(-11 - dictionary.length(), 64)) + "\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        out.write(header.length & 0xFF);
        out.write(header.length >> 8);
        out.writeBytes(header);
        out.writeBytes(numbers);
        return out.toByteArray();
    }

    /** A zip of files, each with its name; deflated or stored. */
    public static byte[] zip(boolean deflated, Object... namesAndBytes) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndBytes.length; i += 2) {
                byte[] content = (byte[]) namesAndBytes[i + 1];
                var entry = new ZipEntry((String) namesAndBytes[i]);
                if (!deflated) store(entry, content);
                zip.putNextEntry(entry);
                zip.write(content);
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void store(ZipEntry entry, byte[] content) {
        var crc = new CRC32();
        crc.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
    }

    /** A tar archive (POSIX.1-1988) of ordinary files. */
    public static void tar(OutputStream out, Object... namesAndBytes) throws IOException {
        for (int i = 0; i < namesAndBytes.length; i += 2) {
            byte[] content = (byte[]) namesAndBytes[i + 1];
            byte[] head = new byte[512];
            put(head, 0, (String) namesAndBytes[i]);
            put(head, 100, "0000644\0");
            put(head, 124, String.format("%011o ", content.length));
            put(head, 156, "0");
            put(head, 257, "ustar\00000");
            int sum = 8 * ' ';
            for (byte value : head) sum += value & 0xFF;
            put(head, 148, String.format("%06o\0 ", sum));
            out.write(head);
            out.write(content);
            out.write(new byte[Math.floorMod(-content.length, 512)]);
        }
        out.write(new byte[1024]);
    }

    private static void put(byte[] head, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, head, at, bytes.length);
    }
}
