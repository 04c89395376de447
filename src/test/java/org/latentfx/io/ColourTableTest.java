package org.latentfx.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColourTableTest {
    @Test
    void few_colours_stay_as_they_are() {
        int[] pixels = {0xff102030, 0xffffffff, 0xff000000, 0xff102030, 0xff112030};
        var table = ColourTable.of(pixels, 256);
        for (int pixel : pixels) assertEquals(pixel & 0xffffff, table.colours()[table.entry(pixel) & 0xff]);
        assertEquals(4, table.colours().length);
    }

    @Test
    void many_colours_become_near_ones_and_plain_areas_keep_theirs() {
        var random = new Random(3);
        int[] pixels = new int[40_000];
        Arrays.fill(pixels, 0x161b22);
        for (int i = 0; i < 8_000; i++) pixels[5 * i] = random.nextInt(1 << 24) & 0xf0f0ff;
        var table = ColourTable.of(pixels, 256);
        assertEquals(256, table.colours().length);
        assertEquals(0x161b22, table.colours()[table.entry(0x161b22) & 0xff]);
        double worst = 0;
        for (int pixel : pixels) {
            int other = table.colours()[table.entry(pixel) & 0xff];
            for (int shift = 0; shift <= 16; shift += 8)
                worst = Math.max(worst, Math.abs((pixel >> shift & 0xff) - (other >> shift & 0xff)));
        }
        assertTrue(worst <= 96, "a channel is off by " + worst);
    }

    @Test
    void a_small_file_shows_the_same_picture(@TempDir Path folder) throws IOException {
        int[] argb = {0xff112233, 0xff445566, 0xff778899, 0xffaabbcc, 0xff112233, 0xff000000};
        Path file = folder.resolve("small.png");
        PngFile.writeSmall(file, 3, 2, argb);
        BufferedImage read = ImageIO.read(file.toFile());
        assertArrayEquals(argb, read.getRGB(0, 0, 3, 2, null, 0, 3));
    }
}
