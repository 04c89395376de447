package org.latentfx.session.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.plane.Manifold;
import org.latentfx.analysis.plane.Plane;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.model.Decoder;
import org.latentfx.model.Encoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.compare.ComparedRun.At;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.LatestTask;
import org.latentfx.session.explore.MapPlane;
import org.latentfx.session.explore.ShownModel;
import org.latentfx.session.map.HeldOutEncodings;
import org.latentfx.session.quality.Judges;
import org.latentfx.session.run.Run.Status;
import org.latentfx.session.run.RunLine;
import org.latentfx.train.Event;
import org.latentfx.train.RunState;
import org.latentfx.train.Settings;

/**
 * Follows one run for as long as anybody looks: its points, its manifold, how well its neighbours vote. The heavy parts
 * are computed in the background, the newest model first. FX thread only.
 */
final class ComparedLine {
    /** So many held-out images are points on each map. */
    static final int POINTS = 2_000;

    private static final int TILES = 15;

    /** Latent units each way that the manifold covers. */
    private static final double COVERED = 3;

    /** Of a core while training, and the least time between two rounds. */
    private static final double GROUND_SHARE = 0.03;

    private static final int GROUND_MILLIS = 250;
    /** What a manifold is decoded from. */
    private record Ground(
            FrozenModel model,
            Plane plane,
            float[] held,
            @Nullable CodeBox box) {}

    private record Boxed(Plane plane, LatentPoints points, CodeBox box) {}

    private record Encoded(FrozenModel model, float[] pixels, float[] mu) {}

    private final RunLine run;
    private final Runnable changed;
    private final HeldOutEncodings encodings;
    private final LatestTask<Ground, Manifold> ground;
    private final LabelVotes votes;
    private final TrainingClock clock;
    private final LineMoment moment;
    private final DrawnSamples samples;
    private @Nullable FrozenModel told;
    private int label;
    private @Nullable FrozenModel followed;
    private @Nullable DataSplit data;
    private @Nullable Ground asked;
    private @Nullable Ground drawn;
    private @Nullable Manifold manifold;
    private @Nullable MapPlane own;
    private @Nullable Boxed box;
    private @Nullable At at;
    private @Nullable Decoder decoder;
    private @Nullable Encoded encoded;
    private boolean watched;

    /** @param changed told that there is something new to see */
    ComparedLine(RunLine run, Kernel kernel, Background background, Background slow, Runnable changed) {
        this.run = run;
        this.changed = changed;
        var training = run.statusProperty().map(now -> now == Status.TRAINING);
        var mine =
                new Background(background.executor(), background.fx(), background.clock(), training, background.say());
        encodings = new HeldOutEncodings(mine);
        ground = mine.on(mine.throttle(GROUND_SHARE, GROUND_MILLIS).paced(mine.executor()))
                .latest(
                        (running, newer) -> running.model.latents() != newer.model.latents(),
                        (request, token) -> Manifold.of(
                                request.model,
                                request.plane,
                                request.held,
                                across(request),
                                up(request),
                                token.progress(0, 1)),
                        this::take);
        votes = new LabelVotes(mine.on(slow.executor()), changed);
        clock = new TrainingClock(background.clock());
        moment = new LineMoment(run, kernel, slow, this::follow);
        samples = new DrawnSamples(mine, changed);
        watch();
    }

    private void watch() {
        run.statusProperty().subscribe(now -> {
            clock.training(now == Status.TRAINING, run.stepProperty().get());
            changed.run();
        });
        run.stepProperty().subscribe(now -> clock.reached(now.longValue()));
        run.modelProperty().subscribe(now -> follow());
        run.historyProperty().subscribe(now -> changed.run());
        run.hyperparametersProperty().subscribe(now -> changed.run());
        run.nameProperty().subscribe(now -> changed.run());
        encodings.pointsProperty().subscribe(now -> changed.run());
        encodings.reconstructionsProperty().subscribe(now -> changed.run());
        encodings.completeProperty().subscribe(complete -> {
            FrozenModel model = model();
            if (complete && watched && model != null && data != null) votes.ask(model, data);
        });
    }

    /** Whether anybody sees it; while nobody does, nothing is computed. */
    void watched(boolean now) {
        if (watched == now) return;
        watched = now;
        if (now) follow();
        else {
            moment.live();
            ground.cancel();
            samples.cancel();
        }
    }

    private void follow() {
        FrozenModel model = model();
        DataSplit images = run.dataProperty().get();
        if (!watched
                || model == null
                || images == null
                || !images.test().format().equals(model.configuration().format())) return;
        if (images != data) {
            data = images;
            encodings.choose(seen(images.test()));
            followed = null;
            votes.forget();
        }
        if (at != null && at.model().latents() != model.latents()) forget();
        if (!model.sameWeights(followed)) {
            followed = model;
            encodings.follow(model);
            votes.ask(model, images);
        }
        changed.run();
    }

    private void forget() {
        own = null;
        box = null;
        at = null;
        manifold = null;
        drawn = null;
        asked = null;
        votes.forget();
    }

    /** The held-out images that are points on the map. */
    static ImageSet seen(ImageSet heldOut) {
        return heldOut.first(Math.min(POINTS, heldOut.size()));
    }

    /** Which moment it is of. */
    LineMoment moment() {
        return moment;
    }

    /** The model of that moment, if there is one. */
    @Nullable
    FrozenModel model() {
        ShownModel then = moment.then();
        FrozenModel now = then == null ? run.modelProperty().get() : then.model();
        if (now == null) return null;
        FrozenModel before = told;
        boolean same = before != null
                && before.sameWeights(now)
                && before.kernel() == now.kernel()
                && before.label() == now.askedLabel(label);
        told = same ? before : now.asked(label);
        return told;
    }

    /** Which class a conditional model is asked for. */
    void ask(int wanted) {
        label = wanted;
    }

    // ---- the map ----

    /** Its two most used latents, chosen once: a map that turned while the run learns could not be read. */
    MapPlane own(FrozenModel model) {
        MapPlane known = own;
        if (known != null && known.latents() == model.latents()) return known;
        int first = 0;
        int second = Math.min(1, model.latents() - 1);
        LatentPoints points = encodings.pointsProperty().get();
        if (points != null && points.latents() == model.latents() && model.latents() > 2) {
            double[] kl = points.use(model.configuration(), POINTS);
            for (int j = 1; j < kl.length; j++) if (kl[j] > kl[first]) first = j;
            second = first == 0 ? 1 : 0;
            for (int j = 0; j < kl.length; j++) if (j != first && kl[j] > kl[second]) second = j;
        }
        var chosen = MapPlane.latents(Math.min(first, second), Math.max(first, second), model.latents());
        if (points != null || model.latents() <= 2) own = chosen;
        return chosen;
    }

    /** Has the manifold drawn over {@code plane} with the rest of z as in {@code held}, where its codes lie. */
    void ask(FrozenModel model, Plane plane, float[] held) {
        boolean learnt = model.configuration().pseudoInputs() > 0;
        boolean free = model.can(Capability.ENCODES) && (learnt || !model.can(Capability.HAS_PRIOR));
        LatentPoints points = points(plane);
        if (!free) box = null;
        else if (points == null) return; // nobody knows where they lie
        else if (box == null || box.plane != plane || box.points != points)
            box = new Boxed(plane, points, CodeBox.of(plane, points));
        CodeBox within = box == null ? null : box.box;
        Ground before = asked;
        boolean same = before != null
                && before.model == model
                && before.plane == plane
                && Objects.equals(before.box, within)
                && (model.latents() <= 2 || Arrays.equals(before.held, held));
        if (same || !watched) return;
        var wanted = new Ground(model, plane, held, within);
        asked = wanted;
        ground.request(wanted);
    }

    private void take(Ground request, Manifold decoded) {
        drawn = request;
        manifold = decoded;
        changed.run();
    }

    /** Has the samples of that seed drawn. */
    void draw(FrozenModel model, long seed) {
        if (watched) samples.ask(model, seed);
    }

    private static float[] across(Ground request) {
        return request.box == null ? Manifold.uniform(TILES, COVERED) : request.box.across(TILES);
    }

    /** With one latent nothing changes upwards. */
    private static float[] up(Ground request) {
        if (request.model.latents() == 1) return new float[1];
        return request.box == null ? Manifold.uniform(TILES, COVERED) : request.box.up(TILES);
    }

    private @Nullable LatentPoints points(Plane plane) {
        LatentPoints points = encodings.pointsProperty().get();
        return points != null && points.latents() == plane.latents() ? points : null;
    }

    // ---- the point ----

    /** What the model draws at {@code z}. */
    At at(FrozenModel model, float[] z) {
        At before = at;
        if (before != null && before.model() == model && before.z() == z) return before;
        if (decoder == null || before == null || before.model() != model) decoder = new Decoder(model, 1);
        float[] picture = new float[model.values()];
        decoder.decode(z, 1, picture);
        var now = new At(model, z, picture);
        at = now;
        return now;
    }

    /**
     * Where the encoder puts a picture: μ. The same array for the same picture and model.
     *
     * @param own the picture's class; −1 if nobody knows
     */
    float[] encoded(FrozenModel model, float[] pixels, int own) {
        Encoded before = encoded;
        if (before != null && before.model == model && before.pixels == pixels) return before.mu;
        float[] mu = new float[model.latents()];
        byte[] labels = own < 0 ? null : new byte[] {(byte) own};
        new Encoder(model, 1).encode(pixels, labels, 0, 1, mu, new float[mu.length]);
        encoded = new Encoded(model, pixels, mu);
        return mu;
    }

    // ---- the value ----

    /** The run as it stands. */
    ComparedRun value(@Nullable MapPlane plane, @Nullable At point, ComparedQuality.@Nullable Measured quality) {
        ShownModel then = moment.then();
        Ground under = drawn;
        ComparedRun.Map map = plane == null
                ? null
                : new ComparedRun.Map(
                        plane,
                        points(plane.plane()),
                        under != null && under.plane == plane.plane() ? manifold : null,
                        box == null ? null : box.box);
        return new ComparedRun(
                facts(),
                run.historyProperty().get(),
                then == null ? run.historyProperty().get() : then.history(),
                clock.time(),
                model(),
                map,
                point,
                encodings.reconstructionsProperty().get(),
                votes.accuracy(),
                samples.drawn(),
                quality);
    }

    /** What is to be judged of it now; null while there is nothing. */
    ComparedQuality.@Nullable Asked judged() {
        FrozenModel model = model();
        DataSplit images = run.dataProperty().get();
        if (model == null || images == null || !Judges.missing(images).isEmpty()) return null;
        if (!model.configuration().format().equals(images.test().format())) return null;
        boolean binarise = run.hyperparametersProperty().get().binarise();
        return new ComparedQuality.Asked(
                run,
                model,
                images,
                binarise,
                facts().step(),
                run.historyProperty().get());
    }

    RunLine run() {
        return run;
    }

    /** Whether both take the same batches all along, so that a step of the one is a step of the other. */
    boolean sameBatches(ComparedLine other) {
        return batches().equals(other.batches())
                && facts().trainingImages() == other.facts().trainingImages();
    }

    /** Every batch size there was, with the step from which on. */
    private List<Object> batches() {
        var all = new ArrayList<Object>();
        for (Event event : run.historyProperty().get().events())
            if (event instanceof Event.SettingChanged<?> changed && changed.setting() == Settings.BATCH)
                all.add(List.of(changed.step(), changed.before(), changed.after()));
        all.add(run.hyperparametersProperty().get().batch());
        return all;
    }

    /** Epochs after {@code step} steps. */
    double epochs(long step) {
        return EpochCourse.at(facts(), run.historyProperty().get(), step);
    }

    /** The last step at or before {@code epochs}. */
    long step(double epochs) {
        return EpochCourse.step(
                facts(), run.historyProperty().get(), epochs, run.stepProperty().get());
    }

    /** What is known of the run at its moment. */
    RunFacts facts() {
        DataSplit images = run.dataProperty().get();
        ShownModel then = moment.then();
        RunState past = then == null ? null : then.past();
        return new RunFacts(
                run.nameProperty().get(),
                run.colour(),
                run.statusProperty().get() == Status.TRAINING,
                then != null,
                then == null ? run.stepProperty().get() : then.step(),
                then == null ? run.epochProperty().get() : then.epoch(),
                past == null ? run.hyperparametersProperty().get() : past.hyperparameters(),
                images == null ? "" : images.name(),
                images == null ? 0 : images.train().size());
    }
}
