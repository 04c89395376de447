package org.latentfx.io.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.analysis.Progress;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.model.Weights;

class GrowthFilmTest {
    @TempDir
    Path folder;

    private static Exported exported() {
        var model = SmallModel.of("7", "2", "relu", "bernoulli");
        byte[] pixels = new byte[6 * 16];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) (i * i);
        var images = new ImageSet(4, 4, pixels, new byte[] {0, 1, 0, 1, 0, 1}, List.of("a", "b"));
        return new Exported(
                model.model(), model.history(), model.kernel(), () -> new DataSplit("mine", images, images));
    }

    private static int[] pixels(ImageReader reader, int frame) throws IOException {
        var image = reader.read(frame);
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    private static int hundredths(ImageReader reader, int frame) throws IOException {
        var root = (IIOMetadataNode) reader.getImageMetadata(frame).getAsTree("javax_imageio_gif_image_1.0");
        var control = (IIOMetadataNode)
                root.getElementsByTagName("GraphicControlExtension").item(0);
        return Integer.parseInt(control.getAttribute("delayTime"));
    }

    @Test
    void timeIsLogarithmicAndTheFilmEndsWithTheModel() {
        var steps = LongStream.range(0, 10_000).boxed().toList();
        var chosen = GrowthFilm.logarithmic(steps, 10_000);
        assertEquals(List.of(0L, 1L, 2L, 3L), chosen.subList(0, 4));
        assertEquals(10_000, chosen.get(chosen.size() - 1));
        assertTrue(chosen.size() > 40 && chosen.size() <= 61, () -> chosen.size() + " frames");
        assertEquals(List.of(7L), GrowthFilm.logarithmic(List.of(), 7));
    }

    @Test
    void eachSnapshotIsAFrameAndTheEndStandsStill() throws IOException {
        Path file = folder.resolve("growth.gif");
        var exported = exported();
        var other = exported.model().weights();
        float[] half = other.values().clone();
        for (int i = 0; i < half.length; i++) half[i] /= 2;
        long end = exported.model().step();
        var steps = LongStream.range(0, end).limit(2).boxed().toList();
        GrowthFilm.of(steps, step -> new Weights(other.configuration(), half))
                .write(exported, file, false, Progress.NONE);
        var reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (var in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in);
            int frames = reader.getNumImages(true);
            assertEquals(steps.size() + 1, frames);
            assertFalse(Arrays.equals(pixels(reader, 0), pixels(reader, frames - 1)));
            assertEquals(9 * hundredths(reader, 0), hundredths(reader, frames - 1));
            // 16 pictures of 4 pixels with lines between them, 15 times as large, and a margin
            assertEquals(79 * 15 + 16, reader.getWidth(0) - 2 * 754);
        } finally {
            reader.dispose();
        }
    }

    @Test
    void givenUpItLeavesNoFile() {
        Path file = folder.resolve("growth.gif");
        var exported = exported();
        assertThrows(CancellationException.class, () -> GrowthFilm.of(List.of(), step -> null)
                .write(exported, file, false, new Progress(() -> true, share -> {})));
        assertFalse(Files.exists(file));
    }
}
