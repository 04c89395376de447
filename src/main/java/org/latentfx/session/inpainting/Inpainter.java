package org.latentfx.session.inpainting;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.inpainting.GibbsSampler;
import org.latentfx.analysis.inpainting.Inpainting;
import org.latentfx.analysis.inpainting.Inversion;
import org.latentfx.data.ImageSet;
import org.latentfx.data.PictureFormat;
import org.latentfx.math.RandomStream;
import org.latentfx.model.Decoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.LatestTask;
import org.latentfx.session.concurrent.LatestTask.Token;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.concurrent.UserMessages;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.probe.ImageProbe;
import org.latentfx.text.Texts;

/**
 * Questions to the model about the probed image with some of its pixels hidden: which z draws the rest, and what may be
 * hidden. It answers in the background, newest question only, and knows no scene graph. FX thread only, but for what it
 * hands to its executors.
 */
public final class Inpainter {
    /**
     * How many points set out in a search: zero, and draws from the prior. The image's own μ would know what is hidden.
     */
    public static final int STARTS = 8;

    private static final int STEPS = 200;

    /** Squared differences that a nat of −log p(z) weighs: enough to keep z where pictures are made from. */
    private static final double PRIOR = 0.02;

    private static final int WARM_UP = 50;
    private static final int TURNS = 200;

    /** A walk is shown in at most this many parts. */
    private static final int PARTS = 90;

    /** What is going on. */
    public enum Stage {
        IDLE,
        SEARCHING,
        /** The z found is being walked to, a part at each {@link #advance}. */
        WALKING,
        FILLING
    }

    /**
     * The z that draws the known pixels best.
     *
     * @param search cost: −log p(x|z) over the known pixels and −log p(z), constant left out, in nats; of a model that
     *     gives images no likelihood, squared differences and {@code weight} of −log p(z)
     * @param scored whether it gives them one
     * @param weight of −log p(z) in the cost
     * @param knownError root mean square over the known pixels of the picture decoded there, in grey values 0..1
     * @param error the same over the hidden pixels
     * @param baselineError the same for the mean image
     */
    public record Found(
            Inversion search, boolean scored, double weight, double knownError, double error, double baselineError) {
        /** −log p(z) at a step of the walk, in nats, constant left out. */
        public double prior(int step) {
            double half = 0;
            for (float value : search.walk().get(step)) half += 0.5 * value * value;
            return half;
        }

        /** What the known pixels cost at a step of the walk: −log p(x|z) in nats, or squared differences. */
        public double pixels(int step) {
            return search.costs()[step] - weight * prior(step);
        }

        /** The last step of the walk. */
        public int last() {
            return search.walk().size() - 1;
        }
    }

    /** The hidden pixels by pseudo-Gibbs, and by Metropolis within Gibbs after the same warm-up. */
    public record Filled(Inpainting pseudo, Inpainting exact) {
        /** The one that comes nearer to what is hidden. */
        public Inpainting better() {
            return exact.error() <= pseudo.error() ? exact : pseudo;
        }
    }

    /**
     * One question with all that it is asked about.
     *
     * @param stage SEARCHING or FILLING
     * @param mean the mean of {@code images}; null if it is not known yet
     */
    private record Question(
            Stage stage,
            FrozenModel model,
            float[] picture,
            boolean[] known,
            ImageSet images,
            float @Nullable [] mean) {
        /** Computes what is not known: waiting for it on the one thread that computes it would be for ever. */
        float[] baseline() {
            return mean == null ? Inpainting.meanImage(images) : mean;
        }
    }

    private final Explorer explorer;
    private final ImageProbe probe;
    private final UndoStack undo;
    private final long key;
    private final LatestTask<ImageSet, float[]> mean;
    private final LatestTask<Question, Runnable> answers;
    private final ReadOnlyObjectWrapper<Mask> mask = new ReadOnlyObjectWrapper<>(Mask.Preset.BOTTOM.of(28, 28));
    private final ReadOnlyObjectWrapper<float @Nullable []> baseline = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Stage> stage = new ReadOnlyObjectWrapper<>(Stage.IDLE);
    private final ReadOnlyDoubleWrapper done = new ReadOnlyDoubleWrapper();
    private final ReadOnlyObjectWrapper<List<float[]>> walk = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<@Nullable Found> found = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Filled> filled = new ReadOnlyObjectWrapper<>();
    private Mask committed = mask.get();
    private final GrowingPicture growing;
    private @Nullable ImageSet images;
    private float[] walker = new float[0];

    public Inpainter(Explorer explorer, ImageProbe probe, UndoStack undo, Background background, long seed) {
        this.explorer = explorer;
        this.probe = probe;
        this.undo = undo;
        key = RandomStream.bits(RandomStream.INTERFACE.key(seed), -1);
        growing = new GrowingPicture(explorer, probe, background);
        mean = background.latest(
                (running, newer) -> true,
                (of, token) -> Inpainting.meanImage(of),
                (of, pixels) -> baseline.set(pixels));
        answers = new LatestTask<>(
                background.executor(),
                background.fx(),
                (running, newer) -> true,
                this::answer,
                (question, show) -> show.run(),
                failure -> {
                    stage.set(Stage.IDLE);
                    background.say().accept(UserMessages.sentence(failure));
                });
        answers.progressProperty().subscribe(share -> {
            if (!Double.isNaN(share.doubleValue())) done.set(share.doubleValue());
        });
        probe.inputProperty().addListener((property, before, now) -> clear());
        explorer.modelProperty().addListener((property, before, now) -> {
            if (now == null || !now.sameStructure(before) || now.label() != before.label()) clear();
        });
    }

    // ---- properties ----

    /** The picture asked about: the probed image. Null until there is one. */
    public ReadOnlyObjectProperty<ImageProbe.@Nullable Input> targetProperty() {
        return probe.inputProperty();
    }

    /** Which of its pixels are known. */
    public ReadOnlyObjectProperty<Mask> maskProperty() {
        return mask.getReadOnlyProperty();
    }

    /** The mean of all held-out images, pixels in 0..1: a guess that any answer should beat. Null until known. */
    public ReadOnlyObjectProperty<float @Nullable []> baselineProperty() {
        return baseline.getReadOnlyProperty();
    }

    /** A picture as an autoregressive model draws it. */
    public GrowingPicture growing() {
        return growing;
    }

    public ReadOnlyObjectProperty<Stage> stageProperty() {
        return stage.getReadOnlyProperty();
    }

    /** The share done of what is going on, 0..1. */
    public ReadOnlyDoubleProperty doneProperty() {
        return done.getReadOnlyProperty();
    }

    /** The points z that a search went through, as far as they have been walked; empty without one. */
    public ReadOnlyObjectProperty<List<float[]>> walkProperty() {
        return walk.getReadOnlyProperty();
    }

    /** The latest search's result, from when the walk to it begins; null once the question is another. */
    public ReadOnlyObjectProperty<@Nullable Found> foundProperty() {
        return found.getReadOnlyProperty();
    }

    /** What was filled in last; null once the question is another. */
    public ReadOnlyObjectProperty<@Nullable Filled> filledProperty() {
        return filled.getReadOnlyProperty();
    }

    /** Of the held-out images; grey pictures of the mask's size until there are some. */
    public PictureFormat format() {
        Mask now = committed;
        return images == null ? PictureFormat.grey(now.width(), now.height()) : images.format();
    }

    // ---- commands: the mask ----

    /** From now on the held-out images are these. */
    public void choose(ImageSet images) {
        this.images = images;
        if (!committed.suits(images.width(), images.height())) {
            committed = Mask.Preset.BOTTOM.of(images.width(), images.height());
            mask.set(committed);
        }
        clear();
        baseline.set(null);
        mean.request(images);
    }

    /** Shows a mask in progress; {@link #keepMask} or {@link #dropMask} ends it. */
    public void paint(Mask painted) {
        if (!painted.suits(committed.width(), committed.height()))
            throw new IllegalArgumentException("mask: found " + painted.width() + " × " + painted.height()
                    + ", expected " + committed.width() + " × " + committed.height());
        clear();
        mask.set(painted);
    }

    /** Keeps what is painted; can be undone. */
    public void keepMask() {
        Mask before = committed;
        Mask after = mask.get();
        if (java.util.Arrays.equals(before.known(), after.known())) return;
        committed = after;
        undo.push(Texts.of("undo.mask"), () -> commit(before), () -> commit(after));
    }

    /** Goes back to before the mask in progress. */
    public void dropMask() {
        mask.set(committed);
    }

    /** Hides what a preset hides and nothing else; can be undone. */
    public void hide(Mask.Preset preset) {
        paint(preset.of(committed.width(), committed.height()));
        keepMask();
    }

    /** A mask of another size belongs to images that are gone, and is passed over. */
    private void commit(Mask wanted) {
        if (!wanted.suits(committed.width(), committed.height())) return;
        clear();
        committed = wanted;
        mask.set(wanted);
    }

    // ---- commands: questions ----

    /**
     * Searches the z whose picture has the known pixels, and the likelier z where these leave room; then walks there.
     */
    public void find() {
        ask(Stage.SEARCHING);
    }

    /** Whether the model shown can take turns: it leads from an image to the distribution of its z. */
    public boolean fillable() {
        FrozenModel model = explorer.model();
        return model == null || model.configuration().kind().variational();
    }

    /** Draws the hidden pixels by turns with z, both ways. */
    public void fill() {
        if (fillable()) ask(Stage.FILLING);
    }

    /** Stops what is going on; z goes back to where it was. */
    public void cancel() {
        answers.cancel();
        if (stage.get() == Stage.WALKING) {
            if (explorer.z() == walker) explorer.restore();
            walk.set(List.of());
            found.set(null);
        }
        done.set(0);
        stage.set(Stage.IDLE);
    }

    /** Goes on along the walk, once a frame while there is one; arriving moves z as one thing to undo. */
    public void advance() {
        Found now = found.get();
        if (stage.get() != Stage.WALKING || now == null) return;
        if (explorer.z() != walker) {
            stage.set(Stage.IDLE); // the person has taken z elsewhere
            return;
        }
        List<float[]> whole = now.search().walk();
        int stride = (whole.size() + PARTS - 1) / PARTS;
        int step = Math.min(whole.size(), walk.get().size() + stride);
        float[] z = whole.get(step - 1);
        done.set((double) step / whole.size());
        if (step == whole.size()) {
            stage.set(Stage.IDLE);
            explorer.moveTo(z);
        } else {
            explorer.preview(z);
            walker = explorer.z();
        }
        walk.set(whole.subList(0, step));
    }

    private void setOut(Found result) {
        filled.set(null);
        walk.set(List.of());
        walker = explorer.z();
        done.set(0);
        found.set(result);
        stage.set(Stage.WALKING);
    }

    private void show(Filled result) {
        found.set(null);
        walk.set(List.of());
        filled.set(result);
        stage.set(Stage.IDLE);
    }

    private void clear() {
        if (stage.get() != Stage.IDLE) cancel();
        walk.set(List.of());
        found.set(null);
        filled.set(null);
    }

    private void ask(Stage kind) {
        ImageProbe.Input target = probe.inputProperty().get();
        FrozenModel model = explorer.model();
        if (target == null || model == null || images == null) return;
        if (!target.format().equals(model.configuration().format())
                || !mask.get().suits(target.format().width(), target.format().height())) return;
        boolean[] known = mask.get().knownValues(target.format());
        cancel();
        stage.set(kind);
        answers.request(new Question(kind, model, target.pixels(), known, images, baseline.get()));
    }

    // ---- answers, in the background ----

    private Runnable answer(Question asked, Token<Runnable> token) {
        if (asked.stage == Stage.FILLING) {
            Filled result = draw(asked, token);
            return () -> show(result);
        }
        Found result = search(asked, token);
        return () -> setOut(result);
    }

    private Found search(Question asked, Token<Runnable> token) {
        int latents = asked.model.configuration().latents();
        var starts = new ArrayList<float[]>();
        for (int i = 0; i < STARTS; i++) {
            float[] z = new float[latents];
            if (i > 0) asked.model.prior().draw(asked.model.kernel(), key, (long) i << 20, 1, z);
            starts.add(z);
        }
        var kind = asked.model.configuration().kind();
        boolean scored = kind.can(Capability.SCORES_IMAGES);
        double weight = scored ? 1 : kind.can(Capability.ENCODES) ? 0 : PRIOR;
        var search = Inversion.of(asked.model, asked.picture, asked.known, starts, weight, STEPS, token.progress(0, 1));
        float[] decoded = new float[asked.picture.length];
        new Decoder(asked.model, 1).decode(search.z(), 1, decoded);
        return new Found(
                search,
                scored,
                weight,
                Inpainting.error(decoded, asked.picture, Inpainting.others(asked.known)),
                Inpainting.error(decoded, asked.picture, asked.known),
                Inpainting.error(asked.baseline(), asked.picture, asked.known));
    }

    private Filled draw(Question asked, Token<Runnable> token) {
        float[] mean = asked.baseline();
        var sampler = new GibbsSampler(asked.model, asked.picture, asked.known, RandomStream.bits(key, -2));
        Inpainting pseudo = sampler.run(false, mean, WARM_UP, TURNS, token.progress(0, 0.5));
        return new Filled(pseudo, sampler.run(true, mean, WARM_UP, TURNS, token.progress(0.5, 1)));
    }
}
