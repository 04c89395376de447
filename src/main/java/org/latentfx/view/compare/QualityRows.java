package org.latentfx.view.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.quality.SampleQuality;
import org.latentfx.session.compare.ComparedQuality.Measured;
import org.latentfx.session.compare.ComparedRun;
import org.latentfx.session.compare.Evidence;
import org.latentfx.session.compare.Sheet;
import org.latentfx.text.Texts;
import org.latentfx.view.compare.SheetTable.Row;
import org.latentfx.view.kit.Figures;

/**
 * How good the samples of each run are, as rows of the table: only those that were measured against the same images,
 * for the figures of others do not compare. Pure; any thread.
 */
final class QualityRows {
    /** The term of the first row. */
    static final String TERM = "frechet";

    private QualityRows() {}

    /** One row where nothing was measured yet. */
    static List<Row> of(Sheet sheet) {
        List<ComparedRun> runs = sheet.runs();
        if (runs.stream().map(ComparedRun::quality).allMatch(Objects::isNull))
            return List.of(row(sheet, "compare.quality", TERM, of -> ""));
        var rows = new ArrayList<Row>();
        rows.add(row(sheet, "quality.frechet", TERM, of -> Figures.loss(of.frechet()) + error(of.frechetError(), 2)));
        rows.add(row(
                sheet,
                "compare.quality.ends",
                TERM,
                of -> Texts.of("compare.quality.ends.value", Figures.loss(of.floor()), Figures.loss(of.ceiling()))));
        rows.add(row(
                sheet,
                "quality.precision",
                "precision",
                of -> share(of.within().precision(), of.withinError().precision())));
        rows.add(row(
                sheet,
                "quality.recall",
                "recall",
                of -> share(of.within().recall(), of.withinError().recall())));
        evidence(sheet, rows);
        if (runs.stream().anyMatch(QualityRows::gone)) rows.add(steps(runs));
        return rows;
    }

    /** What is known of {@code run} and compares with the first run of which anything is; null if there is nothing. */
    static @Nullable SampleQuality of(Sheet sheet, ComparedRun run) {
        Measured own = run.quality();
        Measured first = first(sheet);
        return own == null || first == null || !own.images().beginsLike(first.images()) ? null : own.value();
    }

    private static @Nullable Measured first(Sheet sheet) {
        return sheet.runs().stream()
                .map(ComparedRun::quality)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static Row row(Sheet sheet, String key, String term, Function<SampleQuality, String> words) {
        Measured first = first(sheet);
        String samples = first == null
                ? ""
                : "\n"
                        + Texts.of(
                                "compare.quality.tip.of",
                                SampleQuality.SETS,
                                first.value().samples(),
                                Figures.fixed(100 * first.value().accuracy(), 1));
        var values = sheet.runs().stream()
                .map(run -> {
                    SampleQuality of = of(sheet, run);
                    if (of != null) return words.apply(of);
                    return run.quality() == null ? "–" : Texts.of("compare.quality.other");
                })
                .toList();
        return new Row(Texts.of(key), Texts.of(key + ".tip") + samples, values, false, term);
    }

    /** log p(x) itself beside bounds of it, where both are known. */
    private static void evidence(Sheet sheet, List<Row> rows) {
        var known = sheet.runs().stream()
                .map(run -> of(sheet, run) == null || run.quality() == null
                        ? null
                        : run.quality().evidence())
                .toList();
        if (known.stream().noneMatch(one -> one != null && one.exact())) return;
        int images = known.stream()
                .filter(Objects::nonNull)
                .mapToInt(Evidence::images)
                .max()
                .orElse(0);
        var values = known.stream().map(QualityRows::words).toList();
        int samples = known.stream()
                .filter(Objects::nonNull)
                .mapToInt(Evidence::samples)
                .max()
                .orElse(0);
        String tip = Texts.of("compare.evidence.tip", images, samples);
        rows.add(new Row(Texts.of("compare.evidence"), tip, values, false, "exact-nll"));
    }

    private static String words(@Nullable Evidence found) {
        if (found == null) return "–";
        String value = Figures.loss(found.nats()) + error(found.standardError(), 1);
        return Texts.of(found.exact() ? "compare.evidence.exact" : "compare.evidence.bound", value);
    }

    /** Whether its figures are of another moment than the column. */
    private static boolean gone(ComparedRun run) {
        return run.quality() != null && run.quality().step() != run.facts().step();
    }

    private static Row steps(List<ComparedRun> runs) {
        var values = runs.stream()
                .map(run -> run.quality() == null
                        ? "–"
                        : Figures.count(run.quality().step()))
                .toList();
        return new Row(Texts.of("compare.quality.step"), Texts.of("compare.quality.step.tip"), values, false, "step");
    }

    private static String error(double deviation, int decimals) {
        return Texts.of("likelihood.error", Figures.fixed(deviation, decimals));
    }

    private static String share(double mean, double deviation) {
        return Texts.of("evaluation.percent", Figures.fixed(100 * mean, 1) + error(100 * deviation, 1));
    }
}
