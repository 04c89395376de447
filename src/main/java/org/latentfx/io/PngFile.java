package org.latentfx.io;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.latentfx.text.Refusal;

/**
 * Pictures on disk: writes PNG, and reads any picture the JDK can as grey pixels. It uses no window and no JavaFX, so
 * it works without a display. Blocks; not for the thread that draws.
 */
public final class PngFile {
    /** The longest side of a picture that is read, in pixels. */
    public static final int LONGEST_SIDE = 8192;

    /** Grey pixels from 0 (black) to 1 (white), row by row. */
    public record Grey(int width, int height, float[] pixels) {}

    private PngFile() {}

    /** Writes pixels given as 0xAARRGGBB, row by row. Throws {@link Refusal} if it cannot. */
    public static void write(Path file, int width, int height, int[] argb) {
        checkSize(width, height, argb.length);
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, width, height, argb, 0, width);
        AtomicFile.write(file, out -> encode(image, out));
    }

    /** Writes grey pixels from 0 (black) to 1 (white), row by row. Throws {@link Refusal} if it cannot. */
    public static void writeGrey(Path file, int width, int height, float[] pixels) {
        checkSize(width, height, pixels.length);
        var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < pixels.length; i++)
            image.getRaster().setSample(i % width, i / width, 0, Math.round(255 * Math.min(1, Math.max(0, pixels[i]))));
        AtomicFile.write(file, out -> encode(image, out));
    }

    /** Reads a PNG, JPEG, GIF or BMP; what is transparent counts as white. Throws {@link Refusal} if it cannot. */
    public static Grey readGrey(Path file) {
        try (InputStream in = AtomicFile.open(file);
                var source = new MemoryCacheImageInputStream(in)) {
            return grey(decode(source, file));
        } catch (Refusal e) {
            throw e;
        } catch (IOException | RuntimeException e) { // the JDK's readers throw anything at a damaged picture
            throw new Refusal(e, "io.image.format", file);
        }
    }

    /** Grey pixels of those given as 0xAARRGGBB, row by row; what is transparent counts as white. */
    public static Grey grey(int width, int height, int[] argb) {
        checkSize(width, height, argb.length);
        float[] pixels = new float[argb.length];
        for (int i = 0; i < pixels.length; i++) pixels[i] = luma(argb[i]);
        return new Grey(width, height, pixels);
    }

    private static void encode(BufferedImage image, OutputStream out) throws IOException {
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

    private static BufferedImage decode(ImageInputStream source, Path file) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(source);
        if (!readers.hasNext()) throw new Refusal("io.image.format", file);
        ImageReader reader = readers.next();
        try {
            reader.setInput(source, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if (width > LONGEST_SIDE || height > LONGEST_SIDE)
                throw new Refusal("io.image.size", file, width, height, LONGEST_SIDE);
            return reader.read(0);
        } finally {
            reader.dispose();
        }
    }

    private static Grey grey(BufferedImage image) {
        int width = image.getWidth();
        float[] pixels = new float[width * image.getHeight()];
        // Java takes grey samples for linear light and would brighten them on their way to RGB: they are read as they
        // are.
        ColorModel model = image.getColorModel();
        boolean plain = model.getNumComponents() == 1 && model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
        float white = (1 << model.getComponentSize(0)) - 1;
        for (int i = 0; i < pixels.length; i++)
            pixels[i] = plain
                    ? image.getRaster().getSample(i % width, i / width, 0) / white
                    : luma(image.getRGB(i % width, i / width));
        return new Grey(width, image.getHeight(), pixels);
    }

    /** Luma of ITU-R BT.709, over white. */
    private static float luma(int argb) {
        float alpha = (argb >>> 24) / 255f;
        float luma = (0.2126f * (argb >> 16 & 255) + 0.7152f * (argb >> 8 & 255) + 0.0722f * (argb & 255)) / 255;
        return Math.min(1, alpha * luma + 1 - alpha);
    }

    private static void checkSize(int width, int height, int pixels) {
        if (width < 1 || height < 1 || (long) width * height != pixels)
            throw new IllegalArgumentException(pixels + " pixels, expected " + width + " × " + height);
    }
}
