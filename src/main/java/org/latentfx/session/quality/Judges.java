package org.latentfx.session.quality;

import java.util.LinkedHashMap;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.quality.SampleQuality;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.model.classifier.Classifier;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.LatestTask;
import org.latentfx.session.run.Run;
import org.latentfx.text.Texts;

/**
 * The small classifiers that judge samples: one for each set of training images, trained in the background when
 * somebody asks and shared by all runs on that set. FX thread only, but for {@link #of}.
 */
public final class Judges {
    /** As the command line's, for the first seed. */
    private static final long SEED = 1;

    /** Judges that are kept: their weights are some megabytes. */
    private static final int KEPT = 2;

    /** With fewer images of a kind nothing can be said. */
    private static final int FEWEST = 10;

    /**
     * A classifier that has learnt, of one set.
     *
     * @param classifier to be asked for {@link Classifier#another}, since many look through it
     * @param accuracy on held-out images, 0..1
     * @param shares of each class in the training images, 0..1
     */
    public record Judge(DataSplit data, Classifier classifier, double accuracy, double[] shares) {}

    private final Run run;
    private final Kernel kernel;
    private final LatestTask<DataSplit, Judge> training;
    private final Map<ImageSet, Judge> kept = new LinkedHashMap<>();
    private final Object learning = new Object();
    private final ReadOnlyObjectWrapper<@Nullable Judge> judge = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper missing = new ReadOnlyStringWrapper("");

    /** @param slow where some seconds keep nobody waiting */
    public Judges(Run run, Kernel kernel, Background slow) {
        this.run = run;
        this.kernel = kernel;
        training = slow.latest(
                (running, newer) -> running.train() != newer.train(),
                (data, token) -> of(data, token.progress(0, 1)),
                (data, found) -> look());
        run.dataProperty().subscribe(this::look);
    }

    /** That of the run looked at; null until it has learnt. */
    public ReadOnlyObjectProperty<@Nullable Judge> judgeProperty() {
        return judge.getReadOnlyProperty();
    }

    /** Why there can be none for the run looked at, in one sentence; empty if there can. */
    public ReadOnlyStringProperty missingProperty() {
        return missing.getReadOnlyProperty();
    }

    /** Whether one can be trained now: there is none, and nothing is missing. */
    public BooleanBinding trainableProperty() {
        return Bindings.createBooleanBinding(
                () -> judge.get() == null
                        && missing.get().isEmpty()
                        && Double.isNaN(progressProperty().get()),
                judge,
                missing,
                progressProperty());
    }

    /** How far its training is, 0..1; NaN while it is not trained. */
    public ReadOnlyDoubleProperty progressProperty() {
        return training.progressProperty();
    }

    /** Has one trained for the run looked at, if there is none and can be one. */
    public void train() {
        DataSplit data = run.dataProperty().get();
        if (data != null && judge.get() == null && missing.get().isEmpty()) training.request(data);
    }

    public void cancel() {
        training.cancel();
    }

    /** The kept one of {@code data}, or one that is trained now, some seconds on the calling thread. Any thread. */
    public Judge of(DataSplit data, Progress progress) {
        synchronized (learning) {
            Judge known = known(data.train());
            if (known != null) return known;
            var classifier = SampleQuality.trained(data.train(), kernel, SEED, progress);
            var learnt = new Judge(data, classifier, classifier.accuracy(data.test()), shares(data.train()));
            keep(data.train(), learnt);
            return learnt;
        }
    }

    private @Nullable Judge known(ImageSet images) {
        synchronized (kept) {
            return kept.get(images);
        }
    }

    private void keep(ImageSet images, Judge learnt) {
        synchronized (kept) {
            kept.put(images, learnt);
            var oldest = kept.keySet().iterator();
            if (kept.size() > KEPT) {
                oldest.next();
                oldest.remove();
            }
        }
    }

    private static double[] shares(ImageSet images) {
        double[] shares = new double[images.classNames().size()];
        for (byte label : images.labels())
            if ((label & 0xff) < shares.length) shares[label & 0xff] += 1.0 / images.size();
        return shares;
    }

    /** Shows what there is for the run looked at. */
    void look() {
        DataSplit data = run.dataProperty().get();
        missing.set(missing(data));
        judge.set(data == null ? null : known(data.train()));
    }

    /** Why there can be none for {@code data}, in one sentence; empty if there can. Any thread. */
    public static String missing(@Nullable DataSplit data) {
        if (data == null) return Texts.of("quality.missing.data");
        ImageSet train = data.train();
        if (train.classNames().size() < 2) return Texts.of("quality.missing.labels");
        int fewest = Math.min(train.size(), data.test().size());
        return fewest < FEWEST ? Texts.of("quality.missing.images", fewest, FEWEST) : "";
    }
}
