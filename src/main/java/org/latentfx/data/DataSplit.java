package org.latentfx.data;

/** A named data set: the images a model learns from, and the held-out ones it never sees in training. */
public record DataSplit(String name, ImageSet train, ImageSet test) {
    public DataSplit {
        if (train.width() != test.width() || train.height() != test.height())
            throw new IllegalArgumentException("train images are " + train.width() + " × " + train.height()
                    + ", test images " + test.width() + " × " + test.height());
    }
}
