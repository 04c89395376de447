package org.latentfx.io.exchange;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.image.Evaluation;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.io.AtomicFile;
import org.latentfx.io.page.DecoderPage;
import org.latentfx.io.page.ReportPage;
import org.latentfx.math.Workers;
import org.latentfx.model.kind.Capability;
import org.latentfx.text.Refusal;

/** A run as pages for a browser: its decoder to play with, and its report. */
final class Pages {
    private static final int REPORT_COLUMNS = 16;
    private static final int REPORT_BANDS = 2;

    private Pages() {}

    static List<AtomicFile.Part> decoder(Exported from, Path out, Progress progress) {
        from.need(Capability.DECODES);
        if (from.frozen().configuration().format().letters()) throw new Refusal("export.html.words");
        return page(
                out,
                () -> DecoderPage.of(
                        from.model(), from.points(progress), from.frozen().label()));
    }

    static List<AtomicFile.Part> report(Exported from, Path out, Progress progress) {
        return page(out, () -> report(from, progress));
    }

    private static List<AtomicFile.Part> page(Path out, Supplier<String> page) {
        return List.of(new AtomicFile.Part(out, body -> body.write(page.get().getBytes(StandardCharsets.UTF_8))));
    }

    private static String report(Exported from, Progress progress) {
        LatentPoints points = from.points(progress);
        if (points == null) {
            var samples = Drawn.samples(from, progress);
            return ReportPage.of(new ReportPage.Contents(from.model(), from.history(), null, samples, ""));
        }
        var coded = new ReportPage.Coded(
                measured(from, points, progress),
                Drawn.map(from, points),
                Drawn.reconstructions(from, REPORT_COLUMNS, REPORT_BANDS));
        var grid = Drawn.grid(from, () -> points, progress);
        return ReportPage.of(new ReportPage.Contents(from.model(), from.history(), coded, grid, asked(from, points)));
    }

    /** The class that decoded pictures are of; empty where the model is told none. */
    private static String asked(Exported from, LatentPoints points) {
        int label = from.frozen().label();
        boolean named = label < points.images().classNames().size();
        if (!from.can(Capability.CONDITIONAL)) return "";
        return named ? points.images().className(label) : String.valueOf(label);
    }

    /** As {@code evaluate} measures, one sample of z an image. */
    private static Evaluation measured(Exported from, LatentPoints points, Progress progress) {
        var hyperparameters = from.model().hyperparameters();
        try (var alone = new Workers(1)) {
            return Evaluation.of(
                    from.frozen(),
                    points.images(),
                    alone,
                    1,
                    hyperparameters.binarise(),
                    hyperparameters.seed(),
                    progress);
        }
    }
}
