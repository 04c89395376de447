package org.latentfx.io.session;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.data.PictureFormat;
import org.latentfx.io.AtomicFile;
import org.latentfx.io.JsonFields;
import org.latentfx.text.Refusal;

/**
 * The images of a data set within a session file: four IDX files, for grey images in the layout of MNIST's, for colour
 * with a fourth axis; once unpacked they open as a folder of data. Pure functions.
 */
final class EmbeddedData {
    private static final int BYTES = 0x800;
    private static final int LONGEST_SIDE = 4096;
    private static final String TRAIN = "train";
    private static final String TEST = "t10k";

    /** Of all entries that there may be. */
    static final Set<String> NAMES =
            Set.of(images(TRAIN, 3), images(TRAIN, 4), labels(TRAIN), images(TEST, 3), images(TEST, 4), labels(TEST));

    private EmbeddedData() {}

    /** The entries of images of {@code format}, in the order in which they stand. */
    static List<String> names(PictureFormat format) {
        int axes = axes(format);
        return List.of(images(TRAIN, axes), labels(TRAIN), images(TEST, axes), labels(TEST));
    }

    private static int axes(PictureFormat format) {
        return format.inColour() ? 4 : 3;
    }

    private static String images(String part, int axes) {
        return "data/" + part + "-images-idx" + axes + "-ubyte";
    }

    private static String labels(String part) {
        return "data/" + part + "-labels-idx1-ubyte";
    }

    /** The bytes of entry {@code name}. */
    static AtomicFile.Body body(DataSplit data, String name) {
        ImageSet set = name.contains(TRAIN) ? data.train() : data.test();
        return name.contains("images")
                ? out -> {
                    head(out, axes(set));
                    for (byte[] piece : set.store().pieces()) out.write(piece);
                }
                : out -> {
                    head(out, set.size());
                    out.write(set.labels());
                };
    }

    /** The bytes of the longer of the two entries of images. */
    static long longest(DataSplit data) {
        long pixels = Math.max(data.train().store().bytes(), data.test().store().bytes());
        return pixels + 4 + 4 * axes(data.train().format());
    }

    /** Images, rows, columns and, in colour, channels. */
    private static int[] axes(ImageSet set) {
        int[] all = {set.size(), set.height(), set.width(), set.format().channels()};
        return Arrays.copyOf(all, axes(set.format()));
    }

    private static void head(OutputStream out, int... sides) throws IOException {
        var head = ByteBuffer.allocate(4 + 4 * sides.length).putInt(BYTES | sides.length);
        for (int side : sides) head.putInt(side);
        out.write(head.array());
    }

    /**
     * The data set in {@code entries}, by name.
     *
     * @param format of the images that are expected
     * @param dataName where it came from
     * @param file what the session file is called in refusals
     */
    static DataSplit read(
            Map<String, byte[]> entries,
            PictureFormat format,
            String dataName,
            JsonFields data,
            List<String> classes,
            String file) {
        ImageSet train = set(entries, TRAIN, format, classes, file);
        ImageSet test = set(entries, TEST, format, classes, file);
        if (!train.format().equals(test.format()))
            throw new Refusal(
                    "data.split.sides",
                    file,
                    train.format().words(),
                    test.format().words());
        return new DataSplit(dataName, train, test, DataJson.how(data));
    }

    private static ImageSet set(
            Map<String, byte[]> entries, String part, PictureFormat format, List<String> classes, String file) {
        int axes = axes(format);
        byte[] packed = entry(entries, images(part, axes), file);
        byte[] labelled = entry(entries, labels(part), file);
        int[] sides = sides(packed, axes, file + ": " + images(part, axes));
        int[] count = sides(labelled, 1, file + ": " + labels(part));
        if (count[0] != sides[0])
            throw new Refusal("io.session.length", file, labels(part), Integer.toUnsignedLong(count[0]), sides[0]);
        byte[] labels = Arrays.copyOfRange(labelled, 8, labelled.length);
        for (byte label : labels)
            if ((label & 0xFF) >= classes.size())
                throw new Refusal("data.idx.label", labels(part), label & 0xFF, classes.size(), classes.size() - 1);
        var found = new PictureFormat(sides[2], sides[1], axes == 4 ? sides[3] : PictureFormat.GREY, format.letters());
        if (found.channels() != format.channels())
            throw new Refusal("data.idx.channels", file + ": " + images(part, axes), found.channels());
        return new ImageSet(found, Arrays.copyOfRange(packed, 4 + 4 * axes, packed.length), labels, classes);
    }

    private static byte[] entry(Map<String, byte[]> entries, String name, String file) {
        byte[] found = entries.get(name);
        if (found == null) throw new Refusal("io.session.missing", file, name);
        return found;
    }

    /** The sides that an IDX header tells, whose product is the length of what follows. */
    private static int[] sides(byte[] bytes, int dimensions, String place) {
        int head = 4 + 4 * dimensions;
        if (bytes.length < head) throw new Refusal("data.idx.header", place);
        var in = ByteBuffer.wrap(bytes);
        int magic = in.getInt();
        if (magic != (BYTES | dimensions))
            throw new Refusal(
                    "data.idx.magic.images",
                    place,
                    String.format("%08X", magic),
                    String.format("%08X", BYTES | dimensions));
        int[] sides = new int[dimensions];
        long product = 1;
        for (int i = 0; i < dimensions; i++) {
            sides[i] = in.getInt();
            long most = i == 0 ? bytes.length : LONGEST_SIDE;
            if (sides[i] < 1 || sides[i] > most)
                throw new Refusal("io.session.length", place, i + 1, Integer.toUnsignedLong(sides[i]), most);
            product *= sides[i];
        }
        if (product != bytes.length - head)
            throw new Refusal("io.session.length", place, "data", bytes.length - head, product);
        return sides;
    }

    /** The names of both parts' classes, one list. */
    static List<String> classes(DataSplit data) {
        var names = new ArrayList<>(data.train().classNames());
        for (int i = names.size(); i < data.test().classNames().size(); i++)
            names.add(data.test().className(i));
        return names;
    }
}
