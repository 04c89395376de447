package org.latentfx.view.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.session.compare.ComparedRun;
import org.latentfx.session.compare.DifferingSettings;
import org.latentfx.session.compare.RunFigures;
import org.latentfx.session.compare.SeedSpread;
import org.latentfx.session.compare.Sheet;
import org.latentfx.text.Texts;
import org.latentfx.text.Wording;
import org.latentfx.view.kit.Figures;

/** The table of a sheet in words: the settings that differ, then what each run reaches. Pure; any thread. */
final class SheetTable {
    /** More differing settings than this would leave no room for maps. */
    private static final int MOST_SETTINGS = 5;

    /**
     * A line of the table.
     *
     * @param tip what it means, with unit and mean
     * @param values one a run
     * @param setting whether it is a setting rather than a result
     * @param term the key of what it shows in the glossary; "" for none
     */
    record Row(String label, String tip, List<String> values, boolean setting, String term) {}

    private SheetTable() {}

    static List<Row> rows(Sheet sheet) {
        var rows = new ArrayList<Row>();
        var facts = sheet.runs().stream().map(ComparedRun::facts).toList();
        List<DifferingSettings.Row> differing = DifferingSettings.of(facts);
        if (differing.isEmpty() && facts.size() > 1)
            rows.add(new Row(Texts.of("compare.alike"), Texts.of("compare.alike.tip"), List.of(), true, ""));
        int shown = differing.size() <= MOST_SETTINGS ? differing.size() : MOST_SETTINGS - 1;
        for (var row : differing.subList(0, shown))
            rows.add(new Row(
                    row.label(), Texts.of("compare.setting.tip", row.label()), row.values(), true, row.setting()));
        if (shown < differing.size()) rows.add(more(differing.subList(shown, differing.size()), facts.size()));
        String images = images(sheet);
        List<Measure> measures = Measure.of(sheet);
        for (Measure measure : measures) if (!left(sheet, measure)) rows.add(figure(sheet, measure, images));
        if (measures.contains(Measure.KL)) rows.add(used(sheet));
        accuracy(sheet, rows);
        spread(sheet, rows);
        rows.addAll(QualityRows.of(sheet));
        return rows;
    }

    /** The losses of a GAN's players are no measure of quality: beside models of other kinds their curves will do. */
    private static boolean left(Sheet sheet, Measure measure) {
        boolean player = measure == Measure.DISCRIMINATOR || measure == Measure.GENERATOR;
        return player
                && !sheet.runs().stream()
                        .allMatch(run -> run.facts().hyperparameters().model() == ModelKind.GAN);
    }

    /** What did not fit, to be read in the tip. */
    private static Row more(List<DifferingSettings.Row> left, int runs) {
        var tip = new StringBuilder();
        for (var row : left)
            tip.append(tip.isEmpty() ? "" : "\n")
                    .append(Texts.of("compare.more.line", row.label(), String.join(" · ", row.values())));
        return new Row(Texts.of("compare.more", left.size()), tip.toString(), List.of(), true, "");
    }

    private static Row figure(Sheet sheet, Measure measure, String images) {
        var values = sheet.runs().stream().map(run -> value(measure, run)).toList();
        String tip = Texts.of("compare." + measure.key() + ".tip", images);
        return new Row(measure.label(), tip, values, false, measure.termKey());
    }

    /** A figure, and of a likelihood whether it is that or a bound. */
    private static String value(Measure measure, ComparedRun run) {
        RunFigures figures = RunFigures.of(run);
        double value = figures == null ? Double.NaN : measure.of(figures.loss());
        if (figures == null || Double.isNaN(value)) return "–";
        if (measure != Measure.LIKELIHOOD) return Figures.loss(value);
        boolean exact = figures.loss().terms().contains(LossTerm.NLL);
        boolean drawn = run.facts().hyperparameters().binarise();
        String key = drawn ? exact ? "exact" : "bound" : "grey";
        return Texts.of("compare.likelihood." + key, Figures.loss(value));
    }

    private static Row used(Sheet sheet) {
        var values = sheet.runs().stream()
                .map(run -> {
                    RunFigures figures = RunFigures.of(run);
                    int latents = run.facts().hyperparameters().latents();
                    return figures == null || figures.used() < 0
                            ? "–"
                            : Texts.of("compare.used.value", figures.used(), latents);
                })
                .toList();
        return new Row(Texts.of("compare.used"), Texts.of("compare.used.tip"), values, false, "kl-latent");
    }

    private static void accuracy(Sheet sheet, List<Row> rows) {
        ComparedRun.@Nullable Accuracy any = sheet.runs().stream()
                .map(ComparedRun::accuracy)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (any == null) return;
        var values = sheet.runs().stream()
                .map(ComparedRun::accuracy)
                .map(found -> found == null ? "–" : Figures.fixed(found.share(), 3))
                .toList();
        rows.add(new Row(
                Texts.of("compare.accuracy", any.neighbours()),
                Texts.of("compare.accuracy.tip", any.neighbours(), any.references(), any.images()),
                values,
                false,
                "accuracy"));
    }

    /** What of the differences is chance, where some runs differ in the seed only. */
    private static void spread(Sheet sheet, List<Row> rows) {
        var spreads = sheet.runs().stream()
                .map(run -> SeedSpread.of(run, sheet.runs()))
                .toList();
        if (spreads.stream().allMatch(Objects::isNull)) return;
        var values = spreads.stream()
                .map(spread -> spread == null
                        ? "–"
                        : Texts.of(
                                "compare.spread.value",
                                Figures.loss(spread.mean()),
                                Figures.fixed(spread.deviation(), 2),
                                spread.seeds()))
                .toList();
        rows.add(new Row(Texts.of("compare.spread"), Texts.of("compare.spread.tip"), values, false, "spread"));
    }

    /** What the data of the runs are called: words where no run is of anything else. */
    private static Wording wording(Sheet sheet) {
        var runs = sheet.runs();
        return Wording.of(!runs.isEmpty()
                && runs.stream()
                        .allMatch(run ->
                                run.facts().hyperparameters().likelihood().ofWords()));
    }

    /** Over how many images the losses are averaged, in words. */
    static String images(Sheet sheet) {
        int most = sheet.runs().stream()
                .map(RunFigures::of)
                .filter(Objects::nonNull)
                .mapToInt(RunFigures::images)
                .max()
                .orElse(0);
        boolean drawn = sheet.runs().stream()
                .allMatch(run -> run.facts().hyperparameters().model().variational());
        String images = wording(sheet).of(most == 0 ? "compare.images.unknown" : "compare.images", most);
        return drawn ? Texts.of("compare.images.drawn", images) : images;
    }
}
