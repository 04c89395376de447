package org.latentfx.session.path;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.path.Interpolation;
import org.latentfx.analysis.path.LatentPath;
import org.latentfx.analysis.path.PathKind;
import org.latentfx.data.ImageSet;
import org.latentfx.math.RandomStream;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.LatestTask;
import org.latentfx.session.concurrent.LatestTask.Token;
import org.latentfx.session.concurrent.UserMessages;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.LatentTarget;
import org.latentfx.session.map.HeldOutEncodings;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;

/**
 * A way through the latent space from A to B, and z moved along it. It is found in the background, the newest request
 * only: when a person asks, and again once the model stands still; while training runs an older way stays shown. Costs
 * nothing until {@link #watch watched}. FX thread only.
 */
public final class Paths {
    public static final int FRAMES = 13;

    /** Neighbourhoods reach this far in each latent, on the root of the mean square. */
    private static final double REACH = 0.25;

    private static final long KEY = RandomStream.bits(RandomStream.INTERFACE.key(1), -3);

    private record Request(FrozenModel model, @Nullable LatentPoints points, PathKind kind, float[] from, float[] to) {}

    private final Explorer explorer;
    private final HeldOutEncodings encodings;
    private final ObservableValue<Boolean> training;
    private final Consumer<String> say;
    private final LatestTask<Request, LatentPath> search;
    private final ReadOnlyObjectWrapper<@Nullable LatentTarget> from = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable LatentTarget> to = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<PathKind> kind = new ReadOnlyObjectWrapper<>(PathKind.STRAIGHT);
    private final ReadOnlyObjectWrapper<List<PathKind>> offered =
            new ReadOnlyObjectWrapper<>(List.of(PathKind.values()));
    private final ReadOnlyObjectWrapper<@Nullable LatentPath> path = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper current = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable String> fault = new ReadOnlyObjectWrapper<>();
    private @Nullable ImageSet images;
    private @Nullable FrozenModel origin;
    private boolean watched;
    private int drawn;

    /** Whether somebody asked for a way while nobody looked. */
    private boolean owed;

    public Paths(Explorer explorer, HeldOutEncodings encodings, Background background) {
        this.explorer = explorer;
        this.encodings = encodings;
        training = background.training();
        say = background.say();
        search = new LatestTask<>(
                background.executor(),
                background.fx(),
                (running, newer) -> true,
                this::compute,
                this::show,
                this::failed);
        explorer.modelProperty().addListener((property, before, now) -> {
            LatentPath known = path.get();
            if (known != null && (now == null || !now.sameStructure(before))) path.set(null);
            current.set(false);
            if (now != null) fitTo(now);
            if (now != null && now.sameWeights(before)) refresh(); // other pictures, and no encodings to wait for
        });
        encodings.pointsProperty().addListener((property, before, now) -> {
            if (now == null) return;
            ImageSet former = images;
            images = now.images(); // at first only some of the held-out images
            boolean known = former != null && former.beginsLike(images);
            if (!known || elsewhere(from.get(), now.latents()) || elsewhere(to.get(), now.latents()))
                begin(images.classNames());
        });
        encodings.completeProperty().addListener((property, before, now) -> refresh());
        training.addListener((property, before, now) -> refresh());
    }

    // ---- properties ----

    /** Where the way begins, A; null until there are images. */
    public ReadOnlyObjectProperty<@Nullable LatentTarget> fromProperty() {
        return from.getReadOnlyProperty();
    }

    /** Where the way ends, B; null until there are images. */
    public ReadOnlyObjectProperty<@Nullable LatentTarget> toProperty() {
        return to.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<PathKind> kindProperty() {
        return kind.getReadOnlyProperty();
    }

    /** The kinds of ways that there are in the model shown. */
    public ReadOnlyObjectProperty<List<PathKind>> offeredProperty() {
        return offered.getReadOnlyProperty();
    }

    /** The way last found, of {@value #FRAMES} frames; null while there is none for the model's latents. */
    public ReadOnlyObjectProperty<@Nullable LatentPath> pathProperty() {
        return path.getReadOnlyProperty();
    }

    /** Whether the way was found with the newest weights. */
    public ReadOnlyBooleanProperty currentProperty() {
        return current.getReadOnlyProperty();
    }

    /** The share done of the search in progress, 0..1; NaN while none runs. */
    public ReadOnlyDoubleProperty progressProperty() {
        return search.progressProperty();
    }

    /** Why there is no way, as a sentence; null if nothing went wrong. */
    public ReadOnlyObjectProperty<@Nullable String> faultProperty() {
        return fault.getReadOnlyProperty();
    }

    /** How far away images count as neighbours of a frame, in latent units. */
    public double radius() {
        FrozenModel model = explorer.model();
        return model == null ? 0 : radius(model, encodings.pointsProperty().get());
    }

    /** Codes that no prior holds have a size of their own. */
    private static double radius(FrozenModel model, @Nullable LatentPoints points) {
        if (points == null || model.configuration().sampledFromNormal()) return REACH * Math.sqrt(model.latents());
        return REACH
                * Math.sqrt(
                        Arrays.stream(points.variancePerLatent(points.size())).sum());
    }

    // ---- commands ----

    /** Whether anybody looks: only then ways are found. */
    public void watch(boolean now) {
        watched = now;
        refresh();
    }

    public void from(LatentTarget a) {
        from.set(a);
        find();
    }

    public void to(LatentTarget b) {
        to.set(b);
        find();
    }

    public void between(LatentTarget a, LatentTarget b) {
        from.set(a);
        to.set(b);
        find();
    }

    /** From B to A. */
    public void swap() {
        LatentTarget a = from.get();
        from.set(to.get());
        to.set(a);
        find();
    }

    public void kind(PathKind now) {
        kind.set(now);
        find();
    }

    /** Finds the way anew, with the newest weights. */
    public void find() {
        FrozenModel model = explorer.model();
        LatentPoints points = encodings.pointsProperty().get();
        LatentTarget a = from.get();
        LatentTarget b = to.get();
        owed = !watched;
        if (!watched || model == null || a == null || b == null) return;
        boolean encodes = model.can(Capability.ENCODES);
        // encodings come later than their model
        if (encodes && (points == null || points.latents() != model.latents())) return;
        float[] start = place(a, points, model.latents());
        float[] end = place(b, points, model.latents());
        if (start == null || end == null) {
            search.cancel();
            path.set(null);
            fault.set(Texts.of("paths.place.gone", (start == null ? a : b).name()));
            return;
        }
        fault.set(null);
        search.request(new Request(model, points, kind.get(), start, end));
    }

    private static float @Nullable [] place(LatentTarget of, @Nullable LatentPoints points, int latents) {
        if (of instanceof LatentTarget.Point point) return point.z().length == latents ? point.z() : null;
        return points == null ? null : of.in(points);
    }

    /** Ends the search in progress; the way shown stays. */
    public void cancel() {
        search.cancel();
    }

    /** The point {@code t} of the way from A (0) to B (1), straight between frames; z itself while there is no way. */
    public float[] at(double t) {
        LatentPath known = path.get();
        if (known == null) return explorer.z();
        double along = Math.max(0, Math.min(1, t)) * (known.frames().size() - 1);
        int i = Math.min((int) along, known.frames().size() - 2);
        return Interpolation.straight(
                known.frames().get(i).z(), known.frames().get(i + 1).z(), along - i);
    }

    /** Shows z at {@code t} without committing to it. */
    public void preview(double t) {
        explorer.preview(at(t));
    }

    /** Moves z to {@code t}; can be undone. */
    public void moveTo(double t) {
        explorer.moveTo(at(t));
    }

    // ---- finding ----

    /** Another kind of model may have fewer kinds of ways; one without an encoder leads from draw to draw. */
    private void fitTo(FrozenModel model) {
        var kinds = PathKind.of(model.configuration());
        if (!kinds.equals(offered.get())) offered.set(kinds);
        if (!kinds.contains(kind.get())) kind.set(PathKind.STRAIGHT);
        if (model.can(Capability.ENCODES)) return;
        if (!(from.get() instanceof LatentTarget.Point) || elsewhere(from.get(), model.latents()))
            from.set(draw(model));
        if (!(to.get() instanceof LatentTarget.Point) || elsewhere(to.get(), model.latents())) to.set(draw(model));
        refresh();
    }

    /** A place of its own drawn from the prior. */
    public LatentTarget draw(FrozenModel model) {
        float[] z = new float[model.latents()];
        model.prior().draw(model.kernel(), KEY, (long) drawn++ << 20, 1, z);
        return new LatentTarget.Point(Texts.of("paths.place.draw", drawn), z);
    }

    /** Whether a place is fixed in a space of another size. */
    private static boolean elsewhere(@Nullable LatentTarget place, int latents) {
        return place instanceof LatentTarget.Point point && point.z().length != latents;
    }

    /** Other data: from the first class to the second. The way through the former ones means nothing here. */
    private void begin(List<String> classes) {
        search.cancel();
        path.set(null);
        fault.set(null);
        from.set(centre(classes, 0));
        to.set(centre(classes, Math.min(1, classes.size() - 1)));
        refresh();
    }

    private static LatentTarget centre(List<String> classes, int label) {
        return label < 0 || label >= classes.size()
                ? new LatentTarget.Image(0)
                : new LatentTarget.Centre(label, classes.get(label));
    }

    /** Finds the way if it is missing, or old while the model stands still. */
    private void refresh() {
        FrozenModel newest = explorer.model();
        boolean fresh = path.get() != null && origin == newest;
        if (owed
                || !fresh && (path.get() == null || encodings.completeProperty().get() && !training.getValue())) find();
    }

    private LatentPath compute(Request request, Token<LatentPath> token) {
        return LatentPath.of(
                request.model,
                request.points,
                request.kind,
                request.from,
                request.to,
                FRAMES,
                radius(request.model, request.points),
                token.progress(0, 1));
    }

    private void show(Request request, LatentPath found) {
        if (!request.model.sameStructure(explorer.model())) return; // of a model shown before
        origin = request.model;
        path.set(found);
        current.set(origin == explorer.model());
    }

    /** That there is no such way is said where it would be seen, and that the program is at fault everywhere. */
    private void failed(Throwable failure) {
        String sentence = UserMessages.sentence(failure);
        fault.set(sentence);
        if (!(failure instanceof Refusal)) say.accept(sentence);
    }
}
