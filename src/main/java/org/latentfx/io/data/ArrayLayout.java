package org.latentfx.io.data;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataImport.Size;
import org.latentfx.data.PictureFormat;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;

/**
 * Where in an array the pictures stand: how many, of what form, and how far it is from one to the next picture, row,
 * column and channel, in numbers. Guessed from the shape alone. Immutable.
 */
record ArrayLayout(
        int count, PictureFormat format, long picture, long row, long column, long channel, List<String> notes) {
    private static final int MOST_PIXELS = 1 << 26;
    /** What an axis of channels may be long, the likelier first; four are colours and their opacity. */
    private static final List<List<Integer>> CHANNELS = List.of(List.of(1, 3), List.of(4));

    /** Numbers in a picture of 4 × 4, the smallest that is looked for. */
    private static final int SMALLEST_ROW = 16;

    /** The Frey faces, as Sam Roweis put them into a file. */
    private static final Size FREY = new Size(20, 28);

    ArrayLayout {
        notes = List.copyOf(notes);
    }

    /** The layout of NumPy's {@code array}; throws {@link Refusal} if its shape is none of pictures. */
    static ArrayLayout of(NumberArray array, @Nullable Size shape, String place) {
        if (array.rank() == 2) return flat(array, 0, shape, false, place);
        if (array.rank() == 3) return layout(array, 0, 1, 2, -1, List.of(), place);
        for (List<Integer> likely : array.rank() == 4 ? CHANNELS : List.<List<Integer>>of()) {
            if (likely.contains(array.axis(3))) return layout(array, 0, 1, 2, 3, List.of(), place);
            if (likely.contains(array.axis(1)))
                return layout(array, 0, 2, 3, 1, List.of(Texts.of("data.note.planar")), place);
        }
        throw new Refusal("data.import.shape", place, array.name(), text(array));
    }

    /**
     * The layout of MATLAB's {@code array}, whose last axis counts; a table's pictures are its rows, or its columns if
     * only those have the length of a picture. Numbers run down the picture's columns, but in the Frey faces.
     */
    static ArrayLayout ofMatlab(NumberArray array, @Nullable Size shape, String place) {
        if (array.rank() == 3) return layout(array, 2, 0, 1, -1, List.of(), place);
        if (array.rank() == 4 && (array.axis(2) == 1 || array.axis(2) == 3))
            return layout(array, 3, 0, 1, 2, List.of(), place);
        if (array.rank() != 2) throw new Refusal("data.import.shape", place, array.name(), text(array));
        if (array.name().equals("ff") && array.axis(0) == FREY.width() * FREY.height())
            return flat(array, 1, FREY, false, place);
        boolean inColumns = isPicture(array.axis(0), shape)
                && (!isPicture(array.axis(1), shape) || array.name().equals("faces"));
        return flat(array, inColumns ? 1 : 0, shape, true, place);
    }

    private static boolean isPicture(int length, @Nullable Size shape) {
        return shape == null ? length >= SMALLEST_ROW && isSquare(length) : length == shape.width() * shape.height();
    }

    private static ArrayLayout layout(
            NumberArray array, int count, int row, int column, int channel, List<String> notes, String place) {
        int channels = channel < 0 ? 1 : array.axis(channel);
        var format = new PictureFormat(array.axis(column), array.axis(row), channels);
        if ((long) format.width() * format.height() * channels > MOST_PIXELS || format.values() == 0)
            throw new Refusal("data.import.shape", place, array.name(), text(array));
        return new ArrayLayout(
                array.axis(count),
                format,
                array.stride(count),
                array.stride(row),
                array.stride(column),
                channel < 0 ? 0 : array.stride(channel),
                notes);
    }

    /** Each picture is a row of numbers (or a column, if {@code count} is the second axis). */
    private static ArrayLayout flat(
            NumberArray array, int count, @Nullable Size shape, boolean downFirst, String place) {
        int values = 1 - count;
        int length = array.axis(values);
        int channels = 1;
        var notes = new ArrayList<String>();
        Size size = shape;
        if (size == null) {
            if (!isSquare(length) && length % 3 == 0 && isSquare(length / 3)) channels = 3;
            int side = (int) Math.round(Math.sqrt(length / (double) channels));
            if (side * side * channels != length || length < SMALLEST_ROW)
                throw new Refusal("data.import.row", place, array.name(), length);
            size = new Size(side, side);
            notes.add(Texts.of("data.note.square", length, side));
        } else if ((long) size.width() * size.height() != length) {
            if (3L * size.width() * size.height() != length)
                throw new Refusal("data.import.asked", place, array.name(), length, size.width(), size.height());
            channels = 3;
        }
        return folded(array, count, size, channels, downFirst, notes);
    }

    private static ArrayLayout folded(
            NumberArray array, int count, Size size, int channels, boolean downFirst, List<String> notes) {
        long step = array.stride(1 - count);
        return new ArrayLayout(
                array.axis(count),
                new PictureFormat(size.width(), size.height(), channels),
                array.stride(count),
                downFirst ? step : step * size.width(),
                downFirst ? step * size.height() : step,
                step * size.width() * size.height(),
                notes);
    }

    private static boolean isSquare(int length) {
        int side = (int) Math.round(Math.sqrt(length));
        return side * side == length;
    }

    static String text(NumberArray array) {
        return String.join(" × ", array.shape().stream().map(String::valueOf).toList());
    }

    /** Whether each picture's numbers stand together, one picture after the other. */
    boolean isSequential() {
        return picture == format.values() || count == 1;
    }
}
