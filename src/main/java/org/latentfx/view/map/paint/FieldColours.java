package org.latentfx.view.map.paint;

import java.util.Arrays;
import org.latentfx.analysis.plane.ClassRegions;
import org.latentfx.analysis.plane.Density;
import org.latentfx.analysis.plane.Realism;
import org.latentfx.analysis.plane.Sensitivity;
import org.latentfx.session.map.PlaneField;
import org.latentfx.view.kit.Palette;
import org.latentfx.view.kit.PixelImage;

/**
 * The colours of the fields over the plane, one premultiplied ARGB a cell, weak enough that points stay more visible.
 * Pure; any thread.
 */
public final class FieldColours {
    /** How strong each field is at most. On white more of a colour is needed for the same contrast. */
    private record Strength(double fog, double hole, double heat) {
        static Strength on(Palette palette) {
            return palette == Palette.DARK ? new Strength(0.62, 0.5, 0.45) : new Strength(0.72, 0.72, 0.74);
        }
    }

    private static final double TINT = 0.42;

    /** How much of a class's tint is left where no image is near. */
    private static final double FAR_TINT = 0.25;

    private FieldColours() {}

    /** The aggregate posterior. The square root keeps thin parts visible. */
    static int[] density(Density density, Palette palette) {
        double most = top(density);
        double fog = Strength.on(palette).fog;
        int[] colours = new int[density.posterior().length];
        for (int i = 0; i < colours.length; i++)
            colours[i] = weak(palette.fog(), fog * Math.sqrt(Math.min(1, density.posterior()[i] / most)));
        return colours;
    }

    /** The largest density in view. */
    public static double top(Density density) {
        double most = Double.MIN_NORMAL;
        for (float q : density.posterior()) most = Math.max(most, q);
        return most;
    }

    /** Where the prior has mass but next to no image is. */
    static int[] holes(Density density, Palette palette) {
        boolean[] holes = density.holes(PlaneField.HOLE_THRESHOLD);
        int[] colours = new int[holes.length];
        int colour = weak(palette.hole(), Strength.on(palette).hole);
        for (int i = 0; i < colours.length; i++) if (holes[i]) colours[i] = colour;
        return colours;
    }

    /** The decoder's sensitivity: full strength for the largest hundredth of the values in view. */
    static int[] sensitivity(Sensitivity sensitivity, Palette palette) {
        double most = top(sensitivity);
        double heat = Strength.on(palette).heat;
        int[] colours = new int[sensitivity.values().length];
        for (int i = 0; i < colours.length; i++)
            colours[i] = weak(palette.heat(), heat * Math.min(1, sensitivity.values()[i] / most));
        return colours;
    }

    /** The value that all but the largest hundredth in view stay below. */
    public static double top(Sensitivity sensitivity) {
        float[] sorted = sensitivity.values().clone();
        Arrays.sort(sorted);
        return Math.max(Float.MIN_NORMAL, sorted[(int) Math.ceil(0.99 * (sorted.length - 1))]);
    }

    /** The discriminator's opinion: full strength for the highest in view, none for the lowest. */
    static int[] realism(Realism realism, Palette palette) {
        double least = realism.least();
        double span = Math.max(Float.MIN_NORMAL, realism.most() - least);
        double strength = Strength.on(palette).heat;
        int[] colours = new int[realism.values().length];
        for (int i = 0; i < colours.length; i++)
            colours[i] = weak(palette.hidden(), strength * (realism.values()[i] - least) / span);
        return colours;
    }

    /** Each class's own colour: paler where the neighbours disagree and where none is near. */
    static int[] regions(ClassRegions regions, Palette palette) {
        float[] sorted = regions.distance().clone();
        Arrays.sort(sorted);
        double far = Math.max(Float.MIN_NORMAL, sorted[(int) Math.ceil(0.95 * (sorted.length - 1))]);
        int[] colours = new int[sorted.length];
        for (int i = 0; i < colours.length; i++) {
            double near = 1 - (1 - FAR_TINT) * Math.min(1, regions.distance()[i] / far);
            double sure = regions.confidence()[i];
            colours[i] = weak(palette.colour(regions.labels()[i] & 0xff), TINT * near * sure);
        }
        return colours;
    }

    /** An opaque colour at {@code strength} 0..1. */
    static int weak(int colour, double strength) {
        return PixelImage.blend(0, colour, (int) Math.round(256 * strength));
    }
}
