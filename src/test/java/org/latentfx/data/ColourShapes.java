package org.latentfx.data;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Coloured shapes on coloured grounds, the same each time: small sets in colour for tests and for trying out. */
public final class ColourShapes {
    private static final List<String> CLASSES = List.of("disc", "square", "triangle");

    private ColourShapes() {}

    /** Picture {@code i}, whose class is {@code i % 3}. */
    public static BufferedImage picture(int side, int i) {
        var random = new SplittableRandom(i);
        var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        float hue = (float) random.nextDouble();
        pen.setColor(Color.getHSBColor(hue + 0.5f, 0.35f, 0.35f));
        pen.fillRect(0, 0, side, side);
        pen.setColor(Color.getHSBColor(hue, 0.85f, 0.95f));
        int size = (int) (side * random.nextDouble(0.4, 0.7));
        int x = random.nextInt(side - size + 1);
        int y = random.nextInt(side - size + 1);
        switch (i % CLASSES.size()) {
            case 0 -> pen.fillOval(x, y, size, size);
            case 1 -> pen.fillRect(x, y, size, size);
            default -> pen.fillPolygon(new int[] {x, x + size / 2, x + size}, new int[] {y + size, y, y + size}, 3);
        }
        pen.dispose();
        return image;
    }

    /** Red, green and blue of {@code count} pictures, row by row. */
    public static byte[] pixels(int side, int count) {
        byte[] bytes = new byte[count * side * side * 3];
        int at = 0;
        for (int i = 0; i < count; i++)
            for (int rgb : picture(side, i).getRGB(0, 0, side, side, null, 0, side))
                for (int shift = 16; shift >= 0; shift -= 8) bytes[at++] = (byte) (rgb >> shift);
        return bytes;
    }

    /** Writes {@code count} pictures as PNG into {@code folder}, a folder a class. */
    public static void write(Path folder, int side, int count) throws IOException {
        for (String name : CLASSES) Files.createDirectories(folder.resolve(name));
        for (int i = 0; i < count; i++) {
            Path file = folder.resolve(CLASSES.get(i % CLASSES.size())).resolve(String.format("%05d.png", i));
            ImageIO.write(picture(side, i), "png", file.toFile());
        }
    }
}
