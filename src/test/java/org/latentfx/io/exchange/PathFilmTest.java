package org.latentfx.io.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.latent.Neighbours;
import org.latentfx.analysis.path.LatentPath;
import org.latentfx.analysis.path.PathKind;
import org.latentfx.text.Refusal;

class PathFilmTest {
    @TempDir
    Path folder;

    private static LatentPath path(float[]... points) {
        var frames = Arrays.stream(points)
                .map(z -> new LatentPath.Frame(z, new float[16], 0, 0, 0, 0, new Neighbours.Vote(0, 1)))
                .toList();
        return new LatentPath(PathKind.values()[0], frames, true, 0, 0);
    }

    private static int[] greys(ImageReader reader, int frame) throws IOException {
        var image = reader.read(frame);
        return image.getRaster().getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (int[]) null);
    }

    @Test
    void theFilmWalksThereAndBack() throws IOException {
        Path file = folder.resolve("walk.gif");
        var kind = PathFilm.of(path(new float[] {-2, 1}, new float[] {0, 0}, new float[] {2, 3}));
        kind.write(SmallModel.of("7", "2", "relu", "bernoulli"), file, false, Progress.NONE);
        var reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (var in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in);
            assertEquals(16, reader.getNumImages(true));
            assertArrayEquals(greys(reader, 1), greys(reader, 15), "the way back is the way there");
            assertTrue(!Arrays.equals(greys(reader, 0), greys(reader, 8)), "both ends are in it");
        } finally {
            reader.dispose();
        }
    }

    @Test
    void givenUpItLeavesNoFileAndAnotherModelsPathIsRefused() {
        Path file = folder.resolve("walk.gif");
        var exported = SmallModel.of("7", "2", "relu", "bernoulli");
        var two = PathFilm.of(path(new float[2], new float[2]));
        assertThrows(
                CancellationException.class,
                () -> two.write(exported, file, false, new Progress(() -> true, share -> {})));
        assertEquals(List.of(), List.of(Objects.requireNonNull(folder.toFile().list())));
        var three = PathFilm.of(path(new float[3], new float[3]));
        assertThrows(Refusal.class, () -> three.write(exported, file, false, Progress.NONE));
    }
}
