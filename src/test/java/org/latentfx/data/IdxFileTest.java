package org.latentfx.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.text.Refusal;

class IdxFileTest {
    private static final ImageSet TWO = new ImageSet(
            3, 2, new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -1}, new byte[] {1, (byte) 200}, List.of());

    @TempDir
    Path folder;

    @Test
    void writtenImagesAndLabelsReadBackPlainAndGzipped() {
        for (byte[] file : List.of(images(), gzip(images()))) {
            IdxFile.Images read = readImages(file);
            assertEquals(3, read.format().width());
            assertEquals(2, read.format().height());
            assertEquals(2, read.count());
            assertArrayEquals(TWO.pixels(), read.pixels().together());
        }
        for (byte[] file : List.of(labels(), gzip(labels()))) assertArrayEquals(TWO.labels(), readLabels(file));
    }

    @Test
    void aFourthAxisIsOfChannelsAndEveryCutOrDamagedHeaderIsRefused() {
        byte[] file = ByteBuffer.allocate(20 + 2 * 2 * 3 * 3)
                .putInt(0x804)
                .putInt(2)
                .putInt(2)
                .putInt(3)
                .putInt(3)
                .array();
        for (int i = 20; i < file.length; i++) file[i] = (byte) i;
        for (byte[] form : List.of(file, gzip(file))) {
            IdxFile.Images read = readImages(form);
            assertEquals(new PictureFormat(3, 2, 3), read.format());
            assertEquals(2, read.count());
            assertArrayEquals(
                    Arrays.copyOfRange(file, 20, file.length), read.pixels().together());
        }
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertRefused(() -> readImages(cut));
        }
        for (int at = 0; at < 20; at++)
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = file.clone();
                damaged[at] ^= (byte) (1 << bit);
                assertRefused(() -> readImages(damaged));
            }
    }

    @Test
    void theHeaderIsTheOneOfTheOriginalFiles() {
        assertArrayEquals(new byte[] {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3}, Arrays.copyOf(images(), 16));
        assertArrayEquals(new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 1, (byte) 200}, labels());
    }

    @Test
    void aFileCutAnywhereIsRefused() {
        for (byte[] file : List.of(images(), gzip(images())))
            for (int length = 0; length < file.length; length++) {
                byte[] cut = Arrays.copyOf(file, length);
                assertRefused(() -> readImages(cut));
            }
        for (byte[] file : List.of(labels(), gzip(labels())))
            for (int length = 0; length < file.length; length++) {
                byte[] cut = Arrays.copyOf(file, length);
                assertRefused(() -> readLabels(cut));
            }
    }

    @Test
    void aByteTooManyIsRefusedInsideAndOutsideTheGzip() {
        byte[] longer = Arrays.copyOf(images(), images().length + 1);
        assertRefused(() -> readImages(longer));
        assertRefused(() -> readImages(gzip(longer)));
        byte[] tail = Arrays.copyOf(gzip(images()), gzip(images()).length + 1);
        tail[tail.length - 1] = 7;
        assertRefused(() -> readImages(tail));
        byte[] longLabels = Arrays.copyOf(labels(), labels().length + 1);
        assertRefused(() -> readLabels(longLabels));
    }

    @Test
    void aFlippedHeaderByteIsRefused() {
        for (int at = 0; at < 16; at++)
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = images();
                damaged[at] ^= (byte) (1 << bit);
                assertRefused(() -> readImages(damaged));
            }
    }

    @Test
    void aFlippedByteInAGzipIsRefusedOrChangesNoPixel() {
        byte[] whole = gzip(images());
        for (int at = 0; at < whole.length; at++)
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = whole.clone();
                damaged[at] ^= (byte) (1 << bit);
                try {
                    assertArrayEquals(TWO.pixels(), readImages(damaged).pixels().together());
                } catch (Refusal refused) {
                    assertSentence(refused);
                }
            }
    }

    @Test
    void everyLegalGzipHeaderIsReadAndAWrongHeaderChecksumRefused() {
        for (int flags = 0; flags < 32; flags++) {
            byte[] file = member(images(), flags);
            assertArrayEquals(TWO.pixels(), readImages(file).pixels().together(), "flags " + flags);
        }
        byte[] wrong = member(images(), 2);
        wrong[10] ^= 1;
        assertRefused(() -> readImages(wrong));
    }

    @Test
    void gzipMembersFollowOneAnotherAndZerosMayFollowThem() {
        byte[] whole = images();
        for (int cut = 0; cut <= whole.length; cut++) {
            var out = new ByteArrayOutputStream();
            out.writeBytes(member(Arrays.copyOf(whole, cut), 8));
            out.writeBytes(gzip(new byte[0]));
            out.writeBytes(member(Arrays.copyOfRange(whole, cut, whole.length), 6));
            byte[] members = out.toByteArray();
            assertArrayEquals(TWO.pixels(), readImages(members).pixels().together(), "cut at " + cut);
            out.writeBytes(new byte[1000]);
            assertArrayEquals(
                    TWO.pixels(), readImages(out.toByteArray()).pixels().together(), "padded, cut at " + cut);
            assertRefused(() -> readImages(Arrays.copyOf(members, members.length - 1)));
            out.write(1);
            assertRefused(() -> readImages(out.toByteArray()));
        }
    }

    @Test
    void membersLargerThanAnyBufferAreJoined() {
        byte[] pixels = new byte[250 * 250 * 40];
        new Random(1).nextBytes(pixels);
        byte[] header = ByteBuffer.allocate(16)
                .putInt(0x803)
                .putInt(40)
                .putInt(250)
                .putInt(250)
                .array();
        var out = new ByteArrayOutputStream();
        out.writeBytes(gzip(header));
        for (int i = 0; i < 4; i++)
            out.writeBytes(gzip(Arrays.copyOfRange(pixels, i * pixels.length / 4, (i + 1) * pixels.length / 4)));
        assertArrayEquals(pixels, readImages(out.toByteArray()).pixels().together());
    }

    /** RFC 1952: with a header checksum (2), extras (4), a file name (8) and a comment (16), as {@code flags} say. */
    private static byte[] member(byte[] content, int flags) {
        byte[] plain = gzip(content);
        var out = new ByteArrayOutputStream();
        out.write(plain, 0, 3);
        out.write(flags);
        out.write(plain, 4, 6);
        if ((flags & 4) != 0) out.writeBytes(new byte[] {3, 0, 7, 0, 7});
        if ((flags & 8) != 0) out.writeBytes(new byte[] {'n', 0});
        if ((flags & 16) != 0) out.writeBytes(new byte[] {'c', 'o', 0});
        var crc = new CRC32();
        crc.update(out.toByteArray());
        if ((flags & 2) != 0) out.writeBytes(new byte[] {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)});
        out.write(plain, 10, plain.length - 10);
        return out.toByteArray();
    }

    @Test
    void absurdSizesAreRefusedBeforeAnythingIsAllocated() {
        for (int[] sizes : new int[][] {
            {0, 1, 1},
            {-1, 1, 1},
            {1_000_001, 1, 1},
            {1, 0, 1},
            {1, 1, 0},
            {1, 257, 1},
            {1, 1, 257},
            {1, -1, -1},
            {16_385, 256, 256},
            {Integer.MAX_VALUE, 256, 256}
        }) assertRefused(() -> readImages(header(sizes)));
        assertRefused(() -> readLabels(
                ByteBuffer.allocate(8).putInt(0x801).putInt(1_000_001).array()));
    }

    @Test
    void aGzipBombIsReadNoFurtherThanOneByteTooMany() throws IOException {
        var bomb = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bomb)) {
            zip.write(images());
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 200; i++) zip.write(zeros);
        }
        var in = new ByteArrayInputStream(bomb.toByteArray());
        Refusal refused = assertThrows(Refusal.class, () -> IdxFile.readImages(in, "bomb.gz"));
        assertTrue(refused.getMessage().contains("12 bytes"), refused.getMessage());
        assertTrue(in.available() > bomb.size() / 4, "the rest of the bomb must stay unread");
    }

    @Test
    void imagesAreNotLabels() {
        assertRefused(() -> readLabels(images()));
        assertRefused(() -> readImages(labels()));
    }

    @Test
    void aMissingFileAndAFolderAreRefused() throws IOException {
        assertRefusedNaming("none", () -> IdxFile.readImages(folder.resolve("none")));
        assertRefusedNaming(folder.toString(), () -> IdxFile.readLabels(folder));
        Path file = Files.write(folder.resolve("labels"), labels());
        assertArrayEquals(TWO.labels(), IdxFile.readLabels(file));
    }

    @Test
    void aReadErrorIsRefused() {
        var broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk gone");
            }
        };
        assertRefusedNaming("broken", () -> IdxFile.readImages(broken, "broken"));
    }

    private static IdxFile.Images readImages(byte[] file) {
        return IdxFile.readImages(new ByteArrayInputStream(file), "some.idx");
    }

    private static byte[] readLabels(byte[] file) {
        return IdxFile.readLabels(new ByteArrayInputStream(file), "some.idx");
    }

    private static void assertRefused(Runnable action) {
        assertRefusedNaming("some.idx", action);
    }

    private static void assertRefusedNaming(String name, Runnable action) {
        Refusal refused = assertThrows(Refusal.class, action::run);
        assertTrue(refused.getMessage().contains(name), refused.getMessage());
        assertSentence(refused);
    }

    private static void assertSentence(Refusal refused) {
        assertTrue(refused.getMessage().endsWith("."), refused.getMessage());
        assertTrue(refused.getMessage().indexOf('\n') < 0, refused.getMessage());
    }

    private static byte[] header(int... sizes) {
        return ByteBuffer.allocate(16)
                .putInt(0x803)
                .putInt(sizes[0])
                .putInt(sizes[1])
                .putInt(sizes[2])
                .array();
    }

    static byte[] images() {
        var out = new ByteArrayOutputStream();
        try {
            IdxWriter.images(TWO, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] labels() {
        var out = new ByteArrayOutputStream();
        try {
            IdxWriter.labels(TWO, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] gzip(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
