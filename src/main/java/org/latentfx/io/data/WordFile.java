package org.latentfx.io.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.latentfx.analysis.Progress;
import org.latentfx.data.DataImport;
import org.latentfx.data.ImportedData;
import org.latentfx.data.Letters;
import org.latentfx.data.PictureFormat;
import org.latentfx.data.WordList;
import org.latentfx.io.data.PictureCollector.Part;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;

/** A text with one word a line, as {@link WordList} tells. */
final class WordFile {
    private static final int MOST_BYTES = 1 << 26;

    private WordFile() {}

    static ImportedData read(Path file, boolean gzipped, String place, DataImport how, Progress progress)
            throws IOException {
        WordList list = WordList.of(bytes(file, gzipped, place));
        if (list.words().size() < 2)
            throw new Refusal("data.words.few", place, list.words().size());
        PictureFormat format = Letters.format(list.places());
        boolean classed = list.classes().stream().anyMatch(name -> !name.isEmpty());
        var labels = classed
                ? Labels.of(named(list.classes()))
                : Labels.none(list.words().size());
        var all = new PictureCollector(place, how, format, list.words().size(), progress);
        if (list.other() > 0) all.note(Texts.of("data.words.other", list.other(), Letters.LONGEST));
        if (list.repeated() > 0) all.note(Texts.of("data.words.repeated", list.repeated()));
        if (labels == null) {
            all.note(Texts.of("data.words.classes"));
            labels = Labels.none(list.words().size());
        }
        for (int i = 0; i < list.words().size(); i++)
            if (all.wantsNext())
                all.add(Letters.bytes(list.words().get(i), format), labels.classes()[i] & 0xff, Part.OPEN);
        return all.finish(Texts.of("data.kind.words"), labels.names(), 0, 1);
    }

    private static List<String> named(List<String> classes) {
        return classes.stream()
                .map(name -> name.isEmpty() ? Texts.of("data.words.unclassed") : name)
                .toList();
    }

    private static byte[] bytes(Path file, boolean gzipped, String place) throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
                InputStream in = gzipped ? new GZIPInputStream(raw) : raw) {
            byte[] all = in.readNBytes(MOST_BYTES + 1);
            if (all.length > MOST_BYTES) throw new Refusal("data.words.large", place, MOST_BYTES >> 20);
            return all;
        } catch (EOFException | ZipException e) {
            throw new Refusal(e, "data.import.damaged", file);
        }
    }
}
