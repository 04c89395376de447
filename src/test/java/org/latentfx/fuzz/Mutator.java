package org.latentfx.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Damages files: the same seed, the same damage. */
final class Mutator {
    /** Values that lengths and counts are hardly meant to have. */
    private static final int[] SIZES = {0, 1, -1, 127, 128, 255, 256, 65535, 65536, Integer.MAX_VALUE, 1 << 30};

    private static final String[] WORDS = {"{", "}", "[", "\"", ",", ":", "1e999", "-", "null", "\\u0000", "\n", "PK"};

    private final Random random;

    Mutator(long seed) {
        random = new Random(seed);
    }

    /** {@code whole} changed in one to four places. */
    byte[] damaged(byte[] whole) {
        byte[] bytes = whole.clone();
        for (int times = 1 + random.nextInt(4); times > 0; times--) bytes = once(bytes, whole);
        return bytes;
    }

    private byte[] once(byte[] bytes, byte[] whole) {
        if (bytes.length < 8) return whole.clone();
        int at = place(bytes.length);
        switch (random.nextInt(6)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt(256);
            case 2 -> size(bytes, at);
            case 3 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 4 -> {
                int length = 1 + random.nextInt(Math.min(200, whole.length));
                int from = random.nextInt(whole.length - length + 1);
                return inserted(bytes, at, Arrays.copyOfRange(whole, from, from + length));
            }
            default -> {
                String word = WORDS[random.nextInt(WORDS.length)];
                return inserted(bytes, at, word.getBytes(StandardCharsets.US_ASCII));
            }
        }
        return bytes;
    }

    /** Half of the time near the beginning or the end, where formats say what is in them. */
    private int place(int length) {
        int near = Math.min(length, 400);
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(near);
            case 1 -> length - 1 - random.nextInt(near);
            default -> random.nextInt(length);
        };
    }

    private void size(byte[] bytes, int at) {
        var order = random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        ByteBuffer.wrap(bytes).order(order).putInt(Math.min(at, bytes.length - 4), SIZES[random.nextInt(SIZES.length)]);
    }

    private static byte[] inserted(byte[] bytes, int at, byte[] piece) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + piece.length);
        System.arraycopy(bytes, at, longer, at + piece.length, bytes.length - at);
        System.arraycopy(piece, 0, longer, at, piece.length);
        return longer;
    }
}
