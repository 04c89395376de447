package org.latentfx.data;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a person wants a file's pictures to be read. Immutable.
 *
 * @param stretch multiplies all pixels so that the brightest becomes white
 */
public record DataImport(Meaning meaning, Fitting fitting, Share share, boolean stretch) {
    /** Whatever can be guessed is guessed, and pictures are left as they are. */
    public static final DataImport GUESSED = new DataImport(
            new Meaning("", "", null, null), new Fitting(null, false, false, false, false), new Share(0, 10, 1), false);

    /** Pixels across and down. */
    public record Size(int width, int height) {
        private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,4})(?:[x×,]([1-9]\\d{0,4}))?");

        /** The size that {@code text} such as 28x20 or 28 stands for; null if it is none. */
        public static @Nullable Size parse(String text) {
            Matcher found = TEXT.matcher(text);
            if (!found.matches()) return null;
            int width = Integer.parseInt(found.group(1));
            return new Size(width, found.group(2) == null ? width : Integer.parseInt(found.group(2)));
        }
    }

    /**
     * What in the file is meant; "" or null where that is to be guessed.
     *
     * @param key the array that holds the pictures
     * @param labels the array or column that holds the labels
     * @param shape of the pictures that stand in rows of numbers
     * @param tile of the pictures that stand side by side in one large one
     */
    public record Meaning(
            String key,
            String labels,
            @Nullable Size shape,
            @Nullable Size tile) {}

    /**
     * What becomes of each picture.
     *
     * @param size to shrink or enlarge it to, or null to keep its own
     * @param crop fills that size and cuts off what is over; without, it is fitted in and its edge is filled up
     * @param invert swaps black and white
     * @param transpose swaps rows and columns
     * @param grey takes the luma of pictures in colour; without, they stay in colour
     */
    public record Fitting(@Nullable Size size, boolean crop, boolean invert, boolean transpose, boolean grey) {
        /** The same at {@code other} size. */
        public Fitting at(@Nullable Size other) {
            return new Fitting(other, crop, invert, transpose, grey);
        }

        /** The same, but for rows and columns. */
        public Fitting turned() {
            return new Fitting(size, crop, invert, !transpose, grey);
        }

        /** The same in grey or, where the picture has it, in colour. */
        public Fitting inGrey(boolean now) {
            return new Fitting(size, crop, invert, transpose, now);
        }
    }

    /**
     * Which pictures are taken.
     *
     * @param most so many at most, drawn evenly; 0 for all
     * @param heldOutOf one of so many is held out, where the file does not say which
     * @param seed of both draws
     */
    public record Share(int most, int heldOutOf, long seed) {}

    public DataImport with(Meaning next) {
        return new DataImport(next, fitting, share, stretch);
    }

    public DataImport with(Fitting next) {
        return new DataImport(meaning, next, share, stretch);
    }

    /** The same for one who needs pictures of {@code format}: in grey if that is grey. */
    public DataImport of(PictureFormat format) {
        return with(fitting.inGrey(!format.inColour()));
    }

    public DataImport with(Share next) {
        return new DataImport(meaning, fitting, next, stretch);
    }

    /** The same, but for whether all pixels are multiplied. */
    public DataImport stretched(boolean now) {
        return new DataImport(meaning, fitting, share, now);
    }
}
