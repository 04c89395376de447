package org.latentfx.view.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

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
}
