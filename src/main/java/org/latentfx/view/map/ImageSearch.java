package org.latentfx.view.map;

import java.util.Locale;
import java.util.stream.IntStream;
import org.latentfx.data.ImageSet;

/**
 * Finds images by a few typed letters. A number means the image of that number, then the classes of that name; letters
 * mean the classes whose names begin with them. Pure; any thread.
 */
final class ImageSearch {
    private ImageSearch() {}

    /** The images meant, in the order to visit them; none for an empty text. */
    static int[] find(ImageSet images, String typed) {
        String text = typed.strip().toLowerCase(Locale.ROOT);
        if (text.isEmpty()) return new int[0];
        int number = number(text, images.size());
        boolean[] meant = new boolean[256];
        for (int c = 0; c < meant.length; c++) meant[c] = named(images.className(c), text);
        byte[] labels = images.labels();
        var ofClass = IntStream.range(0, images.size()).filter(i -> i != number && meant[labels[i] & 0xff]);
        return IntStream.concat(number < 0 ? IntStream.empty() : IntStream.of(number), ofClass)
                .toArray();
    }

    private static boolean named(String className, String text) {
        String name = className.toLowerCase(Locale.ROOT);
        return text.matches("\\d+") ? name.equals(text) : name.startsWith(text);
    }

    /** The number of an image, or −1. */
    private static int number(String text, int size) {
        if (!text.matches("#?\\d{1,9}")) return -1;
        int number = Integer.parseInt(text.replace("#", ""));
        return number < size ? number : -1;
    }
}
