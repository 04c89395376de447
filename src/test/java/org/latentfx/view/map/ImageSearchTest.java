package org.latentfx.view.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latentfx.data.ImageSet;

class ImageSearchTest {
    private static ImageSet images(List<String> names, int... labels) {
        byte[] bytes = new byte[labels.length];
        for (int i = 0; i < labels.length; i++) bytes[i] = (byte) labels[i];
        return new ImageSet(1, 1, new byte[labels.length], bytes, names);
    }

    private static int[] find(ImageSet images, String typed) {
        return ImageSearch.of(images, typed).images();
    }

    @Test
    void aNumberMeansTheClassOfThatNameAndTheImageOnlyIfThereIsNone() {
        ImageSet digits = images(List.of("0", "1", "2"), 2, 1, 0, 1, 2, 1);
        assertArrayEquals(new int[] {1, 3, 5}, find(digits, " 1 "));
        assertArrayEquals(new int[] {0, 4}, find(digits, "2"));
        assertEquals(2, ImageSearch.of(digits, "2").other(), "the image is the other choice");
        assertEquals(-1, ImageSearch.of(digits, "#2").other());
        assertArrayEquals(new int[] {2}, find(digits, "Image 2"));
        assertArrayEquals(new int[] {2}, find(digits, "image2"));
        assertArrayEquals(new int[] {4}, find(digits, "4"));
        assertArrayEquals(new int[] {2}, find(digits, "#2"));
        assertArrayEquals(new int[0], find(digits, "99"));
        assertArrayEquals(new int[0], find(digits, "99999999999"));
        assertArrayEquals(new int[0], find(digits, " "));
    }

    @Test
    void lettersMeanTheClassesThatBeginWithThem() {
        ImageSet clothes = images(List.of("Shirt", "Sneaker", "Bag"), 0, 1, 2, 1, 0);
        assertArrayEquals(new int[] {0, 1, 3, 4}, find(clothes, "s"));
        assertArrayEquals(new int[] {1, 3}, find(clothes, "SNEA"));
        assertArrayEquals(new int[0], find(clothes, "hirt"));
    }
}
