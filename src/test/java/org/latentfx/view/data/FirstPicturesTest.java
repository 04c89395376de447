package org.latentfx.view.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FirstPicturesTest {
    @Test
    void classes_take_turns_so_that_each_is_seen() {
        byte[] sorted = {0, 0, 0, 0, 1, 1, (byte) 200};
        assertArrayEquals(new int[] {0, 4, 6, 1}, FirstPictures.inTurn(sorted, 4));
        assertArrayEquals(new int[] {0, 4, 6, 1, 5, 2, 3}, FirstPictures.inTurn(sorted, 32));
    }

    @Test
    void without_labels_they_are_the_first() {
        assertArrayEquals(new int[] {0, 1, 2}, FirstPictures.inTurn(new byte[5], 3));
    }

    @Test
    void few_are_shown_large() {
        assertArrayEquals(
                new int[] {2, 2, 4, 4, 6, 6, 8, 8},
                IntStream.of(1, 2, 3, 8, 9, 18, 19, 60_000)
                        .map(FirstPictures::columns)
                        .toArray());
    }
}
