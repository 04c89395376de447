package org.latentfx.data;

/** A named data set: the images a model learns from, and the held-out ones it never sees in training. */
public record DataSplit(String name, ImageSet train, ImageSet test) {
    public DataSplit {
        if (train.width() != test.width() || train.height() != test.height())
            throw new IllegalArgumentException("train images are " + train.width() + " × " + train.height()
                    + ", test images " + test.width() + " × " + test.height());
    }

    /** Brighter than this is no sign of numbers that were meant for another scale, such as 0 to 1 or 0 to 16. */
    private static final int DIM = 127;

    /** Whether even the brightest pixel is dark, but not all are black: {@link #stretched} makes more of it. */
    public boolean dim() {
        int brightest = brightest();
        return brightest > 0 && brightest <= DIM;
    }

    /** The largest byte of all pixels, 0 to 255. */
    public int brightest() {
        return Math.max(train.brightest(), test.brightest());
    }

    /** The same images, each byte multiplied so that the brightest pixel of all becomes 255; this if all are black. */
    public DataSplit stretched() {
        int brightest = brightest();
        return brightest == 0 ? this : new DataSplit(name, train.stretched(brightest), test.stretched(brightest));
    }
}
