package org.latentfx.view.map;

import java.util.Locale;
import java.util.stream.IntStream;
import org.latentfx.data.ImageSet;

/**
 * Finds images by a few typed letters. A number means the classes of that name, and the image of that number only where
 * no class is called so; after # or the word for an image it means the image. Letters mean the classes whose names
 * begin with them. Immutable by convention; any thread.
 *
 * @param images the images meant, in the order to visit them; none for an empty text
 * @param className the class that a number means; empty if it means none
 * @param other the image of the same number that is not meant, or −1
 */
record ImageSearch(int[] images, String className, int other) {
    /** A number after a mark, or the word, that says an image. */
    private static final String IMAGE = "(#|image|img|word)\\s*\\d{1,9}";

    static ImageSearch of(ImageSet images, String typed) {
        String text = typed.strip().toLowerCase(Locale.ROOT);
        if (text.isEmpty()) return new ImageSearch(new int[0], "", -1);
        boolean image = text.matches(IMAGE);
        int number = text.matches("\\d{1,9}") || image ? Integer.parseInt(text.replaceAll("\\D", "")) : -1;
        if (number >= images.size()) number = -1;
        int[] ofClass = image ? new int[0] : ofClass(images, text);
        if (number < 0) return new ImageSearch(ofClass, "", -1);
        return ofClass.length == 0
                ? new ImageSearch(new int[] {number}, "", -1)
                : new ImageSearch(ofClass, text, number);
    }

    private static int[] ofClass(ImageSet images, String text) {
        boolean[] meant = new boolean[256];
        for (int c = 0; c < meant.length; c++) meant[c] = named(images.className(c), text);
        byte[] labels = images.labels();
        return IntStream.range(0, images.size())
                .filter(i -> meant[labels[i] & 0xff])
                .toArray();
    }

    private static boolean named(String className, String text) {
        String name = className.toLowerCase(Locale.ROOT);
        return text.matches("\\d+") ? name.equals(text) : name.startsWith(text);
    }
}
