package org.latentfx.io.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.latentfx.text.Refusal;

/**
 * An array of numbers in a file, found to be as long as its shape says, its numbers still to be read.
 *
 * @param name within the file; "" if it is the only one
 * @param shape the length of each axis
 * @param firstFastest whether the first axis runs fastest (as in Fortran and MATLAB) rather than the last
 */
record NumberArray(String name, NumberType type, List<Integer> shape, boolean firstFastest, Opening bytes) {
    /** Gives the array's bytes from the first, as often as asked. */
    interface Opening {
        InputStream open() throws IOException;
    }

    /** More numbers than this are not read as labels. */
    private static final int MOST_LABELS = 2_000_000;

    /** Nor are more bytes. */
    private static final long MOST_BYTES = 256L << 20;

    NumberArray {
        shape = List.copyOf(shape);
    }

    long count() {
        long count = 1;
        for (int length : shape) count *= length;
        return count;
    }

    int axis(int index) {
        return shape.get(index);
    }

    int rank() {
        return shape.size();
    }

    /** Axes longer than one. */
    int realRank() {
        return (int) shape.stream().filter(length -> length > 1).count();
    }

    /** How far apart neighbours along {@code axis} are. */
    long stride(int axis) {
        long stride = 1;
        if (firstFastest) for (int a = 0; a < axis; a++) stride *= axis(a);
        else for (int a = axis + 1; a < rank(); a++) stride *= axis(a);
        return stride;
    }

    /** Column {@code column} of a table, or the whole of a row of numbers, as texts; whole numbers without a point. */
    List<String> texts(int rows, int column, String place) {
        long count = count();
        if (count > 16L * MOST_LABELS || rows > MOST_LABELS || count * type.bytes() > MOST_BYTES)
            throw new Refusal("data.import.labels", place, name);
        int columns = (int) (count / rows);
        try (InputStream in = bytes.open()) {
            byte[] all = in.readNBytes((int) count * type.bytes());
            if (all.length < count * type.bytes()) throw new Refusal("data.import.short", place, name);
            var texts = new ArrayList<String>(rows);
            for (int row = 0; row < rows; row++) {
                int at = firstFastest ? column * rows + row : row * columns + column;
                double value = type.isText() ? Double.NaN : type.value(all, at);
                if (type.isText()) texts.add(type.text(all, at));
                else texts.add(value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value));
            }
            return texts;
        } catch (IOException e) {
            throw new Refusal(e, "data.import.unreadable", place, String.valueOf(e.getMessage()));
        }
    }
}
