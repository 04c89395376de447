package org.latentfx.io;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.latentfx.text.Refusal;

/**
 * Reads a picture file with the JDK's own plug-ins, none of which is trusted: sizes are asked for before any pixel, a
 * large picture is read at every so manyth pixel only, and whatever a plug-in throws becomes one sentence.
 */
final class PictureReader {
    /** Larger pictures are thinned out, but never below this many pixels on their longest side. */
    private static final int ENOUGH = 1024;

    private PictureReader() {}

    /** The picture, upright. Throws {@link Refusal} if it cannot be read whole. */
    static PngFile.Grey read(Path file) {
        try {
            int orientation;
            try (InputStream in = AtomicFile.open(file)) {
                orientation = JpegSegments.orientation(in);
            }
            if (!BmpHeader.plausible(file)) throw new Refusal("io.image.damaged", file);
            try (var source = new FileImageInputStream(file.toFile())) {
                return GreyPixels.upright(GreyPixels.of(decode(source, file)), orientation);
            }
        } catch (Refusal e) {
            throw e;
        } catch (OutOfMemoryError e) {
            throw new Refusal(e, "io.image.memory", file);
        } catch (IOException | RuntimeException | Error e) { // the JDK's readers throw anything at a damaged picture
            throw new Refusal(e, "io.image.damaged", file);
        }
    }

    private static BufferedImage decode(ImageInputStream source, Path file) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(source);
        if (!readers.hasNext()) throw new Refusal("io.image.format", file);
        ImageReader reader = readers.next();
        try {
            reader.setInput(source, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if (width > PngFile.LONGEST_SIDE || height > PngFile.LONGEST_SIDE)
                throw new Refusal("io.image.size", file, width, height, PngFile.LONGEST_SIDE);
            boolean[] broken = new boolean[1];
            reader.addIIOReadWarningListener((from, warning) -> broken[0] = true);
            BufferedImage image = reader.read(0, thinned(reader, width, height));
            if (broken[0] && JpegSegments.cutOff(file)) throw new Refusal("io.image.damaged", file);
            return image;
        } finally {
            reader.dispose();
        }
    }

    private static ImageReadParam thinned(ImageReader reader, int width, int height) {
        ImageReadParam param = reader.getDefaultReadParam();
        int step = Math.max(1, Math.max(width, height) / ENOUGH);
        param.setSourceRegion(new Rectangle(width, height));
        param.setSourceSubsampling(step, step, step / 2 % Math.max(1, width), step / 2 % Math.max(1, height));
        return param;
    }
}
