package org.latentfx.io.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.latentfx.data.Letters;
import org.latentfx.data.PictureFormat;

class WordPainterTest {
    private static final PictureFormat FORMAT = Letters.format(10);
    private static final PictureFormat ROOM = PictureFormat.grey(104, 26);

    private static double ink(float[] values) {
        double sum = 0;
        for (float pixel : WordPainter.picture(values, 0, FORMAT, ROOM)) sum += pixel;
        return sum;
    }

    @Test
    void the_longest_word_stays_within_its_room() {
        float[] picture = WordPainter.picture(Letters.values("mmmmmmmmmm", FORMAT), 0, FORMAT, ROOM);
        double left = 0;
        double right = 0;
        double middle = 0;
        for (int i = 0; i < picture.length; i++) {
            int x = i % ROOM.width();
            if (x < ROOM.width() / 25) left += picture[i];
            else if (x >= ROOM.width() - ROOM.width() / 25) right += picture[i];
            else middle += picture[i];
        }
        assertEquals(0, left);
        assertEquals(0, right);
        assertTrue(middle > 20);
    }

    @Test
    void letters_are_as_faint_as_they_are_unsure() {
        float[] sure = Letters.values("word", FORMAT);
        float[] unsure = sure.clone();
        for (int place = 0; place < 4; place++)
            for (int i = 0; i < Letters.SYMBOLS; i++)
                unsure[place * Letters.SYMBOLS + i] = sure[place * Letters.SYMBOLS + i] == 1 ? 0.4f : 0.6f / 26;
        assertTrue(ink(unsure) > 0);
        assertTrue(ink(unsure) < 0.8 * ink(sure), ink(unsure) + " of " + ink(sure));
    }

    @Test
    void a_mosaic_of_words_is_made_of_written_tiles() {
        float[] two = new float[2 * FORMAT.values()];
        System.arraycopy(Letters.values("kind", FORMAT), 0, two, 0, FORMAT.values());
        System.arraycopy(Letters.values("cruel", FORMAT), 0, two, FORMAT.values(), FORMAT.values());
        var mosaic = Mosaic.of(two, 2, 1, FORMAT);
        assertEquals(PictureFormat.grey(ROOM.width(), 2 * ROOM.height() + 1), mosaic.format());
        float brightest = 0;
        for (float pixel : mosaic.pixels()) brightest = Math.max(brightest, pixel);
        assertTrue(brightest > 0.8);
    }
}
