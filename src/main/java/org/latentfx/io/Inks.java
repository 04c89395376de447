package org.latentfx.io;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;

/**
 * Colours of a picture made for print, which the JDK's JPEG reader gives as raw bands: cyan, magenta, yellow and black,
 * or YCbCr and black (ITU-T T.872). Adobe's programs, and all that follow them, store how much ink is missing rather
 * than how much there is. Pure.
 */
final class Inks {
    private static final int YCCK = 2;

    private Inks() {}

    /** As a screen shows it without a colour profile. {@code adobeTransform}: −1 without Adobe's segment. */
    static BufferedImage toRgb(Raster raster, int adobeTransform) {
        var image = new BufferedImage(raster.getWidth(), raster.getHeight(), BufferedImage.TYPE_INT_RGB);
        int[] bands = new int[4];
        for (int y = 0; y < image.getHeight(); y++)
            for (int x = 0; x < image.getWidth(); x++) {
                raster.getPixel(raster.getMinX() + x, raster.getMinY() + y, bands);
                if (adobeTransform == YCCK) toInks(bands);
                if (adobeTransform < 0) for (int b = 0; b < bands.length; b++) bands[b] = 255 - bands[b];
                int rgb = 0;
                for (int c = 0; c < 3; c++) rgb = rgb << 8 | (bands[c] * bands[3] + 127) / 255;
                image.setRGB(x, y, rgb);
            }
        return image;
    }

    /** YCbCr to what is stored of the three inks (T.872: as for red, green and blue, then taken from 255). */
    private static void toInks(int[] bands) {
        double y = bands[0];
        double cb = bands[1] - 128;
        double cr = bands[2] - 128;
        bands[0] = 255 - level(y + 1.402 * cr);
        bands[1] = 255 - level(y - 0.344136 * cb - 0.714136 * cr);
        bands[2] = 255 - level(y + 1.772 * cb);
    }

    private static int level(double value) {
        return (int) Math.max(0, Math.min(255, Math.round(value)));
    }
}
