package org.latentfx.io.session;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.latentfx.io.AtomicFile;
import org.latentfx.text.Refusal;

/**
 * The entries of a session file as they are read: each known by its name, no longer than announced, all together hardly
 * longer than the file, each with its checksum. Blocks.
 */
final class SessionZip implements AutoCloseable {
    /** Of all entries together: what curves may be longer by than packed ones, and what a small file may need. */
    private static final int MOST_PACKED = 3;

    private static final long SMALL = 16L << 20;

    /** What an array can hold. */
    static final long LONGEST_ENTRY = Integer.MAX_VALUE - 16L;

    /** Entries carry no time of their own: the same session is the same bytes. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final ZipFile zip;
    private final String name;
    private final Map<String, ZipEntry> entries = new LinkedHashMap<>();

    /** Opens {@code file}, called {@code name} in refusals. Throws {@link Refusal} if it holds what no session does. */
    SessionZip(Path file, String name) throws IOException {
        this.name = name;
        zip = new ZipFile(file.toFile());
        try {
            list(Files.size(file));
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    // ---- writing ----

    /** Adds an entry to {@code zip}; {@code body} is asked twice for the same bytes, so that they need no memory. */
    static void add(ZipOutputStream zip, String name, AtomicFile.Body body) throws IOException {
        var sum = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
        var counted = new Counted(sum);
        body.write(counted);
        var entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        entry.setSize(counted.bytes);
        entry.setCompressedSize(counted.bytes);
        entry.setCrc(sum.getChecksum().getValue());
        zip.putNextEntry(entry);
        body.write(zip);
        zip.closeEntry();
    }

    /** Counts what goes through. */
    private static final class Counted extends FilterOutputStream {
        private long bytes;

        Counted(OutputStream to) {
            super(to);
        }

        @Override
        public void write(byte[] from, int at, int length) throws IOException {
            out.write(from, at, length);
            bytes += length;
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            bytes++;
        }
    }

    // ---- reading ----

    private void list(long length) {
        long bytes = 0;
        var all = zip.entries();
        for (int i = 0; all.hasMoreElements(); i++) {
            ZipEntry entry = all.nextElement();
            String called = entry.getName();
            if (!called.equals(SessionFile.FIRST_ENTRY) && !RunEntries.known(called) || entries.containsKey(called))
                throw unexpected(i, called);
            entries.put(called, entry);
            bytes += entry.getSize();
            if (bytes > MOST_PACKED * length + SMALL || entry.getSize() > LONGEST_ENTRY)
                throw new Refusal("io.session.bytes", name, called, bytes, MOST_PACKED * length + SMALL);
        }
        need(List.of(SessionFile.FIRST_ENTRY));
    }

    private Refusal unexpected(int at, String called) {
        String expected = SessionFile.FIRST_ENTRY + ", " + String.join(", ", RunEntries.NEEDED);
        return new Refusal("io.session.entry", name, at + 1, called, expected);
    }

    /** Throws {@link Refusal} if one is missing. */
    void need(List<String> expected) {
        for (String each : expected)
            if (!entries.containsKey(each)) throw new Refusal("io.session.missing", name, each);
    }

    /** Throws {@link Refusal} if there are entries of more than {@code runs} runs. */
    void noMoreThan(int runs) {
        int i = 0;
        for (String each : entries.keySet()) {
            if (!each.equals(SessionFile.FIRST_ENTRY) && RunEntries.run(each) >= runs) throw unexpected(i, each);
            i++;
        }
    }

    boolean has(String entry) {
        return entries.containsKey(entry);
    }

    byte[] bytes(String entry) throws IOException {
        ZipEntry announced = entries.get(entry);
        if (announced == null) throw new Refusal("io.session.missing", name, entry);
        try (InputStream in = zip.getInputStream(announced)) {
            byte[] bytes = in.readNBytes((int) announced.getSize());
            if (bytes.length < announced.getSize() || in.read() >= 0)
                throw new Refusal("io.session.length", name, entry, bytes.length, announced.getSize());
            var crc = new CRC32();
            crc.update(bytes);
            if (crc.getValue() != announced.getCrc())
                throw new Refusal("io.session.checksum", name, entry, crc.getValue(), announced.getCrc());
            return bytes;
        }
    }
}
