package org.latentfx.io.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.Progress;
import org.latentfx.data.DataImport;
import org.latentfx.data.DataImport.Size;
import org.latentfx.data.ImportedData;
import org.latentfx.data.PictureFormat;
import org.latentfx.io.data.PictureCollector.Part;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;

/**
 * Many picture files, in a folder or an archive, one class a folder. Where the first folders are called train and test
 * (or val), they say what is held out and the folders in them are the classes.
 */
final class PictureFiles {
    /** One picture file: its name with the folders it stands in, and how to come by its bytes. */
    record Entry(String name, Opening bytes) {
        interface Opening {
            byte[] read() throws IOException;
        }

        List<String> folders() {
            String[] parts = name.split("/");
            return List.of(parts).subList(0, parts.length - 1);
        }
    }

    /** A larger file is no picture that a model of at most 256 pixels a side needs. */
    static final int LARGEST_FILE = 1 << 26;

    private static final Set<String> TRAIN = Set.of("train", "training", "val", "valid", "validation");
    private static final Set<String> TEST = Set.of("test", "testing");
    private static final int LOOKED_AT = 64;
    private static final int AT_ONCE = 64;
    private static final int ENOUGH_FOR_COLOUR = 64;
    private static final int MOST_CLASSES = 256;
    private static final int MOST_UNREADABLE = 20;

    private final String place;
    private final DataImport how;
    private final List<Entry> entries;

    private PictureFiles(String place, DataImport how, List<Entry> entries) {
        this.place = place;
        this.how = how;
        this.entries = entries;
    }

    /** In a folder that file managers hide, such as one of thumbnails. */
    private static final String HIDDEN = "(.*/)?\\.[^./][^/]*/.*";

    /** Whether a file of that name, below what was chosen, may be a picture that a person means. */
    static boolean isNamed(String name) {
        String plain = name.toLowerCase(Locale.ROOT);
        String last = plain.substring(plain.lastIndexOf('/') + 1);
        return last.matches("[^.].*\\.(png|jpe?g|gif|bmp|tiff?|webp)")
                && !plain.contains("__macosx/")
                && !plain.matches(HIDDEN);
    }

    static ImportedData read(String place, String kind, DataImport how, List<Entry> entries, Progress progress)
            throws IOException {
        return new PictureFiles(place, how, entries).read(kind, progress);
    }

    private ImportedData read(String kind, Progress progress) throws IOException {
        if (entries.size() < 2) throw new Refusal("data.import.count", place, entries.size());
        int level = commonFolders();
        boolean parted = entries.stream().allMatch(entry -> part(entry, level) != Part.OPEN)
                && entries.stream().anyMatch(entry -> part(entry, level) == Part.HELD_OUT);
        int classLevel = parted ? level + 1 : level;
        List<String> classes = classes(classLevel);
        boolean labelled = classes.size() > 1 && classes.size() <= MOST_CLASSES;
        Look look = look();
        PictureFormat largest = look.format();
        boolean mixed = look.mixed();
        var fitted = how.with(sized(largest, mixed));
        var collector = new PictureCollector(place, fitted, largest, entries.size(), progress);
        if (look.looksGrey()) collector.note(Texts.of("data.note.looks-grey"));
        if (mixed && how.fitting().size() == null) collector.note(Texts.of("data.note.mixed"));
        if (classes.size() > MOST_CLASSES) collector.note(Texts.of("data.note.classes"));
        collect(collector, collector.longest(), (entry, pixels) -> {
            int label = labelled ? classes.indexOf(className(entry, classLevel)) : 0;
            collector.add(pixels, label, parted ? part(entry, level) : Part.OPEN);
        });
        return collector.finish(kind, labelled ? classes : List.of(), 0, 255);
    }

    private interface Taken {
        void take(Entry entry, byte[] pixels);
    }

    /** Decodes on all processors, some dozens at once, and takes them in order. */
    private void collect(PictureCollector collector, int longest, Taken taken) throws IOException {
        int damaged = 0;
        @Nullable Refusal first = null;
        for (int from = 0; from < entries.size(); from += AT_ONCE) {
            var wanted = new ArrayList<Entry>();
            for (int i = from; i < Math.min(entries.size(), from + AT_ONCE); i++)
                if (collector.wantsNext()) wanted.add(entries.get(i));
            var files = new ArrayList<byte[]>();
            for (Entry entry : wanted) files.add(entry.bytes.read());
            Object[] results = IntStream.range(0, wanted.size())
                    .parallel()
                    .mapToObj(i -> attempt(collector, files.get(i), longest, wanted.get(i)))
                    .toArray();
            for (int i = 0; i < results.length; i++) {
                if (results[i] instanceof byte[] pixels) taken.take(wanted.get(i), pixels);
                else if (results[i] instanceof Refusal refusal) {
                    if (first == null) first = refusal;
                    if (++damaged > MOST_UNREADABLE) throw first;
                }
            }
        }
        if (first != null) collector.note(Texts.of("data.note.damaged", damaged, String.valueOf(first.getMessage())));
    }

    /** The pixels, or why there are none. */
    private Object attempt(PictureCollector collector, byte[] file, int longest, Entry entry) {
        try {
            return collector.fit(PictureDecoder.decode(file, longest, place + " (" + entry.name + ")"));
        } catch (Refusal e) {
            return e;
        }
    }

    /** How many folders lead to all entries alike, such as the one that most archives have at their top. */
    private int commonFolders() {
        List<String> common = entries.get(0).folders();
        int level = common.size();
        for (Entry entry : entries) {
            List<String> own = entry.folders();
            int same = 0;
            while (same < Math.min(level, own.size()) && own.get(same).equals(common.get(same))) same++;
            level = same;
        }
        return level;
    }

    private static Part part(Entry entry, int level) {
        String folder = className(entry, level).toLowerCase(Locale.ROOT);
        return TRAIN.contains(folder) ? Part.TRAIN : TEST.contains(folder) ? Part.HELD_OUT : Part.OPEN;
    }

    /** "" where a picture stands beside the folders. */
    private static String className(Entry entry, int level) {
        List<String> folders = entry.folders();
        return level < folders.size() ? folders.get(level) : "";
    }

    private List<String> classes(int level) {
        var names = new TreeSet<String>();
        for (Entry entry : entries) names.add(className(entry, level));
        return List.copyOf(names);
    }

    /**
     * What some of the pictures are like, evenly spread over the whole.
     *
     * @param format the longest sides, and whether one shows a colour
     * @param mixed whether their sizes differ
     * @param looksGrey whether some could show a colour, but none does
     */
    private record Look(PictureFormat format, boolean mixed, boolean looksGrey) {}

    private Look look() throws IOException {
        int width = 0;
        int height = 0;
        boolean mixed = false;
        boolean storesColour = false;
        boolean showsColour = false;
        @Nullable PictureFormat first = null;
        @Nullable Refusal refusal = null;
        int step = Math.max(1, entries.size() / LOOKED_AT);
        for (int i = 0; i < entries.size(); i += step) {
            byte[] file = entries.get(i).bytes.read();
            String at = place + " (" + entries.get(i).name + ")";
            try {
                var format = PictureDecoder.format(file, at);
                if (first != null) mixed |= format.width() != first.width() || format.height() != first.height();
                first = first == null ? format : first;
                width = Math.max(width, format.width());
                height = Math.max(height, format.height());
                storesColour |= format.inColour();
                if (format.inColour() && !showsColour)
                    showsColour =
                            PictureDecoder.decode(file, ENOUGH_FOR_COLOUR, at).showsColour();
            } catch (Refusal e) {
                refusal = e;
            }
        }
        if (first == null) throw refusal != null ? refusal : new Refusal("data.import.count", place, 0);
        int channels = showsColour ? PictureFormat.COLOUR : PictureFormat.GREY;
        return new Look(new PictureFormat(width, height, channels), mixed, storesColour && !showsColour);
    }

    /** Pictures of several sizes are fitted into a square of 64, or smaller if none is larger. */
    private DataImport.Fitting sized(PictureFormat largest, boolean mixed) {
        DataImport.Fitting fitting = how.fitting();
        if (!mixed || fitting.size() != null) return fitting;
        int side = Math.min(64, Math.max(largest.width(), largest.height()));
        return fitting.at(new Size(side, side));
    }
}
