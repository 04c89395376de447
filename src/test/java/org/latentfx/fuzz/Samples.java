package org.latentfx.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.latentfx.io.data.Numpy;
import org.latentfx.io.session.SessionFile;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatlabType;

/** One small whole file of each form, as bytes, to be damaged. Pure functions. */
public final class Samples {
    private static final int COUNT = 3;

    private Samples() {}

    /** The file called {@code name}: a form of picture, or one of those below. */
    public static byte[] named(String name) throws IOException {
        byte[] array = Numpy.array("|u1", pixels(), COUNT, 4, 4);
        return switch (name) {
            case "npy" -> array;
            case "npz" -> Numpy.zip(true, "x.npy", array, "y.npy", Numpy.array("|u1", new byte[] {0, 1, 0}, COUNT));
            case "idx" -> idx();
            case "csv" -> text();
            case "mat" -> matlab();
            case "zip" -> Numpy.zip(false, "a/1.png", picture("png", 1), "b/2.gif", picture("gif", 2));
            case "tar.gz" -> tar();
            case "session-1" -> session(1);
            case "session-2" -> session(2);
            case "session-3" -> session(3);
            case "session-4" -> session(4);
            case "safetensors" -> entry(2, "model.safetensors");
            case "safetensors-gan" -> entry(4, "model.safetensors");
            case "safetensors-conv" -> entry(4, "runs/3/model.safetensors");
            case "preferences" ->
                "{\"dark\": true, \"tool\": \"PATH\", \"width\": 1280.5, \"recent-files\": \"a\\nb\"}"
                        .getBytes(StandardCharsets.UTF_8);
            default -> picture(name, 7);
        };
    }

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

    private static byte[] idx() {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 0, 8, 3, 0, 0, 0, COUNT, 0, 0, 0, 4, 0, 0, 0, 4});
        out.writeBytes(pixels());
        return out.toByteArray();
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

    private static byte[] matlab() throws IOException {
        var faces = Mat5.newMatrix(16, COUNT, MatlabType.UInt8);
        for (int i = 0; i < COUNT * 16; i++) faces.setInt(i % 16, i / 16, pixels()[i] & 0xFF);
        Path file = Files.createTempFile("made", ".mat");
        try {
            Mat5.writeToFile(Mat5.newMatFile().addArray("faces", faces), file.toString());
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }

    private static byte[] tar() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            Numpy.tar(gzip, "a/1.png", picture("png", 1), "b/2.bmp", picture("bmp", 2));
        }
        return bytes.toByteArray();
    }

    private static byte[] session(int version) throws IOException {
        String name = "version-" + version + SessionFile.EXTENSION;
        try (var in = Objects.requireNonNull(SessionFile.class.getResourceAsStream(name))) {
            return in.readAllBytes();
        }
    }

    /** A part of the session file of {@code version}. */
    private static byte[] entry(int version, String name) throws IOException {
        Path file = Files.createTempFile("whole", SessionFile.EXTENSION);
        Files.write(file, session(version));
        try (var zip = new ZipFile(file.toFile());
                var in = zip.getInputStream(Objects.requireNonNull(zip.getEntry(name)))) {
            return in.readAllBytes();
        } finally {
            Files.delete(file);
        }
    }
}
