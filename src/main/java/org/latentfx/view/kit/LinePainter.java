package org.latentfx.view.kit;

/**
 * Draws anti-aliased lines from left to right, one extent in each column, over the pixels of a {@link PixelImage}. Rows
 * outside the clip do not change. FX thread only.
 */
public final class LinePainter {
    private final PixelImage image;
    private final int clipTop;
    private final int clipBottom;

    /** Draws into rows {@code clipTop} (inclusive) to {@code clipBottom} (exclusive). */
    public LinePainter(PixelImage image, int clipTop, int clipBottom) {
        this.image = image;
        this.clipTop = Math.max(0, clipTop);
        this.clipBottom = Math.min(image.height(), clipBottom);
    }

    /**
     * A line {@code width} pixels thick through the extents {@code top[x] .. bottom[x]} (rows, downwards; NaN leaves a
     * gap), for {@code on} pixels of its length of every {@code on + off}.
     */
    public void line(float[] top, float[] bottom, double width, int argb, double alpha, double on, double off) {
        double travelled = 0;
        for (int x = 0; x < top.length; x++) {
            if (Float.isNaN(top[x])) continue;
            double height = bottom[x] - top[x];
            if (off == 0 || travelled % (on + off) < on) {
                double half = width / 2;
                span(x, top[x] - half, bottom[x] + half, argb, alpha);
            }
            travelled += Math.sqrt(1 + Math.min(height * height, 1e4));
        }
    }

    /** Column {@code x} from {@code top} to {@code bottom}, the ends in fractions of a pixel. */
    public void span(int x, double top, double bottom, int argb, double alpha) {
        double from = Math.max(top, clipTop);
        double to = Math.min(bottom, clipBottom);
        for (int y = (int) from; y < to; y++) blend(x, y, argb, alpha * (Math.min(to, y + 1) - Math.max(from, y)));
    }

    /** A disc. */
    public void dot(double centreX, double centreY, double radius, int argb) {
        for (int y = (int) Math.floor(centreY - radius); y <= centreY + radius; y++)
            for (int x = (int) Math.floor(centreX - radius); x <= centreX + radius; x++) {
                double distance = Math.hypot(x + 0.5 - centreX, y + 0.5 - centreY);
                if (x >= 0 && x < image.width() && y >= clipTop && y < clipBottom)
                    blend(x, y, argb, Math.max(0, Math.min(1, radius + 0.5 - distance)));
            }
    }

    /** A level line over the whole width. */
    public void level(int y, int argb, double alpha) {
        if (y >= clipTop && y < clipBottom) for (int x = 0; x < image.width(); x++) blend(x, y, argb, alpha);
    }

    /** A level line of dashes. */
    public void dashes(int y, int argb, double alpha, int dash) {
        if (y < clipTop || y >= clipBottom || dash < 1) return;
        for (int x = 0; x < image.width(); x++) if (x / dash % 2 == 0) blend(x, y, argb, alpha);
    }

    /** A dotted upright line over the clip's whole height. */
    public void dotted(int x, int dot, int argb, double alpha) {
        if (x < 0 || x >= image.width()) return;
        for (int y = clipTop; y < clipBottom; y++) if (y / dot % 2 == 0) blend(x, y, argb, alpha);
    }

    /** Source over destination, premultiplied: two channels at a time in 8-bit fixed point. */
    private void blend(int x, int y, int argb, double alpha) {
        int[] pixels = image.pixels();
        int at = y * image.width() + x;
        int under = pixels[at];
        int share = (int) (alpha * 256 + 0.5);
        int rest = 256 - share;
        int redBlue = (argb & 0xff00ff) * share + (under & 0xff00ff) * rest >>> 8 & 0xff00ff;
        int alphaGreen = (argb >>> 8 & 0xff00ff) * share + (under >>> 8 & 0xff00ff) * rest & 0xff00ff00;
        pixels[at] = alphaGreen | redBlue;
    }
}
