package org.latentfx.data;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImageSetTest {
    private static ImageSet set(byte[] pixels, byte... labels) {
        return new ImageSet(2, 1, pixels, labels, List.of("a", "b"));
    }

    private final ImageSet three = set(new byte[] {1, 2, 3, 4, 5, 6}, (byte) 0, (byte) 1, (byte) 0);

    @Test
    void a_set_and_its_beginning_begin_alike() {
        assertTrue(three.beginsLike(three.first(2)));
        assertTrue(three.first(2).beginsLike(three));
        assertTrue(three.beginsLike(set(new byte[] {1, 2, 3, 4, 5, 6}, (byte) 0, (byte) 1, (byte) 0)));
    }

    @Test
    void sets_with_the_same_class_names_and_other_images_do_not() {
        assertFalse(three.beginsLike(set(new byte[] {1, 2, 3, 9}, (byte) 0, (byte) 1)));
        assertFalse(three.beginsLike(set(new byte[] {1, 2, 3, 4}, (byte) 0, (byte) 0)));
        assertFalse(three.beginsLike(new ImageSet(1, 2, new byte[] {1, 2}, new byte[1], List.of("a", "b"))));
        assertFalse(three.beginsLike(new ImageSet(2, 1, new byte[] {1, 2}, new byte[1], List.of("a", "c"))));
    }
}
