package org.latentfx.io.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.Progress;
import org.latentfx.data.DataDescription;
import org.latentfx.data.DataDescription.ClassCount;
import org.latentfx.data.DataImport;
import org.latentfx.data.DataImport.Size;
import org.latentfx.data.DataSplit;
import org.latentfx.data.IdxFile;
import org.latentfx.data.ImageSet;
import org.latentfx.data.ImportedData;
import org.latentfx.data.PictureFormat;
import org.latentfx.data.Pixels;
import org.latentfx.data.RawPicture;
import org.latentfx.math.RandomStream;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;

/**
 * Takes the pictures of a file one by one, chooses among them if they are too many, fits each and lays it among those
 * learnt from or those held out. Memory grows with what comes, never with what is announced. One thread.
 */
final class PictureCollector {
    /** Where a picture belongs by what its file says. */
    enum Part {
        TRAIN,
        HELD_OUT,
        /** The file does not say: it is drawn. */
        OPEN
    }

    /** Pictures with a longer side are shrunk unless a size is asked for. */
    private static final int LONGEST_KEPT = 128;

    private static final int SHRUNK_TO = 64;
    private static final int TELL_EVERY = 64;

    private final String place;
    private final DataImport how;
    private final Progress progress;
    private final PictureFormat largest;
    private final Size size;
    private final int total;
    private final int wanted;
    private final Store train = new Store();
    private final Store heldOut = new Store();
    private final List<String> notes = new ArrayList<>();
    private volatile boolean foundColour;
    private int asked;
    private int taken;
    private int open;

    /**
     * @param place the file, as refusals name it
     * @param largest of the pictures to come
     * @param total how many will be offered
     */
    PictureCollector(String place, DataImport how, PictureFormat largest, long total, Progress progress) {
        this.place = place;
        this.how = how;
        this.progress = progress;
        this.largest = largest;
        this.size = size();
        if (total < 2 || total > Integer.MAX_VALUE) throw new Refusal("data.import.count", place, total);
        this.total = (int) total;
        long room = Math.min(IdxFile.MOST_IMAGES, IdxFile.MOST_BYTES / format().values());
        int most = how.share().most() > 0 ? how.share().most() : Integer.MAX_VALUE;
        this.wanted = (int) Math.min(this.total, Math.min(most, room));
        if (wanted < total) notes.add(Texts.of("data.note.drawn", wanted, total));
        if (largest.channels() > PictureFormat.COLOUR) notes.add(Texts.of("data.note.opacity"));
        if (inColour() && how.fitting().grey()) notes.add(Texts.of("data.note.grey"));
    }

    private Size size() {
        if (largest.letters()) return new Size(largest.width(), largest.height());
        Size asked = how.fitting().size();
        boolean turned = how.fitting().transpose();
        var own = turned ? new Size(largest.height(), largest.width()) : new Size(largest.width(), largest.height());
        if (asked == null) {
            int longest = Math.max(own.width(), own.height());
            if (longest <= LONGEST_KEPT) return own;
            double scale = (double) SHRUNK_TO / longest;
            var shrunk = new Size(side(own.width() * scale), side(own.height() * scale));
            notes.add(Texts.of("data.note.shrunk", shrunk.width(), shrunk.height()));
            return shrunk;
        }
        var sides = ModelConfiguration.SIDE;
        if (!sides.contains(asked.width()) || !sides.contains(asked.height()))
            throw new Refusal(
                    "data.import.size", asked.width(), asked.height(), (int) sides.least(), (int) sides.most());
        return asked;
    }

    private static int side(double length) {
        return Math.max(1, (int) Math.round(length));
    }

    private boolean inColour() {
        return largest.channels() >= PictureFormat.COLOUR;
    }

    /** Of the pictures once they are fitted. */
    private PictureFormat format() {
        if (largest.letters()) return largest;
        int channels = inColour() && !how.fitting().grey() ? PictureFormat.COLOUR : PictureFormat.GREY;
        return new PictureFormat(size.width(), size.height(), channels);
    }

    /** The longer side of the pictures once they are fitted. */
    int longest() {
        return Math.max(size.width(), size.height());
    }

    void note(String sentence) {
        notes.add(sentence);
    }

    /**
     * Whether the next picture of the file is wanted; asked once for each in order, of which it makes an even draw
     * (algorithm S of Knuth's volume 2, section 3.4.2).
     */
    boolean wantsNext() {
        if (asked % TELL_EVERY == 0) progress.at(asked, total);
        int rest = total - asked;
        double draw = RandomStream.uniform(RandomStream.SHUFFLE.key(how.share().seed()), asked);
        asked++;
        boolean wants = draw * rest < wanted - taken;
        if (wants) taken++;
        return wants;
    }

    /** Whether pictures of {@code format} are all wanted and stay as they are, so that none need be looked at. */
    boolean takesAllAsTheyAre(PictureFormat format) {
        var fitting = how.fitting();
        return wanted == total && format.equals(format()) && !fitting.invert() && !fitting.transpose();
    }

    /** Takes all pictures of a part that its file names at once; nobody else may write to the arrays from now on. */
    void addAll(Pixels pixels, byte[] labels, Part part) {
        Store store = part == Part.HELD_OUT ? heldOut : train;
        if (part == Part.OPEN || store.count > 0) throw new IllegalArgumentException("a part once: " + part);
        store.whole = pixels;
        store.labels = labels;
        store.count = labels.length;
        asked += labels.length;
        taken += labels.length;
        progress.at(asked, total);
    }

    /** Takes a picture as it stands in the file. */
    void add(RawPicture picture, int label, Part part) {
        add(fit(picture), label, part);
    }

    /** The picture in the format that all have; for any thread. */
    byte[] fit(RawPicture picture) {
        if (!inColour() && picture.showsColour()) foundColour = true;
        return picture.fitted(how.fitting(), format());
    }

    /** Takes a picture that was fitted already. */
    void add(byte[] fitted, int label, Part part) {
        boolean holdsOut = part == Part.HELD_OUT || part == Part.OPEN && drawnToHoldOut(open++);
        try {
            (holdsOut ? heldOut : train).add(fitted, (byte) label);
        } catch (OutOfMemoryError e) {
            throw new Refusal(e, "data.import.memory", place, ((long) wanted * format().values() >> 20) + 1);
        }
    }

    /** One of each {@code heldOutOf} in a row, so that files in the order of their classes are split evenly. */
    private boolean drawnToHoldOut(int index) {
        int of = how.share().heldOutOf();
        long key = RandomStream.EVALUATION.key(how.share().seed());
        return index % of == (int) (of * RandomStream.uniform(key, index / of));
    }

    /** All that was taken. */
    ImportedData finish(String kind, List<String> classNames, double low, double high) {
        if (open > 0)
            notes.add(Texts.of(
                    "data.note.split", how.share().heldOutOf(), how.share().seed()));
        if (heldOut.count == 0) heldOut.moveLastFrom(train);
        if (train.count == 0) train.moveLastFrom(heldOut);
        if (train.count == 0 || heldOut.count == 0) throw new Refusal("data.import.count", place, taken);
        if (foundColour) notes.add(Texts.of("data.note.some-colour"));
        if (classNames.isEmpty()) notes.add(Texts.of("data.note.unlabelled"));
        progress.at(total, total);
        List<String> names = classNames.isEmpty() ? List.of(Texts.of("data.class.none")) : classNames;
        var split = new DataSplit(place, train.set(names), heldOut.set(names));
        int images = train.count + heldOut.count;
        var description =
                new DataDescription(kind, images, heldOut.count, largest, low, high, counts(split, classNames), notes);
        return new ImportedData(split, description);
    }

    private static List<ClassCount> counts(DataSplit split, List<String> names) {
        int[] counts = new int[names.size()];
        if (counts.length == 0) return List.of();
        for (byte label : split.train().labels()) counts[label & 0xFF]++;
        for (byte label : split.test().labels()) counts[label & 0xFF]++;
        var list = new ArrayList<ClassCount>();
        for (int c = 0; c < counts.length; c++) list.add(new ClassCount(names.get(c), counts[c]));
        return list;
    }

    /** Pictures of one size in a growing row. */
    private final class Store {
        private Pixels.@Nullable Builder values;
        private @Nullable Pixels whole;
        private byte[] labels = new byte[0];
        private int count;

        void add(byte[] picture, byte label) {
            if (values == null) values = new Pixels.Builder(picture.length, wanted);
            values.add(picture, 0);
            if (count == labels.length) labels = Arrays.copyOf(labels, Math.min(wanted, Math.max(1 << 12, 2 * count)));
            labels[count++] = label;
        }

        void moveLastFrom(Store other) {
            if (other.count < 2 || other.values == null) return;
            other.count--;
            add(other.values.removeLast(), other.labels[other.count]);
        }

        ImageSet set(List<String> names) {
            Pixels pixels = whole;
            if (pixels == null) pixels = values == null ? Pixels.of(new byte[0], 1) : values.pixels();
            if (labels.length != count) labels = Arrays.copyOf(labels, count);
            return new ImageSet(format(), pixels, labels, names);
        }
    }
}
