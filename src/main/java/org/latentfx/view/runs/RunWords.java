package org.latentfx.view.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Datasets;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.session.run.RunLine;
import org.latentfx.text.Texts;
import org.latentfx.train.History;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Series;
import org.latentfx.train.Settings;
import org.latentfx.view.kit.Figures;

/** What is said of a run in the list. Pure functions of what it is now; FX thread only. */
final class RunWords {
    private RunWords() {}

    /** What is other than in {@code first}, such as "β 4 · from step 1,200"; empty for that one itself. */
    static String differing(RunLine first, RunLine line) {
        if (first == line) return "";
        List<String> words = new ArrayList<>();
        Hyperparameters values = line.hyperparametersProperty().get();
        for (var setting : Settings.differences(first.hyperparametersProperty().get(), values))
            words.add(
                    setting == Settings.MODEL
                            ? values.model().label()
                            : Texts.of("runs.value", setting.symbol(), setting.text(values)));
        DataSplit data = line.dataProperty().get();
        if (data != null && data != first.dataProperty().get()) words.add(Datasets.title(data.name()));
        var branch = line.branch();
        if (branch != null && branch.step() > 0) words.add(Texts.of("runs.from", branch.step()));
        return words.isEmpty() ? Texts.of("runs.same") : String.join(" · ", words);
    }

    /** The held-out −ELBO measured last, in nats per image, or the first loss of a model that has no such bound. */
    static String loss(History history) {
        Series heldOut = history.heldOut();
        int last = heldOut.size() - 1;
        if (last < 0) return Texts.of("runs.loss.none");
        if (heldOut.terms().contains(LossTerm.KL)) return Figures.loss(heldOut.total(last));
        LossTerm first = heldOut.terms().get(0);
        return Texts.of(
                "curves.end", Texts.of("curves.quantity." + first.key()), Figures.loss(heldOut.value(first, last)));
    }

    /** How that figure came about. */
    static String lossTip(History history) {
        int last = history.heldOut().size() - 1;
        if (last < 0) return Texts.of("runs.loss.none.tip");
        var measured = history.latest();
        Series heldOut = history.heldOut();
        String step = heldOut.terms().contains(LossTerm.KL)
                ? Texts.of("runs.loss.tip", heldOut.step(last))
                : Texts.of(
                        "runs.loss.tip.other",
                        heldOut.step(last),
                        heldOut.terms().get(0).label(),
                        heldOut.terms().get(0).unit());
        return measured == null ? step : step + " " + Texts.of("runs.loss.images", measured.images());
    }

    /** What it is doing, such as "training" or "paused". */
    static String state(RunLine line) {
        return Texts.of("runs.state." + line.statusProperty().get().name().toLowerCase(Locale.ROOT));
    }
}
