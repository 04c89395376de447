package org.latentfx.io.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.analysis.Progress;
import org.latentfx.data.ColourShapes;
import org.latentfx.data.DataImport;
import org.latentfx.data.ImageSet;
import org.latentfx.data.ImportedData;
import org.latentfx.data.PictureFormat;

class ColourDataTest {
    private static final int SIDE = 8;
    private static final int COUNT = 24;
    private static final PictureFormat FORMAT = new PictureFormat(SIDE, SIDE, 3);
    private static final DataImport IN_GREY =
            DataImport.GUESSED.with(DataImport.GUESSED.fitting().inGrey(true));

    @TempDir
    Path folder;

    private static ImportedData read(Path path, DataImport how) {
        return DataFiles.read(path.toString(), how, Progress.NONE);
    }

    private static boolean says(ImportedData data, String words) {
        return data.description().notes().stream().anyMatch(note -> note.contains(words));
    }

    private Path npy(byte[] numbers, int... shape) throws IOException {
        return Files.write(folder.resolve("a.npy"), Numpy.array("|u1", numbers, shape));
    }

    private static Set<ByteBuffer> pictures(ImportedData data) {
        var all = new HashSet<ByteBuffer>();
        for (ImageSet set : List.of(data.split().train(), data.split().test()))
            for (int i = 0; i < set.size(); i++)
                all.add(ByteBuffer.wrap(set.pixels(), i * set.valuesPerImage(), set.valuesPerImage()));
        return all;
    }

    /** The pictures' channels as planes, one after the other. */
    private static byte[] planes(byte[] pixels) {
        byte[] planes = new byte[pixels.length];
        int area = SIDE * SIDE;
        for (int i = 0; i < pixels.length; i++) {
            int picture = i / (3 * area);
            int pixel = i % (3 * area) / 3;
            planes[picture * 3 * area + i % 3 * area + pixel] = pixels[i];
        }
        return planes;
    }

    @Test
    void a_folder_in_colour_stays_in_colour() throws IOException {
        ColourShapes.write(folder, SIDE, COUNT);
        ImportedData data = read(folder, DataImport.GUESSED);
        ImageSet train = data.split().train();
        assertEquals(FORMAT, train.format());
        assertEquals(FORMAT, data.description().format());
        assertFalse(says(data, "grey"));
        byte[] drawn = ColourShapes.pixels(SIDE, COUNT);
        var expected = new HashSet<ByteBuffer>();
        for (int i = 0; i < COUNT; i++) expected.add(ByteBuffer.wrap(drawn, i * FORMAT.values(), FORMAT.values()));
        assertEquals(expected, pictures(data));
    }

    @Test
    void the_wish_for_grey_gives_the_luma_and_says_so() throws IOException {
        ColourShapes.write(folder, SIDE, COUNT);
        ImportedData grey = read(folder, IN_GREY);
        ImageSet colour = read(folder, DataImport.GUESSED).split().train();
        ImageSet train = grey.split().train();
        assertEquals(FORMAT.inGrey(), train.format());
        assertEquals(FORMAT, grey.description().format());
        assertTrue(says(grey, "Colours are read as grey"));
        assertTrue(grey.split().how().fitting().grey());
        for (int i = 0; i < train.pixels().length; i++) {
            double luma = 0.2126 * (colour.pixels()[3 * i] & 0xff)
                    + 0.7152 * (colour.pixels()[3 * i + 1] & 0xff)
                    + 0.0722 * (colour.pixels()[3 * i + 2] & 0xff);
            assertEquals(luma, train.pixels()[i] & 0xff, 1.5);
        }
    }

    @Test
    void arrays_with_channels_last_first_or_in_rows_are_the_same_pictures() throws IOException {
        byte[] pixels = ColourShapes.pixels(SIDE, COUNT);
        ImageSet last = read(npy(pixels, COUNT, SIDE, SIDE, 3), DataImport.GUESSED)
                .split()
                .train();
        assertEquals(FORMAT, last.format());
        ImageSet first = read(npy(planes(pixels), COUNT, 3, SIDE, SIDE), DataImport.GUESSED)
                .split()
                .train();
        ImageSet rows = read(npy(planes(pixels), COUNT, 3 * SIDE * SIDE), DataImport.GUESSED)
                .split()
                .train();
        for (ImageSet other : new ImageSet[] {first, rows}) {
            assertEquals(FORMAT, other.format());
            assertArrayEquals(last.pixels(), other.pixels());
            assertEquals(last.checksum(), other.checksum());
        }
    }

    @Test
    void pictures_that_are_stored_in_colour_but_show_none_are_grey() throws IOException {
        for (int i = 0; i < 4; i++) {
            var image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
            image.setRGB(i, i, 0x808080);
            ImageIO.write(image, "png", folder.resolve(i + ".png").toFile());
        }
        ImportedData data = read(folder, IN_GREY);
        assertEquals(PictureFormat.grey(4, 4), data.split().train().format());
        assertTrue(says(data, "show none"));
        assertFalse(data.split().how().fitting().grey(), "the wish made no difference");
        var red = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        red.setRGB(0, 0, 0xff0000);
        ImageIO.write(red, "png", folder.resolve("red.png").toFile());
        ImportedData all = read(folder, DataImport.GUESSED);
        assertEquals(new PictureFormat(4, 4, 3), all.split().train().format());
        byte[] grey = new byte[4 * 4 * 3];
        Arrays.fill(grey, 0, 3, (byte) 0x80);
        assertTrue(pictures(all).contains(ByteBuffer.wrap(grey)), "its channels are equal");
    }

    @Test
    void idx_files_with_a_fourth_axis_are_in_colour() throws IOException {
        byte[] pixels = ColourShapes.pixels(SIDE, COUNT);
        var out = new ByteArrayOutputStream();
        var head = ByteBuffer.allocate(20).putInt(0x804).putInt(COUNT).putInt(SIDE);
        out.writeBytes(head.putInt(SIDE).putInt(3).array());
        out.writeBytes(pixels);
        Path file = Files.write(folder.resolve("my-images-idx4-ubyte"), out.toByteArray());
        ImportedData data = read(file, DataImport.GUESSED);
        assertEquals(FORMAT, data.split().train().format());
        assertEquals(COUNT, data.description().images());
        assertArrayEquals(
                read(npy(pixels, COUNT, SIDE, SIDE, 3), DataImport.GUESSED)
                        .split()
                        .train()
                        .pixels(),
                data.split().train().pixels());
    }
}
