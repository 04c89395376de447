package org.latentfx.io;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.latentfx.io.PngFile.Grey;

/** Grey pixels of a picture in any colour model, what is transparent laid on the background it was made for. Pure. */
final class GreyPixels {
    /** Opaque pixels that fill this share of their frame are a sheet with something on it, if they differ in grey. */
    private static final double SHEET = 0.7;

    private static final double PLAIN = 0.25;
    private static final int LEVELS = 256;

    private GreyPixels() {}

    /** Luma of ITU-R BT.709 of pixels given as 0xAARRGGBB, row by row. */
    static Grey of(int width, int height, int[] argb) {
        float[] grey = new float[argb.length];
        float[] alpha = new float[argb.length];
        for (int i = 0; i < argb.length; i++) {
            grey[i] = luma(argb[i]);
            alpha[i] = (argb[i] >>> 24) / 255f;
        }
        return new Grey(width, height, composited(grey, alpha, width), false, argb);
    }

    static Grey of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        ColorModel model = image.getColorModel();
        if (model.getColorSpace().getType() != ColorSpace.TYPE_GRAY)
            return of(width, height, image.getRGB(0, 0, width, height, null, 0, width));
        // Java takes grey samples for linear light and would brighten them on their way to RGB: they are read as they
        // are, whatever their depth and with or without alpha.
        float[] grey = new float[width * height];
        float[] alpha = new float[width * height];
        Raster raster = image.getRaster();
        float @Nullable [] components = null;
        @Nullable Object element = null;
        for (int i = 0; i < grey.length; i++) {
            element = raster.getDataElements(i % width, i / width, element);
            components = model.getNormalizedComponents(element, components, 0);
            grey[i] = Math.max(0, Math.min(1, components[0]));
            alpha[i] = model.hasAlpha() ? components[model.getNumColorComponents()] : 1;
        }
        return new Grey(width, height, composited(grey, alpha, width));
    }

    /** As it is to be seen: Exif's orientation 1 to 8 says which of its corners is the first pixel. */
    static Grey upright(Grey grey, int orientation) {
        if (orientation == 1) return grey;
        boolean turned = orientation >= 5;
        int width = turned ? grey.height() : grey.width();
        int height = turned ? grey.width() : grey.height();
        boolean mirrored = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        boolean upsideDown = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        float[] pixels = new float[width * height];
        int[] argb = new int[grey.argb().length];
        for (int i = 0; i < pixels.length; i++) {
            int column = turned ? i / width : i % width;
            int row = turned ? i % width : i / width;
            int x = mirrored ? grey.width() - 1 - column : column;
            int y = upsideDown ? grey.height() - 1 - row : row;
            pixels[i] = grey.pixels()[y * grey.width() + x];
            if (argb.length > 0) argb[i] = grey.argb()[y * grey.width() + x];
        }
        return new Grey(width, height, pixels, grey.firstOfSeveral(), argb);
    }

    private static float luma(int argb) {
        return Math.min(1, (0.2126f * (argb >> 16 & 255) + 0.7152f * (argb >> 8 & 255) + 0.0722f * (argb & 255)) / 255);
    }

    private static float[] composited(float[] grey, float[] alpha, int width) {
        float background = background(grey, alpha, width);
        for (int i = 0; i < grey.length; i++)
            if (alpha[i] < 1) grey[i] = Math.max(0, Math.min(1, alpha[i] * grey[i] + (1 - alpha[i]) * background));
        return grey;
    }

    /**
     * What lies behind: under ink alone white, or black if the ink is light; under a sheet that is itself opaque, such
     * as one with round corners, the sheet's own grey.
     */
    private static float background(float[] grey, float[] alpha, int width) {
        double[] weight = new double[LEVELS];
        int[] box = {width, -1, Integer.MAX_VALUE, -1};
        double opaque = 0;
        for (int i = 0; i < grey.length; i++) {
            weight[Math.round(grey[i] * (LEVELS - 1))] += alpha[i];
            opaque += alpha[i];
            if (alpha[i] < 0.5f) continue;
            box[0] = Math.min(box[0], i % width);
            box[1] = Math.max(box[1], i % width);
            box[2] = Math.min(box[2], i / width);
            box[3] = i / width;
        }
        double area = (box[1] - box[0] + 1.0) * (box[3] - box[2] + 1.0);
        boolean sheet = box[1] >= 0 && opaque > SHEET * area;
        float middle = quantile(weight, 0.5);
        boolean plain = quantile(weight, 0.98) - quantile(weight, 0.02) < PLAIN;
        if (sheet && !plain) return middle;
        return middle > 0.5f ? 0 : 1;
    }

    private static float quantile(double[] weight, double share) {
        double rest = share * Arrays.stream(weight).sum();
        int level = 0;
        while (level < LEVELS - 1 && (rest -= weight[level]) > 0) level++;
        return level / (LEVELS - 1f);
    }
}
