package org.latentfx.session.explore;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.plane.Plane;
import org.latentfx.math.RandomStream;
import org.latentfx.model.Decoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.session.concurrent.Derived;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.explore.DecodedPoint.Hold;
import org.latentfx.text.Texts;
import org.latentfx.train.History;

/**
 * The model shown, the one current point z with the picture decoded there, the plane on which the map shows it and the
 * locks. They are one value: whoever looks at one of them sees the others of the same moment. Everything that moves z
 * goes through here: a command previews (restored on leaving) or commits (can be undone). A locked latent keeps its
 * value whatever moves z, but for a value given to it alone. A conditional model is shown as it is for one class. FX
 * thread only; decoding one z takes some tens of microseconds.
 */
public final class Explorer {
    /** Points decoded at once in a sweep. */
    private static final int BATCH = 16;

    private static final double[] NOT_MEASURED = {};

    /**
     * All that is shown at one moment.
     *
     * @param committed where z returns to after a preview
     * @param plane of as many latents as the model has
     * @param locked the latents that keep their values
     */
    private record Now(
            @Nullable ShownModel shown, DecodedPoint point, float[] committed, MapPlane plane, Set<Integer> locked) {
        static final Now NOTHING = at(null, new DecodedPoint(null, new float[2], null, Hold.COMMITTED));

        /** A point in a space that was not shown before. */
        static Now at(@Nullable ShownModel shown, DecodedPoint point) {
            return new Now(shown, point, point.z(), MapPlane.first(point.z().length), Set.of());
        }

        @Nullable
        FrozenModel model() {
            return shown == null ? null : shown.model();
        }

        Now with(DecodedPoint other, float[] stays) {
            return new Now(shown, other, stays, plane, locked);
        }
    }

    private final UndoStack undo;
    private final long seed;
    private final ReadOnlyObjectWrapper<Now> now = new ReadOnlyObjectWrapper<>(Now.NOTHING);
    private final ObservableValue<@Nullable ShownModel> shown = new Derived<>(now, Now::shown);
    private final ObservableValue<@Nullable FrozenModel> model = new Derived<>(now, Now::model);
    private final ObservableValue<DecodedPoint> point = new Derived<>(now, Now::point);
    private final ObservableValue<float[]> z = new Derived<>(now, part -> part.point.z());
    private final ObservableValue<float @Nullable []> picture = new Derived<>(now, part -> part.point.picture());
    private final ObservableValue<MapPlane> mapPlane = new Derived<>(now, Now::plane);
    private final ObservableValue<Set<Integer>> locked = new Derived<>(now, Now::locked);
    private final ObservableValue<History> history =
            new Derived<>(now, part -> part.shown == null ? History.EMPTY : part.shown.history());
    private final ObservableValue<double[]> klPerLatent =
            new Derived<>(now, part -> part.shown == null ? NOT_MEASURED : part.shown.klPerLatent());
    private final ReadOnlyIntegerWrapper label = new ReadOnlyIntegerWrapper();
    private final DecodeTime time = new DecodeTime();
    private final Visited visited = new Visited();
    private @Nullable Decoder decoder;
    private long draws;

    /** {@code seed}: of the random points. */
    public Explorer(UndoStack undo, long seed) {
        this.undo = undo;
        this.seed = seed;
    }

    // ---- properties ----

    /** The model shown with its moment; null until there is one. */
    public ObservableValue<@Nullable ShownModel> shownProperty() {
        return shown;
    }

    /** The curves up to the moment shown. */
    public ObservableValue<History> historyProperty() {
        return history;
    }

    /** KL of each latent at the moment shown, nats averaged over images; empty until measured. */
    public ObservableValue<double[]> klPerLatentProperty() {
        return klPerLatent;
    }

    /** The model that decodes; null until there is one. */
    public ObservableValue<@Nullable FrozenModel> modelProperty() {
        return model;
    }

    public @Nullable FrozenModel model() {
        return now.get().model();
    }

    /** The current point with its model and picture. */
    public ObservableValue<DecodedPoint> pointProperty() {
        return point;
    }

    public DecodedPoint point() {
        return now.get().point;
    }

    /** The current point. The array is replaced, never written to. */
    public ObservableValue<float[]> zProperty() {
        return z;
    }

    public float[] z() {
        return point().z();
    }

    public int latents() {
        return z().length;
    }

    /** Mean pixels in 0..1 decoded at z by the model shown; null until there is one. A new array each time. */
    public ObservableValue<float @Nullable []> pictureProperty() {
        return picture;
    }

    public float @Nullable [] picture() {
        return point().picture();
    }

    /** How long a decode takes, in microseconds: a median; 0 until there are enough. */
    public ReadOnlyDoubleProperty decodeMicrosecondsProperty() {
        return time.microseconds();
    }

    /** The class that conditional models are asked for; of one that has no such class, its first. */
    public ReadOnlyIntegerProperty labelProperty() {
        return label.getReadOnlyProperty();
    }

    /** The latents that keep their values. The set is replaced, never changed. */
    public ObservableValue<Set<Integer>> lockedProperty() {
        return locked;
    }

    public Set<Integer> locked() {
        return now.get().locked;
    }

    public boolean isLocked(int j) {
        return locked().contains(j);
    }

    /** The plane that the map shows; of as many latents as z has. */
    public ObservableValue<MapPlane> mapPlaneProperty() {
        return mapPlane;
    }

    public MapPlane mapPlane() {
        return now.get().plane;
    }

    public Plane plane() {
        return mapPlane().plane();
    }

    /** Whether z is shown only for as long as a pointer rests on something. */
    public boolean glancing() {
        return point().hold() == Hold.GLANCE;
    }

    /** What the map's plane goes through: z, but during a glance where z returns to. Not to be written to. */
    public float[] anchor() {
        return glancing() ? now.get().committed : z();
    }

    /** Where (a, b) of the map's plane is in latent space, the rest of z held. */
    public float[] lift(double a, double b) {
        return plane().lift(a, b, anchor());
    }

    /**
     * Decodes z with latent {@code j} at each of {@code values} instead, into {@code decoded} (values × pixels), moving
     * nothing; does nothing until there is a model.
     */
    public void sweep(int j, float[] values, float[] decoded) {
        if (decoder == null) return;
        int latents = latents();
        float[] points = new float[values.length * latents];
        for (int i = 0; i < values.length; i++) {
            System.arraycopy(z(), 0, points, i * latents, latents);
            points[i * latents + j] = values[i];
        }
        decoder.decode(points, values.length, decoded);
    }

    /** Whether z is the sample of the prior at which a model begins that is but sampled from. */
    public boolean atSample() {
        FrozenModel by = model();
        return by != null && Beginning.sampled(by) && Arrays.equals(z(), Beginning.of(by, seed));
    }

    // ---- commands ----

    /** Shows another model; z stays, or goes to where one begins if the number of latents is another. */
    public void show(ShownModel another) {
        Now before = now.get();
        FrozenModel other = another.model().asked(label.get());
        ShownModel next = another.with(other);
        decoder = new Decoder(other, BATCH);
        FrozenModel former = before.model();
        if (!other.sameStructure(former) || former != null && former.kernel() != other.kernel()) time.anew();
        if (former != null && other.latents() == before.committed.length) {
            float[] stays = stays(before, former, other);
            DecodedPoint there = decoded(other, z() == before.committed ? stays : z(), point().hold());
            now.set(new Now(next, there, stays, before.plane, before.locked));
        } else {
            visited.clear();
            now.set(Now.at(next, decoded(other, Beginning.of(other, seed), Hold.COMMITTED)));
        }
    }

    /** Where z is after a change of models; one that was not moved begins where the other does. */
    private float[] stays(Now before, FrozenModel former, FrozenModel other) {
        boolean alike = Beginning.sampled(former) == Beginning.sampled(other) || !before.locked.isEmpty();
        return alike || !Arrays.equals(before.committed, Beginning.of(former, seed))
                ? before.committed
                : Beginning.of(other, seed);
    }

    /** Asks for pictures of class {@code wanted}, 0 or more: everything decodes for that. Can be undone. */
    public void ask(int wanted) {
        int before = label.get();
        if (wanted == before) return;
        undo.push(Texts.of("undo.label"), () -> askFor(before), () -> askFor(wanted));
        askFor(wanted);
    }

    private void askFor(int wanted) {
        label.set(wanted);
        ShownModel what = now.get().shown;
        if (what != null) show(what);
    }

    /** Shows a point without committing to it; {@link #restore} goes back. */
    public void preview(float[] target) {
        show(checked(target), Hold.PREVIEW);
    }

    /** As a preview, but so short, such as under a passing pointer, that the map's plane stays where it is. */
    public void glance(float[] target) {
        show(checked(target), Hold.GLANCE);
    }

    /** Ends a preview. */
    public void restore() {
        if (point().hold() != Hold.COMMITTED) show(now.get().committed, Hold.COMMITTED);
    }

    /** Moves z; can be undone. */
    public void moveTo(float[] point) {
        move(checked(point));
    }

    private void move(float[] after) {
        visited.go(now.get().committed, after);
        go(after);
    }

    private void go(float[] after) {
        float[] before = now.get().committed;
        if (!Arrays.equals(before, after)) undo.push(Texts.of("undo.z"), () -> commit(before), () -> commit(after));
        commit(after);
    }

    /** To the point before among those visited, whatever else was done since; can be undone. */
    public void back() {
        float[] there = visited.back();
        if (there != null) go(checked(there));
    }

    /** To the point after among those visited; can be undone. */
    public void forward() {
        float[] there = visited.forward();
        if (there != null) go(checked(there));
    }

    /** Moves latent {@code j} alone, locked or not; can be undone. */
    public void moveLatent(int j, double value) {
        float[] target = z().clone();
        target[j] = (float) value;
        move(target);
    }

    /** Locks latent {@code j} at its value, or lets go of it; can be undone. */
    public void lock(int j, boolean kept) {
        if (j < 0 || j >= latents() || kept == isLocked(j)) return;
        Set<Integer> before = locked();
        Set<Integer> next = new TreeSet<>(before);
        if (kept) next.add(j);
        else next.remove(j);
        Set<Integer> after = Set.copyOf(next);
        int of = latents();
        undo.push(Texts.of("undo.lock", j), () -> keep(of, before), () -> keep(of, after));
        keep(of, after);
    }

    /** Locks of a model with another number of latents are passed over. */
    private void keep(int of, Set<Integer> latents) {
        Now before = now.get();
        if (of == latents()) now.set(new Now(before.shown, before.point, before.committed, before.plane, latents));
    }

    /** A point drawn from the prior; does nothing until there is a model. */
    public void random() {
        FrozenModel by = model();
        if (by == null) return;
        float[] target = new float[latents()];
        by.prior().draw(by.kernel(), RandomStream.INTERFACE.key(seed), draws, 1, target);
        draws += target.length + 1;
        moveTo(target);
    }

    /** Where one begins: zero, or of a model that is but sampled from a sample of the prior. */
    public void zero() {
        FrozenModel by = model();
        moveTo(by == null ? new float[latents()] : Beginning.of(by, seed));
    }

    /** Shows another plane on the map; z stays where it is. Can be undone. */
    public void show(MapPlane next) {
        MapPlane before = mapPlane();
        if (next.latents() != latents())
            throw new IllegalArgumentException("plane: found " + next.latents() + " latents, expected " + latents());
        if (next == before) return;
        undo.push(Texts.of("undo.plane"), () -> turnTo(before), () -> turnTo(next));
        turnTo(next);
    }

    /**
     * Each latent's KL is this now, nats: a plane that nobody has chosen goes to the two used most. Not while z is on
     * its way, which would move under the hand.
     */
    public void followUse(double[] klPerLatent) {
        MapPlane next = mapPlane().following(klPerLatent);
        if (next != mapPlane() && point().hold() == Hold.COMMITTED) turnTo(next);
    }

    /** As with points, a plane of another latent size is passed over. */
    private void turnTo(MapPlane next) {
        Now before = now.get();
        if (next.latents() == latents())
            now.set(new Now(before.shown, before.point, before.committed, next, before.locked));
    }

    /** A point of another latent size belongs to a model that is gone, and is passed over. */
    private void commit(float[] target) {
        Now before = now.get();
        float[] stays = target.length == before.committed.length ? target : before.committed;
        now.set(before.with(decoded(before.model(), stays, Hold.COMMITTED), stays));
    }

    private void show(float[] target, Hold hold) {
        Now before = now.get();
        now.set(before.with(decoded(before.model(), target, hold), before.committed));
    }

    private float[] checked(float[] target) {
        if (target.length != latents())
            throw new IllegalArgumentException("z: found " + target.length + " values, expected " + latents());
        float[] kept = target.clone();
        for (int j : locked()) kept[j] = now.get().committed[j];
        return kept;
    }

    private DecodedPoint decoded(@Nullable FrozenModel by, float[] target, Hold hold) {
        if (by == null || decoder == null) return new DecodedPoint(null, target, null, hold);
        float[] decoded = new float[by.values()];
        long begin = System.nanoTime();
        decoder.decode(target, 1, decoded);
        time.took((System.nanoTime() - begin) / 1e3);
        return new DecodedPoint(by, target, decoded, hold);
    }
}
