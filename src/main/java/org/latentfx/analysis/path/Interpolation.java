package org.latentfx.analysis.path;

import org.latentfx.analysis.latent.Vectors;

/** Ways between two points by formula alone. Pure. */
public final class Interpolation {
    private Interpolation() {}

    /** (1 − t)·from + t·to. */
    public static float[] straight(float[] from, float[] to, double t) {
        return mix(from, 1 - t, to, t);
    }

    /**
     * Spherical interpolation (Shoemake 1985) of points of any length: sin((1−t)Ω)/sin Ω · from + sin(tΩ)/sin Ω · to, Ω
     * the angle between them; straight where sin Ω < 1e-6 or a point is zero.
     */
    public static float[] slerp(float[] from, float[] to, double t) {
        double lengths = Math.sqrt(Vectors.dot(from, from) * Vectors.dot(to, to));
        double omega = Math.acos(Math.max(-1, Math.min(1, Vectors.dot(from, to) / lengths)));
        double sine = Math.sin(omega);
        if (!(sine >= 1e-6)) return straight(from, to, t);
        return mix(from, Math.sin((1 - t) * omega) / sine, to, Math.sin(t * omega) / sine);
    }

    private static float[] mix(float[] from, double a, float[] to, double b) {
        if (from.length != to.length)
            throw new IllegalArgumentException("path: found ends of " + from.length + " and " + to.length + " values");
        float[] z = new float[from.length];
        for (int j = 0; j < z.length; j++) z[j] = (float) (a * from[j] + b * to[j]);
        return z;
    }
}
