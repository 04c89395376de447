package org.latentfx.io.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.latentfx.data.IdxFile;
import org.latentfx.io.data.PictureFiles.Entry;
import org.latentfx.text.Refusal;

/** The picture files in a folder and the folders in it, in order of their names; links are not followed. */
final class PictureFolder {
    private static final int DEEPEST = 8;

    private PictureFolder() {}

    static List<Entry> entries(Path folder, String place) throws IOException {
        var entries = new ArrayList<Entry>();
        try (Stream<Path> files = Files.walk(folder, DEEPEST)) {
            List<Path> found = files.filter(file -> PictureFiles.isNamed(relative(folder, file)))
                    .filter(Files::isRegularFile)
                    .limit(IdxFile.MOST_IMAGES + 1L)
                    .sorted()
                    .toList();
            if (found.size() > IdxFile.MOST_IMAGES) throw new Refusal("data.import.many", place, IdxFile.MOST_IMAGES);
            for (Path file : found) entries.add(new Entry(relative(folder, file), () -> bytes(file)));
        } catch (UncheckedIOException e) { // a folder in it may not be opened
            throw new Refusal(e, "data.import.unreadable", place, String.valueOf(e.getMessage()));
        }
        return entries;
    }

    private static String relative(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    /** All bytes of a file that is not too large to be a picture. */
    static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(PictureFiles.LARGEST_FILE + 1);
            if (bytes.length > PictureFiles.LARGEST_FILE)
                throw new Refusal("data.import.large", file, PictureFiles.LARGEST_FILE >> 20);
            return bytes;
        }
    }
}
