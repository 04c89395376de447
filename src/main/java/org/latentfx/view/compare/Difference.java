package org.latentfx.view.compare;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latentfx.session.compare.ComparedRun;
import org.latentfx.session.compare.Sheet;

/** How far the pictures of a sheet are from the first run's. Pure; any thread. */
final class Difference {
    /** What full colour may stand for, in shares of the step from black to white. */
    private static final double[] SCALES = {0.05, 0.1, 0.25, 0.5, 1};

    private Difference() {}

    /**
     * |a − b| of each pixel, the mean over its channels; null where there is nothing to compare, or the two are of
     * another form.
     */
    static float @Nullable [] of(ComparedRun base, ComparedRun run) {
        ComparedRun.At a = base.at();
        ComparedRun.At b = run.at();
        if (a == null || b == null) return null;
        var format = a.model().configuration().format();
        if (!format.equals(b.model().configuration().format())) return null;
        int channels = format.channels();
        float[] difference = new float[format.pixels()];
        for (int i = 0; i < a.picture().length; i++)
            difference[i / channels] += Math.abs(a.picture()[i] - b.picture()[i]) / channels;
        return difference;
    }

    /** One scale for all columns: what full colour stands for, above the largest difference of them. */
    static double scale(Sheet sheet) {
        List<ComparedRun> runs = sheet.runs();
        double most = 0;
        for (ComparedRun run : runs) {
            float[] difference = run == runs.get(0) ? null : of(runs.get(0), run);
            for (int i = 0; difference != null && i < difference.length; i++) most = Math.max(most, difference[i]);
        }
        for (double scale : SCALES) if (most <= scale) return scale;
        return 1;
    }
}
