package org.latentfx.io;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.latentfx.data.PictureFormat;
import org.latentfx.data.RawPicture;
import org.latentfx.text.Refusal;

/**
 * Pictures on disk: writes PNG, and reads any picture the JDK can as grey pixels, with its colours beside. It uses no
 * window and no JavaFX, so it works without a display. Blocks; not for the thread that draws.
 */
public final class PngFile {
    /** The longest side of a picture that is read, in pixels. */
    public static final int LONGEST_SIDE = 8192;

    /**
     * Grey pixels from 0 (black) to 1 (white), row by row.
     *
     * @param firstOfSeveral whether the file holds more pictures, such as those of an animation or pages
     * @param argb the pixels as 0xAARRGGBB before they became grey; none where the file is of grey samples
     */
    public record Grey(int width, int height, float[] pixels, boolean firstOfSeveral, int[] argb) {
        /** The only picture there is, of grey samples. */
        public Grey(int width, int height, float[] pixels) {
            this(width, height, pixels, false, new int[0]);
        }

        Grey ofSeveral(boolean more) {
            return new Grey(width, height, pixels, more, argb);
        }

        /** The picture in colour, what is transparent laid on white, as the pictures of a data set are read. */
        public RawPicture raw() {
            boolean colour = argb.length > 0;
            if (colour) return RawPicture.onWhite(width, height, argb);
            byte[] bytes = new byte[pixels.length];
            for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) Math.round(255 * pixels[i]);
            return new RawPicture(PictureFormat.grey(width, height), bytes);
        }
    }

    private PngFile() {}

    /** Writes pixels given as 0xAARRGGBB, row by row. Throws {@link Refusal} if it cannot. */
    public static void write(Path file, int width, int height, int[] argb) {
        checkSize(width, height, argb.length);
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, width, height, argb, 0, width);
        AtomicFile.write(file, out -> encode(image, out));
    }

    /** Writes a picture's values from 0 to 1, grey or in colour. Throws {@link Refusal} if it cannot. */
    public static void write(Path file, PictureFormat format, float[] values) {
        int width = format.width();
        int channels = format.channels();
        checkSize(width, format.height(), values.length / channels);
        int type = format.inColour() ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_BYTE_GRAY;
        var image = new BufferedImage(width, format.height(), type);
        for (int i = 0; i < values.length; i++) {
            int pixel = i / channels;
            int level = Math.round(255 * Math.min(1, Math.max(0, values[i])));
            image.getRaster().setSample(pixel % width, pixel / width, i % channels, level);
        }
        AtomicFile.write(file, out -> encode(image, out));
    }

    /**
     * Reads a PNG, JPEG, GIF, BMP, TIFF or WebP (of several pictures the first), upright, as Exif has it; what is
     * transparent counts as the paper. A picture of more than 2047 pixels a side is thinned out. Throws
     * {@link Refusal} if it cannot be read whole.
     */
    public static Grey readGrey(Path file) {
        return PictureReader.read(file);
    }

    /** Grey pixels of those given as 0xAARRGGBB, row by row, as {@link #readGrey} has them. */
    public static Grey grey(int width, int height, int[] argb) {
        checkSize(width, height, argb.length);
        return GreyPixels.of(width, height, argb);
    }

    /** Writes {@code image} as PNG, as small as can be. Leaves {@code out} open. */
    public static void encode(BufferedImage image, OutputStream out) throws IOException {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("png");
        if (!writers.hasNext()) throw new IOException("this Java cannot write PNG");
        ImageWriter writer = writers.next();
        try (var target = new MemoryCacheImageOutputStream(out)) {
            ImageWriteParam smallest = writer.getDefaultWriteParam();
            smallest.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            smallest.setCompressionQuality(0);
            writer.setOutput(target);
            writer.write(null, new IIOImage(image, null, null), smallest);
        } finally {
            writer.dispose();
        }
    }

    private static void checkSize(int width, int height, int pixels) {
        if (width < 1 || height < 1 || (long) width * height != pixels)
            throw new IllegalArgumentException(pixels + " pixels, expected " + width + " × " + height);
    }
}
