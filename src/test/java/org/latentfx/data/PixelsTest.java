package org.latentfx.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;

/** Ten images of 2 × 2 in colour, in one array and in pieces of three images: the last piece holds one. */
class PixelsTest {
    private static final int COUNT = 10;
    private static final PictureFormat FORMAT = new PictureFormat(2, 2, 3);
    private static final byte[] BYTES = bytes();

    private static byte[] bytes() {
        byte[] bytes = new byte[COUNT * FORMAT.values()];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static Pixels.Builder builder() {
        var builder = new Pixels.Builder(FORMAT.values(), COUNT, 3);
        for (int i = 0; i < COUNT; i++) builder.add(BYTES, i * FORMAT.values());
        return builder;
    }

    private static ImageSet set(Pixels pixels) {
        return new ImageSet(FORMAT, pixels, new byte[pixels.count()], List.of("one"));
    }

    private final ImageSet whole = set(Pixels.of(BYTES, FORMAT.values()));
    private final ImageSet parted = set(builder().pixels());

    @Test
    void a_set_in_pieces_is_the_set_in_one_array() {
        assertEquals(4, parted.store().pieces().size());
        assertSame(BYTES, whole.pixels());
        assertArrayEquals(BYTES, parted.pixels());
        assertEquals(whole.checksum(), parted.checksum());
        assertArrayEquals(whole.meanPixels(), parted.meanPixels());
        assertArrayEquals(whole.store().squares(), parted.store().squares());
        assertEquals(whole.brightest(), parted.brightest());
        assertArrayEquals(whole.stretched(9).pixels(), parted.stretched(9).pixels());
        assertArrayEquals(whole.first(7).pixels(), parted.first(7).pixels());
        assertArrayEquals(whole.evenly(4).pixels(), parted.evenly(4).pixels());
        assertTrue(parted.beginsLike(whole.first(4)));
        assertFalse(parted.beginsLike(whole.stretched(9)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ejml", "simd"})
    void rows_are_read_and_drawn_across_pieces_as_from_one_array(String name) {
        Kernel kernel = Kernels.named(name);
        float[] expected = new float[1 + 8 * FORMAT.values()];
        float[] found = expected.clone();
        whole.read(kernel, 2, 8, expected, 1);
        parted.read(kernel, 2, 8, found, 1);
        assertArrayEquals(expected, found);
        whole.draw(kernel, 5, 2, 8, expected, 1);
        parted.draw(kernel, 5, 2, 8, found, 1);
        assertArrayEquals(expected, found);
        float[] one = new float[FORMAT.values()];
        for (int i = 0; i < COUNT; i++) {
            parted.values(i, one);
            assertEquals((BYTES[i * one.length + 5] & 0xff) / 255f, one[5]);
        }
    }

    @Test
    void images_are_taken_away_again_from_the_end() {
        var builder = builder();
        int n = FORMAT.values();
        for (int i = COUNT - 1; i >= 2; i--) {
            assertArrayEquals(Arrays.copyOfRange(BYTES, i * n, (i + 1) * n), builder.removeLast());
        }
        builder.add(BYTES, 0);
        assertArrayEquals(Arrays.copyOf(BYTES, n), builder.removeLast());
        assertArrayEquals(Arrays.copyOf(BYTES, 2 * n), builder.pixels().together());
    }
}
