package org.latentfx.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latentfx.math.RandomStream;
import org.latentfx.text.Numbers;
import org.latentfx.text.Texts;

/**
 * A generated data set whose causes are known: one anti-aliased shape an image, with shape, size, place and rotation
 * drawn independently and evenly (an idea of Matthey et al. 2017, "dSprites"). Images are as large as MNIST's, so that
 * models fit both. A pure function of count and key; immutable; any thread may use it.
 *
 * @param images the pictures; the label is the shape
 * @param factors size × {@link #FACTORS} values: shape (0 square, 1 ellipse, 2 heart), size (radius of the enclosing
 *     circle, pixels), x and y of the centre of mass (pixels right of and below the image's centre), rotation (degrees
 *     clockwise). Not to be written to.
 */
public record Sprites(ImageSet images, float[] factors) {
    /** Known factors an image. */
    public static final int FACTORS = 5;

    private static final int SIDE = 28;
    private static final int TENTHS = 10;
    private static final int SHAPES = 3;
    private static final double SMALLEST = 3.5;
    private static final double LARGEST = 7;
    private static final double FARTHEST = 6;
    /** A square looks the same after a quarter turn, so only within one can a rotation be told. */
    private static final double MOST_DEGREES = 45;

    /**
     * A heart's centre of mass lies this far above the centre of its square, in half sides: π/(4+π) · (1 + 4/(3π)) /
     * √2.
     */
    private static final double HEART_DROP = 0.443;
    /** From a heart's centre of mass to its tip, in half sides. */
    private static final double HEART_RADIUS = HEART_DROP + 1.4143;

    /** The 20,000 training images. */
    public static Sprites train() {
        return generate(20_000, 1);
    }

    /** The 4,000 held-out images. */
    public static Sprites test() {
        return generate(4_000, 2);
    }

    /**
     * {@code images} with their factors if they are the held-out images or some of them in their order; null for any
     * others.
     */
    public static @Nullable Sprites heldOutLike(ImageSet images) {
        if (!images.format().equals(PictureFormat.grey(SIDE, SIDE))
                || !images.classNames().equals(names())) return null;
        Sprites known = test();
        float[] factors = new float[images.size() * FACTORS];
        for (int i = 0, at = 0; i < images.size(); i++, at++) {
            while (at < known.images.size() && !same(images, i, known.images, at)) at++;
            if (at == known.images.size()) return null;
            System.arraycopy(known.factors, at * FACTORS, factors, i * FACTORS, FACTORS);
        }
        return new Sprites(images, factors);
    }

    private static boolean same(ImageSet a, int i, ImageSet b, int j) {
        int from = a.store().at(i);
        int other = b.store().at(j);
        return a.labels()[i] == b.labels()[j]
                && Arrays.equals(
                        a.store().piece(i), from, from + SIDE * SIDE, b.store().piece(j), other, other + SIDE * SIDE);
    }

    /** The factors of the first {@code images} as values: those that are even numbers by nature are cut into tenths. */
    Factors known(int images) {
        var all = new ArrayList<Factors.Factor>();
        String[] names = Texts.of("data.sprites.factors").split(",");
        all.add(factor(names[0], 0, names(), -0.5, SHAPES - 0.5, images));
        double[] most = {LARGEST, FARTHEST, FARTHEST, MOST_DEGREES};
        for (int f = 1; f < FACTORS; f++) {
            double low = f == 1 ? SMALLEST : -most[f - 1];
            var values = new ArrayList<String>();
            for (int v = 0; v < TENTHS; v++) values.add(written(low + (most[f - 1] - low) * (v + 0.5) / TENTHS));
            all.add(factor(names[f], f, values, low, most[f - 1], images));
        }
        return new Factors(all);
    }

    /** To a tenth, with a minus sign as people write it. */
    private static String written(double value) {
        return Numbers.plain(Math.rint(10 * value) / 10).replace('-', '−');
    }

    private Factors.Factor factor(String name, int f, List<String> values, double low, double high, int images) {
        int[] of = new int[images];
        for (int i = 0; i < images; i++) {
            int value = (int) ((factors[i * FACTORS + f] - low) / (high - low) * values.size());
            of[i] = Math.max(0, Math.min(values.size() - 1, value));
        }
        return new Factors.Factor(name, values, of);
    }

    private static List<String> names() {
        return Arrays.asList(Texts.of("data.sprites.classes").split(","));
    }

    /** {@code count} images drawn from the random stream {@code key}. */
    public static Sprites generate(int count, long key) {
        byte[] pixels = new byte[count * SIDE * SIDE];
        byte[] labels = new byte[count];
        float[] factors = new float[count * FACTORS];
        for (int i = 0; i < count; i++) {
            int at = i * FACTORS;
            labels[i] = (byte) (RandomStream.uniform(key, at) * SHAPES);
            factors[at] = labels[i];
            factors[at + 1] = between(SMALLEST, LARGEST, key, at + 1);
            factors[at + 2] = between(-FARTHEST, FARTHEST, key, at + 2);
            factors[at + 3] = between(-FARTHEST, FARTHEST, key, at + 3);
            factors[at + 4] = between(-MOST_DEGREES, MOST_DEGREES, key, at + 4);
            draw(factors, at, pixels, i * SIDE * SIDE);
        }
        return new Sprites(new ImageSet(SIDE, SIDE, pixels, labels, names()), factors);
    }

    private static float between(double low, double high, long key, long position) {
        return (float) (low + (high - low) * RandomStream.uniform(key, position));
    }

    /** Draws one image. StrictMath, so that every machine draws the same bytes. */
    private static void draw(float[] factors, int at, byte[] pixels, int offset) {
        double radius = factors[at + 1];
        double centreX = SIDE / 2.0 + factors[at + 2];
        double centreY = SIDE / 2.0 + factors[at + 3];
        double angle = StrictMath.toRadians(factors[at + 4]);
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        int reach = (int) radius + 2;
        for (int y = Math.max(0, (int) centreY - reach); y <= Math.min(SIDE - 1, (int) centreY + reach); y++)
            for (int x = Math.max(0, (int) centreX - reach); x <= Math.min(SIDE - 1, (int) centreX + reach); x++) {
                double dx = x + 0.5 - centreX;
                double dy = y + 0.5 - centreY;
                double outside = distance((int) factors[at], radius, cos * dx + sin * dy, cos * dy - sin * dx);
                double coverage = Math.min(1, Math.max(0, 0.5 - outside));
                pixels[offset + y * SIDE + x] = (byte) Math.round(255 * coverage);
            }
    }

    /**
     * How far (x, y) lies outside the shape's edge, in pixels; negative inside; exact enough within a pixel of the
     * edge.
     */
    private static double distance(int shape, double radius, double x, double y) {
        return switch (shape) {
            case 0 -> Math.max(Math.abs(x), Math.abs(y)) - radius * Math.sqrt(0.5);
            case 1 -> ellipse(radius, 0.6 * radius, x, y);
            default -> heart(radius / HEART_RADIUS, x, y);
        };
    }

    /** First-order distance to the ellipse with half axes a and b: f / |∇f| for f = (x/a)² + (y/b)² − 1. */
    private static double ellipse(double a, double b, double x, double y) {
        double u = x / (a * a);
        double v = y / (b * b);
        return (x * u + y * v - 1) / Math.max(1e-9, 2 * Math.sqrt(u * u + v * v));
    }

    /** A square of half side s standing on its corner, with a disc of radius s on each of its two upper sides. */
    private static double heart(double s, double x, double yFromCentre) {
        double y = yFromCentre - HEART_DROP * s;
        double middle = s * Math.sqrt(0.5);
        double square = (Math.abs(x) + Math.abs(y)) * Math.sqrt(0.5) - s;
        double side = Math.abs(x) - middle;
        double up = y + middle;
        return Math.min(square, Math.sqrt(side * side + up * up) - s);
    }
}
