package org.latentfx.session.samples;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.samples.KnownWords;
import org.latentfx.analysis.samples.SampledPictures;
import org.latentfx.data.ImageSet;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.LatestTask;
import org.latentfx.session.concurrent.LatestTask.Token;
import org.latentfx.session.explore.Explorer;

/**
 * Pictures from the prior and as many from the aggregate posterior of the held-out images, by the newest weights. They
 * keep their noise while the model learns, so that one sees it learn, or take a new seed each time. Computed in the
 * background, the newest request only, and never while nobody looks. FX thread only.
 */
public final class Samples {
    /** Of each kind. */
    public static final int MOST = 1_200;

    /** Seeds run from 0 to here. */
    public static final long LARGEST_SEED = 999_999_999;

    /** Of a core, for following the model while it is trained; what a person asks for does not wait. */
    private static final double SHARE = 0.06;

    private static final int ROUND_MILLIS = 200;

    /**
     * What is shown, of one moment and one seed; from the prior alone where there is no encoder.
     *
     * @param pseudo the pseudo-inputs of a learnt prior, each with the μ of its component; null of another
     * @param words those of the data; null of pictures
     */
    public record Draw(
            SampledPictures prior,
            @Nullable SampledPictures aggregate,
            @Nullable SampledPictures pseudo,
            @Nullable KnownWords words) {}

    private record Request(
            FrozenModel model, ImageSet images, @Nullable ImageSet learnt, long seed, int count, boolean pixels) {
        boolean suits(Request other) {
            return images == other.images && model.sameStructure(other.model);
        }
    }

    private final Explorer explorer;
    private final LatestTask<Request, Draw> asked;
    private final LatestTask<Request, Draw> followed;
    private final ReadOnlyObjectWrapper<@Nullable Draw> draw = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyLongWrapper seed = new ReadOnlyLongWrapper(1);
    private final ReadOnlyBooleanWrapper sameSeed = new ReadOnlyBooleanWrapper(true);
    private final ReadOnlyBooleanWrapper pixels = new ReadOnlyBooleanWrapper();
    private @Nullable ImageSet images;
    private @Nullable ImageSet learnt;
    /** Those of the data last asked about. */
    private volatile @Nullable KnownWords words;

    private int count = 1;
    private boolean watched;

    public Samples(Explorer explorer, Background background) {
        this.explorer = explorer;
        asked = background.latest((running, newer) -> true, this::compute, this::show);
        followed = background
                .on(background.throttle(SHARE, ROUND_MILLIS).paced(background.executor()))
                .latest((running, newer) -> !running.suits(newer), this::compute, this::show);
        explorer.modelProperty().addListener((property, before, now) -> {
            if (now != null && now.sameStructure(before)) follow();
            else {
                draw.set(null);
                ask();
            }
        });
    }

    // ---- properties ----

    /** The pictures; null until there are any, and while a model of another structure has none yet. */
    public ReadOnlyObjectProperty<@Nullable Draw> drawProperty() {
        return draw.getReadOnlyProperty();
    }

    /** What the noise comes from. */
    public ReadOnlyLongProperty seedProperty() {
        return seed.getReadOnlyProperty();
    }

    /** Whether the noise stays while the model learns. */
    public ReadOnlyBooleanProperty sameSeedProperty() {
        return sameSeed.getReadOnlyProperty();
    }

    /** Whether pixels are drawn from p(x|z) rather than its mean shown. */
    public ReadOnlyBooleanProperty pixelsProperty() {
        return pixels.getReadOnlyProperty();
    }

    // ---- commands ----

    /** Whether somebody looks; nothing is computed otherwise. */
    public void watch(boolean now) {
        if (now == watched) return;
        watched = now;
        ask();
    }

    /** From now on the model learns from these, which words that it makes are set beside. */
    public void learnFrom(@Nullable ImageSet train) {
        learnt = train;
    }

    /** From now on the held-out images are these. */
    public void choose(ImageSet heldOut) {
        images = heldOut;
        draw.set(null);
        ask();
    }

    /** How many pictures of each kind, at most {@value #MOST}. */
    public void count(int wanted) {
        int now = Math.max(1, Math.min(MOST, wanted));
        if (now == count) return;
        count = now;
        ask();
    }

    /** Other noise: the seed after this one. */
    public void newDraw() {
        draw(next());
    }

    /** The noise of that seed, 0 to {@value #LARGEST_SEED}. */
    public void draw(long wanted) {
        if (wanted < 0 || wanted > LARGEST_SEED)
            throw new IllegalArgumentException("seed: found " + wanted + ", expected 0 to " + LARGEST_SEED);
        seed.set(wanted);
        ask();
    }

    public void sameSeed(boolean now) {
        sameSeed.set(now);
    }

    public void drawPixels(boolean now) {
        pixels.set(now);
        ask();
    }

    // ---- asking and computing ----

    private long next() {
        return seed.get() == LARGEST_SEED ? 0 : seed.get() + 1;
    }

    /** What a person asked for waits for nothing, and makes needless what was to follow the model. */
    private void ask() {
        followed.cancel();
        request(asked, seed.get());
    }

    private void follow() {
        request(followed, sameSeed.get() ? seed.get() : next());
    }

    private void request(LatestTask<Request, Draw> task, long from) {
        FrozenModel model = explorer.model();
        ImageSet held = images;
        if (watched
                && model != null
                && held != null
                && held.format().equals(model.configuration().format()))
            task.request(new Request(model, held, learnt, from, count, pixels.get()));
        else task.cancel();
    }

    private Draw compute(Request by, Token<Draw> token) {
        boolean encodes = by.model.can(Capability.ENCODES);
        var prior =
                SampledPictures.ofPrior(by.model, by.seed, by.count, by.pixels, token.progress(0, encodes ? 0.5 : 1));
        if (!encodes) return new Draw(prior, null, null, known(by, token));
        return new Draw(
                prior,
                SampledPictures.ofAggregate(by.model, by.images, by.seed, by.count, by.pixels, token.progress(0.5, 1)),
                SampledPictures.ofPseudoInputs(by.model),
                known(by, token));
    }

    private @Nullable KnownWords known(Request by, Token<Draw> token) {
        ImageSet train = by.learnt;
        if (train == null || !train.format().letters() || !train.format().equals(by.images.format())) return null;
        KnownWords now = words;
        if (now == null || !now.of(train)) now = KnownWords.of(train, by.images, token.progress(0.99, 1));
        words = now;
        return now;
    }

    private void show(Request by, Draw now) {
        seed.set(by.seed);
        draw.set(now);
    }
}
