package org.latentfx.io.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import javax.imageio.ImageIO;
import javax.imageio.metadata.IIOMetadataNode;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.Progress;
import org.latentfx.data.PictureFormat;

class GifFilmTest {
    /** 16 × 17 greys, each level once and some twice, other ones in each frame. */
    private static BufferedImage frame(int number) {
        float[] pixels = new float[16 * 17];
        for (int i = 0; i < pixels.length; i++) pixels[i] = ((i + 40 * number) & 0xff) / 255f;
        return Mosaic.of(pixels, 1, 1, PictureFormat.grey(16, 17)).image(1);
    }

    private static byte[] film(int frames, Progress progress) throws IOException {
        var out = new ByteArrayOutputStream();
        GifFilm.write(out, frames, GifFilmTest::frame, 5, progress);
        return out.toByteArray();
    }

    @Test
    void every_grey_of_every_frame_comes_back() throws IOException {
        byte[] film = film(5, Progress.NONE);
        assertEquals("GIF89a", new String(film, 0, 6, StandardCharsets.US_ASCII));
        assertTrue(new String(film, StandardCharsets.ISO_8859_1).contains("NETSCAPE2.0"), "it repeats");
        var reader = ImageIO.getImageReadersByFormatName("gif").next();
        reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(film)));
        assertEquals(5, reader.getNumImages(true));
        for (int t = 0; t < 5; t++) {
            var found = reader.read(t);
            for (int i = 0; i < 16 * 17; i++)
                assertEquals((i + 40 * t) & 0xff, found.getRGB(i % 16, i / 16) & 0xff, "frame " + t + " pixel " + i);
            var root = (IIOMetadataNode) reader.getImageMetadata(t).getAsTree("javax_imageio_gif_image_1.0");
            var control = (IIOMetadataNode)
                    root.getElementsByTagName("GraphicControlExtension").item(0);
            assertEquals("5", control.getAttribute("delayTime"));
        }
        reader.dispose();
    }

    @Test
    void each_frame_in_colour_has_colours_of_its_own() throws IOException {
        var out = new ByteArrayOutputStream();
        GifFilm.write(out, 2, GifFilmTest::colours, 5, Progress.NONE);
        var reader = ImageIO.getImageReadersByFormatName("gif").next();
        reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(out.toByteArray())));
        for (int t = 0; t < 2; t++) {
            BufferedImage expected = colours(t);
            BufferedImage found = reader.read(t);
            for (int i = 0; i < 15 * 15; i++)
                assertEquals(expected.getRGB(i % 15, i / 15), found.getRGB(i % 15, i / 15), t + ", " + i);
        }
        reader.dispose();
    }

    /** Players lay each frame over the one before. */
    @Test
    void a_frame_in_colour_holds_what_is_not_as_it_was() throws IOException {
        BufferedImage before = colours(0);
        BufferedImage after = colours(0);
        after.setRGB(3, 4, 0xffabcdef);
        var out = new ByteArrayOutputStream();
        GifFilm.write(out, 3, t -> t == 0 ? before : t == 1 ? after : colours(0), 5, Progress.NONE);
        var reader = ImageIO.getImageReadersByFormatName("gif").next();
        reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(out.toByteArray())));
        var shown = new BufferedImage(15, 15, BufferedImage.TYPE_INT_ARGB);
        for (int t = 0; t < 3; t++) {
            BufferedImage found = reader.read(t);
            shown.createGraphics().drawImage(found, 0, 0, null);
            assertEquals(t == 0, found.getRGB(0, 0) >>> 24 == 255, "frame " + t);
            assertEquals(t == 1 ? 0xffabcdef : before.getRGB(3, 4), shown.getRGB(3, 4));
            assertEquals(before.getRGB(14, 14), shown.getRGB(14, 14));
        }
        reader.dispose();
    }

    /** 225 colours, other ones in each frame. */
    private static BufferedImage colours(int number) {
        float[] pixels = new float[15 * 15 * 3];
        for (int i = 0; i < 15 * 15; i++) {
            pixels[3 * i] = i / 255f;
            pixels[3 * i + 1] = 1 - number;
            pixels[3 * i + 2] = (224 - i) / 255f;
        }
        return Mosaic.of(pixels, 1, 1, new PictureFormat(15, 15, 3)).image(1);
    }

    @Test
    void it_says_how_far_it_is() throws IOException {
        List<Double> told = new ArrayList<>();
        film(4, new Progress(() -> false, told::add));
        assertEquals(List.of(0.0, 0.25, 0.5, 0.75, 1.0), told);
    }

    @Test
    void it_stops_when_nobody_wants_it_any_more() {
        int[] asked = {0};
        var progress = new Progress(() -> asked[0]++ == 3, share -> {});
        assertThrows(CancellationException.class, () -> film(1000, progress));
        assertEquals(4, asked[0]);
    }
}
