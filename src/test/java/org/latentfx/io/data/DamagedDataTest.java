package org.latentfx.io.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentfx.analysis.Progress;
import org.latentfx.data.DataImport;
import org.latentfx.data.DataImport.Meaning;
import org.latentfx.data.DataImport.Size;
import org.latentfx.text.Refusal;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatlabType;

/** Every form, cut off at every byte and with every byte of its beginning changed: a sentence, and little memory. */
class DamagedDataTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long ALLOWED = 64L << 20;
    private static final int COUNT = 3;
    private static final int FLIPPED = 700;
    private static final DataImport HOW = DataImport.GUESSED.with(new Meaning("", "", null, new Size(4, 4)));

    @TempDir
    Path folder;

    private static byte[] pixels() {
        byte[] pixels = new byte[COUNT * 16];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) (i * 37);
        return pixels;
    }

    private static byte[] picture(String format, int seed) throws IOException {
        var image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64; i++) image.setRGB(i % 8, i / 8, i * seed * 12345);
        var bytes = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(image, format, bytes));
        return bytes.toByteArray();
    }

    private byte[] whole(String form) throws IOException {
        byte[] array = Numpy.array("|u1", pixels(), COUNT, 4, 4);
        return switch (form) {
            case "npy" -> array;
            case "npz" -> Numpy.zip(true, "x.npy", array, "y.npy", Numpy.array("|u1", new byte[] {0, 1, 0}, COUNT));
            case "idx" -> concat(new byte[] {0, 0, 8, 3, 0, 0, 0, COUNT, 0, 0, 0, 4, 0, 0, 0, 4}, pixels());
            case "csv" -> text();
            case "mat" -> matlab();
            case "zip" -> Numpy.zip(false, "a/1.png", picture("png", 1), "b/2.gif", picture("gif", 2));
            case "tar.gz" -> tar();
            default -> picture(form, 7);
        };
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static byte[] text() {
        var text = new StringBuilder("label");
        for (int p = 0; p < 16; p++) text.append(",pixel").append(p);
        for (int i = 0; i < COUNT; i++) {
            text.append("\n\"").append(i).append('"');
            for (int p = 0; p < 16; p++) text.append(',').append(pixels()[i * 16 + p] & 0xFF);
        }
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] matlab() throws IOException {
        var faces = Mat5.newMatrix(16, COUNT, MatlabType.UInt8);
        for (int i = 0; i < COUNT * 16; i++) faces.setInt(i % 16, i / 16, pixels()[i] & 0xFF);
        Path file = folder.resolve("made.mat");
        Mat5.writeToFile(Mat5.newMatFile().addArray("faces", faces), file.toString());
        return Files.readAllBytes(file);
    }

    private static byte[] tar() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            Numpy.tar(gzip, "a/1.png", picture("png", 1), "b/2.bmp", picture("bmp", 2));
        }
        return bytes.toByteArray();
    }

    /** The sentence that refuses {@code content}; empty if it can be read. Whatever else is thrown fails the test. */
    private String sentence(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("data"), content);
        long thread = Thread.currentThread().getId();
        long before = THREADS.getThreadAllocatedBytes(thread);
        String sentence = "";
        try {
            DataFiles.read(file.toString(), HOW, Progress.NONE);
        } catch (Refusal e) {
            sentence = String.valueOf(e.getMessage());
            assertTrue(sentence.contains("data"), sentence);
        }
        long allocated = THREADS.getThreadAllocatedBytes(thread) - before;
        assertTrue(allocated < 4L * content.length + ALLOWED, allocated + " bytes for " + content.length);
        return sentence;
    }

    @ParameterizedTest
    @ValueSource(strings = {"npy", "npz", "idx", "csv", "mat", "zip", "tar.gz", "png", "gif", "bmp", "jpg", "tiff"})
    void a_file_cut_off_at_any_byte_gets_a_sentence(String form) throws IOException {
        byte[] whole = whole(form);
        assertEquals("", sentence(whole));
        var read = new ArrayList<Integer>();
        for (int length = 0; length < whole.length; length++)
            if (sentence(Arrays.copyOf(whole, length)).isEmpty()) read.add(length);
        // text may end anywhere, and a picture's last bytes may hold none of its pixels
        boolean strict = List.of("npy", "npz", "idx", "zip").contains(form);
        assertFalse(strict && !read.isEmpty(), form + " was read when cut off at " + read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"npy", "npz", "idx", "csv", "mat", "zip", "tar.gz", "png", "gif", "bmp", "jpg", "tiff"})
    void a_file_with_one_byte_changed_is_read_or_gets_a_sentence(String form) throws IOException {
        byte[] whole = whole(form);
        for (int at = 0; at < Math.min(FLIPPED, whole.length); at++)
            for (int change : new int[] {1, 0x80, 0xFF}) {
                byte[] changed = whole.clone();
                changed[at] ^= (byte) change;
                sentence(changed);
            }
    }
}
