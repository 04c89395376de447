package org.latentfx.view.kit;

/**
 * The shapes that tell classes apart beside their colours. Each is a region of the square −1..1 (v downwards), drawn at
 * any size as a mask of coverages. Knows no colours; any thread may use it.
 */
public enum Glyph {
    DISC((u, v) -> u * u + v * v <= 1),
    SQUARE((u, v) -> Math.max(Math.abs(u), Math.abs(v)) <= 0.84),
    DIAMOND((u, v) -> Math.abs(u) + Math.abs(v) <= 1.12),
    TRIANGLE_UP((u, v) -> v <= 0.85 && Math.abs(u) <= (v + 1) * 0.58),
    TRIANGLE_DOWN((u, v) -> v >= -0.85 && Math.abs(u) <= (1 - v) * 0.58),
    PLUS((u, v) -> Math.min(Math.abs(u), Math.abs(v)) <= 0.3),
    CROSS((u, v) -> Math.min(Math.abs(u - v), Math.abs(u + v)) <= 0.42),
    RING((u, v) -> u * u + v * v <= 1 && u * u + v * v >= 0.3),
    BAR((u, v) -> Math.abs(u) <= 0.42),
    DASH((u, v) -> Math.abs(v) <= 0.42);

    private static final int SAMPLES = 8;

    private interface Shape {
        boolean holds(double u, double v);
    }

    private final Shape shape;

    Glyph(Shape shape) {
        this.shape = shape;
    }

    /** How much of each pixel is covered, 0..256, for a glyph of {@code size × size} pixels, row by row. */
    public int[] mask(int size) {
        int[] mask = new int[size * size];
        for (int i = 0; i < mask.length; i++) {
            int inside = 0;
            for (int s = 0; s < SAMPLES * SAMPLES; s++) {
                double u = (i % size + (s % SAMPLES + 0.5) / SAMPLES) / size * 2 - 1;
                double v = (i / size + (s / SAMPLES + 0.5) / SAMPLES) / size * 2 - 1;
                if (shape.holds(u, v)) inside++;
            }
            mask[i] = inside * 256 / (SAMPLES * SAMPLES);
        }
        return mask;
    }
}
