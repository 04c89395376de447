package org.latentfx.io.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.latentfx.text.Refusal;

/**
 * The arrays of a NumPy file: one ({@code .npy}), or several in a zip ({@code .npz}). Each is checked against the bytes
 * that are there before one number is read; names within the file are keys and never paths.
 * What is written is the same bytes each time: nothing is packed and entries carry no time of their own.
 */
public final class NumpyFile {
    private static final String ENDING = ".npy";
    private static final int MOST_ARRAYS = 4096;
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    /** Deflate cannot shrink more than so many times (RFC 1951: 258 bytes in two bits). */
    private static final long MOST_DEFLATED = 1032;

    /**
     * @param arrays those that hold numbers
     * @param others what else is in the file and was passed over, with the reason, for whoever asks for it
     */
    record Content(List<NumberArray> arrays, List<String> others) {}

    private NumpyFile() {}

    static Content readOne(Path file) throws IOException {
        String place = file.toString();
        NumpyHeader header;
        try (InputStream in = ArrayPictures.buffered(Files.newInputStream(file))) {
            header = NumpyHeader.read(in, place);
        }
        if (header.type() == null || header.type().isText())
            throw new Refusal("data.npy.type", place, header.description());
        long announced = header.bytes(place);
        long found = Files.size(file) - header.length();
        if (announced != found) throw new Refusal("data.npy.length", place, announced, found);
        return new Content(
                List.of(array("", header, () -> {
                    InputStream in = ArrayPictures.buffered(Files.newInputStream(file));
                    in.skipNBytes(header.length());
                    return in;
                })),
                List.of());
    }

    /** Whether the zip holds NumPy arrays and nothing else. */
    static boolean isArchive(Path file) throws IOException {
        try (var zip = new ZipFile(file.toFile())) {
            return zip.size() > 0
                    && zip.stream().allMatch(entry -> entry.getName().endsWith(ENDING));
        } catch (ZipException | IllegalArgumentException e) {
            return false; // whoever reads it says what is wrong
        }
    }

    static Content readArchive(Path file) throws IOException {
        String place = file.toString();
        var arrays = new ArrayList<NumberArray>();
        var others = new ArrayList<String>();
        var names = new HashSet<String>();
        try (var zip = new ZipFile(file.toFile())) {
            if (zip.size() > MOST_ARRAYS) throw new Refusal("data.zip.entries", place, zip.size(), MOST_ARRAYS);
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                String name = entry.getName().replaceFirst("\\.npy$", "");
                if (!names.add(name)) throw new Refusal("data.npy.twice", place, name);
                String inside = place + " (" + name + ")";
                NumpyHeader header;
                try (InputStream in = zip.getInputStream(entry)) {
                    header = NumpyHeader.read(in, inside);
                }
                if (header.type() == null) others.add(name);
                else arrays.add(array(name, header, inZip(file, entry, header, inside)));
            }
        } catch (ZipException | IllegalArgumentException e) { // the JDK's reader throws both at a damaged directory
            throw new Refusal(e, "data.import.damaged", place);
        }
        return new Content(arrays, others);
    }

    private static NumberArray.Opening inZip(Path file, ZipEntry entry, NumpyHeader header, String inside) {
        long announced = header.bytes(inside);
        long packed = Math.max(0, entry.getCompressedSize());
        boolean stored = entry.getMethod() == ZipEntry.STORED;
        if (stored && announced != packed - header.length())
            throw new Refusal("data.npy.length", inside, announced, packed - header.length());
        if (announced > (packed + 1) * MOST_DEFLATED) throw new Refusal("data.npy.length", inside, announced, packed);
        String name = entry.getName();
        return () -> {
            var zip = new ZipFile(file.toFile());
            InputStream in = zip.getInputStream(zip.getEntry(name));
            in.skipNBytes(header.length());
            return new FilterInputStream(ArrayPictures.buffered(in)) {
                @Override
                public void close() throws IOException {
                    zip.close(); // and with it the stream
                }
            };
        };
    }

    /** Writes {@code arrays} as one {@code .npz}. Leaves {@code out} open. */
    public static void writeArchive(OutputStream out, List<NumpyArray> arrays) throws IOException {
        var zip = new ZipOutputStream(out);
        zip.setMethod(ZipOutputStream.STORED);
        for (NumpyArray array : arrays) {
            byte[] bytes = array.file();
            var crc = new CRC32();
            crc.update(bytes);
            var entry = new ZipEntry(array.name() + ENDING);
            entry.setTimeLocal(NO_TIME);
            entry.setSize(bytes.length);
            entry.setCompressedSize(bytes.length);
            entry.setCrc(crc.getValue());
            zip.putNextEntry(entry);
            zip.write(bytes);
            zip.closeEntry();
        }
        zip.finish();
    }

    private static NumberArray array(String name, NumpyHeader header, NumberArray.Opening bytes) {
        NumberType type = header.type();
        if (type == null) throw new IllegalStateException(header.description());
        return new NumberArray(name, type, header.shape(), header.firstFastest(), bytes);
    }
}
