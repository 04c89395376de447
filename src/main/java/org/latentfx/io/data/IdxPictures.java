package org.latentfx.io.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.Progress;
import org.latentfx.data.DataImport;
import org.latentfx.data.IdxFile;
import org.latentfx.data.ImportedData;
import org.latentfx.data.PictureFormat;
import org.latentfx.data.RawPicture;
import org.latentfx.io.data.PictureCollector.Part;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;

/**
 * Pictures and labels in IDX files, under the names in use: {@code train-images-idx3-ubyte}, with a dot for the second
 * dash, with {@code .gz}, with another set's name in front ({@code emnist-letters-}), with {@code test} for
 * {@code t10k}; one file alone, {@code idx4} for colour, without labels, without a test part.
 */
final class IdxPictures {
    private static final String KIND = "IDX";

    private record Piece(Path file, IdxFile.Images images, byte @Nullable [] labels, Part part) {}

    private IdxPictures() {}

    /** The files of {@code folder} that are called like IDX images, in order of their names. */
    static List<Path> imageFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> name(file).matches(".*images?[-.]idx[34][-.]ubyte(\\.gz)?"))
                    .sorted()
                    .toList();
        }
    }

    static ImportedData readFolder(Path folder, List<Path> files, String place, DataImport how, Progress progress)
            throws IOException {
        @Nullable Path train = part(files, "train");
        @Nullable Path test = part(files, "t10k");
        if (test == null) test = part(files, "test");
        Path first = train != null ? train : files.get(0);
        if (train == null && files.size() > 1 && test == null)
            throw new Refusal("data.import.several", place, names(files));
        var pieces = new ArrayList<Piece>();
        boolean tested = test != null && !test.equals(first);
        pieces.add(piece(first, tested ? Part.TRAIN : Part.OPEN));
        if (tested && test != null) pieces.add(piece(test, Part.HELD_OUT));
        return collect(pieces, place, how, progress);
    }

    /** One file with its test part and its labels, where they stand beside it. */
    static ImportedData readFile(Path file, String place, DataImport how, Progress progress) throws IOException {
        var pieces = new ArrayList<Piece>();
        @Nullable Path test = sibling(file, "train", "t10k");
        if (test == null) test = sibling(file, "train", "test");
        pieces.add(piece(file, test == null ? Part.OPEN : Part.TRAIN));
        if (test != null) pieces.add(piece(test, Part.HELD_OUT));
        return collect(pieces, place, how, progress);
    }

    private static ImportedData collect(List<Piece> pieces, String place, DataImport asked, Progress progress) {
        // EMNIST's files hold their pictures column by column (Cohen et al. 2017)
        boolean turned = name(pieces.get(0).file).startsWith("emnist-");
        DataImport how = turned ? asked.with(asked.fitting().turned()) : asked;
        IdxFile.Images first = pieces.get(0).images;
        int total = 0;
        int high = 0;
        var numbers = new ArrayList<byte[]>();
        for (Piece piece : pieces) {
            IdxFile.Images images = piece.images;
            if (!images.format().equals(first.format()))
                throw new Refusal(
                        "data.split.sides",
                        place,
                        first.format().words(),
                        images.format().words());
            total += images.count();
            for (byte[] bytes : images.pixels().pieces()) for (byte value : bytes) high = Math.max(high, value & 0xFF);
            if (piece.labels != null) numbers.add(piece.labels);
        }
        Labels labels = numbers.size() == pieces.size() ? Labels.ofBytes(numbers) : Labels.none(total);
        var collector = new PictureCollector(place, how, first.format(), total, progress);
        if (turned) collector.note(Texts.of("data.note.emnist"));
        int at = 0;
        for (Piece piece : pieces) {
            add(piece, Arrays.copyOfRange(labels.classes(), at, at + piece.images.count()), collector);
            at += piece.images.count();
        }
        return collector.finish(KIND, labels.names(), 0, high);
    }

    /** A large set is taken as it is, if it can be: pictures one by one would cost memory and time many times over. */
    private static void add(Piece piece, byte[] labels, PictureCollector collector) {
        IdxFile.Images images = piece.images;
        PictureFormat format = images.format();
        if (piece.part != Part.OPEN && collector.takesAllAsTheyAre(format)) {
            collector.addAll(images.pixels(), labels, piece.part);
            return;
        }
        int size = format.values();
        for (int i = 0; i < labels.length; i++) {
            if (!collector.wantsNext()) continue;
            int from = images.pixels().at(i);
            byte[] pixels = Arrays.copyOfRange(images.pixels().piece(i), from, from + size);
            collector.add(new RawPicture(format, pixels), labels[i], piece.part);
        }
    }

    private static Piece piece(Path images, Part part) throws IOException {
        IdxFile.Images read = IdxFile.readImages(images);
        @Nullable Path labels = labelsOf(images);
        byte @Nullable [] classes = labels == null ? null : IdxFile.readLabels(labels);
        if (classes != null && classes.length != read.count())
            throw new Refusal("data.idx.mismatch", String.valueOf(labels), classes.length, read.count(), images);
        return new Piece(images, read, classes, part);
    }

    /** The labels' file beside {@code images}. */
    private static @Nullable Path labelsOf(Path images) {
        String name = name(images);
        String labels =
                name.replace("images", "labels").replace("image", "label").replaceFirst("idx[34]", "idx1");
        return labels.equals(name) ? null : beside(images, labels);
    }

    private static @Nullable Path sibling(Path file, String from, String to) {
        String name = name(file);
        return name.contains(from) ? beside(file, name.replace(from, to)) : null;
    }

    /** The file called {@code name} beside {@code file}, plain or gzipped, with a dash or a dot. */
    private static @Nullable Path beside(Path file, String name) {
        String plain = name.replaceFirst("\\.gz$", "");
        String dashed = plain.replace(".idx", "-idx");
        String dotted = plain.replace("-idx", ".idx");
        return Stream.of(plain, plain + ".gz", dashed, dashed + ".gz", dotted, dotted + ".gz")
                .map(file::resolveSibling)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Path part(List<Path> files, String part) {
        return files.stream()
                .filter(file -> name(file).contains(part))
                .findFirst()
                .orElse(null);
    }

    private static String names(List<Path> files) {
        return String.join(", ", files.stream().map(IdxPictures::name).limit(6).toList());
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
