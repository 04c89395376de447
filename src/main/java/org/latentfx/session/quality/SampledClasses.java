package org.latentfx.session.quality;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.quality.ClassHistogram;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.LatestTask;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.ShownModel;
import org.latentfx.session.quality.Judges.Judge;
import org.latentfx.train.health.SampledShares;

/**
 * Into which classes samples of the newest model fall, by the classifier of its data set: followed while the model
 * learns, and nothing while nobody looks or there is no classifier. FX thread only.
 */
public final class SampledClasses {
    /** Samples of a look: a share of 10 % is told to ± 1 %. */
    public static final int SAMPLES = 1000;

    private static final long SEED = 1;

    /** Of a core, while training. */
    private static final double SHARE = 0.03;

    private static final int ROUND_MILLIS = 400;

    private record Request(ShownModel shown, Judge judge) {}

    private final Explorer explorer;
    private final Judges judges;
    private final LatestTask<Request, ClassHistogram> task;
    private final ReadOnlyObjectWrapper<@Nullable ClassHistogram> histogram = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable SampledShares> shares = new ReadOnlyObjectWrapper<>();
    private boolean watched;

    SampledClasses(Explorer explorer, Judges judges, Background background) {
        this.explorer = explorer;
        this.judges = judges;
        task = background
                .on(background.throttle(SHARE, ROUND_MILLIS).paced(background.executor()))
                .latest(
                        (running, newer) -> running.judge != newer.judge,
                        (request, token) -> of(request, token.progress(0, 1)),
                        this::take);
        explorer.modelProperty().addListener((property, before, now) -> {
            if (now == null || !now.sameStructure(before)) forget();
            ask();
        });
        judges.judgeProperty().addListener((property, before, now) -> {
            forget();
            ask();
        });
    }

    /** Null until it is known. */
    public ReadOnlyObjectProperty<@Nullable ClassHistogram> histogramProperty() {
        return histogram.getReadOnlyProperty();
    }

    /** The same beside what the training images have, for whoever judges the run. */
    public ReadOnlyObjectProperty<@Nullable SampledShares> sharesProperty() {
        return shares.getReadOnlyProperty();
    }

    /** Whether somebody looks. */
    public void watch(boolean now) {
        if (now == watched) return;
        watched = now;
        ask();
    }

    private void forget() {
        histogram.set(null);
        shares.set(null);
    }

    private void take(Request request, ClassHistogram found) {
        Judge judge = request.judge;
        var names = judge.data().train().classNames();
        histogram.set(found);
        shares.set(new SampledShares(request.shown.step(), found.counts(), judge.shares(), names));
    }

    private void ask() {
        ShownModel shown = explorer.shownProperty().getValue();
        Judge judge = judges.judgeProperty().get();
        boolean fits = shown != null
                && judge != null
                && shown.model()
                        .configuration()
                        .format()
                        .equals(judge.data().train().format());
        if (watched && fits) task.request(new Request(shown, judge));
        else task.cancel();
    }

    private static ClassHistogram of(Request request, Progress progress) {
        var classifier = request.judge.classifier().another();
        return ClassHistogram.of(request.shown.model(), classifier, SAMPLES, SEED, progress);
    }
}
