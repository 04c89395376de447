package org.latentfx.io.session;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.io.AtomicFile;
import org.latentfx.io.JsonFields;
import org.latentfx.text.Refusal;

/**
 * The images of a data set within a session file: four IDX files that any reader of MNIST's layout knows, and that open
 * as a folder of data once unpacked. Pure functions.
 */
final class EmbeddedData {
    private static final int BYTES = 0x800;
    private static final int LONGEST_SIDE = 4096;
    private static final String TRAIN = "train";
    private static final String TEST = "t10k";

    /** Of the entries, in the order in which they stand. */
    static final List<String> NAMES = List.of(images(TRAIN), labels(TRAIN), images(TEST), labels(TEST));

    private EmbeddedData() {}

    private static String images(String part) {
        return "data/" + part + "-images-idx3-ubyte";
    }

    private static String labels(String part) {
        return "data/" + part + "-labels-idx1-ubyte";
    }

    /** The bytes of entry {@code name}. */
    static AtomicFile.Body body(DataSplit data, String name) {
        ImageSet set = name.contains(TRAIN) ? data.train() : data.test();
        return name.contains("images")
                ? out -> write(out, set.pixels(), set.size(), set.height(), set.width())
                : out -> write(out, set.labels(), set.size());
    }

    private static void write(OutputStream out, byte[] bytes, int... sides) throws IOException {
        var head = ByteBuffer.allocate(4 + 4 * sides.length).putInt(BYTES | sides.length);
        for (int side : sides) head.putInt(side);
        out.write(head.array());
        out.write(bytes);
    }

    /**
     * The data set in {@code entries}, by name.
     *
     * @param dataName where it came from
     * @param file what the session file is called in refusals
     */
    static DataSplit read(
            Map<String, byte[]> entries, String dataName, JsonFields data, List<String> classes, String file) {
        ImageSet train = set(entries, TRAIN, classes, file);
        ImageSet test = set(entries, TEST, classes, file);
        if (train.width() != test.width() || train.height() != test.height())
            throw new Refusal("data.split.sides", file, train.width(), train.height(), test.width(), test.height());
        return new DataSplit(dataName, train, test, DataJson.how(data));
    }

    private static ImageSet set(Map<String, byte[]> entries, String part, List<String> classes, String file) {
        byte[] packed = entry(entries, images(part), file);
        byte[] labelled = entry(entries, labels(part), file);
        int[] sides = sides(packed, 3, file + ": " + images(part));
        int[] count = sides(labelled, 1, file + ": " + labels(part));
        if (count[0] != sides[0])
            throw new Refusal("io.session.length", file, labels(part), Integer.toUnsignedLong(count[0]), sides[0]);
        byte[] labels = Arrays.copyOfRange(labelled, 8, labelled.length);
        for (byte label : labels)
            if ((label & 0xFF) >= classes.size())
                throw new Refusal("data.idx.label", labels(part), label & 0xFF, classes.size(), classes.size() - 1);
        return new ImageSet(sides[2], sides[1], Arrays.copyOfRange(packed, 16, packed.length), labels, classes);
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
                    "data.idx.magic.images", place, String.format("%08X", magic), String.format("%08X", 0x803));
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
