package org.latentfx.io.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.PictureFormat;
import org.latentfx.data.RawPicture;
import org.latentfx.io.data.PictureCollector.Part;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;

/** The pictures of one array, read one after another; numbers of any range become bytes. Throws {@link Refusal}. */
final class ArrayPictures {
    /** Whole arrays are read at once only if they hold no more bytes. */
    private static final int MOST_AT_ONCE = 1 << 30;

    private static final int PIECE = 1 << 16;
    private static final int LOOKED_AT_FIRST = 100_000;

    /** The values of an array: the least and the largest, and how many are no numbers. */
    record Range(double low, double high, long missing) {
        /** What becomes 0 and what becomes 255. */
        Range shown() {
            if (low >= 0 && high <= 1) return new Range(0, 1, missing);
            if (low >= 0 && high <= 255) return new Range(0, 255, missing);
            if (low >= -1 && high <= 1) return new Range(-1, 1, missing);
            return this;
        }

        byte toByte(double value) {
            if (!(value > low)) return 0; // NaN too
            return (byte) Math.round(255 * Math.min(1, (value - low) / (high - low)));
        }

        Range with(Range other) {
            return new Range(Math.min(low, other.low), Math.max(high, other.high), missing + other.missing);
        }
    }

    private final NumberArray array;
    private final ArrayLayout layout;
    private final String place;

    ArrayPictures(NumberArray array, ArrayLayout layout, String place) {
        this.array = array;
        this.layout = layout;
        this.place = place;
    }

    int count() {
        return layout.count();
    }

    PictureFormat format() {
        return layout.format();
    }

    List<String> notes() {
        return layout.notes();
    }

    /** Reads every number once; bytes only as far as it takes to see that they are more than zeros and ones. */
    Range range() {
        if (array.type().letter() == 'b') return new Range(0, 1, 0);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        long missing = 0;
        int bytes = array.type().bytes();
        byte[] piece = new byte[PIECE];
        boolean isByte = array.type().equals(NumberType.BYTE);
        try (InputStream in = array.bytes().open()) {
            long left = array.count();
            for (long seen = 0; left > 0; ) {
                int numbers = (int) Math.min(left, PIECE / bytes);
                readFully(in, piece, numbers * bytes);
                for (int i = 0; i < numbers; i++) {
                    double value = array.type().value(piece, i);
                    if (Double.isFinite(value)) {
                        low = Math.min(low, value);
                        high = Math.max(high, value);
                    } else missing++;
                }
                left -= numbers;
                seen += numbers;
                if (isByte && high > 1 && seen > LOOKED_AT_FIRST) return new Range(0, 255, 0);
            }
        } catch (IOException e) {
            throw refusal(e);
        }
        if (low > high) throw new Refusal("data.import.nan", place, array.name());
        return new Range(low, high, missing);
    }

    /** Hands each picture that is wanted to {@code to}, with its label. */
    void read(PictureCollector to, Range shown, byte @Nullable [] classes, Part part) {
        int values = layout.format().values();
        int bytes = array.type().bytes();
        try (InputStream in = array.bytes().open()) {
            byte[] block = new byte[layout.isSequential() ? values * bytes : wholeArray()];
            if (!layout.isSequential()) readFully(in, block, block.length);
            for (int i = 0; i < layout.count(); i++) {
                boolean wanted = to.wantsNext();
                if (layout.isSequential()) readFully(in, block, block.length);
                long from = layout.isSequential() ? 0 : i * layout.picture();
                if (wanted) to.add(picture(block, from, shown), classes == null ? 0 : classes[i], part);
            }
            if (in.read() >= 0) throw new Refusal("data.import.long", place, array.name());
        } catch (IOException e) {
            throw refusal(e);
        }
    }

    private int wholeArray() {
        long bytes = array.count() * array.type().bytes();
        if (bytes > MOST_AT_ONCE) throw new Refusal("data.import.order", place, array.name(), bytes >> 20);
        return (int) bytes;
    }

    private RawPicture picture(byte[] block, long from, Range shown) {
        PictureFormat format = layout.format();
        int channels = Math.min(3, format.channels());
        byte[] pixels = new byte[format.width() * format.height() * channels];
        boolean asItIs = array.type().equals(NumberType.BYTE) && shown.low() == 0 && shown.high() == 255;
        int at = 0;
        for (int y = 0; y < format.height(); y++)
            for (int x = 0; x < format.width(); x++)
                for (int c = 0; c < channels; c++) {
                    int index = (int) (from + y * layout.row() + x * layout.column() + c * layout.channel());
                    pixels[at++] =
                            asItIs ? block[index] : shown.toByte(array.type().value(block, index));
                }
        return new RawPicture(new PictureFormat(format.width(), format.height(), channels), pixels);
    }

    private void readFully(InputStream in, byte[] to, int length) throws IOException {
        int found = in.readNBytes(to, 0, length);
        if (found < length) throw new Refusal("data.import.short", place, array.name());
    }

    private Refusal refusal(IOException thrown) {
        boolean damaged = thrown instanceof EOFException || thrown instanceof ZipException;
        return damaged
                ? new Refusal(thrown, "data.import.damaged", place)
                : new Refusal(thrown, "data.import.unreadable", place, String.valueOf(thrown.getMessage()));
    }

    /** What is to be said of values in {@code found}. */
    static void describe(Range found, PictureCollector to) {
        Range shown = found.shown();
        if (found.missing() > 0) to.note(Texts.of("data.note.nan", found.missing()));
        if (found.low() == found.high()) to.note(Texts.of("data.note.plain", found.low()));
        else if (shown.low() != 0 || shown.high() != 255)
            to.note(Texts.of("data.note.range", shown.low(), shown.high()));
    }

    static InputStream buffered(InputStream in) {
        return new BufferedInputStream(in, PIECE);
    }
}
