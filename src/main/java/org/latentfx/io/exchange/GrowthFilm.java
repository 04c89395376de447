package org.latentfx.io.exchange;

import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.plane.Manifold;
import org.latentfx.analysis.plane.Plane;
import org.latentfx.analysis.samples.SampledPictures;
import org.latentfx.analysis.statistics.Normal;
import org.latentfx.data.ImageSet;
import org.latentfx.io.AtomicFile;
import org.latentfx.io.plot.GifFilm;
import org.latentfx.io.plot.MapLatents;
import org.latentfx.io.plot.MapPlot;
import org.latentfx.io.plot.Mosaic;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Weights;
import org.latentfx.model.kind.Capability;
import org.latentfx.text.Texts;

/**
 * A film of how a run came about: the map of its held-out images and, beside it, the decoded manifold, over logarithmic
 * time. Both are of the two latents that are used most in the end, on the same axes all the time. Of a model without an
 * encoder the same samples of the prior, again and again.
 */
public final class GrowthFilm {
    private static final int FRAMES = 60;

    /** As the last picture, so that it can be looked at. */
    private static final int AT_THE_END = 8;

    private static final int HUNDREDTHS = 14;
    private static final int IMAGES = 2_000;
    private static final int COLUMNS = 16;

    /** Words are four times as wide as high: so many make a picture about as wide as high. */
    private static final int WORD_COLUMNS = 8;

    private static final int WORD_ROWS = 30;
    private static final int GAP = 16;
    private static final int CAPTION = 26;

    private GrowthFilm() {}

    /**
     * The form for a run that is remembered at {@code steps}, which are sorted; the model that is exported is its end.
     *
     * @param weights gives those of a step; null if they are there no longer. May take its time
     */
    public static ExportKind of(List<Long> steps, LongFunction<@Nullable Weights> weights) {
        return new ExportKind("growth", ".gif", (from, out, progress) -> parts(steps, weights, from, out, progress));
    }

    private static List<AtomicFile.Part> parts(
            List<Long> steps, LongFunction<@Nullable Weights> weights, Exported from, Path out, Progress progress) {
        return List.of(new AtomicFile.Part(out, body -> {
            var film = new Film(from, weights);
            List<Long> shown = logarithmic(steps, from.model().step());
            int last = shown.size() - 1;
            var end = new Once<>(() -> film.frame(shown.get(last)));
            GifFilm.write(
                    body,
                    shown.size() + AT_THE_END,
                    t -> t < last ? film.frame(shown.get(t)) : end.get(),
                    HUNDREDTHS,
                    progress);
        }));
    }

    /** Of {@code steps} before {@code last} some that lie evenly in logarithmic time, and {@code last}. */
    static List<Long> logarithmic(List<Long> steps, long last) {
        var chosen = new ArrayList<Long>();
        double next = 0;
        double end = Math.log1p(last);
        for (long step : steps) {
            if (step >= last || Math.log1p(step) < next - 1e-9) continue;
            chosen.add(step);
            next = Math.log1p(step) + end / FRAMES;
        }
        chosen.add(last);
        return chosen;
    }

    /** What all frames have in common. */
    private static final class Film {
        private final Exported from;
        private final LongFunction<@Nullable Weights> weights;
        private final ImageSet images;
        private final @Nullable LatentPoints end;
        private final int across;
        private final int up;

        Film(Exported from, LongFunction<@Nullable Weights> weights) {
            this.from = from;
            this.weights = weights;
            ImageSet all = from.data().get().test();
            images = all.first(Math.min(IMAGES, all.size()));
            end = from.can(Capability.ENCODES) ? LatentPoints.of(from.frozen(), images) : null;
            int[] shown = MapLatents.of(end, from.frozen().configuration());
            across = shown[0];
            up = shown[1];
        }

        /** That of the end where the moment of {@code step} has been given up meanwhile. */
        BufferedImage frame(long step) {
            Weights there = step == from.model().step() ? null : weights.apply(step);
            var model = there == null
                    ? from.frozen()
                    : new FrozenModel(there, from.kernel()).given(from.choices().label());
            String caption =
                    Texts.of("export.growth.step", there == null ? from.model().step() : step);
            int scale = from.choices().scale();
            if (end == null) return under(caption, samples(model).image(words() ? Math.max(1, scale / 2) : scale));
            var points = there == null ? end : LatentPoints.of(model, images);
            var map = MapPlot.of(points, across, up, end, caption).pixels(scale);
            if (across == up) return map;
            return beside(map, model.configuration().hasGrid() ? manifold(model) : samples(model));
        }

        private boolean words() {
            return images.format().letters();
        }

        private int columns() {
            return words() ? WORD_COLUMNS : COLUMNS;
        }

        private int rows() {
            return words() ? WORD_ROWS : COLUMNS;
        }

        private Mosaic samples(FrozenModel model) {
            int count = columns() * rows();
            var drawn = SampledPictures.ofPrior(model, from.choices().seed(), count, false, Progress.NONE);
            return Mosaic.of(drawn.pixels(), rows(), columns(), drawn.format());
        }

        private static BufferedImage under(String caption, BufferedImage pictures) {
            var both =
                    new BufferedImage(pictures.getWidth(), pictures.getHeight() + CAPTION, BufferedImage.TYPE_INT_RGB);
            var pen = both.createGraphics();
            pen.setBackground(Color.WHITE);
            pen.clearRect(0, 0, both.getWidth(), both.getHeight());
            pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            pen.setColor(Color.BLACK);
            pen.setFont(pen.getFont().deriveFont(14f));
            pen.drawString(caption, 8, CAPTION - 8);
            pen.drawImage(pictures, 0, CAPTION, null);
            pen.dispose();
            return both;
        }

        private Mosaic manifold(FrozenModel model) {
            var plane = Plane.latents(across, up, model.latents());
            float[] x = Normal.quantiles(columns());
            float[] y = Normal.quantiles(rows());
            return Mosaic.of(Manifold.of(model, plane, new float[model.latents()], x, y, Progress.NONE));
        }

        /**
         * The pictures to the right of the map, no higher than it: by whole pixels, since smoothed ones take three
         * times the room in the file; made smaller only where they must be.
         */
        private static BufferedImage beside(BufferedImage map, Mosaic pictures) {
            double fit = (map.getHeight() - 2.0 * GAP)
                    / Math.max(pictures.format().width(), pictures.format().height());
            var image = pictures.image((int) Math.max(1, fit));
            int width = (int) (image.getWidth() * Math.min(1, fit));
            int height = (int) (image.getHeight() * Math.min(1, fit));
            var both = new BufferedImage(map.getWidth() + width + GAP, map.getHeight(), BufferedImage.TYPE_INT_RGB);
            var pen = both.createGraphics();
            pen.setBackground(Color.WHITE);
            pen.clearRect(0, 0, both.getWidth(), both.getHeight());
            pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            pen.drawImage(map, 0, 0, null);
            pen.drawImage(image, map.getWidth(), (map.getHeight() - height) / 2, width, height, null);
            pen.dispose();
            return both;
        }
    }
}
