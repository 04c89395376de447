package org.latentfx.io.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.Progress;
import org.latentfx.data.DataImport;
import org.latentfx.data.ImportedData;
import org.latentfx.io.data.ArrayPictures.Range;
import org.latentfx.io.data.PictureCollector.Part;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;

/**
 * Which arrays of a file hold the pictures and which the labels: the names that are in use are known, otherwise the
 * largest array is taken, with a row of whole numbers as long as it.
 */
final class ArrayChoice {
    /** Names of what is learnt from and what is held out, pictures before labels. */
    private static final List<List<String>> KNOWN = List.of(
            List.of("x_train", "y_train", "x_test", "y_test"),
            List.of("train_images", "train_labels", "test_images", "test_labels"),
            List.of("X_train", "Y_train", "X_test", "Y_test"),
            List.of("X_train", "y_train", "X_test", "y_test"));

    private static final List<String> LABEL_NAMES =
            List.of("y", "label", "labels", "target", "targets", "gnd", "class", "classes", "latents_classes");

    /** A text for each number that a label can be, as in what this program writes. */
    private static final String CLASS_NAMES = "class_names";

    private static final int MOST_LABEL_COLUMNS = 16;
    private static final int MOST_NAMES = 256;

    /** Pictures with their labels and what the file says of them. */
    private record Piece(ArrayPictures pictures, @Nullable NumberArray labels, Part part) {}

    private final String place;
    private final String kind;
    private final boolean matlab;
    private final Map<String, NumberArray> arrays = new HashMap<>();
    private final List<String> others;
    private final DataImport how;
    private final List<String> notes = new ArrayList<>();

    private ArrayChoice(
            String place, String kind, boolean matlab, List<NumberArray> arrays, List<String> others, DataImport how) {
        this.place = place;
        this.kind = kind;
        this.matlab = matlab;
        this.others = others;
        this.how = how;
        for (NumberArray array : arrays) this.arrays.put(array.name(), array);
    }

    static ImportedData readNumpy(
            String place, String kind, NumpyFile.Content file, DataImport how, Progress progress) {
        return new ArrayChoice(place, kind, false, file.arrays(), file.others(), how).read(progress);
    }

    static ImportedData readMatlab(
            String place, String kind, List<NumberArray> arrays, DataImport how, Progress progress) {
        return new ArrayChoice(place, kind, true, arrays, List.of(), how).read(progress);
    }

    private ImportedData read(Progress progress) {
        List<Piece> pieces = pieces();
        ArrayPictures first = pieces.get(0).pictures;
        long total = 0;
        @Nullable Range range = null;
        for (Piece piece : pieces) {
            if (!piece.pictures.format().equals(first.format())) throw new Refusal("data.import.forms", place);
            total += piece.pictures.count();
            Range own = piece.pictures.range();
            range = range == null ? own : range.with(own);
        }
        if (range == null) throw new IllegalStateException("no pieces");
        Labels labels = labels(pieces, (int) Math.min(total, Integer.MAX_VALUE));
        var collector = new PictureCollector(place, how, first.format(), total, progress);
        notes.forEach(collector::note);
        first.notes().forEach(collector::note);
        ArrayPictures.describe(range, collector);
        int from = 0;
        for (Piece piece : pieces) {
            int count = piece.pictures.count();
            byte[] own = Arrays.copyOfRange(labels.classes(), from, from + count);
            piece.pictures.read(collector, range.shown(), own, piece.part);
            from += count;
        }
        return collector.finish(kind, labels.names(), range.low(), range.high());
    }

    // ---- which arrays ----

    private List<Piece> pieces() {
        if (how.meaning().key().isEmpty()) {
            for (List<String> names : KNOWN) if (arrays.containsKey(names.get(0))) return known(names);
        }
        NumberArray images = images();
        if (!images.name().isEmpty()) notes.add(Texts.of("data.note.key", images.name()));
        ArrayPictures pictures = pictures(images);
        return List.of(new Piece(pictures, labelsFor(images, pictures.count()), Part.OPEN));
    }

    /** A training and a test part; a validation part is learnt from. */
    private List<Piece> known(List<String> names) {
        var pieces = new ArrayList<Piece>();
        boolean tested = arrays.containsKey(names.get(2));
        add(pieces, names.get(0), names.get(1), tested ? Part.TRAIN : Part.OPEN);
        if (arrays.containsKey("val_images")) {
            add(pieces, "val_images", "val_labels", tested ? Part.TRAIN : Part.OPEN);
            notes.add(Texts.of("data.note.validation"));
        }
        if (tested) add(pieces, names.get(2), names.get(3), Part.HELD_OUT);
        return pieces;
    }

    private void add(List<Piece> pieces, String images, String labels, Part part) {
        ArrayPictures pictures = pictures(chosen(images));
        NumberArray found = arrays.get(labels);
        if (found != null && (found.rank() == 0 || found.axis(0) != pictures.count()))
            throw new Refusal("data.import.mismatch", place, labels, pictures.count(), images);
        pieces.add(new Piece(pictures, found, part));
    }

    private ArrayPictures pictures(NumberArray array) {
        if (array.type().isText()) throw new Refusal("data.npy.type", place, "U");
        var shape = how.meaning().shape();
        ArrayLayout layout = matlab ? ArrayLayout.ofMatlab(array, shape, place) : ArrayLayout.of(array, shape, place);
        return new ArrayPictures(array, layout, place);
    }

    private NumberArray images() {
        String key = how.meaning().key();
        if (!key.isEmpty()) return chosen(key);
        NumberArray imgs = arrays.get("imgs"); // dSprites
        if (imgs != null) return imgs;
        return arrays.values().stream()
                .filter(array ->
                        !array.type().isText() && array.rank() >= 2 && array.rank() <= 4 && array.realRank() >= 2)
                .max(Comparator.comparingLong(NumberArray::count).thenComparing(NumberArray::name))
                .orElseThrow(() -> new Refusal("data.import.noarray", place, names()));
    }

    private NumberArray chosen(String key) {
        NumberArray array = arrays.get(key);
        if (array != null) return array;
        if (others.contains(key)) throw new Refusal("data.npy.objects", place, key);
        throw new Refusal("data.import.key", place, key, names());
    }

    private String names() {
        return arrays.keySet().stream().sorted().limit(12).collect(Collectors.joining(", "));
    }

    // ---- labels ----

    private @Nullable NumberArray labelsFor(NumberArray images, int count) {
        String asked = how.meaning().labels();
        if (!asked.isEmpty()) {
            NumberArray array = chosen(asked);
            if (array.count() % count != 0 || array.count() / count > MOST_LABEL_COLUMNS)
                throw new Refusal("data.import.mismatch", place, asked, count, images.name());
            return array;
        }
        return arrays.values().stream()
                .filter(array -> array != images
                        && !array.name().equals(CLASS_NAMES)
                        && array.type().isWhole()
                        && fits(array, count))
                .min(Comparator.comparingInt(ArrayChoice::strangeness).thenComparing(NumberArray::name))
                .orElse(null);
    }

    private static boolean fits(NumberArray array, int count) {
        boolean known = LABEL_NAMES.contains(array.name().toLowerCase(Locale.ROOT));
        return known
                ? array.rank() > 0 && array.count() % count == 0 && array.count() / count <= MOST_LABEL_COLUMNS
                : array.count() == count && array.realRank() <= 1;
    }

    private static int strangeness(NumberArray array) {
        int known = LABEL_NAMES.indexOf(array.name().toLowerCase(Locale.ROOT));
        return known < 0 ? LABEL_NAMES.size() : known;
    }

    /** {@code labels} with classes that have the file's own names, where it has one for each number. */
    private Labels named(Labels labels) {
        NumberArray array = arrays.get(CLASS_NAMES);
        if (array == null || !array.type().isText() || array.count() > MOST_NAMES || array.count() == 0) return labels;
        List<String> names = array.texts((int) array.count(), 0, place);
        boolean fit = Set.copyOf(names).size() == names.size()
                && labels.names().stream().allMatch(n -> n.matches("\\d{1,3}") && Integer.parseInt(n) < names.size());
        return fit
                ? new Labels(
                        labels.classes(),
                        labels.names().stream()
                                .map(number -> names.get(Integer.parseInt(number)))
                                .toList())
                : labels;
    }

    private Labels labels(List<Piece> pieces, int total) {
        var texts = new ArrayList<String>();
        for (Piece piece : pieces) {
            NumberArray array = piece.labels;
            if (array == null) return Labels.none(total);
            boolean causes = array.name().equals("latents_classes"); // dSprites: colour, shape, scale, …
            texts.addAll(array.texts(piece.pictures.count(), causes ? 1 : 0, place));
        }
        Labels found = Labels.of(texts);
        if (found == null) notes.add(Texts.of("data.note.classes"));
        else if (pieces.size() == 1
                && pieces.get(0).labels != null
                && !pieces.get(0).labels.name().isEmpty())
            notes.add(Texts.of("data.note.labels", pieces.get(0).labels.name()));
        return found == null ? Labels.none(total) : named(found);
    }
}
