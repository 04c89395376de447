package org.latentfx.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.latentfx.math.RandomStream;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;

/**
 * The catalogue: every data set by name (those on the class path and the generated one), and any folder that holds the
 * four files of MNIST's layout. It reads each time it is asked and keeps nothing. Any thread may use it, but not the
 * one that draws: a full load takes a fraction of a second.
 */
public final class Datasets {
    /** The generated data set's name. */
    public static final String SPRITES = "sprites";

    /** English words in place of pictures. */
    public static final String WORDS = "words";

    private static final List<String> NAMES = List.of("mnist", "fashion-mnist", SPRITES, WORDS);
    private static final String IMAGES = "-images-idx3-ubyte";
    private static final String LABELS = "-labels-idx1-ubyte";
    private static final String WORD_FILE = "data/words/words.tsv";
    private static final List<String> CLASSES = List.of("noun", "verb", "adjective", "adverb");
    private static final int HELD_OUT_OF = 10;

    private Datasets() {}

    /** The names of the built-in sets, for menus and the command line. */
    public static List<String> names() {
        return NAMES;
    }

    /** What a person reads for {@code nameOrFolder}: a set's proper name, or the folder's own. */
    public static String title(String nameOrFolder) {
        if (NAMES.contains(nameOrFolder)) return Texts.of("data." + nameOrFolder);
        Path last = folder(nameOrFolder).getFileName();
        return last == null ? nameOrFolder : last.toString();
    }

    /** Whether there is a set of that name, or anything where that path leads. */
    public static boolean found(String nameOrPath) {
        try {
            return NAMES.contains(nameOrPath) || Files.exists(folder(nameOrPath));
        } catch (Refusal notAPath) {
            return false;
        }
    }

    /** Training and held-out images of a built-in set or a folder. Throws {@link Refusal} if they cannot be used. */
    public static DataSplit load(String nameOrFolder) {
        ImageSet train = part(nameOrFolder, "train");
        ImageSet test = loadTest(nameOrFolder);
        if (!train.format().equals(test.format()))
            throw new Refusal(
                    "data.split.sides",
                    nameOrFolder,
                    train.format().words(),
                    test.format().words());
        return new DataSplit(nameOrFolder, train, test);
    }

    /** The held-out images alone: a sixth of the work. Throws {@link Refusal} if they cannot be used. */
    public static ImageSet loadTest(String nameOrFolder) {
        return part(nameOrFolder, "t10k");
    }

    private static ImageSet part(String nameOrFolder, String part) {
        if (nameOrFolder.equals(SPRITES)) return (part.equals("train") ? Sprites.train() : Sprites.test()).images();
        if (nameOrFolder.equals(WORDS)) return words(part.equals("train"));
        if (NAMES.contains(nameOrFolder)) return shipped(nameOrFolder, part);
        Path folder = folder(nameOrFolder);
        if (nameOrFolder.isBlank() || !Files.isDirectory(folder))
            throw new Refusal("data.unknown", nameOrFolder, String.join(", ", NAMES));
        Path images = find(folder, part + IMAGES);
        Path labels = find(folder, part + LABELS);
        return join(
                        images.toString(),
                        IdxFile.readImages(images),
                        labels.toString(),
                        IdxFile.readLabels(labels),
                        List.of())
                .withClasses(occurring(folder));
    }

    /** The labels that occur in either part, rising: both parts count their classes alike. */
    private static int[] occurring(Path folder) {
        var labels = new BitSet();
        for (String part : List.of("train", "t10k"))
            for (byte label : IdxFile.readLabels(find(folder, part + LABELS))) labels.set(label & 255);
        return labels.stream().toArray();
    }

    private static ImageSet shipped(String name, String part) {
        String images = "data/" + name + "/" + part + IMAGES + ".gz";
        String labels = "data/" + name + "/" + part + LABELS + ".gz";
        try (InputStream pixels = resource(images);
                InputStream classes = resource(labels)) {
            return join(
                    images,
                    IdxFile.readImages(pixels, images),
                    labels,
                    IdxFile.readLabels(classes, labels),
                    List.of(Texts.of("data." + name + ".classes").split(",")));
        } catch (IOException e) {
            throw new Refusal(e, "data.file.unreadable", images);
        }
    }

    /** In an order drawn always alike, for they stand by the alphabet; the first tenth is held out. */
    private static ImageSet words(boolean train) {
        WordList list;
        try (InputStream in = resource(WORD_FILE)) {
            list = WordList.of(in.readAllBytes());
        } catch (IOException e) {
            throw new Refusal(e, "data.file.unreadable", WORD_FILE);
        }
        int[] order = new int[list.words().size()];
        Shuffle.epoch(RandomStream.SHUFFLE.key(1), 0, order);
        int heldOut = order.length / HELD_OUT_OF;
        int[] chosen = Arrays.copyOfRange(order, train ? heldOut : 0, train ? order.length : heldOut);
        List<String> names = List.of(Texts.of("data.words.classes.shipped").split(","));
        var format = Letters.format(Letters.USUAL);
        var pixels = new byte[chosen.length * format.values()];
        var labels = new byte[chosen.length];
        for (int k = 0; k < chosen.length; k++) {
            byte[] word = Letters.bytes(list.words().get(chosen[k]), format);
            System.arraycopy(word, 0, pixels, k * word.length, word.length);
            labels[k] = (byte) CLASSES.indexOf(list.classes().get(chosen[k]));
        }
        return new ImageSet(format, pixels, labels, names);
    }

    private static InputStream resource(String path) {
        InputStream in = Datasets.class.getClassLoader().getResourceAsStream(path);
        if (in == null) throw new Refusal("data.file.missing", path);
        return in;
    }

    /** Images with their labels; no names given, each class is called by its number. */
    private static ImageSet join(
            String imagesName, IdxFile.Images images, String labelsName, byte[] labels, List<String> given) {
        if (labels.length != images.count())
            throw new Refusal("data.idx.mismatch", labelsName, labels.length, images.count(), imagesName);
        int largest = 0;
        for (byte label : labels) largest = Math.max(largest, label & 255);
        List<String> names = given.isEmpty()
                ? IntStream.rangeClosed(0, largest).mapToObj(Integer::toString).toList()
                : given;
        if (largest >= names.size())
            throw new Refusal("data.idx.label", labelsName, largest, names.size(), names.size() - 1);
        return new ImageSet(images.format(), images.pixels(), labels, names);
    }

    /**
     * The first ordinary file called {@code name} in {@code folder}, plain or gzipped; some copies have a dot for the
     * second dash, and beside them folders with the dash.
     */
    private static Path find(Path folder, String name) {
        String dotted = name.replace("-idx", ".idx");
        return Stream.of(name, name + ".gz", dotted, dotted + ".gz")
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new Refusal("data.folder.incomplete", folder, name, expectedFiles()));
    }

    private static String expectedFiles() {
        return String.join(", ", "train" + IMAGES, "train" + LABELS, "t10k" + IMAGES, "t10k" + LABELS);
    }

    private static Path folder(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new Refusal(e, "data.unknown", text, String.join(", ", NAMES));
        }
    }
}
