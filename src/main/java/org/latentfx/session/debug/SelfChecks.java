package org.latentfx.session.debug;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyListProperty;
import javafx.beans.property.ReadOnlyListWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.check.SelfCheck;
import org.latentfx.analysis.check.SelfCheck.Rule;
import org.latentfx.analysis.latent.LatentMarginal;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Datasets;
import org.latentfx.session.debug.DebugFigures.Aggregate;
import org.latentfx.session.debug.LiveFigure.Measured;
import org.latentfx.session.evaluation.HeldOutFigures;
import org.latentfx.session.run.Run;
import org.latentfx.train.Settings;

/**
 * Whether the figures measured last are possible at all; if one is not, that is said at once, because then the program
 * is at fault. FX thread only.
 */
public final class SelfChecks {
    private final ReadOnlyListWrapper<SelfCheck> checks =
            new ReadOnlyListWrapper<>(FXCollections.observableArrayList());
    private final Map<Rule, SelfCheck> newest = new TreeMap<>();
    private final Run run;
    private final Consumer<String> say;

    /**
     * @param run whose figures they are
     * @param say told what is wrong, once each time that it goes wrong
     */
    SelfChecks(
            Run run,
            ObservableValue<@Nullable Measured<Aggregate>> aggregate,
            HeldOutFigures evaluation,
            Consumer<String> say) {
        this.run = run;
        this.say = say;
        run.timelineProperty().addListener((property, before, now) -> {
            newest.clear(); // what holds of one run says nothing of another
            checks.clear();
        });
        aggregate.subscribe(now -> {
            if (now != null && now.value().information() != null) take(of(now.value()));
        });
        evaluation.figuresProperty().subscribe(now -> {
            if (now != null) take(now.checks());
        });
        evaluation.likelihood().foundProperty().subscribe(now -> {
            if (now != null) take(List.of(SelfCheck.of(now.value())));
        });
    }

    private static List<SelfCheck> of(Aggregate aggregate) {
        double[] kl =
                aggregate.marginals().stream().mapToDouble(LatentMarginal::kl).toArray();
        return List.of(SelfCheck.ofKl(kl), SelfCheck.of(Objects.requireNonNull(aggregate.information())));
    }

    /** The newest of each rule, in their order. */
    public ReadOnlyListProperty<SelfCheck> checksProperty() {
        return checks.getReadOnlyProperty();
    }

    /** The run that they are about, for whoever reports one: its step, and every setting as in files. */
    public String about() {
        var lines = new ArrayList<String>();
        DataSplit data = run.dataProperty().get();
        lines.add("step " + run.stepProperty().get() + (data == null ? "" : ", " + Datasets.title(data.name())));
        Settings.toTexts(run.hyperparametersProperty().get()).forEach((key, value) -> lines.add(key + " " + value));
        return String.join("\n", lines);
    }

    /** From now on these stand for their rules. */
    public void take(List<SelfCheck> found) {
        for (SelfCheck check : found) {
            SelfCheck before = newest.put(check.rule(), check);
            if (!check.holds() && (before == null || before.holds())) say.accept(check.text());
        }
        checks.setAll(new ArrayList<>(newest.values()));
    }
}
