package org.latentfx.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.data.PictureFormat;
import org.latentfx.text.Refusal;

class PngFileTest {
    @TempDir
    Path folder;

    @Test
    void greyPixelsReadBackToTheirNearestOf256Levels() {
        float[] pixels = {0, 0.1f, 0.25f, 0.5f, 0.75f, 1, -1, 2};
        Path file = folder.resolve("grey.png");
        PngFile.write(file, PictureFormat.grey(4, 2), pixels);
        PngFile.Grey read = PngFile.readGrey(file);
        assertEquals(4, read.width());
        assertEquals(2, read.height());
        assertArrayEquals(new float[] {0, 0.1f, 0.25f, 0.5f, 0.75f, 1, 0, 1}, read.pixels(), 0.5f / 255 + 1e-6f);
    }

    @Test
    void colourKeepsItsBytesAndReadsAsLuma() throws IOException {
        int[] argb = {0xFFFF0000, 0xFF00FF00, 0xFF0000FF, 0xFF808080, 0x00000000, 0x80000000};
        Path file = folder.resolve("colour.png");
        PngFile.write(file, 3, 2, argb);
        BufferedImage image = ImageIO.read(file.toFile());
        assertArrayEquals(argb, image.getRGB(0, 0, 3, 2, null, 0, 3));
        float[] luma = {0.2126f, 0.7152f, 0.0722f, 128 / 255f};
        assertArrayEquals(luma, Arrays.copyOf(PngFile.readGrey(file).pixels(), 4), 1e-5f);
    }

    @Test
    void sixteenBitGreyIsReadAsItIs() throws IOException {
        var image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSample(0, 0, 0, 65535);
        image.getRaster().setSample(1, 0, 0, 16384);
        Path file = folder.resolve("deep.png");
        ImageIO.write(image, "png", file.toFile());
        assertArrayEquals(new float[] {1, 0.25f}, PngFile.readGrey(file).pixels(), 1e-4f);
    }

    @Test
    void aDamagedPictureIsRefusedOrReadButNeverAnythingElse() throws IOException {
        Path file = folder.resolve("grey.png");
        PngFile.write(file, PictureFormat.grey(4, 2), new float[8]);
        byte[] whole = Files.readAllBytes(file);
        int refusals = 0;
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x55;
            Files.write(file, damaged);
            try {
                PngFile.readGrey(file);
            } catch (Refusal refused) {
                refusals++;
                assertTrue(refused.getMessage().contains("grey.png"), refused.getMessage());
            }
        }
        assertTrue(refusals > 16, "refusals: " + refusals);
    }

    @Test
    void whatIsNoPictureOrTooLargeIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.png"), "no picture");
        assertThrows(Refusal.class, () -> PngFile.readGrey(text));
        assertThrows(Refusal.class, () -> PngFile.readGrey(folder));
        Path wide = folder.resolve("wide.png");
        PngFile.write(wide, PictureFormat.grey(8193, 1), new float[8193]);
        Refusal refused = assertThrows(Refusal.class, () -> PngFile.readGrey(wide));
        assertTrue(refused.getMessage().contains("8,193 × 1"), refused.getMessage());
    }

    @Test
    void anUnwritablePlaceIsRefusedAndWrongSizesAreAFault() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");
        assertThrows(Refusal.class, () -> PngFile.write(file.resolve("b.png"), 1, 1, new int[1]));
        assertThrows(IllegalArgumentException.class, () -> PngFile.write(folder.resolve("b.png"), 2, 2, new int[3]));
    }
}
