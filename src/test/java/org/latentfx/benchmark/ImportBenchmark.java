package org.latentfx.benchmark;

import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.latentfx.io.data.DataFiles;
import org.latentfx.math.RandomStream;

/**
 * Prints how long people's own pictures take to read: 1,000 JPEG files of 640 × 480 in a folder, and arrays of 10,000,
 * 100,000 and (if the argument says so) 1,000,000 images of 28 × 28. Run its main method; it writes to a new folder in
 * the system's temporary one and deletes it.
 */
public final class ImportBenchmark {
    private static final int SIDE = 28;

    private ImportBenchmark() {}

    public static void main(String[] most) throws IOException {
        Path folder = Files.createTempDirectory("import-benchmark");
        try {
            Path photos = Files.createDirectory(folder.resolve("photos"));
            for (int i = 0; i < 1000; i++) writePhoto(photos.resolve(i + ".jpg"), i);
            print("1,000 JPEG files of 640 × 480", seconds(photos), 1000);
            int largest = most.length > 0 ? Integer.parseInt(most[0]) : 100_000;
            for (int count = 10_000; count <= largest; count *= 10) {
                Path array = folder.resolve("images.npy");
                writeArray(array, count);
                print(String.format(Locale.ROOT, "%,d images of 28 × 28", count), seconds(array), count);
                Files.delete(array);
            }
        } finally {
            try (var files = Files.walk(folder)) {
                files.sorted((a, b) -> b.compareTo(a))
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private static double seconds(Path path) {
        long begin = System.nanoTime();
        DataFiles.load(path.toString());
        return (System.nanoTime() - begin) * 1e-9;
    }

    private static void print(String what, double seconds, int count) {
        System.out.printf(Locale.ROOT, "%s: %.2f s, %.1f µs an image%n", what, seconds, seconds * 1e6 / count);
    }

    /** Soft blobs, which compress about as photographs do. */
    private static void writePhoto(Path file, int seed) throws IOException {
        var image = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 480; y++)
            for (int x = 0; x < 640; x++) {
                double wave = Math.sin(x * 0.01 * (seed % 7 + 1)) + Math.cos(y * 0.013 * (seed % 5 + 1));
                int grey = (int) (60 * wave + 128 + 8 * RandomStream.uniform(seed, y * 640L + x));
                image.setRGB(x, y, grey << 16 | grey << 8 | 255 - grey);
            }
        ImageIO.write(image, "jpg", file.toFile());
    }

    private static void writeArray(Path file, int count) throws IOException {
        String header = "{'descr': '|u1', 'fortran_order': False, 'shape': (" + count + ", 28, 28), }";
        String padded = header + " ".repeat(117 - header.length()) + "\n";
        byte[] image = new byte[SIDE * SIDE];
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) padded.length(), 0});
            out.write(padded.getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < count; i++) {
                for (int p = 0; p < image.length; p++) image[p] = (byte) (i + p);
                out.write(image);
            }
        }
    }
}
