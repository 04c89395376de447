package org.latentfx.data;

/**
 * A named data set: the images a model learns from, and the held-out ones it never sees in training.
 *
 * @param name a shipped set's, or the path that leads to the images
 * @param how they were read from there
 */
public record DataSplit(String name, ImageSet train, ImageSet test, DataImport how) {
    public DataSplit {
        if (!train.format().equals(test.format()))
            throw new IllegalArgumentException("train images are " + train.format() + ", test images " + test.format());
    }

    /** Images that were read as they are. */
    public DataSplit(String name, ImageSet train, ImageSet test) {
        this(name, train, test, DataImport.GUESSED);
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
        if (brightest == 0) return this;
        return new DataSplit(name, train.stretched(brightest), test.stretched(brightest), how.stretched(true));
    }

    /** The same images, black and white swapped. */
    public DataSplit inverted() {
        var fitting = how.fitting();
        var swapped = new DataImport.Fitting(
                fitting.size(), fitting.crop(), !fitting.invert(), fitting.transpose(), fitting.grey());
        return new DataSplit(name, train.mapped(v -> 255 - v), test.mapped(v -> 255 - v), how.with(swapped));
    }

    /** With training images of rare classes repeated, as {@link ImageSet#balanced}. */
    public DataSplit balanced() {
        return new DataSplit(name, train.balanced(), test, how);
    }

    /** The same images, which were read as {@code asked}, and are stretched if that asks for it. */
    public DataSplit readAs(DataImport asked) {
        var read = new DataSplit(name, train, test, asked);
        return asked.stretch() ? read.stretched() : read;
    }

    /** The same images, found elsewhere. */
    public DataSplit named(String elsewhere) {
        return new DataSplit(elsewhere, train, test, how);
    }
}
