package org.latentfx.io.exchange;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.image.Reconstructions;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.plane.Manifold;
import org.latentfx.analysis.plane.Plane;
import org.latentfx.analysis.samples.SampledPictures;
import org.latentfx.analysis.statistics.Normal;
import org.latentfx.io.AtomicFile;
import org.latentfx.io.PngFile;
import org.latentfx.io.plot.CurvesPlot;
import org.latentfx.io.plot.MapLatents;
import org.latentfx.io.plot.MapPlot;
import org.latentfx.io.plot.Mosaic;
import org.latentfx.io.plot.Plot;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;

/**
 * The pictures of a run: the map of the two most used latents, and beside it {@code -curves} where they are known; as
 * PNG also {@code -manifold} (of one latent {@code -samples}) and {@code -reconstructions}. Of a model without an
 * encoder the curves alone, and as PNG samples and, beside them, the curves.
 */
final class Drawn {
    static final int COLUMNS = 20;
    private static final int BANDS = 5;

    private Drawn() {}

    static List<AtomicFile.Part> svg(Exported from, Path out, Progress progress) {
        if (!from.can(Capability.ENCODES)) {
            var curves = from.curvesAlone();
            return List.of(svg(out, () -> CurvesPlot.of(curves)));
        }
        var parts = new ArrayList<AtomicFile.Part>();
        parts.add(svg(out, () -> map(from, from.heldOutPoints(progress))));
        if (from.hasCurves()) parts.add(svg(ExportKind.beside(out, "-curves"), () -> curves(from)));
        return parts;
    }

    static List<AtomicFile.Part> png(Exported from, Path out, Progress progress) {
        int scale = from.choices().scale();
        if (!from.can(Capability.ENCODES)) return withoutMap(from, out, progress);
        var points = new Once<>(() -> from.heldOutPoints(progress));
        var parts = new ArrayList<AtomicFile.Part>();
        parts.add(png(out, () -> map(from, points.get()).pixels(scale)));
        if (from.hasCurves())
            parts.add(png(ExportKind.beside(out, "-curves"), () -> curves(from).pixels(scale)));
        String grid = hasGrid(from.frozen()) ? "-manifold" : "-samples";
        parts.add(png(
                ExportKind.beside(out, grid), () -> grid(from, points, progress).image(scale)));
        parts.add(png(ExportKind.beside(out, "-reconstructions"), () -> reconstructions(from, COLUMNS, BANDS)
                .image(scale)));
        return parts;
    }

    private static Plot curves(Exported from) {
        return CurvesPlot.of(
                from.history(), from.frozen().configuration().format().wording());
    }

    private static List<AtomicFile.Part> withoutMap(Exported from, Path out, Progress progress) {
        int scale = from.choices().scale();
        var samples = png(out, () -> samples(from, progress).image(scale));
        if (!from.hasCurves()) return List.of(samples);
        Path curves = ExportKind.beside(out, "-curves");
        return List.of(samples, png(curves, () -> curves(from).pixels(scale)));
    }

    /** Made when its file is written. */
    private interface Made<T> {
        T make();
    }

    private static AtomicFile.Part svg(Path file, Made<Plot> plot) {
        return new AtomicFile.Part(file, out -> out.write(plot.make().svg().getBytes(StandardCharsets.UTF_8)));
    }

    private static AtomicFile.Part png(Path file, Made<BufferedImage> image) {
        return new AtomicFile.Part(file, out -> PngFile.encode(image.make(), out));
    }

    static Plot map(Exported from, LatentPoints points) {
        int[] shown = MapLatents.of(points, from.frozen().configuration());
        return MapPlot.of(points, shown[0], shown[1]);
    }

    static Mosaic samples(Exported from, Progress progress) {
        int count = COLUMNS * COLUMNS / 2;
        var drawn = SampledPictures.ofPrior(from.frozen(), from.choices().seed(), count, false, progress);
        return Mosaic.of(drawn.pixels(), COLUMNS / 2, COLUMNS, drawn.format());
    }

    /** Whether there is a plane whose mass of the prior can be shared out in a grid. */
    private static boolean hasGrid(FrozenModel model) {
        return model.latents() > 1 && model.configuration().hasGrid();
    }

    /** The prior's mass in equal shares along the two most used latents, the others at 0; or samples of the prior. */
    static Mosaic grid(Exported from, Supplier<LatentPoints> points, Progress progress) {
        var model = from.frozen();
        if (!hasGrid(model)) return samples(from, progress);
        int[] shown = MapLatents.of(points.get(), model.configuration());
        float[] quantiles = Normal.quantiles(COLUMNS);
        var plane = Plane.latents(shown[0], shown[1], model.latents());
        return Mosaic.of(Manifold.of(model, plane, new float[model.latents()], quantiles, quantiles, progress));
    }

    static Mosaic reconstructions(Exported from, int columns, int bands) {
        var images = from.data().get().test();
        return Mosaic.of(
                Reconstructions.of(from.frozen(), images, Reconstructions.spread(images, columns * bands)), columns);
    }
}
