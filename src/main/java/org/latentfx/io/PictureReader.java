package org.latentfx.io;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
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

    /** Formats whose files may hold several pictures. */
    private static final Set<String> OF_SEVERAL = Set.of("gif", "tif", "tiff", "webp");

    private PictureReader() {}

    /** The picture, upright. Throws {@link Refusal} if it cannot be read whole. */
    static PngFile.Grey read(Path file) {
        try {
            int orientation = Exif.orientation(file);
            if (!BmpHeader.plausible(file)) throw new Refusal("io.image.damaged", file);
            try (var source = new FileImageInputStream(file.toFile())) {
                return GreyPixels.upright(decode(source, file), orientation);
            }
        } catch (Refusal e) {
            throw e;
        } catch (OutOfMemoryError e) {
            throw new Refusal(e, "io.image.memory", file);
        } catch (IOException | RuntimeException | Error e) { // the JDK's readers throw anything at a damaged picture
            throw new Refusal(e, "io.image.damaged", file);
        }
    }

    private static PngFile.Grey decode(ImageInputStream source, Path file) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(source);
        if (!readers.hasNext()) throw new Refusal("io.image.format", file);
        ImageReader reader = readers.next();
        try {
            reader.setInput(source, false, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if (width > PngFile.LONGEST_SIDE || height > PngFile.LONGEST_SIDE)
                throw new Refusal("io.image.size", file, width, height, PngFile.LONGEST_SIDE);
            boolean[] broken = new boolean[1];
            reader.addIIOReadWarningListener((from, warning) -> broken[0] = true);
            BufferedImage image = picture(reader, thinned(reader, width, height), JpegSegments.colours(file));
            if (broken[0] && JpegSegments.cutOff(file)) throw new Refusal("io.image.damaged", file);
            return GreyPixels.of(image).ofSeveral(hasSecond(reader));
        } finally {
            reader.dispose();
        }
    }

    /** Damage behind the first picture is of no concern. */
    private static boolean hasSecond(ImageReader reader) throws IOException {
        if (!OF_SEVERAL.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) return false;
        try {
            return reader.getWidth(1) > 0;
        } catch (IndexOutOfBoundsException | IOException e) {
            return false;
        }
    }

    private static BufferedImage picture(ImageReader reader, ImageReadParam param, JpegSegments.Colours colours)
            throws IOException {
        if (colours.components() < 4) return reader.read(0, param);
        return Inks.toRgb(reader.readRaster(0, param), colours.adobeTransform());
    }

    private static ImageReadParam thinned(ImageReader reader, int width, int height) {
        ImageReadParam param = reader.getDefaultReadParam();
        int step = Math.max(1, Math.max(width, height) / ENOUGH);
        param.setSourceRegion(new Rectangle(width, height));
        param.setSourceSubsampling(step, step, step / 2 % Math.max(1, width), step / 2 % Math.max(1, height));
        return param;
    }
}
