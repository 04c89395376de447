package org.latentfx.data;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.latentfx.math.Kernel;

/**
 * Labelled images of one format, one byte a value, as {@link PictureFormat} orders them: width × height × channels
 * bytes an image. Immutable: the arrays are not copied and must not be written to by anyone. Any thread may read it.
 *
 * @param store the bytes of all images; 0 = black, 255 = white or full red, green, blue
 * @param labels one class index an image
 * @param classNames the name of each class index
 */
public record ImageSet(PictureFormat format, Pixels store, byte[] labels, List<String> classNames) {
    public ImageSet {
        if (store.bytes() != (long) labels.length * format.values())
            throw new IllegalArgumentException(
                    "pixels: found " + store.bytes() + " bytes, expected " + labels.length + " images of " + format);
        classNames = List.copyOf(classNames);
    }

    /** Images whose bytes one array holds: size × values of one image. */
    public ImageSet(PictureFormat format, byte[] pixels, byte[] labels, List<String> classNames) {
        this(format, Pixels.of(pixels, format.values()), labels, classNames);
    }

    /** Grey images of {@code width × height} pixels. */
    public ImageSet(int width, int height, byte[] pixels, byte[] labels, List<String> classNames) {
        this(PictureFormat.grey(width, height), pixels, labels, classNames);
    }

    public int width() {
        return format.width();
    }

    public int height() {
        return format.height();
    }

    /** How many images. */
    public int size() {
        return labels.length;
    }

    /** Values in one image: width × height × channels. */
    public int valuesPerImage() {
        return format.values();
    }

    /** The class's name, or its number where the set names none. */
    public String className(int classIndex) {
        return classIndex < classNames.size() ? classNames.get(classIndex) : Integer.toString(classIndex);
    }

    /**
     * The same images with classes that are numbered anew, without gaps, and keep their names: class {@code k} is now
     * what was {@code classes[k]}.
     *
     * @param classes every label that occurs, each once
     */
    ImageSet withClasses(int[] classes) {
        byte[] index = new byte[256];
        for (int k = 0; k < classes.length; k++) index[classes[k]] = (byte) k;
        byte[] numbered = new byte[labels.length];
        for (int i = 0; i < labels.length; i++) numbered[i] = index[labels[i] & 0xff];
        return new ImageSet(
                format,
                store,
                numbered,
                Arrays.stream(classes).mapToObj(this::className).toList());
    }

    /** The largest byte of all pixels, 0 to 255. */
    public int brightest() {
        int most = 0;
        for (byte[] piece : store.pieces()) for (byte pixel : piece) most = Math.max(most, pixel & 0xff);
        return most;
    }

    /** The same images, each byte multiplied so that {@code brightest} becomes 255, as does what is brighter. */
    ImageSet stretched(int brightest) {
        return mapped(v -> Math.min(255, Math.round(255f * v / brightest)));
    }

    /** The same images with another byte, 0 to 255, for each. */
    public ImageSet mapped(IntUnaryOperator level) {
        byte[] levels = new byte[256];
        for (int v = 0; v < 256; v++) levels[v] = (byte) level.applyAsInt(v);
        return new ImageSet(format, store.replaced(levels), labels, classNames);
    }

    /** The same images, those of rare classes repeated in turn until each class has as many as the largest. */
    public ImageSet balanced() {
        int[] counts = new int[256];
        for (byte label : labels) counts[label & 0xff]++;
        int most = Arrays.stream(counts).max().orElse(0);
        var all = IntStream.builder();
        for (int k = 0; k < counts.length; k++) {
            int label = k;
            int[] own = IntStream.range(0, size())
                    .filter(i -> (labels[i] & 0xff) == label)
                    .toArray();
            for (int i = 0; own.length > 0 && i < most; i++) all.add(own[i % own.length]);
        }
        return pick(all.build().toArray());
    }

    /** All bytes in one array, for sets that one can hold. */
    public byte[] pixels() {
        return store.together();
    }

    /**
     * Writes the values, 0..1, of {@code rows} images from {@code first} on.
     *
     * @param to rows × valuesPerImage from {@code offset} on. Modified.
     */
    public void read(Kernel kernel, int first, int rows, float[] to, int offset) {
        int n = valuesPerImage();
        for (int done = 0, run; done < rows; done += run) {
            int image = first + done;
            run = store.together(image, rows - done);
            kernel.dequantise(store.piece(image), store.at(image), to, offset + done * n, run * n);
        }
    }

    /**
     * As {@link #read}, each value drawn as 0 or 1 with itself as the probability.
     *
     * @param key of the stream of draws, in which each value has the place that it has in the set
     */
    public void draw(Kernel kernel, long key, int first, int rows, float[] to, int offset) {
        int n = valuesPerImage();
        for (int done = 0, run; done < rows; done += run) {
            int image = first + done;
            run = store.together(image, rows - done);
            long place = (long) image * n;
            kernel.binarise(store.piece(image), store.at(image), key, place, to, offset + done * n, run * n);
        }
    }

    /**
     * Writes the values of image {@code i}, 0..1.
     *
     * @param values valuesPerImage. Modified.
     */
    public void values(int i, float[] values) {
        if (values.length != valuesPerImage())
            throw new IllegalArgumentException("values: found " + values.length + ", expected " + format);
        byte[] pixels = store.piece(i);
        int from = store.at(i);
        for (int p = 0; p < values.length; p++) values[p] = (pixels[from + p] & 0xff) / 255f;
    }

    /** The first {@code n} images (or all, if there are fewer). */
    public ImageSet first(int n) {
        int count = Math.min(n, size());
        return new ImageSet(format, store.first(count), Arrays.copyOf(labels, count), classNames);
    }

    /** {@code n} of the images spread evenly over them (or all, if there are fewer). */
    public ImageSet evenly(int n) {
        if (size() <= n) return this;
        return pick(
                IntStream.range(0, n).map(i -> (int) ((long) i * size() / n)).toArray());
    }

    /** The images of those indices, in their order. */
    public ImageSet pick(int[] indices) {
        int length = valuesPerImage();
        var some = new byte[indices.length * length];
        var theirs = new byte[indices.length];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(store.piece(indices[i]), store.at(indices[i]), some, i * length, length);
            theirs[i] = labels[indices[i]];
        }
        return new ImageSet(format, some, theirs, classNames);
    }

    /** The mean of each value over all images, 0..1; zeros if there are none. */
    public double[] meanPixels() {
        int n = valuesPerImage();
        long[] sums = store.sums();
        double[] mean = new double[n];
        for (int i = 0; i < n; i++) mean[i] = sums[i] / (255.0 * Math.max(1, size()));
        return mean;
    }

    /** Whether these are the same images, or one of the two sets is the beginning of the other. */
    public boolean beginsLike(ImageSet other) {
        if (this == other) return true;
        int images = Math.min(size(), other.size());
        return format.equals(other.format)
                && classNames.equals(other.classNames)
                && Arrays.equals(labels, 0, images, other.labels, 0, images)
                && store.beginsLike(other.store, images);
    }

    /** CRC-32C over pixels and labels: tells whether two runs saw the same data. */
    public long checksum() {
        var crc = new CRC32C();
        store.addTo(crc);
        crc.update(labels);
        return crc.getValue();
    }
}
