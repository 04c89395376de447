package org.latentfx.io.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentfx.analysis.Progress;
import org.latentfx.data.DataImport;
import org.latentfx.data.DataImport.Meaning;
import org.latentfx.data.DataImport.Size;
import org.latentfx.fuzz.Samples;
import org.latentfx.text.Refusal;

/** Every form, cut off at every byte and with every byte of its beginning changed: a sentence, and little memory. */
class DamagedDataTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long ALLOWED = 64L << 20;
    private static final int FLIPPED = 700;
    private static final DataImport HOW = DataImport.GUESSED.with(new Meaning("", "", null, new Size(4, 4)));

    @TempDir
    Path folder;

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
        byte[] whole = Samples.named(form);
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
        byte[] whole = Samples.named(form);
        for (int at = 0; at < Math.min(FLIPPED, whole.length); at++)
            for (int change : new int[] {1, 0x80, 0xFF}) {
                byte[] changed = whole.clone();
                changed[at] ^= (byte) change;
                sentence(changed);
            }
    }
}
