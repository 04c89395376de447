package org.latentfx.io.data;

import java.awt.Rectangle;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.latentfx.data.PictureFormat;
import org.latentfx.data.RawPicture;
import org.latentfx.io.BmpHeader;
import org.latentfx.io.JpegSegments;
import org.latentfx.text.Refusal;

/**
 * Decodes one picture among many: PNG, JPEG, GIF, BMP, TIFF and WebP. No plug-in is trusted: sizes are asked for before
 * any pixel and compared with the bytes there are, and whatever a plug-in throws becomes one sentence. Any thread.
 */
final class PictureDecoder {
    /** Pixels kept for each of the finished picture's, along a side. */
    private static final int OVERSAMPLED = 3;

    private static final int LONGEST_SIDE = 16384;
    private static final long MOST_PIXELS = 1L << 27;

    /** No format packs more pixels into a byte: deflate's 1032 of them, each with eight pixels. */
    private static final long MOST_PIXELS_A_BYTE = 8256;

    private static final long SMALL = 1 << 20;
    private static final byte[][] STARTS = {
        {(byte) 0x89, 'P', 'N', 'G'},
        {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF},
        {'G', 'I', 'F', '8'},
        {'B', 'M'},
        {'I', 'I', 42, 0},
        {'M', 'M', 0, 42},
        {'R', 'I', 'F', 'F'}
    };

    private PictureDecoder() {}

    /** Whether a file that begins with these bytes is a picture of a form that is read. */
    static boolean starts(byte[] head) {
        for (byte[] start : STARTS) {
            boolean same = head.length >= start.length;
            for (int i = 0; same && i < start.length; i++) same = head[i] == start[i];
            if (same && (start[0] != 'R' || isWebp(head))) return true;
        }
        return false;
    }

    private static boolean isWebp(byte[] head) {
        return head.length >= 12 && head[8] == 'W' && head[9] == 'E' && head[10] == 'B' && head[11] == 'P';
    }

    /** The size that the header of {@code file} tells, upright; only the header is read. */
    static PictureFormat format(byte[] file, String place) {
        return decoded(file, place, reader -> {
            boolean turned = JpegSegments.orientation(new ByteArrayInputStream(file)) >= 5;
            int width = turned ? reader.getHeight(0) : reader.getWidth(0);
            int height = turned ? reader.getWidth(0) : reader.getHeight(0);
            return new PictureFormat(width, height, isGrey(reader) ? 1 : 3);
        });
    }

    private static boolean isGrey(ImageReader reader) throws IOException {
        var type = reader.getRawImageType(0);
        return type != null && type.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    }

    /** The picture upright, what is transparent laid on white, thinned out far above {@code longest} pixels a side. */
    static RawPicture decode(byte[] file, int longest, String place) {
        return decoded(file, place, reader -> {
            int orientation = JpegSegments.orientation(new ByteArrayInputStream(file));
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            int step = Math.max(1, Math.min(width, height) / (OVERSAMPLED * longest));
            ImageReadParam param = reader.getDefaultReadParam();
            param.setSourceRegion(new Rectangle(width, height));
            param.setSourceSubsampling(step, step, step / 2, step / 2);
            return upright(pixels(reader.read(0, param)), orientation);
        });
    }

    private interface Question<T> {
        T ask(ImageReader reader) throws IOException;
    }

    private static <T> T decoded(byte[] file, String place, Question<T> question) {
        if (!BmpHeader.plausible(file, file.length)) throw new Refusal("io.image.damaged", place);
        try (ImageInputStream source = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(source);
            if (!readers.hasNext()) throw new Refusal("io.image.format", place);
            ImageReader reader = readers.next();
            try {
                reader.setInput(source, true, true);
                check(reader.getWidth(0), reader.getHeight(0), file.length, place);
                return question.ask(reader);
            } finally {
                reader.dispose();
            }
        } catch (Refusal e) {
            throw e;
        } catch (OutOfMemoryError e) {
            throw new Refusal(e, "io.image.memory", place);
        } catch (IOException | RuntimeException | Error e) { // plug-ins throw anything at a damaged picture
            throw new Refusal(e, "io.image.damaged", place);
        }
    }

    private static void check(int width, int height, int bytes, String place) {
        long pixels = (long) width * height;
        if (width > LONGEST_SIDE || height > LONGEST_SIDE || pixels > MOST_PIXELS)
            throw new Refusal("io.image.size", place, width, height, LONGEST_SIDE);
        if (pixels < 1 || pixels > SMALL + bytes * MOST_PIXELS_A_BYTE) throw new Refusal("io.image.damaged", place);
    }

    private static RawPicture pixels(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        var model = image.getColorModel();
        boolean grey = model.getColorSpace().getType() == ColorSpace.TYPE_GRAY && !model.hasAlpha();
        if (grey) return new RawPicture(new PictureFormat(width, height, 1), samples(image));
        return RawPicture.onWhite(width, height, image.getRGB(0, 0, width, height, null, 0, width));
    }

    /** Java takes grey samples for linear light and would brighten them on their way to RGB. */
    private static byte[] samples(BufferedImage image) {
        Raster raster = image.getRaster();
        int most = (1 << image.getColorModel().getComponentSize(0)) - 1;
        byte[] pixels = new byte[image.getWidth() * image.getHeight()];
        int[] row = new int[image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            raster.getSamples(0, y, row.length, 1, 0, row);
            for (int x = 0; x < row.length; x++)
                pixels[y * row.length + x] = (byte) ((row[x] * 255L + most / 2) / most);
        }
        return pixels;
    }

    /** Exif's orientation 1 to 8 says which of its corners is the first pixel. */
    private static RawPicture upright(RawPicture picture, int orientation) {
        if (orientation == 1) return picture;
        PictureFormat from = picture.format();
        boolean turned = orientation >= 5;
        var to = new PictureFormat(
                turned ? from.height() : from.width(), turned ? from.width() : from.height(), from.channels());
        boolean mirrored = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        boolean upsideDown = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        byte[] pixels = new byte[picture.pixels().length];
        for (int y = 0; y < to.height(); y++)
            for (int x = 0; x < to.width(); x++) {
                int column = turned ? y : x;
                int row = turned ? x : y;
                int source = (upsideDown ? from.height() - 1 - row : row) * from.width()
                        + (mirrored ? from.width() - 1 - column : column);
                for (int c = 0; c < to.channels(); c++)
                    pixels[(y * to.width() + x) * to.channels() + c] = picture.pixels()[source * to.channels() + c];
            }
        return new RawPicture(to, pixels);
    }
}
