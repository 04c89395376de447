package org.latentfx.io.data;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.IdxFile;
import org.latentfx.io.data.PictureFiles.Entry;
import org.latentfx.text.Refusal;

/**
 * The picture files in a zip or a (gzipped) tar archive. Nothing is unpacked to disk: names tell classes and never
 * become paths, and no entry is inflated beyond what a picture may have. Close it when the pictures are read.
 */
final class PictureArchive implements Closeable {
    private static final int BLOCK = 512;
    private static final int LONGEST_NAME = 4096;
    /** All pictures of a gzipped archive are held in memory until they are decoded. */
    private static final long MOST_HELD = 1L << 30;

    private final @Nullable ZipFile zip;
    private final List<Entry> entries;

    private PictureArchive(@Nullable ZipFile zip, List<Entry> entries) {
        this.zip = zip;
        this.entries = entries;
    }

    List<Entry> entries() {
        return entries;
    }

    @Override
    public void close() throws IOException {
        if (zip != null) zip.close();
    }

    private static void checkName(String name, HashSet<String> names, String place) {
        if (List.of(name.split("/")).contains("..") || name.startsWith("/"))
            throw new Refusal("data.zip.path", place, name);
        if (!names.add(name)) throw new Refusal("data.zip.twice", place, name);
        if (names.size() > IdxFile.MOST_IMAGES) throw new Refusal("data.import.many", place, IdxFile.MOST_IMAGES);
    }

    // ---- zip ----

    static PictureArchive openZip(Path file, String place) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException | IllegalArgumentException e) { // the JDK's reader throws both at a damaged directory
            throw new Refusal(e, "data.import.damaged", place);
        }
        try {
            var entries = new ArrayList<Entry>();
            var names = new HashSet<String>();
            for (var all = zip.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                checkName(entry.getName(), names, place);
                if (!entry.isDirectory() && PictureFiles.isNamed(entry.getName()))
                    entries.add(new Entry(entry.getName(), () -> inflated(zip, entry, place)));
            }
            entries.sort(Comparator.comparing(Entry::name));
            return new PictureArchive(zip, entries);
        } catch (RuntimeException e) {
            zip.close();
            if (e instanceof IllegalArgumentException) throw new Refusal(e, "data.import.damaged", place);
            throw e;
        }
    }

    private static byte[] inflated(ZipFile zip, ZipEntry entry, String place) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return bounded(in, place, entry.getName());
        } catch (ZipException | EOFException e) {
            throw new Refusal(e, "data.import.damaged", place + " (" + entry.getName() + ")");
        }
    }

    private static byte[] bounded(InputStream in, String place, String name) throws IOException {
        byte[] bytes = in.readNBytes(PictureFiles.LARGEST_FILE + 1);
        if (bytes.length > PictureFiles.LARGEST_FILE)
            throw new Refusal("data.import.large", place + " (" + name + ")", PictureFiles.LARGEST_FILE >> 20);
        return bytes;
    }

    // ---- tar (POSIX.1-1988 ustar, with the long names of GNU and of pax) ----

    /** Whether this is the first block of a tar archive: its checksum fits. */
    static boolean startsTar(byte[] block) {
        if (block.length < BLOCK || block[0] == 0) return false;
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) sum += i >= 148 && i < 156 ? ' ' : block[i] & 0xFF;
        return sum == number(block, 148, 8);
    }

    static PictureArchive openTar(Path file, boolean gzipped, String place) throws IOException {
        var entries = new ArrayList<Entry>();
        var names = new HashSet<String>();
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                InputStream in = gzipped ? new BufferedInputStream(new GZIPInputStream(raw), 1 << 16) : raw) {
            String longName = "";
            long held = 0;
            for (byte[] head = in.readNBytes(BLOCK);
                    head.length == BLOCK && head[0] != 0;
                    head = in.readNBytes(BLOCK)) {
                if (!startsTar(head)) throw new Refusal("data.tar.header", place);
                long size = number(head, 124, 12);
                if (size < 0) throw new Refusal("data.tar.header", place);
                char type = (char) head[156];
                String name = longName.isEmpty() ? name(head) : longName;
                longName = "";
                if (type == 'L' || type == 'x') {
                    if (size > LONGEST_NAME) throw new Refusal("data.tar.header", place);
                    byte[] text = in.readNBytes((int) size);
                    longName = type == 'L' ? text(text, 0, text.length) : paxPath(text);
                } else if ((type == '0' || type == 0) && PictureFiles.isNamed(name)) {
                    checkName(name, names, place);
                    if (size > PictureFiles.LARGEST_FILE)
                        throw new Refusal(
                                "data.import.large", place + " (" + name + ")", PictureFiles.LARGEST_FILE >> 20);
                    held += size;
                    if (held > MOST_HELD) throw new Refusal("data.tar.large", place, MOST_HELD >> 20);
                    byte[] bytes = in.readNBytes((int) size);
                    if (bytes.length < size) throw new EOFException();
                    entries.add(new Entry(name, () -> bytes));
                } else in.skipNBytes(size);
                in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
            }
        } catch (ZipException | EOFException e) {
            throw new Refusal(e, "data.import.damaged", place);
        }
        entries.sort(Comparator.comparing(Entry::name));
        return new PictureArchive(null, entries);
    }

    private static String name(byte[] head) {
        boolean ustar = text(head, 257, 5).equals("ustar");
        String prefix = ustar && head[262] == 0 ? text(head, 345, 155) : "";
        return prefix.isEmpty() ? text(head, 0, 100) : prefix + "/" + text(head, 0, 100);
    }

    /** The path among the records "length key=value\n" of a pax header; "" if it gives none. */
    private static String paxPath(byte[] records) {
        for (String record : new String(records, StandardCharsets.UTF_8).split("\n")) {
            int key = record.indexOf(" path=");
            if (key > 0) return record.substring(key + " path=".length());
        }
        return "";
    }

    private static String text(byte[] from, int at, int length) {
        int end = at;
        while (end < at + length && from[end] != 0) end++;
        return new String(from, at, end - at, StandardCharsets.UTF_8);
    }

    /** An octal number in ASCII, ended by a space or a zero; -1 if it is none. */
    private static long number(byte[] from, int at, int length) {
        String text = text(from, at, length).strip();
        return text.matches("[0-7]{1,11}") ? Long.parseLong(text, 8) : -1;
    }
}
