package org.latentfx.view.map.paint;

/**
 * What part of a plane a map shows: the point at its centre, and one scale for both axes, in pixels per latent unit.
 * Pure arithmetic on values, without nodes; x grows to the right, y upwards, pixels start at the top left. Any thread
 * may use it.
 */
public record Axes2D(double centreX, double centreY, double scale, double width, double height) {
    private static final double SMALLEST_SCALE = 2;
    /** So small that even the codes of a model that has run away can be fitted in. */
    private static final double SMALLEST_FIT = 1e-6;

    private static final double LARGEST_SCALE = 50_000;
    private static final double TICK_SPACING = 56;

    public Axes2D {
        if (!(scale > 0) || !(width > 0) || !(height > 0) || !Double.isFinite(centreX + centreY + scale))
            throw new IllegalArgumentException("axes: found centre (" + centreX + ", " + centreY + "), scale " + scale
                    + ", " + width + " × " + height + ", expected finite centre, positive scale and size");
    }

    /** Shows −range … range along the shorter side, zero in the middle. */
    public static Axes2D home(double range, double width, double height) {
        return new Axes2D(0, 0, Math.min(width, height) / (2 * range), width, height);
    }

    /** Shows the box with a small margin around it. */
    public Axes2D fit(double minX, double maxX, double minY, double maxY) {
        double fitting = Math.min(width / Math.max(maxX - minX, 1e-3), height / Math.max(maxY - minY, 1e-3));
        return new Axes2D((minX + maxX) / 2, (minY + maxY) / 2, clamp(0.92 * fitting, SMALLEST_FIT), width, height);
    }

    public double px(double x) {
        return width / 2 + (x - centreX) * scale;
    }

    public double py(double y) {
        return height / 2 - (y - centreY) * scale;
    }

    public double x(double px) {
        return centreX + (px - width / 2) / scale;
    }

    public double y(double py) {
        return centreY - (py - height / 2) / scale;
    }

    /** Zooms in by {@code factor}; what is under pixel (px, py) stays there. */
    public Axes2D zoomed(double px, double py, double factor) {
        double next = clamp(scale * factor, Math.min(scale, SMALLEST_SCALE));
        return new Axes2D(x(px) - (px - width / 2) / next, y(py) + (py - height / 2) / next, next, width, height);
    }

    /** What was under a pixel is then (dx, dy) pixels further right and down. */
    public Axes2D panned(double dx, double dy) {
        return new Axes2D(centreX - dx / scale, centreY + dy / scale, scale, width, height);
    }

    /** The same range along the shorter side in a map of another size. */
    public Axes2D resized(double newWidth, double newHeight) {
        double ratio = Math.min(newWidth, newHeight) / Math.min(width, height);
        return new Axes2D(centreX, centreY, scale * ratio, newWidth, newHeight);
    }

    /** The same range to the right, with 0 at {@code share} of the height, counted from the top. */
    public Axes2D levelled(double share) {
        return new Axes2D(centreX, (share - 0.5) * height / scale, scale, width, height);
    }

    /** Distance between ticks: 1, 2 or 5 times a power of ten, some 56 pixels or more. */
    public double tickStep() {
        double wanted = TICK_SPACING / scale;
        double power = Math.pow(10, Math.floor(Math.log10(wanted)));
        double lead = wanted / power;
        return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
    }

    private static double clamp(double scale, double smallest) {
        return Math.max(smallest, Math.min(LARGEST_SCALE, scale));
    }
}
