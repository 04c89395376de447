package org.latentfx.train;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.data.Shuffle;
import org.latentfx.math.Kernel;
import org.latentfx.math.RandomStream;
import org.latentfx.math.Workers;
import org.latentfx.model.KlTerm;
import org.latentfx.model.TrainableModel;
import org.latentfx.model.Weights;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.text.Refusal;

/**
 * One run: takes steps, counts epochs, keeps the curves, and can give away or take over its whole state at any step. It
 * does not know threads, clocks or windows: whoever calls {@link #step} decides when. Confined to one thread (which may
 * share the work of a step with {@link Workers}); what it hands out are copies.
 */
public final class Trainer {
    /** How many held-out images the running measurement looks at. */
    public static final int HELD_OUT_IMAGES = 1000;

    /** Steps; and at the end of an epoch in which there was no such step. */
    private static final int HELD_OUT_EVERY = 100;
    /** Steps between moments to go back to. */
    public static final int KEEP_EVERY = 250;

    /** Images that are measured at a time, unless batches are larger. */
    public static final int SMALLEST_CAPACITY = 128;

    private static final double[] NOT_MEASURED = {};

    private final DataSplit data;
    private final Kernel kernel;
    private final Workers workers;
    private final ImageSet heldOut;
    private final long checksum;
    private final int[] order;

    private Hyperparameters hyperparameters;
    private TrainableModel model;
    private int capacity;
    private History history = History.EMPTY;
    private double[] klPerLatent = NOT_MEASURED;

    private long step;
    private long adamSteps;
    private int epoch;
    private int inEpoch;
    private long drawn;
    /** The losses, summed over the images of the running epoch. */
    private double[] sums;

    private Loss lastEpoch;
    private RunState.Good good;
    // of the held-out images looked at, and of all; made once when needed: they look at every training image
    private @Nullable Baseline baseline;
    private @Nullable Baseline wholeBaseline;

    /** A fresh run, its weights drawn from the seed. */
    public Trainer(DataSplit data, Hyperparameters hyperparameters, Kernel kernel, Workers workers) {
        hyperparameters.checkFit(data);
        this.data = data;
        this.kernel = kernel;
        this.workers = workers;
        this.hyperparameters = hyperparameters;
        heldOut = data.test().evenly(HELD_OUT_IMAGES);
        checksum = data.train().checksum();
        order = new int[data.train().size()];
        capacity = Math.max(SMALLEST_CAPACITY, hyperparameters.batch());
        model = newModel();
        model.initialize(hyperparameters.seed(), data.train());
        sums = new double[terms().size()];
        lastEpoch = Loss.unknown(terms());
        good = keep();
    }

    public Hyperparameters hyperparameters() {
        return hyperparameters;
    }

    public DataSplit data() {
        return data;
    }

    /** Checksum of the training images. */
    public long dataChecksum() {
        return checksum;
    }

    /** Steps done. */
    public long stepsDone() {
        return step;
    }

    /** Epochs finished. */
    public int epochsDone() {
        return epoch;
    }

    /** How much of the running epoch is done, from 0 to less than 1. */
    public double epochProgress() {
        return (double) inEpoch / order.length;
    }

    /** Images drawn in the whole run. */
    public long imagesDrawn() {
        return drawn;
    }

    /** Whether the epoch budget is used up; further steps are still possible. */
    public boolean finished() {
        return epoch >= hyperparameters.epochs();
    }

    /** Images to learn from until the epoch budget is used up and no epoch is half done. */
    public long imagesLeft() {
        long epochs = Math.max(hyperparameters.epochs(), epoch + (inEpoch > 0 ? 1 : 0));
        return (epochs - epoch) * order.length - inEpoch;
    }

    /** The curves so far. */
    public History history() {
        return history;
    }

    /** Mean loss over the images of the last finished epoch, each measured just before it was learnt from. */
    public Loss lastEpoch() {
        return lastEpoch;
    }

    /** KL per latent, nats a held-out image, or an image of the last batch at first; empty without a KL. A copy. */
    public double[] klPerLatent() {
        if (klPerLatent.length == 0 && model.configuration().klPerLatent())
            klPerLatent = measured(heldOut).klPerLatent();
        return klPerLatent.clone();
    }

    /** A frozen copy of the model. */
    public Weights weights() {
        return model.weights();
    }

    /**
     * One optimisation step. Returns whether it finished an epoch. Throws {@link Divergence} if the loss is not a
     * finite number or beyond all bounds; the weights are then those last known to be good, and the curves stay.
     */
    public boolean step() {
        KlTerm klTerm = klTerm();
        int batch = takeStep();
        if (model.diverged()) throw diverged(step + 1);
        advance(batch, term(klTerm, model.klPerLatent(), model.losses()));
        if (history.heldOut().size() == 0) klPerLatent = model.klPerLatent().clone();
        boolean epochFinished = inEpoch == order.length;
        if (epochFinished) finishEpoch();
        if (step % HELD_OUT_EVERY == 0 || epochFinished && !measuredInLastEpoch()) measureHeldOut();
        if (step % KEEP_EVERY == 0) {
            if (model.nonFinite() != null) throw diverged(step);
            good = keep();
        }
        return epochFinished;
    }

    /** All that the next step computes, bit for bit; the run stays where it stands. Slow: meant for a copy of a run. */
    public TracedStep trace() {
        var trace = model.trace(this::takeStep);
        int[] images = Arrays.copyOfRange(order, inEpoch, inEpoch + trace.batch());
        return new TracedStep(trace, step + 1, adamSteps + 1, epoch, images, learningRate(), hyperparameters);
    }

    /** Returns how many images it learnt from. */
    private int takeStep() {
        if (inEpoch == 0) shuffle();
        int batch = Math.min(hyperparameters.batch(), order.length - inEpoch);
        var settings = hyperparameters.step(epoch + epochProgress(), drawn, adamSteps + 1);
        model.step(data.train(), order, inEpoch, batch, settings);
        return batch;
    }

    /** The rate of the next step, the schedule applied. */
    public double learningRate() {
        return hyperparameters.learningRateAt(epoch + epochProgress());
    }

    /** What the next step minimises of the KL. */
    public KlTerm klTerm() {
        return hyperparameters.klTermAt(epoch + epochProgress());
    }

    /** What a history keeps of it: NaN where the settings tell it, or there is no KL. */
    private double term(KlTerm term, double[] klPerLatent, double[] losses) {
        int kl = terms().indexOf(LossTerm.KL);
        return kl < 0 || !hyperparameters.keepsTerm() ? Double.NaN : term.value(klPerLatent, losses);
    }

    /** What is measured of the model. */
    private List<LossTerm> terms() {
        return model.configuration().kind().losses();
    }

    private void advance(int batch, double term) {
        step++;
        adamSteps++;
        drawn += batch;
        inEpoch += batch;
        double[] losses = model.losses();
        for (int i = 0; i < sums.length; i++) sums[i] += batch * losses[i];
        history = history.plusTrain(step, terms(), losses, term);
    }

    private void finishEpoch() {
        lastEpoch = Loss.of(terms(), sums).over(order.length);
        epoch++;
        inEpoch = 0;
        Arrays.fill(sums, 0);
    }

    /** Small sets have fewer steps an epoch than lie between two measurements. */
    private boolean measuredInLastEpoch() {
        Measurement latest = history.latest();
        return latest != null && latest.drawn() > drawn - order.length;
    }

    /** How many images of {@code heldOut} the running measurement looks at. */
    public static int heldOutImages(ImageSet heldOut) {
        return Math.min(HELD_OUT_IMAGES, heldOut.size());
    }

    /**
     * Measures the loss on a fixed set of held-out images, with the training loss's own estimator (z sampled) and noise
     * that is the same each time, and adds it to the history.
     */
    public Loss measureHeldOut() {
        if (baseline == null) baseline = baseline(heldOut);
        Measurement measured = look(heldOut, baseline);
        klPerLatent = measured.klPerLatent();
        history = history.plus(
                measured, term(klTerm(), klPerLatent, measured.loss().toArray()));
        return measured.loss();
    }

    /** The same measurement over all held-out images rather than a part of them; the history stays as it is. */
    public Measurement measureAll() {
        if (wholeBaseline == null) wholeBaseline = baseline(data.test());
        return look(data.test(), wholeBaseline);
    }

    private Measurement look(ImageSet images, Baseline meanImage) {
        Pass pass = measured(images);
        return new Measurement(
                step,
                drawn,
                images.size(),
                pass.loss,
                pass.klPerLatent,
                pass.clampFraction,
                model.outputVariance(),
                meanImage);
    }

    /** What came out of looking at some images, averaged over them. */
    private record Pass(Loss loss, double[] klPerLatent, double clampFraction) {}

    private Pass measured(ImageSet images) {
        double[] losses = new double[terms().size()];
        double clamped = 0;
        double[] each = new double[model.klPerLatent().length];
        for (int from = 0; from < images.size(); from += capacity) {
            int rows = Math.min(capacity, images.size() - from);
            model.evaluate(images, from, rows, hyperparameters.seed(), hyperparameters.binarise());
            for (int i = 0; i < losses.length; i++) losses[i] += rows * model.losses()[i];
            clamped += rows * model.clampFraction();
            for (int j = 0; j < each.length; j++) each[j] += rows * model.klPerLatent()[j] / images.size();
        }
        return new Pass(Loss.of(terms(), losses).over(images.size()), each, clamped / images.size());
    }

    private Baseline baseline(ImageSet images) {
        return Baseline.of(
                data.train(),
                images,
                model.configuration().likelihood(),
                hyperparameters.variance(),
                hyperparameters.binarise());
    }

    /**
     * Takes over new hyper-parameters from the next step on and marks the change on the curve. Throws {@link Refusal}
     * if one of them decides the model's structure; nothing is changed then.
     */
    public void change(Hyperparameters next) {
        var changed = Settings.differences(hyperparameters, next);
        if (changed.isEmpty()) return;
        for (var setting : changed) if (!setting.live()) throw new Refusal("training.structural", setting.label());
        Hyperparameters before = hyperparameters;
        hyperparameters = next;
        if (next.batch() > capacity) grow(next.batch());
        history = history.plus(changed.stream()
                .map(setting -> Event.SettingChanged.between(step, setting, before, next))
                .toList());
    }

    private void grow(int batch) {
        TrainableModel smaller = model;
        capacity = batch;
        model = newModel();
        model.restore(smaller.weights().values(), smaller.firstMoments(), smaller.secondMoments());
    }

    /** Where the run would go back to: if that is this very moment, {@link #state} shares its arrays. */
    public RunState.Position goodAt() {
        return good.position();
    }

    /** The whole run as a value, which holds no arrays twice. */
    public RunState state() {
        RunState.Good now = goodAt().equals(position()) ? good : keep();
        return new RunState(
                hyperparameters,
                data.name(),
                checksum,
                data.train().format(),
                now.position(),
                now.values(),
                now.firstMoments(),
                now.secondMoments(),
                history,
                now == good ? null : good);
    }

    /**
     * Becomes the run that {@code state} was taken from. Throws {@link Refusal} if that run learnt from other images;
     * nothing is changed then.
     */
    public void restore(RunState state) {
        if (state.dataChecksum() != checksum) throw new Refusal("training.other-data", state.dataName(), data.name());
        int inEpoch = state.position().inEpoch();
        if (inEpoch < 0 || inEpoch >= order.length) throw new Refusal("training.position", inEpoch, order.length - 1);
        hyperparameters = state.hyperparameters();
        baseline = null;
        wholeBaseline = null;
        capacity = Math.max(SMALLEST_CAPACITY, state.largestBatch()); // as grown to: sums are taken in such parts
        model = newModel();
        model.restore(state.values(), state.firstMoments(), state.secondMoments());
        history = state.history();
        go(state.position());
        lookAgain();
        good = state.backTo();
    }

    /** Measures where the last look's figures are not known, as of a run from a file; not in a run's first steps. */
    private void lookAgain() {
        boolean looked = history.heldOut().size() > 0 || history.train().size() < step;
        if (history.latest() == null && looked) measureHeldOut();
        Measurement latest = history.latest();
        klPerLatent = latest == null ? NOT_MEASURED : latest.klPerLatent();
    }

    private RunState.Position position() {
        return new RunState.Position(step, adamSteps, epoch, inEpoch, drawn, Loss.of(terms(), sums));
    }

    private void go(RunState.Position position) {
        step = position.step();
        adamSteps = position.adamSteps();
        epoch = position.epoch();
        inEpoch = position.inEpoch();
        drawn = position.drawn();
        sums = position.sums().toArray();
        shuffle();
    }

    private RunState.Good keep() {
        return new RunState.Good(position(), model.weights().values(), model.firstMoments(), model.secondMoments());
    }

    /** @param from the step that showed it */
    private Divergence diverged(long from) {
        long to = good.position().step();
        var fault = NumericalFault.of(model, Math.max(to, step), from, learningRate(), history.train());
        model.restore(good.values(), good.firstMoments(), good.secondMoments());
        go(good.position());
        step = from; // counting goes on: the curve keeps what led here, and what comes is not drawn over it
        history = history.plus(List.of(new Event.RolledBack(from, to, fault)));
        measureHeldOut(); // what is told from now on is of the weights that are back
        return new Divergence(from, fault, to);
    }

    private TrainableModel newModel() {
        return TrainableModel.of(hyperparameters.model(data.train().format()), capacity, kernel, workers, order.length);
    }

    private void shuffle() {
        Shuffle.epoch(RandomStream.SHUFFLE.key(hyperparameters.seed()), epoch, order);
    }
}
