package org.latentfx.io.exchange;

import java.nio.file.Path;
import java.util.List;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.path.LatentPath;
import org.latentfx.io.AtomicFile;
import org.latentfx.io.plot.GifFilm;
import org.latentfx.io.plot.Mosaic;
import org.latentfx.model.Decoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.text.Refusal;

/**
 * A film of the walk along a path and back: decoded at the path's frames and at {@value #BETWEEN} points on the line
 * between each two.
 */
public final class PathFilm {
    private static final int BETWEEN = 3;
    private static final int HUNDREDTHS = 6;

    /** Films are looked at, not measured. */
    private static final int ENLARGED = 4;

    private PathFilm() {}

    /** The form for {@code path}, which belongs to the model that is exported. */
    public static ExportKind of(LatentPath path) {
        return new ExportKind("path", ".gif", (from, out, progress) -> parts(path, from, out, progress));
    }

    private static List<AtomicFile.Part> parts(LatentPath path, Exported from, Path out, Progress progress) {
        FrozenModel model = from.frozen();
        if (path.frames().get(0).z().length != model.latents()) throw new Refusal("export.path.other");
        return List.of(new AtomicFile.Part(out, body -> {
            var decoder = new Decoder(model, 1);
            int scale = ENLARGED * from.choices().scale();
            int there = (path.frames().size() - 1) * (BETWEEN + 1);
            float[] picture = new float[model.values()];
            var format = model.configuration().format();
            GifFilm.write(
                    body,
                    2 * there,
                    t -> {
                        decoder.decode(at(path, t <= there ? t : 2 * there - t), 1, picture);
                        return Mosaic.of(picture, 1, 1, format).image(scale);
                    },
                    HUNDREDTHS,
                    progress);
        }));
    }

    /** The point {@code step} of the walk. */
    private static float[] at(LatentPath path, int step) {
        int last = path.frames().size() - 1;
        int before = Math.min(step / (BETWEEN + 1), last - 1);
        float share = (float) (step - before * (BETWEEN + 1)) / (BETWEEN + 1);
        float[] a = path.frames().get(before).z();
        float[] b = path.frames().get(before + 1).z();
        float[] z = new float[a.length];
        for (int j = 0; j < z.length; j++) z[j] = a[j] + share * (b[j] - a[j]);
        return z;
    }
}
