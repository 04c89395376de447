package org.latentfx.io.plot;

import java.awt.Transparency;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.Progress;

/**
 * A film of pictures as an animated GIF that begins again at its end (GIF89a with the NETSCAPE2.0 block). All 256 greys
 * are kept as they are; in colour each frame holds only the pixels that are not as they were, and the 255 colours that
 * stand for those best. Blocks; not for the thread that draws.
 */
public final class GifFilm {
    private static final String FORMAT = "javax_imageio_gif_image_1.0";

    /** 0 repeats without end. */
    private static final byte[] FOR_EVER = {1, 0, 0};

    private static final int LEVELS = 256;

    /** In colour: the entry of pixels that stay as they are. */
    private static final int UNCHANGED = LEVELS - 1;

    private GifFilm() {}

    /**
     * Writes {@code count} pictures of one size. Leaves {@code out} open.
     *
     * @param frame the pictures, all grey or all in colour, by number; one that is given again stands longer
     * @param hundredths how long each stands, in 1/100 s; players slow down what is under 2
     * @throws java.util.concurrent.CancellationException once {@code progress} is cancelled
     */
    public static void write(
            OutputStream out, int count, IntFunction<BufferedImage> frame, int hundredths, Progress progress)
            throws IOException {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("gif");
        if (!writers.hasNext()) throw new IOException("this Java cannot write GIF");
        ImageWriter writer = writers.next();
        try (var target = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(target);
            writer.prepareWriteSequence(null);
            BufferedImage next = frame.apply(0);
            BufferedImage before = null;
            int end;
            for (int first = 0; first < count; first = end) {
                progress.at(first, count);
                BufferedImage still = next;
                for (end = first + 1; end < count; end++) {
                    next = frame.apply(end);
                    if (next != still) break;
                }
                BufferedImage image = indexed(still, before);
                before = still;
                var control = control(writer, image, (end - first) * hundredths, first == 0);
                writer.writeToSequence(new IIOImage(image, null, control), null);
            }
            writer.endWriteSequence();
            progress.at(count, count);
        } finally {
            writer.dispose();
        }
    }

    private static BufferedImage indexed(BufferedImage frame, @Nullable BufferedImage before) {
        return frame.getType() == BufferedImage.TYPE_BYTE_GRAY ? greys(frame) : colours(frame, before);
    }

    private static BufferedImage colours(BufferedImage frame, @Nullable BufferedImage before) {
        int width = frame.getWidth();
        int height = frame.getHeight();
        int[] pixels = frame.getRGB(0, 0, width, height, null, 0, width);
        int[] former = before == null ? null : before.getRGB(0, 0, width, height, null, 0, width);
        int[] changed = IntStream.range(0, pixels.length)
                .filter(i -> former == null || former[i] != pixels[i])
                .toArray();
        int[] seen = Arrays.stream(changed).map(i -> pixels[i]).toArray();
        var table = ColourTable.of(seen.length == 0 ? new int[1] : seen, UNCHANGED);
        int[] colours = Arrays.copyOf(table.colours(), LEVELS); // the writer has tables of whole powers of two only
        var palette = new IndexColorModel(8, LEVELS, colours, 0, false, UNCHANGED, DataBuffer.TYPE_BYTE);
        var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, palette);
        byte[] entries = new byte[pixels.length];
        Arrays.fill(entries, (byte) UNCHANGED);
        for (int i : changed) entries[i] = table.entry(pixels[i]);
        image.getRaster().setDataElements(0, 0, width, height, entries);
        return image;
    }

    /** The same greys by their number in a palette that all frames share. */
    private static BufferedImage greys(BufferedImage grey) {
        byte[] levels = new byte[LEVELS];
        for (int v = 0; v < levels.length; v++) levels[v] = (byte) v;
        var palette = new IndexColorModel(8, levels.length, levels, levels, levels);
        var image = new BufferedImage(grey.getWidth(), grey.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, palette);
        image.getRaster().setDataElements(0, 0, grey.getRaster());
        return image;
    }

    private static IIOMetadata control(ImageWriter writer, BufferedImage image, int hundredths, boolean first)
            throws IOException {
        IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), null);
        var root = new IIOMetadataNode(FORMAT);
        var delay = new IIOMetadataNode("GraphicControlExtension");
        delay.setAttribute("disposalMethod", "doNotDispose");
        delay.setAttribute("userInputFlag", "FALSE");
        boolean colour = image.getColorModel().getTransparency() != Transparency.OPAQUE;
        delay.setAttribute("transparentColorFlag", colour ? "TRUE" : "FALSE");
        delay.setAttribute("delayTime", Integer.toString(hundredths));
        delay.setAttribute("transparentColorIndex", colour ? Integer.toString(UNCHANGED) : "0");
        root.appendChild(delay);
        if (first) {
            var all = new IIOMetadataNode("ApplicationExtensions");
            var loop = new IIOMetadataNode("ApplicationExtension");
            loop.setAttribute("applicationID", "NETSCAPE");
            loop.setAttribute("authenticationCode", "2.0");
            loop.setUserObject(FOR_EVER.clone());
            all.appendChild(loop);
            root.appendChild(all);
        }
        metadata.mergeTree(FORMAT, root);
        return metadata;
    }
}
