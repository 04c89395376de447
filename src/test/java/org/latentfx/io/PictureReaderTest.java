package org.latentfx.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentfx.text.Refusal;

class PictureReaderTest {
    private static final int WIDTH = 48;
    private static final int HEIGHT = 32;

    @TempDir
    Path folder;

    /** A dark hook on white with soft edges, unlike all its mirror images. */
    private static float grey(int x, int y) {
        boolean hook = x > 8 && x < 16 && y > 6 && y < 26 || x > 8 && x < 36 && y > 18 && y < 26;
        return hook ? 0.1f : x == 8 ? 0.6f : 1;
    }

    private static float[] hook() {
        float[] grey = new float[WIDTH * HEIGHT];
        for (int i = 0; i < grey.length; i++) grey[i] = grey(i % WIDTH, i / WIDTH);
        return grey;
    }

    private static int argb(double grey, double alpha) {
        int level = (int) Math.round(255 * grey);
        return (int) Math.round(255 * alpha) << 24 | level * 0x010101;
    }

    private float[] saved(BufferedImage image, String format) throws IOException {
        Path file = folder.resolve("hook." + format);
        assertTrue(ImageIO.write(image, format, file.toFile()));
        return PngFile.readGrey(file).pixels();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_INT_ARGB_PRE,
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_4BYTE_ABGR,
                BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_USHORT_GRAY
            })
    void everyColourModelGivesTheSameGrey(int type) throws IOException {
        var image = new BufferedImage(WIDTH, HEIGHT, type);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            int x = i % WIDTH;
            int y = i / WIDTH;
            if (image.getColorModel().getNumComponents() > 1) image.setRGB(x, y, argb(grey(x, y), 1));
            else {
                int white = type == BufferedImage.TYPE_USHORT_GRAY ? 65535 : 255;
                image.getRaster().setSample(x, y, 0, Math.round(white * grey(x, y)));
            }
        }
        assertArrayEquals(hook(), saved(image, "png"), 0.51f / 255);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void greyWithAlphaIsNotBrightened(int bits) throws IOException {
        byte[] data = new byte[HEIGHT * (1 + 2 * bits / 8 * WIDTH)];
        var out = ByteBuffer.wrap(data);
        for (int y = 0; y < HEIGHT; y++) {
            out.put((byte) 0);
            for (int x = 0; x < WIDTH; x++) {
                int grey = Math.round(((1 << bits) - 1) * grey(x, y));
                if (bits == 8) out.put((byte) grey).put((byte) -1);
                else out.putShort((short) grey).putShort((short) -1);
            }
        }
        Path file = Files.write(folder.resolve("hook.png"), Pngs.of(WIDTH, HEIGHT, bits, 4, data));
        assertArrayEquals(hook(), PngFile.readGrey(file).pixels(), 0.51f / 255);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void aPaletteOfAnyDepthIsLookedUp(int bits) throws IOException {
        int perByte = 8 / bits;
        int row = 1 + WIDTH / perByte;
        byte[] data = new byte[HEIGHT * row];
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            int x = i % WIDTH;
            int shift = bits * (perByte - 1 - x % perByte);
            if (grey(x, i / WIDTH) < 0.5f) data[i / WIDTH * row + 1 + x / perByte] |= (byte) (1 << shift);
        }
        byte[] palette = {(byte) 200, (byte) 200, (byte) 200, 20, 20, 20};
        Path file = Files.write(folder.resolve("hook.png"), Pngs.of(WIDTH, HEIGHT, bits, 3, data, palette));
        float[] expected = hook();
        for (int i = 0; i < expected.length; i++) expected[i] = expected[i] < 0.5f ? 20 / 255f : 200 / 255f;
        assertArrayEquals(expected, PngFile.readGrey(file).pixels(), 1e-5f);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "0.9, 0"})
    void inkOnNothingLiesOnPaperOfTheOtherSide(double ink, float paper) throws IOException {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
        int[] argb = new int[WIDTH * HEIGHT];
        float[] expected = hook();
        for (int i = 0; i < argb.length; i++) {
            double alpha = 1 - expected[i];
            argb[i] = argb(ink, alpha);
            expected[i] = (float) (alpha * ink + (1 - alpha) * paper);
        }
        image.setRGB(0, 0, WIDTH, HEIGHT, argb, 0, WIDTH);
        float[] read = saved(image, "png");
        assertArrayEquals(expected, read, 1.01f / 255);
        assertArrayEquals(PngFile.grey(WIDTH, HEIGHT, argb).pixels(), read, "from the clipboard");
    }

    @Test
    void roundCornersOfASheetTakeItsOwnGrey() throws IOException {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x++) {
                boolean corner = (x < 3 || x > WIDTH - 4) && (y < 3 || y > HEIGHT - 4);
                image.setRGB(x, y, corner ? 0 : argb(1 - grey(x, y), 1));
            }
        float[] expected = hook();
        for (int i = 0; i < expected.length; i++) expected[i] = 1 - expected[i];
        assertArrayEquals(expected, saved(image, "png"), 0.51f / 255);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void aPhotoIsTurnedAsExifSays(int orientation) throws IOException {
        boolean turned = orientation > 4;
        int width = turned ? HEIGHT : WIDTH;
        int height = turned ? WIDTH : HEIGHT;
        var stored = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x++) {
                int right = WIDTH - 1 - x;
                int up = HEIGHT - 1 - y;
                // Exif 2.3, tag 0x0112: where the stored picture's first row and first column are to be seen
                int[] place =
                        switch (orientation) {
                            case 2 -> new int[] {right, y};
                            case 3 -> new int[] {right, up};
                            case 4 -> new int[] {x, up};
                            case 5 -> new int[] {y, x};
                            case 6 -> new int[] {y, right};
                            case 7 -> new int[] {up, right};
                            case 8 -> new int[] {up, x};
                            default -> new int[] {x, y};
                        };
                stored.setRGB(place[0], place[1], argb(grey(x, y), 1));
            }
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            Path file = Files.write(folder.resolve("photo.jpg"), withExif(jpeg(stored), orientation, order));
            PngFile.Grey read = PngFile.readGrey(file);
            assertEquals(WIDTH, read.width());
            float[] pixels = read.pixels();
            double error = 0;
            for (int i = 0; i < pixels.length; i++) error += Math.abs(pixels[i] - hook()[i]) / pixels.length;
            assertTrue(error < 0.02, "orientation " + orientation + ": " + error);
        }
    }

    /** The six bytes of a directory of one entry, orientation 6, before and behind it what TIFF 6.0 asks for. */
    private static byte[] tiffStructure() {
        return new byte[] {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0};
    }

    @Test
    void aPngIsTurnedAsItsExifChunkSays() throws IOException {
        var stored = new BufferedImage(HEIGHT, WIDTH, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x++) stored.setRGB(y, WIDTH - 1 - x, argb(grey(x, y), 1));
        var plain = new ByteArrayOutputStream();
        ImageIO.write(stored, "png", plain);
        byte[] png = plain.toByteArray();
        int afterHeader = 8 + 25;
        var crc = new CRC32();
        var chunk = ByteBuffer.allocate(12 + tiffStructure().length);
        chunk.putInt(tiffStructure().length)
                .put("eXIf".getBytes(StandardCharsets.US_ASCII))
                .put(tiffStructure());
        crc.update(chunk.array(), 4, 4 + tiffStructure().length);
        chunk.putInt((int) crc.getValue());
        var turned = new ByteArrayOutputStream();
        turned.write(png, 0, afterHeader);
        turned.writeBytes(chunk.array());
        turned.write(png, afterHeader, png.length - afterHeader);
        Path file = Files.write(folder.resolve("turned.png"), turned.toByteArray());
        assertArrayEquals(hook(), PngFile.readGrey(file).pixels(), 0.51f / 255);
    }

    /** @param transform what Adobe's segment says, −1 for none: with one, the bands are inks that are missing */
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 2})
    void aJpegOfFourInksIsSeenAsOnAScreen(int transform) throws IOException {
        var raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 8 * WIDTH, 8 * HEIGHT, 4, null);
        for (int y = 0; y < 8 * HEIGHT; y++)
            for (int x = 0; x < 8 * WIDTH; x++) {
                int level = Math.round(255 * grey(x / 8, y / 8));
                // grey as black ink alone, which in YCCK is no colour: Y of 255 − 255
                int[] bands =
                        switch (transform) {
                            case -1 -> new int[] {0, 0, 0, 255 - level};
                            case 0 -> new int[] {255, 255, 255, level};
                            default -> new int[] {0, 128, 128, level};
                        };
                raster.setPixel(x, y, bands);
            }
        byte[] jpeg = jpeg(new IIOImage(raster, null, null));
        var whole = new ByteArrayOutputStream();
        whole.write(jpeg, 0, 2);
        if (transform >= 0)
            whole.writeBytes(new byte[] {
                (byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform
            });
        whole.write(jpeg, 2, jpeg.length - 2);
        PngFile.Grey read = PngFile.readGrey(Files.write(folder.resolve("print.jpg"), whole.toByteArray()));
        for (int i = 0; i < hook().length; i++)
            assertEquals(hook()[i], read.pixels()[(i / WIDTH * 8 + 4) * 8 * WIDTH + i % WIDTH * 8 + 4], 0.03);
    }

    @Test
    void ofAnAnimationTheFirstPictureIsReadAndThatIsKnown() throws IOException {
        var first = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < WIDTH * HEIGHT; i++)
            first.getRaster().setSample(i % WIDTH, i / WIDTH, 0, Math.round(255 * hook()[i]));
        Path file = folder.resolve("moving.gif");
        var writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (var out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            writer.writeToSequence(new IIOImage(first, null, null), null);
            writer.writeToSequence(new IIOImage(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), null, null), null);
            writer.endWriteSequence();
        }
        PngFile.Grey read = PngFile.readGrey(file);
        assertTrue(read.firstOfSeveral());
        assertArrayEquals(hook(), read.pixels(), 0.51f / 255);
        ImageIO.write(first, "gif", file.toFile());
        assertFalse(PngFile.readGrey(file).firstOfSeveral());
    }

    @Test
    void anExifSegmentThatSaysNothingUsableChangesNothing() throws IOException {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        byte[] whole = withExif(jpeg(image), 6, ByteOrder.BIG_ENDIAN);
        Path file = folder.resolve("photo.jpg");
        for (int at = 12; at < 38; at++)
            for (int value : new int[] {0, 0x7F, 0xFF}) {
                byte[] damaged = whole.clone();
                damaged[at] = (byte) value;
                Files.write(file, damaged);
                assertEquals(WIDTH * HEIGHT, PngFile.readGrey(file).pixels().length);
            }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
    void aPictureCutOffBeforeItsLastPixelIsToldInOneSentence(String format) throws IOException {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < WIDTH * HEIGHT; i++) image.setRGB(i % WIDTH, i / WIDTH, i * 0x030507);
        Path file = folder.resolve("cut." + format);
        ImageIO.write(image, format, file.toFile());
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length - 32; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            Refusal refused = assertThrows(Refusal.class, () -> PngFile.readGrey(file));
            assertTrue(refused.getMessage().contains("cut." + format), refused.getMessage());
        }
    }

    @Test
    void aHugePictureIsThinnedOutButKeepsItsShape() throws IOException {
        int side = 4100;
        var image = new BufferedImage(side, side / 2, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < side / 2; y++) for (int x = side / 2; x < side; x++) image.setRGB(x, y, 0xFFFFFFFF);
        Path file = folder.resolve("huge.png");
        ImageIO.write(image, "png", file.toFile());
        PngFile.Grey read = PngFile.readGrey(file);
        assertEquals(1025, read.width(), 1);
        assertEquals(513, read.height(), 1);
        assertEquals(0, read.pixels()[500]);
        assertEquals(1, read.pixels()[530]);
    }

    @Test
    void aBmpThatAnnouncesMoreThanItHoldsIsRefusedUnread() throws IOException {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Path file = folder.resolve("lies.bmp");
        ImageIO.write(image, "bmp", file.toFile());
        byte[] whole = Files.readAllBytes(file);
        assertEquals(WIDTH, PngFile.readGrey(file).width());
        for (int field : new int[] {10, 14, 34, 46}) {
            byte[] lies = whole.clone();
            ByteBuffer.wrap(lies).order(ByteOrder.LITTLE_ENDIAN).putInt(field, 0x7FFF_FFF0);
            Files.write(file, lies);
            Refusal refused = assertThrows(Refusal.class, () -> PngFile.readGrey(file));
            assertTrue(refused.getMessage().contains("damaged"), refused.getMessage());
        }
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        return jpeg(new IIOImage(image, null, null));
    }

    private static byte[] jpeg(IIOImage image) throws IOException {
        var out = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var target = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(target);
            writer.write(null, image, null);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /** Behind the start of the image: APP1, 34 bytes, one entry of type short. */
    private static byte[] withExif(byte[] jpeg, int orientation, ByteOrder order) {
        ByteBuffer out = ByteBuffer.allocate(jpeg.length + 36);
        out.put(jpeg, 0, 2).putShort((short) 0xFFE1).putShort((short) 34);
        out.put(new byte[] {'E', 'x', 'i', 'f', 0, 0});
        out.put(order == ByteOrder.BIG_ENDIAN ? new byte[] {'M', 'M'} : new byte[] {'I', 'I'});
        out.order(order).putShort((short) 42).putInt(8).putShort((short) 1);
        out.putShort((short) 0x0112).putShort((short) 3).putInt(1);
        out.putShort((short) orientation).putShort((short) 0).putInt(0);
        return out.put(jpeg, 2, jpeg.length - 2).array();
    }
}
