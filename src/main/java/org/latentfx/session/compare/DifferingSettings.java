package org.latentfx.session.compare;

import java.util.ArrayList;
import java.util.List;
import org.latentfx.data.Datasets;
import org.latentfx.text.Texts;
import org.latentfx.train.Setting;
import org.latentfx.train.Settings;

/** The settings in which runs differ, and nothing else. Pure; any thread. */
public final class DifferingSettings {
    /**
     * A setting in words and what each run has, in the order of the runs.
     *
     * @param setting its key; "" for the data
     */
    public record Row(String label, List<String> values, String setting) {}

    private DifferingSettings() {}

    /** In the order of the table of settings, the data first. Empty where all runs are alike. */
    public static List<Row> of(List<RunFacts> runs) {
        var rows = new ArrayList<Row>();
        if (runs.isEmpty()) return rows;
        if (!runs.stream().allMatch(run -> run.sameData(runs.get(0))))
            rows.add(new Row(
                    Texts.of("compare.data"),
                    runs.stream().map(run -> Datasets.title(run.data())).toList(),
                    ""));
        for (Setting<?> setting : Settings.ALL) if (differ(setting, runs)) rows.add(row(setting, runs));
        return rows;
    }

    /** Whether two runs differ in the seed and nothing else. */
    public static boolean onlyInSeed(RunFacts a, RunFacts b) {
        return a.sameData(b)
                && a.hyperparameters().seed() != b.hyperparameters().seed()
                && Settings.differences(a.hyperparameters(), b.hyperparameters())
                        .equals(List.of(Settings.SEED));
    }

    private static boolean differ(Setting<?> setting, List<RunFacts> runs) {
        return runs.stream()
                        .map(run -> (Object) setting.get(run.hyperparameters()))
                        .distinct()
                        .count()
                > 1;
    }

    private static <T> String words(Setting<T> setting, T value) {
        return setting.kind() == Setting.Kind.CHOICE ? setting.choiceLabel(value) : setting.format(value);
    }

    private static <T> Row row(Setting<T> setting, List<RunFacts> runs) {
        return new Row(
                setting.label(),
                runs.stream()
                        .map(run -> words(setting, setting.get(run.hyperparameters())))
                        .toList(),
                setting.key());
    }
}
