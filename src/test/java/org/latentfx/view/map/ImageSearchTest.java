package org.latentfx.view.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latentfx.data.ImageSet;

class ImageSearchTest {
    private static ImageSet images(List<String> names, int... labels) {
        byte[] bytes = new byte[labels.length];
        for (int i = 0; i < labels.length; i++) bytes[i] = (byte) labels[i];
        return new ImageSet(1, 1, new byte[labels.length], bytes, names);
    }

    @Test
    void aNumberMeansThatImageFirstAndThenTheClassOfThatName() {
        ImageSet digits = images(List.of("0", "1", "2"), 2, 1, 0, 1, 2, 1);
        assertArrayEquals(new int[] {1, 3, 5}, ImageSearch.find(digits, " 1 "));
        assertArrayEquals(new int[] {2, 0, 4}, ImageSearch.find(digits, "2"));
        assertArrayEquals(new int[] {4}, ImageSearch.find(digits, "4"));
        assertArrayEquals(new int[] {2}, ImageSearch.find(digits, "#2"));
        assertArrayEquals(new int[0], ImageSearch.find(digits, "99"));
        assertArrayEquals(new int[0], ImageSearch.find(digits, "99999999999"));
        assertArrayEquals(new int[0], ImageSearch.find(digits, " "));
    }

    @Test
    void lettersMeanTheClassesThatBeginWithThem() {
        ImageSet clothes = images(List.of("Shirt", "Sneaker", "Bag"), 0, 1, 2, 1, 0);
        assertArrayEquals(new int[] {0, 1, 3, 4}, ImageSearch.find(clothes, "s"));
        assertArrayEquals(new int[] {1, 3}, ImageSearch.find(clothes, "SNEA"));
        assertArrayEquals(new int[0], ImageSearch.find(clothes, "hirt"));
    }
}
