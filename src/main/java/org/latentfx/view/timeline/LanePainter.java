package org.latentfx.view.timeline;

import java.util.List;
import java.util.function.LongToDoubleFunction;
import org.latentfx.view.kit.Palette;
import org.latentfx.view.kit.PixelImage;

/**
 * Paints lanes of a timeline into a picture: what is remembered, what happened, where runs branch off. FX thread only.
 */
final class LanePainter {
    /** What a line of little weight leaves of what is below, of 256. */
    private static final int FAINT = 70;

    private static final int STRONG = 255;

    private final PixelImage image;
    private final double density;

    LanePainter(PixelImage image, double density) {
        this.image = image;
        this.density = density;
    }

    /** A bar of a lane around {@code y}, {@code thick} pixels of the scene high. */
    void bar(double from, double to, double y, double thick, int argb, boolean strong) {
        box(from, y - thick / 2, to - from, thick, argb, strong ? STRONG : FAINT);
    }

    /** An upright tick for each of {@code steps}; of those that nobody could tell apart one. */
    void ticks(List<Long> steps, LongToDoubleFunction xOf, double top, double height, int argb) {
        long before = Long.MIN_VALUE;
        for (long step : steps) {
            long column = Math.round(xOf.applyAsDouble(step) * density);
            if (column < before + Math.round(2 * density)) continue;
            before = column;
            box(column / density, top, 1, height, argb, 150);
        }
    }

    /** A diamond that stands for something that happened. */
    void diamond(double x, double y, double radius, int argb) {
        for (double row = -radius; row <= radius; row += 1 / density) {
            double half = radius - Math.abs(row);
            box(x - half, y + row, 2 * half, 1 / density, argb, STRONG);
        }
    }

    /** A curve from one lane down to another, as a road leaves another. */
    void branch(double x, double fromY, double toY, double thick, int argb) {
        double across = Math.max(6, (toY - fromY) * 1.2);
        for (double t = 0; t <= 1; t += 0.5 / (density * (across + toY - fromY))) {
            double smooth = t * t * (3 - 2 * t);
            box(x + t * across, fromY + smooth * (toY - fromY) - thick / 2, 1 / density, thick, argb, STRONG);
        }
        diamond(x, fromY, 3, argb);
    }

    private void box(double x, double y, double width, double height, int argb, int share) {
        int left = (int) Math.max(0, Math.round(x * density));
        int right = (int) Math.min(image.width(), Math.max(left + 1, Math.round((x + width) * density)));
        int top = (int) Math.max(0, Math.round(y * density));
        int bottom = (int) Math.min(image.height(), Math.max(top + 1, Math.round((y + height) * density)));
        for (int row = top; row < bottom; row++)
            for (int column = left; column < right; column++) {
                int at = row * image.width() + column;
                image.pixels()[at] = PixelImage.blend(image.pixels()[at], 0xff000000 | argb, share);
            }
    }

    /** The colour of the run that has {@code colour}. */
    static int of(int colour, boolean dark) {
        return Palette.of(dark).colour(colour);
    }
}
