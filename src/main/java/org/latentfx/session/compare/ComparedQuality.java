package org.latentfx.session.compare;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ReadOnlyDoubleProperty;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.quality.SampleQuality;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.LatestTask;
import org.latentfx.session.concurrent.LatestTask.Token;
import org.latentfx.session.quality.Judges;
import org.latentfx.session.quality.QualityFigures;
import org.latentfx.session.run.RunLine;
import org.latentfx.train.History;

/**
 * How good the samples of each run are, measured when somebody asks: one run after the other in the background, all by
 * the same draws and each by the classifier of its data set. What was measured of a run is gone when that begins anew.
 * FX thread only.
 */
public final class ComparedQuality {
    /** One for all, so that all are asked for the same z. */
    private static final long SEED = 1;

    /** Of a run's share of the work, the classifier's. */
    private static final double LEARNT = 0.3;

    /** The end of that of the samples, where something is measured behind them. */
    private static final double SAMPLED = 0.8;

    /**
     * What was measured of one run.
     *
     * @param images what it was measured against: figures of other images do not compare
     * @param step of the model it is of
     * @param evidence beside it where another run knows log p(x) exactly; null otherwise, or where it has none
     */
    public record Measured(
            SampleQuality value,
            ImageSet images,
            long step,
            @Nullable Evidence evidence) {}

    /** One run as it stands when it is asked for. */
    record Asked(RunLine run, FrozenModel model, DataSplit data, boolean binarise, long step, History led) {}

    private record Found(Asked of, Measured value) {}

    private final Judges judges;
    private final LatestTask<List<Asked>, Found> task;
    private final Map<RunLine, Found> found = new HashMap<>();

    /** @param changed told that there is something new to see */
    ComparedQuality(Judges judges, Background slow, Runnable changed) {
        this.judges = judges;
        task = slow.latest((running, newer) -> true, this::measured, (request, one) -> {
            found.put(one.of.run, one);
            changed.run();
        });
        task.progressProperty().addListener((property, before, now) -> changed.run());
    }

    /** How far the measurement of all is, 0..1; NaN while there is none. */
    public ReadOnlyDoubleProperty progressProperty() {
        return task.progressProperty();
    }

    /** Gives up what is being measured; what was found stays. */
    public void cancel() {
        task.cancel();
    }

    void measure(List<Asked> runs) {
        if (!runs.isEmpty()) task.request(runs);
    }

    /** What is known of {@code run}, whose curves are these now; null if that is nothing. */
    @Nullable
    Measured of(RunLine run, History now) {
        Found known = found.get(run);
        if (known == null || now.extendsLinesOf(known.of.led)) return known == null ? null : known.value;
        found.remove(run);
        return null;
    }

    /** Only these are there still. */
    void retain(List<RunLine> runs) {
        found.keySet().retainAll(runs);
    }

    // ---- the background thread ----

    /** Each is shown as soon as it is known. */
    private @Nullable Found measured(List<Asked> runs, Token<Found> token) {
        boolean exact = runs.stream().anyMatch(run -> run.model.can(Capability.AUTOREGRESSIVE));
        for (int i = 0; i < runs.size(); i++) {
            Asked one = runs.get(i);
            double from = (double) i / runs.size();
            double to = (i + 1.0) / runs.size();
            double learnt = from + LEARNT * (to - from);
            double sampled = exact ? from + SAMPLED * (to - from) : to;
            var judge = judges.of(one.data, token.progress(from, learnt));
            var value = SampleQuality.of(
                    one.model,
                    judge.classifier().another(),
                    one.data,
                    QualityFigures.SAMPLES,
                    SEED,
                    token.progress(learnt, sampled));
            var evidence =
                    exact ? Evidence.of(one.model, one.data.test(), one.binarise, token.progress(sampled, to)) : null;
            token.show(new Found(one, new Measured(value, one.data.test(), one.step, evidence)));
        }
        return null;
    }
}
