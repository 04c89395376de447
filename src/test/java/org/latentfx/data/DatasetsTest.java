package org.latentfx.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentfx.text.Refusal;

class DatasetsTest {
    private static final List<String> FILES = List.of(
            "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");

    @TempDir
    Path folder;

    @Test
    void theShippedMnistIsTheOriginalToTheByte() throws Exception {
        DataSplit mnist = Datasets.load("mnist");
        assertEquals("6bbc9ace898e44ae57da46a324031adb", md5(out -> IdxWriter.images(mnist.train(), out)));
        assertEquals("a25bea736e30d166cdddb491f175f624", md5(out -> IdxWriter.labels(mnist.train(), out)));
        assertEquals("2646ac647ad5339dbf082846283269ea", md5(out -> IdxWriter.images(mnist.test(), out)));
        assertEquals("27ae3e4e09519cfbb04c329615203637", md5(out -> IdxWriter.labels(mnist.test(), out)));
        assertEquals("7", mnist.test().classNames().get(mnist.test().labels()[0]));
    }

    @Test
    void theShippedFashionMnistIsTheOriginalToTheByte() throws Exception {
        DataSplit fashion = Datasets.load("fashion-mnist");
        assertEquals("f4a8712d7a061bf5bd6d2ca38dc4d50a", md5(out -> IdxWriter.images(fashion.train(), out)));
        assertEquals("9018921c3c673c538a1fc5bad174d6f9", md5(out -> IdxWriter.labels(fashion.train(), out)));
        assertEquals("8181f5470baa50b63fa0f6fddb340f0a", md5(out -> IdxWriter.images(fashion.test(), out)));
        assertEquals("15d484375f8d13e6eb1aabb0c3f46965", md5(out -> IdxWriter.labels(fashion.test(), out)));
        assertEquals(
                "Ankle boot", fashion.train().classNames().get(fashion.train().labels()[0]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mnist", "fashion-mnist", "sprites"})
    void theHeldOutPartAloneIsTheSameAsInTheWhole(String name) {
        assertEquals(
                Datasets.load(name).test().checksum(), Datasets.loadTest(name).checksum());
        assertEquals(28, Datasets.loadTest(name).width());
    }

    @Test
    void everyNameHasATitleAndAFolderHasItsOwn() {
        assertEquals(
                List.of("MNIST", "Fashion-MNIST", "Sprites", "Words"),
                Datasets.names().stream().map(Datasets::title).toList());
        assertEquals("digits", Datasets.title("some/where/digits"));
    }

    @Test
    void aFolderOfPlainGzippedAndDottedFilesIsRead() throws IOException {
        fill(2, 2);
        gzip("train-images-idx3-ubyte");
        Files.move(folder.resolve("t10k-labels-idx1-ubyte"), folder.resolve("t10k-labels.idx1-ubyte"));
        DataSplit split = Datasets.load(folder.toString());
        assertArrayEquals(new byte[] {1, 0}, split.train().labels());
        assertEquals(List.of("0", "3"), split.train().classNames());
        assertEquals(folder.toString(), split.name());
    }

    @Test
    void aFolderOfTheDashedNameBesideTheDottedFileIsPassedOver() throws IOException {
        fill(2, 2);
        for (String name : FILES) {
            Files.move(folder.resolve(name), folder.resolve(name.replace("-idx", ".idx")));
            Files.createDirectory(folder.resolve(name));
        }
        assertArrayEquals(
                new byte[] {1, 0}, Datasets.load(folder.toString()).test().labels());
    }

    @Test
    void onlyClassesThatOccurAreCountedAndBothPartsNumberThemAlike() throws IOException {
        fill(2, 2);
        write(FILES.get(3), out -> IdxWriter.labels(labelled((byte) 255, (byte) 3), out));
        DataSplit split = Datasets.load(folder.toString());
        assertEquals(List.of("0", "3", "255"), split.train().classNames());
        assertEquals(List.of("0", "3", "255"), split.test().classNames());
        assertArrayEquals(new byte[] {1, 0}, split.train().labels());
        assertArrayEquals(new byte[] {2, 1}, split.test().labels());
        assertArrayEquals(
                new byte[] {2, 1}, Datasets.loadTest(folder.toString()).labels());
    }

    @Test
    void picturesOfBytesFromZeroToOneAreToldAndCanBeStretchedByWhatIsBrightestInBothParts() throws IOException {
        fill(2, 2);
        write(FILES.get(0), out -> IdxWriter.images(pixels(0, 1, 0, 1, 4, 0, 0, 0), out));
        write(FILES.get(2), out -> IdxWriter.images(pixels(0, 8, 0, 1, 0, 0, 0, 0), out));
        DataSplit dark = Datasets.load(folder.toString());
        assertTrue(dark.dim());
        assertEquals(8, dark.brightest());
        DataSplit bright = dark.stretched();
        assertArrayEquals(
                pixels(0, 32, 0, 32, 128, 0, 0, 0).pixels(), bright.train().pixels());
        assertArrayEquals(
                pixels(0, 255, 0, 32, 0, 0, 0, 0).pixels(), bright.test().pixels());
        assertFalse(bright.dim());
    }

    @Test
    void picturesThatAreAllBlackAreLeftAsTheyAre() throws IOException {
        fill(2, 2);
        DataSplit black = Datasets.load(folder.toString());
        assertFalse(black.dim());
        assertEquals(black, black.stretched());
    }

    @Test
    void aFolderWithoutTheFilesIsRefusedNamingWhatIsExpected() throws IOException {
        assertRefused(folder.toString(), FILES);
        fill(2, 2);
        for (String missing : FILES) {
            byte[] kept = Files.readAllBytes(folder.resolve(missing));
            Files.delete(folder.resolve(missing));
            assertRefused(folder.toString(), List.of("has no " + missing));
            Files.write(folder.resolve(missing), kept);
        }
    }

    @Test
    void imagesAndLabelsMustBeEqualInNumber() throws IOException {
        fill(2, 2);
        write("t10k-labels-idx1-ubyte", out -> IdxWriter.labels(set(3, 2), out));
        assertRefused(folder.toString(), List.of("t10k-labels-idx1-ubyte", "3 labels", "2 images"));
    }

    @Test
    void trainingAndTestImagesMustBeOfOneSize() throws IOException {
        fill(2, 3);
        assertRefused(folder.toString(), List.of("2 × 2", "3 × 3"));
    }

    @Test
    void anUnknownNameIsRefusedNamingTheKnownOnes() {
        assertRefused("emnist", List.of("emnist", "mnist, fashion-mnist, sprites"));
        assertRefused("\0", List.of("mnist, fashion-mnist, sprites"));
        assertRefused("", List.of("mnist, fashion-mnist, sprites"));
    }

    private static void assertRefused(String name, List<String> expected) {
        Refusal refused = assertThrows(Refusal.class, () -> Datasets.load(name));
        for (String part : expected) assertTrue(refused.getMessage().contains(part), refused.getMessage());
    }

    private void fill(int trainSide, int testSide) throws IOException {
        write(FILES.get(0), out -> IdxWriter.images(set(2, trainSide), out));
        write(FILES.get(1), out -> IdxWriter.labels(set(2, trainSide), out));
        write(FILES.get(2), out -> IdxWriter.images(set(2, testSide), out));
        write(FILES.get(3), out -> IdxWriter.labels(set(2, testSide), out));
    }

    private static ImageSet set(int count, int side) {
        byte[] labels = new byte[count];
        labels[0] = 3;
        return new ImageSet(side, side, new byte[count * side * side], labels, List.of());
    }

    private static ImageSet labelled(byte... labels) {
        return new ImageSet(2, 2, new byte[4 * labels.length], labels, List.of());
    }

    private static ImageSet pixels(int... values) {
        byte[] pixels = new byte[values.length];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) values[i];
        return new ImageSet(2, 2, pixels, new byte[pixels.length / 4], List.of());
    }

    private interface Body {
        void write(OutputStream out) throws IOException;
    }

    private void write(String name, Body body) throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
            body.write(out);
        }
    }

    private void gzip(String name) throws IOException {
        byte[] plain = Files.readAllBytes(folder.resolve(name));
        Files.delete(folder.resolve(name));
        write(name + ".gz", out -> {
            try (var zip = new GZIPOutputStream(out)) {
                zip.write(plain);
            }
        });
    }

    private static String md5(Body body) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("MD5");
        body.write(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        return HexFormat.of().formatHex(digest.digest());
    }
}
