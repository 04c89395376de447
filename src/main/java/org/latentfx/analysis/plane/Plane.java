package org.latentfx.analysis.plane;

import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.latent.PrincipalAxes;
import org.latentfx.analysis.latent.Vectors;
import org.latentfx.text.Refusal;

/**
 * A plane in the latent space with coordinates (a, b). Its origin is its point nearest to z = 0, so that the prior seen
 * on any plane is the standard normal around (0, 0) and rings are circles. Immutable by convention; any thread.
 *
 * @param origin latents values; whatever is given, the nearest point to z = 0 is kept
 * @param u unit direction of a
 * @param v unit direction of b at right angles to u; all zeros if there is one latent only
 */
public record Plane(double[] origin, double[] u, double[] v) {
    /** Below this sine of the angle between two edges, three points count as lying on a line. */
    private static final double COLLINEAR = 1e-5;

    public Plane {
        int d = origin.length;
        double vv = u.length == d && v.length == d ? Vectors.dot(v, v) : Double.NaN;
        boolean flat = d == 1 && vv == 0;
        if (!(flat || Math.abs(vv - 1) < 1e-6)
                || Math.abs(Vectors.dot(u, u) - 1) > 1e-6
                || Math.abs(Vectors.dot(u, v)) > 1e-6)
            throw new IllegalArgumentException("plane: expected orthonormal directions of " + d + " values, found "
                    + java.util.Arrays.toString(u) + " and " + java.util.Arrays.toString(v));
        origin = across(origin, u, v);
    }

    /** The plane of latents {@code i} and {@code j} out of {@code latents} through z = 0. */
    public static Plane latents(int i, int j, int latents) {
        if (latents > 1 && i == j)
            throw new IllegalArgumentException("plane: found latent " + i + " twice, expected two different ones");
        double[] u = new double[latents];
        double[] v = new double[latents];
        u[i] = 1;
        if (latents > 1) v[j] = 1;
        return new Plane(new double[latents], u, v);
    }

    /** The plane of the first two principal axes through the mean of the points. */
    public static Plane principal(PrincipalAxes axes) {
        int d = axes.mean().length;
        if (d == 1) return latents(0, 0, 1);
        return orthonormal(axes.mean(), axes.axes()[0], axes.axes()[1]);
    }

    /** The plane through three points; {@link Refusal} if they lie on a line. u points from {@code p} to {@code q}. */
    public static Plane through(float[] p, float[] q, float[] r) {
        int d = p.length;
        double[] first = new double[d];
        double[] second = new double[d];
        double[] origin = new double[d];
        for (int j = 0; j < d; j++) {
            origin[j] = p[j];
            first[j] = (double) q[j] - p[j];
            second[j] = (double) r[j] - p[j];
        }
        double ff = Vectors.dot(first, first);
        double fs = Vectors.dot(first, second);
        double ss = Vectors.dot(second, second);
        if (d < 2 || !(ff * ss - fs * fs > COLLINEAR * COLLINEAR * ff * ss))
            throw new Refusal("analysis.plane.collinear");
        return orthonormal(origin, first, second);
    }

    /** Gram and Schmidt's directions, the second one cleaned twice. */
    private static Plane orthonormal(double[] origin, double[] first, double[] second) {
        double[] u = unit(first);
        double[] zero = new double[u.length];
        double[] v = unit(across(unit(across(second, u, zero)), u, zero));
        return new Plane(origin, u, v);
    }

    public int latents() {
        return origin.length;
    }

    /** a of the point of the plane nearest to z. */
    public double a(float[] z) {
        return along(z, 0, u);
    }

    /** b of the point of the plane nearest to z. */
    public double b(float[] z) {
        return along(z, 0, v);
    }

    /** a of the point that begins at {@code z[at]}. */
    public double a(float[] z, int at) {
        return along(z, at, u);
    }

    /** b of the same. */
    public double b(float[] z, int at) {
        return along(z, at, v);
    }

    /** Where every point's mean falls on the plane: (a, b) one after the other, 2 × size values. */
    public float[] project(LatentPoints points) {
        float[] at = new float[2 * points.size()];
        for (int i = 0; i < points.size(); i++) {
            at[2 * i] = (float) along(points.mu(), i * latents(), u);
            at[2 * i + 1] = (float) along(points.mu(), i * latents(), v);
        }
        return at;
    }

    /**
     * The point at (a, b) of the parallel plane through {@code held}: everything of {@code held} across the plane is
     * kept.
     */
    public float[] lift(double a, double b, float[] held) {
        float[] z = new float[latents()];
        lift(a, b, held, z, 0);
        return z;
    }

    /** As above, into {@code z} from {@code offset}. */
    public void lift(double a, double b, float[] held, float[] z, int offset) {
        double da = a - a(held);
        double db = b - b(held);
        for (int j = 0; j < u.length; j++) z[offset + j] = (float) (held[j] + da * u[j] + db * v[j]);
    }

    /** The point of the plane itself at (a, b). */
    public float[] lift(double a, double b) {
        float[] z = new float[latents()];
        for (int j = 0; j < z.length; j++) z[j] = (float) (origin[j] + a * u[j] + b * v[j]);
        return z;
    }

    /** How far z lies from the plane, in latent units. */
    public double distance(float[] z) {
        return Math.sqrt(squaredDistance(z, 0, origin));
    }

    /** How far each point's mean lies from the parallel plane through {@code held}. */
    public float[] distances(LatentPoints points, float[] held) {
        double[] foot = new double[latents()];
        for (int j = 0; j < foot.length; j++) foot[j] = held[j];
        foot = across(foot, u, v);
        float[] distances = new float[points.size()];
        for (int i = 0; i < distances.length; i++)
            distances[i] = (float) Math.sqrt(squaredDistance(points.mu(), i * latents(), foot));
        return distances;
    }

    private double squaredDistance(float[] z, int offset, double[] foot) {
        double a = along(z, offset, u);
        double b = along(z, offset, v);
        double sum = 0;
        for (int j = 0; j < foot.length; j++) {
            double difference = z[offset + j] - foot[j] - a * u[j] - b * v[j];
            sum += difference * difference;
        }
        return sum;
    }

    private static double along(float[] z, int offset, double[] direction) {
        double sum = 0;
        for (int j = 0; j < direction.length; j++) sum += z[offset + j] * direction[j];
        return sum;
    }

    /** What of {@code x} is at right angles to both directions. */
    private static double[] across(double[] x, double[] u, double[] v) {
        double a = Vectors.dot(x, u);
        double b = Vectors.dot(x, v);
        double[] rest = new double[x.length];
        for (int j = 0; j < x.length; j++) rest[j] = x[j] - a * u[j] - b * v[j];
        return rest;
    }

    private static double[] unit(double[] x) {
        double length = Math.sqrt(Vectors.dot(x, x));
        double[] unit = new double[x.length];
        for (int j = 0; j < x.length; j++) unit[j] = x[j] / length;
        return unit;
    }
}
