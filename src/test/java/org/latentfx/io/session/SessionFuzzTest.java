package org.latentfx.io.session;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.io.StrictJson;
import org.latentfx.text.Refusal;

/** Whatever is in a session file, it is read or refused in a sentence, and costs no more memory than a file may. */
class SessionFuzzTest {
    private static final int MUTATIONS = 2000;

    @TempDir
    Path folder;

    private Path file;
    private byte[] whole;

    @BeforeEach
    void takeTheSample() throws IOException {
        file = folder.resolve("s.latentfx");
        try (var in = Objects.requireNonNull(SessionFileTest.class.getResourceAsStream("version-1.latentfx"))) {
            whole = in.readAllBytes();
        }
    }

    /** Reads {@code bytes}; the refusal's sentence, or "" if they are a session. */
    private String read(byte[] bytes, String what) throws IOException {
        Files.write(file, bytes);
        var memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = memory.getCurrentThreadAllocatedBytes();
        String sentence = "";
        try {
            SessionFile.read(file);
        } catch (Refusal e) {
            sentence = String.valueOf(e.getMessage());
            assertTrue(sentence.contains("s.latentfx"), what + ": " + sentence);
        } catch (RuntimeException | Error e) {
            fail(what, e);
        }
        long allocated = memory.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < 4L * bytes.length + (64 << 20), what + " allocated " + allocated);
        return sentence;
    }

    @Test
    void aFileCutOffAnywhereIsRefused() throws IOException {
        for (int length = 0; length < whole.length; length += length < 2000 || length > whole.length - 500 ? 1 : 97)
            assertTrue(!read(Arrays.copyOf(whole, length), "cut at " + length).isEmpty(), "read when cut at " + length);
    }

    @Test
    void anyByteMayBeAnother() throws IOException {
        var random = new Random(1);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = whole.clone();
            int at = i < 1000 ? i : i < 1500 ? whole.length - 1 - (i - 1000) : random.nextInt(whole.length);
            bytes[at] ^= (byte) (1 + random.nextInt(255));
            read(bytes, "changed at " + at);
        }
    }

    @Test
    void piecesMayBeMovedOverOthers() throws IOException {
        var random = new Random(2);
        for (int i = 0; i < MUTATIONS / 3; i++) {
            byte[] bytes = whole.clone();
            int length = 1 + random.nextInt(200);
            int from = random.nextInt(whole.length - length);
            int to = random.nextInt(whole.length - length);
            System.arraycopy(whole, from, bytes, to, length);
            read(bytes, length + " bytes of " + from + " at " + to);
        }
    }

    @Test
    void jsonOfAnyKindIsReadOrRefused() throws IOException {
        var random = new Random(3);
        String json = "{\"a\":[1,-2.5e3,true,null,\"x\"],\"b\":{\"c\":{}}}";
        for (int i = 0; i < MUTATIONS; i++) {
            var text = new StringBuilder(json);
            for (int k = 0; k < 1 + i % 4; k++)
                text.setCharAt(random.nextInt(text.length()), "{}[],:\"\\0e-".charAt(random.nextInt(11)));
            try {
                StrictJson.parse(text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            } catch (IOException e) {
                assertTrue(e.getMessage() != null, text.toString());
            }
        }
    }
}
