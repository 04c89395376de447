package org.latentfx.io.plot;

/**
 * The shapes that tell classes apart beside their colours, in the order in which the window's map has them. Each is
 * made of outlines within about the square −1..1 (y downwards); a hole runs the other way round.
 */
public enum Mark {
    DISC(round(1, 1)),
    SQUARE(box(0.84, 0.84)),
    DIAMOND(new double[] {0, -1.12, 1.12, 0, 0, 1.12, -1.12, 0}),
    TRIANGLE_UP(new double[] {0, -1, 1.07, 0.85, -1.07, 0.85}),
    TRIANGLE_DOWN(new double[] {0, 1, -1.07, -0.85, 1.07, -0.85}),
    PLUS(turned(0)),
    CROSS(turned(Math.PI / 4)),
    RING(round(1, 1), round(0.55, -1)),
    BAR(box(0.42, 1)),
    DASH(box(1, 0.42));

    private final double[][] outlines;

    Mark(double[]... outlines) {
        this.outlines = outlines;
    }

    /** That of a class; they repeat as colours do. */
    public static Mark of(int classIndex) {
        return values()[classIndex % ClassColours.COUNT];
    }

    /** Closed lines, of x and y in turn. */
    public double[][] outlines() {
        return outlines;
    }

    private static double[] box(double x, double y) {
        return new double[] {-x, -y, x, -y, x, y, -x, y};
    }

    private static double[] round(double radius, int way) {
        int corners = 16;
        var line = new double[2 * corners];
        for (int i = 0; i < corners; i++) {
            line[2 * i] = radius * Math.cos(way * 2 * Math.PI * i / corners);
            line[2 * i + 1] = radius * Math.sin(way * 2 * Math.PI * i / corners);
        }
        return line;
    }

    /** A plus, turned by {@code angle}. */
    private static double[] turned(double angle) {
        double a = 0.3;
        double[] line = {-a, -1, a, -1, a, -a, 1, -a, 1, a, a, a, a, 1, -a, 1, -a, a, -1, a, -1, -a, -a, -a};
        for (int i = 0; i < line.length; i += 2) {
            double x = line[i];
            line[i] = x * Math.cos(angle) - line[i + 1] * Math.sin(angle);
            line[i + 1] = x * Math.sin(angle) + line[i + 1] * Math.cos(angle);
        }
        return line;
    }
}
