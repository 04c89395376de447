package org.latentfx.io.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.latentfx.analysis.Progress;
import org.latentfx.data.DataDescription;
import org.latentfx.data.DataImport;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Datasets;
import org.latentfx.data.ImageSet;
import org.latentfx.data.ImportedData;
import org.latentfx.data.PictureFormat;
import org.latentfx.data.WordList;
import org.latentfx.io.data.PictureFiles.Entry;
import org.latentfx.math.RandomStream;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;

/**
 * Reads pictures in whatever form a person has them: IDX, NumPy, CSV, MATLAB, a folder or an archive of picture
 * files, a sheet of tiles; words one a line. What a file is shows in its first bytes, not in its name.
 * Nothing is allocated on a file's
 * word alone and nothing in it is run. Blocks; not for the thread that draws.
 */
public final class DataFiles {
    private static final int HEAD = 512;
    private static final int IDX_IMAGES = 0x803;

    private DataFiles() {}

    /** A set that comes with the program, by name, or what is found at a path. Throws {@link Refusal} otherwise. */
    public static DataSplit load(String nameOrPath) {
        return Datasets.names().contains(nameOrPath)
                ? Datasets.load(nameOrPath)
                : read(nameOrPath, DataImport.GUESSED, Progress.NONE).split();
    }

    /**
     * As {@link #load}, with a person's wishes and what was found. A set of the program's own is read as it is, and no
     * wish but for how many of its images are taken and whether they are stretched means anything to it.
     */
    public static ImportedData read(String nameOrPath, DataImport how, Progress progress) {
        if (Datasets.names().contains(nameOrPath))
            return described(some(Datasets.load(nameOrPath), how.share())
                    .readAs(DataImport.GUESSED.with(how.share()).stretched(how.stretch())));
        Path path = path(nameOrPath);
        if (nameOrPath.isBlank() || !Files.exists(path))
            throw new Refusal("data.import.unknown", nameOrPath, String.join(", ", Datasets.names()));
        try {
            ImportedData found = Files.isDirectory(path)
                    ? readFolder(path, nameOrPath, how, progress)
                    : readFile(path, nameOrPath, how, progress);
            // what made no difference is not kept, so that grey pictures are the same set with the wish and without
            boolean grey = how.fitting().grey() && found.description().format().channels() > PictureFormat.GREY;
            DataImport kept = how.with(how.fitting().inGrey(grey));
            DataSplit read = found.split().readAs(kept);
            return new ImportedData(read, read.dim() ? dim(read, found.description()) : found.description());
        } catch (IOException e) {
            throw new Refusal(e, "data.import.unreadable", nameOrPath, String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            throw new Refusal(
                    e, "data.import.full", nameOrPath, Runtime.getRuntime().maxMemory() >> 20);
        }
    }

    /** The same with a word of warning. */
    private static DataDescription dim(DataSplit read, DataDescription found) {
        return found.noting(Texts.of("data.note.dim", read.name(), read.brightest()));
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new Refusal(e, "data.import.unknown", text, String.join(", ", Datasets.names()));
        }
    }

    private static ImportedData readFolder(Path folder, String place, DataImport how, Progress progress)
            throws IOException {
        List<Path> idx = IdxPictures.imageFiles(folder);
        if (!idx.isEmpty()) return IdxPictures.readFolder(folder, idx, place, how, progress);
        List<Entry> pictures = PictureFolder.entries(folder, place);
        if (pictures.isEmpty()) throw new Refusal("data.folder.nothing", place);
        return PictureFiles.read(place, Texts.of("data.kind.folder"), how, pictures, progress);
    }

    private static ImportedData readFile(Path file, String place, DataImport how, Progress progress)
            throws IOException {
        if (!Files.isRegularFile(file)) throw new Refusal("data.import.kind", place);
        byte[] head = head(file, false);
        boolean gzipped = head.length > 1 && head[0] == 0x1F && (head[1] & 0xFF) == 0x8B;
        byte[] start = gzipped ? head(file, true) : head;
        if (start.length == 0) throw new Refusal("data.import.empty", place);
        if (NumpyHeader.starts(start) && !gzipped)
            return ArrayChoice.readNumpy(place, "npy", NumpyFile.readOne(file), how, progress);
        if (start[0] == 'P' && start.length > 3 && start[1] == 'K') return readZip(file, place, how, progress);
        if (MatlabFile.startsHdf5(start)) throw new Refusal("data.import.hdf5", place);
        if (MatlabFile.starts(start) && !gzipped)
            return ArrayChoice.readMatlab(place, "mat", MatlabFile.read(file), how, progress);
        if (PictureDecoder.starts(start) && !gzipped)
            return PictureSheet.read(PictureFolder.bytes(file), place, how, progress);
        if (startsIdx(start)) return IdxPictures.readFile(file, place, how, progress);
        if (PictureArchive.startsTar(start)) return readTar(file, gzipped, place, how, progress);
        if (looksLikeText(start) && WordList.starts(start, start.length == HEAD))
            return WordFile.read(file, gzipped, place, how, progress);
        if (looksLikeText(start)) return CsvPictures.read(file, gzipped, place, how, progress);
        throw new Refusal("data.import.form", place, hex(start));
    }

    private static byte[] head(Path file, boolean gzipped) throws IOException {
        try (InputStream raw = Files.newInputStream(file)) {
            if (!gzipped) return raw.readNBytes(HEAD);
            try (InputStream in = new GZIPInputStream(new BufferedInputStream(raw))) {
                return in.readNBytes(HEAD);
            }
        } catch (EOFException | ZipException e) {
            throw new Refusal(e, "data.import.damaged", file);
        }
    }

    private static boolean startsIdx(byte[] head) {
        if (head.length < 4 || head[0] != 0 || head[1] != 0) return false;
        int magic = (head[2] & 0xFF) << 8 | head[3] & 0xFF;
        return magic >> 8 == IDX_IMAGES >> 8;
    }

    private static boolean looksLikeText(byte[] head) {
        for (byte value : head)
            if (value >= 0 && value < ' ' && value != '\t' && value != '\r' && value != '\n') return false;
        return true;
    }

    private static String hex(byte[] head) {
        var text = new StringBuilder();
        for (int i = 0; i < Math.min(4, head.length); i++) text.append(String.format("%02X", head[i]));
        return text.toString();
    }

    private static ImportedData readZip(Path file, String place, DataImport how, Progress progress) throws IOException {
        if (NumpyFile.isArchive(file))
            return ArrayChoice.readNumpy(place, "npz", NumpyFile.readArchive(file), how, progress);
        try (var archive = PictureArchive.openZip(file, place)) {
            return readArchive(archive, "zip", place, how, progress);
        }
    }

    private static ImportedData readTar(Path file, boolean gzipped, String place, DataImport how, Progress progress)
            throws IOException {
        try (var archive = PictureArchive.openTar(file, gzipped, place)) {
            return readArchive(archive, gzipped ? "tar.gz" : "tar", place, how, progress);
        }
    }

    private static ImportedData readArchive(
            PictureArchive archive, String kind, String place, DataImport how, Progress progress) throws IOException {
        if (archive.entries().isEmpty()) throw new Refusal("data.folder.nothing", place);
        return PictureFiles.read(place, kind, how, archive.entries(), progress);
    }

    /** At most as many of {@code all} as are asked for, drawn evenly from both parts together, one of each at least. */
    private static DataSplit some(DataSplit all, DataImport.Share share) {
        int total = all.train().size() + all.test().size();
        if (share.most() == 0 || share.most() >= total) return all;
        int train = (int) Math.round((double) share.most() * all.train().size() / total);
        train = Math.max(1, Math.min(share.most() - 1, train));
        return new DataSplit(
                all.name(),
                drawn(all.train(), train, share.seed()),
                drawn(all.test(), share.most() - train, share.seed()));
    }

    /** {@code count} of {@code images} (algorithm S of Knuth's volume 2, section 3.4.2). */
    private static ImageSet drawn(ImageSet images, int count, long seed) {
        int[] chosen = new int[count];
        int taken = 0;
        for (int i = 0; taken < count; i++) {
            double draw = RandomStream.uniform(RandomStream.SHUFFLE.key(seed), i);
            if (draw * (images.size() - i) < count - taken) chosen[taken++] = i;
        }
        return images.pick(chosen);
    }

    private static ImportedData described(DataSplit split) {
        ImageSet train = split.train();
        int[] counts = new int[train.classNames().size()];
        for (byte label : train.labels()) counts[label & 0xFF]++;
        for (byte label : split.test().labels()) counts[label & 0xFF]++;
        var classes = new ArrayList<DataDescription.ClassCount>();
        for (int c = 0; c < counts.length; c++)
            classes.add(new DataDescription.ClassCount(train.className(c), counts[c]));
        var format = train.format();
        int images = train.size() + split.test().size();
        var description = new DataDescription(
                Texts.of("data.kind.builtin"), images, split.test().size(), format, 0, 255, classes, List.of());
        return new ImportedData(split, description);
    }
}
