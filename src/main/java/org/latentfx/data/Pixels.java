package org.latentfx.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Checksum;

/**
 * The bytes of many images of one size, in pieces of whole images: one array holds no more than 2 GiB, and growing a
 * large one would take its memory twice. Immutable: the arrays must not be written to by anyone. Any thread may read
 * it.
 */
public final class Pixels {
    /** About as many bytes as a piece has; MNIST's training images still are one. */
    private static final int PIECE = 1 << 26;

    private final int values;
    private final int each;
    private final int count;
    private final List<byte[]> pieces;

    private Pixels(int values, int each, int count, List<byte[]> pieces) {
        this.values = values;
        this.each = each;
        this.count = count;
        this.pieces = List.copyOf(pieces);
    }

    /** Images of {@code values} bytes, all in one array, which is not copied. */
    public static Pixels of(byte[] bytes, int values) {
        if (bytes.length % values != 0)
            throw new IllegalArgumentException("pixels: found " + bytes.length + " bytes, images have " + values);
        int count = bytes.length / values;
        return new Pixels(values, Math.max(1, count), count, List.of(bytes));
    }

    /** How many images of {@code values} bytes a piece holds. */
    static int each(int values) {
        return Math.max(1, PIECE / values);
    }

    /** Images of {@code values} bytes in one or more pieces of {@code each}, the last as long as it is. */
    static Pixels ofPieces(List<byte[]> pieces, int values, int each) {
        int last = pieces.get(pieces.size() - 1).length / values;
        return new Pixels(values, each, (pieces.size() - 1) * each + last, pieces);
    }

    /** How many images. */
    public int count() {
        return count;
    }

    public long bytes() {
        return (long) count * values;
    }

    /** The array that holds image {@code image}, and others. */
    public byte[] piece(int image) {
        return pieces.get(image / each);
    }

    /** Where in its {@link #piece} image {@code image} begins. */
    public int at(int image) {
        return image % each * values;
    }

    /** How many of {@code most} images from {@code first} on stand in one piece. */
    public int together(int first, int most) {
        return Math.min(most, each - first % each);
    }

    /** All in order, to be read only. */
    public List<byte[]> pieces() {
        return pieces;
    }

    /** All bytes in one array, a new one if they stand in several. For sets that one array can hold. */
    public byte[] together() {
        if (pieces.size() == 1) return pieces.get(0);
        byte[] all = new byte[Math.toIntExact(bytes())];
        int at = 0;
        for (byte[] piece : pieces) {
            System.arraycopy(piece, 0, all, at, piece.length);
            at += piece.length;
        }
        return all;
    }

    /** The first {@code images} of them, copied. */
    Pixels first(int images) {
        var builder = new Builder(values, images);
        for (int i = 0; i < images; i++) builder.add(piece(i), at(i));
        return builder.pixels();
    }

    /** The same with each byte {@code b} replaced by {@code levels[b & 0xff]}. */
    Pixels replaced(byte[] levels) {
        var replaced = new ArrayList<byte[]>();
        for (byte[] piece : pieces) {
            byte[] bytes = new byte[piece.length];
            for (int i = 0; i < bytes.length; i++) bytes[i] = levels[piece[i] & 0xff];
            replaced.add(bytes);
        }
        return new Pixels(values, each, count, replaced);
    }

    /** The sum over all images, 0 to 255 each, for each of their values. */
    long[] sums() {
        long[] sums = new long[values];
        for (byte[] piece : pieces)
            for (int from = 0; from < piece.length; from += values)
                for (int i = 0; i < values; i++) sums[i] += piece[from + i] & 0xff;
        return sums;
    }

    /** The sum of squares likewise. */
    public long[] squares() {
        long[] sums = new long[values];
        for (byte[] piece : pieces)
            for (int from = 0; from < piece.length; from += values)
                for (int i = 0; i < values; i++) {
                    int value = piece[from + i] & 0xff;
                    sums[i] += value * value;
                }
        return sums;
    }

    /** Whether the first {@code images} of both are the same. */
    boolean beginsLike(Pixels other, int images) {
        for (int i = 0; i < images; i++) {
            int from = at(i);
            int otherFrom = other.at(i);
            if (!Arrays.equals(piece(i), from, from + values, other.piece(i), otherFrom, otherFrom + values))
                return false;
        }
        return true;
    }

    void addTo(Checksum sum) {
        for (byte[] piece : pieces) sum.update(piece, 0, piece.length);
    }

    /** Images one after another; memory grows with those that come. One thread. */
    public static final class Builder {
        private static final int FIRST = 1 << 24;

        private final int values;
        private final int each;
        private final long most;
        private final List<byte[]> full = new ArrayList<>();
        private byte[] last = new byte[0];
        private int inLast;

        /** @param expected no more images will come; of {@code values} bytes each */
        public Builder(int values, int expected) {
            this(values, expected, each(values));
        }

        Builder(int values, int expected, int each) {
            this.values = values;
            this.each = each;
            this.most = (long) values * Math.min(expected, each);
        }

        /** Adds the image that begins at {@code from} of {@code bytes}, which are copied. */
        public void add(byte[] bytes, int from) {
            if (inLast == each) {
                full.add(last);
                last = new byte[0];
                inLast = 0;
            }
            int at = inLast * values;
            if (at + values > last.length) {
                long next = Math.max(at + values, Math.max(FIRST, 2L * last.length));
                last = Arrays.copyOf(last, (int) Math.max(at + values, Math.min(most, next)));
            }
            System.arraycopy(bytes, from, last, at, values);
            inLast++;
        }

        /** Takes away the image that came last, and gives it. */
        public byte[] removeLast() {
            if (inLast == 0) {
                last = full.remove(full.size() - 1);
                inLast = each;
            }
            inLast--;
            return Arrays.copyOfRange(last, inLast * values, (inLast + 1) * values);
        }

        /** All that came; nothing may be added any more. */
        public Pixels pixels() {
            var pieces = new ArrayList<>(full);
            int used = inLast * values;
            pieces.add(last.length == used ? last : Arrays.copyOf(last, used));
            return ofPieces(pieces, values, each);
        }
    }
}
