package org.latentfx.session.inpainting;

import java.util.function.BiPredicate;
import org.latentfx.data.PictureFormat;

/**
 * Which pixels of a picture are known and which are hidden. Immutable by convention: nobody may write to the array. Any
 * thread.
 *
 * @param known width × height, row by row
 */
public record Mask(int width, int height, boolean[] known) {
    /** Masks for any size, by where a pixel's centre lies as a share of width and height. */
    public enum Preset {
        NONE((x, y) -> false),
        LEFT((x, y) -> x < 0.5),
        RIGHT((x, y) -> x > 0.5),
        TOP((x, y) -> y < 0.5),
        BOTTOM((x, y) -> y > 0.5),
        CENTRE((x, y) -> Math.abs(x - 0.5) < 0.25 && Math.abs(y - 0.5) < 0.25);

        private final BiPredicate<Double, Double> hidden;

        Preset(BiPredicate<Double, Double> hidden) {
            this.hidden = hidden;
        }

        public Mask of(int width, int height) {
            boolean[] known = new boolean[width * height];
            for (int i = 0; i < known.length; i++)
                known[i] = !hidden.test((i % width + 0.5) / width, (i / width + 0.5) / height);
            return new Mask(width, height, known);
        }
    }

    public Mask {
        if (known.length != width * height)
            throw new IllegalArgumentException(
                    "mask: found " + known.length + " pixels, expected " + width + " × " + height);
    }

    /** How many pixels are hidden. */
    public int hidden() {
        int hidden = 0;
        for (boolean one : known) if (!one) hidden++;
        return hidden;
    }

    /**
     * Hides (or shows again) every pixel whose centre lies within {@code radius} of the line from (x0, y0) to (x1, y1),
     * in pixels from the upper left corner.
     */
    public Mask stroke(double x0, double y0, double x1, double y1, double radius, boolean hide) {
        boolean[] after = known.clone();
        double dx = x1 - x0;
        double dy = y1 - y0;
        double square = dx * dx + dy * dy;
        for (int i = 0; i < after.length; i++) {
            double x = i % width + 0.5 - x0;
            double y = i / width + 0.5 - y0;
            double along = square == 0 ? 0 : Math.max(0, Math.min(1, (x * dx + y * dy) / square));
            if (Math.hypot(x - along * dx, y - along * dy) <= radius) after[i] = !hide;
        }
        return new Mask(width, height, after);
    }

    /** Which values of a picture in that format are known: of a pixel that is, all channels. A new array. */
    public boolean[] knownValues(PictureFormat format) {
        boolean[] values = new boolean[known.length * format.channels()];
        for (int i = 0; i < values.length; i++) values[i] = known[i / format.channels()];
        return values;
    }

    boolean suits(int otherWidth, int otherHeight) {
        return width == otherWidth && height == otherHeight;
    }
}
