package org.latentfx.session.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.plane.Plane;
import org.latentfx.math.Kernel;
import org.latentfx.math.RandomStream;
import org.latentfx.model.Decoder;
import org.latentfx.model.Weights;
import org.latentfx.session.concurrent.UndoStack;

/**
 * The one current point z, the picture decoded there, and the plane on which the map shows it. Everything that moves z goes
 * through here: a command previews (restored on leaving) or commits (can be undone). A locked latent keeps its value
 * whatever moves z, but for a value given to it alone. FX thread only; decoding one z takes some tens of microseconds.
 */
public final class Explorer {
    /** How many decodes the time shown is the median of. */
    private static final int TIMED = 15;

    /** The first few decodes of a program or model tell of its start rather than of its speed. */
    private static final int WARM = 15;

    /** Points decoded at once in a sweep. */
    private static final int TOGETHER = 16;

    /** How many points are remembered to go back to. */
    private static final int VISITED = 200;

    private final Kernel kernel;
    private final UndoStack undo;
    private final long seed;
    private final ReadOnlyObjectWrapper<float[]> z = new ReadOnlyObjectWrapper<>(new float[2]);
    private final ReadOnlyObjectWrapper<float @Nullable []> picture = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyDoubleWrapper decodeMicroseconds = new ReadOnlyDoubleWrapper();
    private final ReadOnlyObjectWrapper<@Nullable Weights> weights = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<MapPlane> mapPlane = new ReadOnlyObjectWrapper<>(MapPlane.first(2));
    private final ReadOnlyObjectWrapper<Set<Integer>> locked = new ReadOnlyObjectWrapper<>(Set.of());
    private @Nullable Decoder decoder;
    private float[] committed = new float[2];
    private boolean glancing;
    private final List<float[]> visited = new ArrayList<>();
    private int visiting;
    private final double[] times = new double[TIMED];
    private int timed;
    private int pixels;
    private long draws;

    public Explorer(Kernel kernel, UndoStack undo, long seed) {
        this.kernel = kernel;
        this.undo = undo;
        this.seed = seed;
    }

    // ---- properties ----

    /** The current point. The array is replaced, never written to. */
    public ReadOnlyObjectProperty<float[]> zProperty() {
        return z.getReadOnlyProperty();
    }

    public float[] z() {
        return z.get();
    }

    public int latents() {
        return z.get().length;
    }

    /** Mean pixels in 0..1 decoded at z by the newest weights; null until there is a model. A new array each time. */
    public ReadOnlyObjectProperty<float @Nullable []> pictureProperty() {
        return picture.getReadOnlyProperty();
    }

    /** How long a decode takes: the median of the last {@value #TIMED}, in microseconds; 0 until there are {@value #WARM}. */
    public ReadOnlyDoubleProperty decodeMicrosecondsProperty() {
        return decodeMicroseconds.getReadOnlyProperty();
    }

    /** The weights that decode; null until there is a model. */
    public ReadOnlyObjectProperty<@Nullable Weights> weightsProperty() {
        return weights.getReadOnlyProperty();
    }

    /** The latents that keep their values. The set is replaced, never changed. */
    public ReadOnlyObjectProperty<Set<Integer>> lockedProperty() {
        return locked.getReadOnlyProperty();
    }

    public boolean isLocked(int j) {
        return locked.get().contains(j);
    }

    /** The plane that the map shows; of as many latents as z has, but for the moment while a new model takes over. */
    public ReadOnlyObjectProperty<MapPlane> mapPlaneProperty() {
        return mapPlane.getReadOnlyProperty();
    }

    public Plane plane() {
        return mapPlane.get().plane();
    }

    /** Whether z is shown only for as long as a pointer rests on something. */
    public boolean glancing() {
        return glancing;
    }

    /** What the map's plane goes through: z, but during a glance where z returns to. Not to be written to. */
    public float[] anchor() {
        return glancing ? committed : z();
    }

    /** Where (a, b) of the map's plane is in latent space, the rest of z held. */
    public float[] lift(double a, double b) {
        return plane().lift(a, b, anchor());
    }

    /**
     * Decodes z with latent {@code j} at each of {@code values} instead, into {@code pixels} (values × pixels), moving
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

    // ---- commands ----

    /** Follows newer weights; z stays, or returns to zero where the number of latents changed. */
    public void follow(Weights newer) {
        decoder = new Decoder(newer, kernel, TOGETHER);
        Weights before = weights.get();
        if (before == null || !before.configuration().equals(newer.configuration())) timed = 0;
        pixels = newer.configuration().pixels();
        int latents = newer.configuration().latents();
        if (latents != committed.length) {
            glancing = false;
            committed = new float[latents];
            locked.set(Set.of());
            visited.clear();
            mapPlane.set(MapPlane.first(latents));
            show(committed);
        } else {
            show(z.get());
        }
        weights.set(newer);
    }

    /** Shows a point without committing to it; {@link #restore} goes back. */
    public void preview(float[] point) {
        glancing = false;
        show(checked(point));
    }

    /** As a preview, but so short, such as under a passing pointer, that the map's plane stays where it is. */
    public void glance(float[] point) {
        glancing = true;
        show(checked(point));
    }

    /** Ends a preview. */
    public void restore() {
        glancing = false;
        if (z.get() != committed) show(committed);
    }

    /** Moves z; can be undone. */
    public void moveTo(float[] point) {
        move(checked(point));
    }

    private void move(float[] after) {
        visit(after);
        go(after);
    }

    private void go(float[] after) {
        float[] before = committed;
        if (!Arrays.equals(before, after)) undo.push(() -> commit(before), () -> commit(after));
        commit(after);
    }

    /** Notes where z is and where it goes; what lay ahead is forgotten. */
    private void visit(float[] after) {
        if (Arrays.equals(committed, after)) return;
        if (visited.isEmpty()) visited.add(committed);
        else visited.subList(visiting + 1, visited.size()).clear();
        visited.add(after);
        if (visited.size() > VISITED) visited.remove(0);
        visiting = visited.size() - 1;
    }

    /** To the point before among those visited, whatever else was done since; can be undone. */
    public void back() {
        if (visiting > 0 && !visited.isEmpty()) go(checked(visited.get(--visiting)));
    }

    /** To the point after among those visited; can be undone. */
    public void forward() {
        if (visiting + 1 < visited.size()) go(checked(visited.get(++visiting)));
    }

    /** Moves latent {@code j} alone, locked or not; can be undone. */
    public void moveLatent(int j, double value) {
        float[] target = z.get().clone();
        target[j] = (float) value;
        move(target);
    }

    /** Locks latent {@code j} at its value, or lets go of it; can be undone. */
    public void lock(int j, boolean now) {
        if (j < 0 || j >= latents() || now == isLocked(j)) return;
        Set<Integer> before = locked.get();
        Set<Integer> next = new TreeSet<>(before);
        if (now) next.add(j);
        else next.remove(j);
        Set<Integer> after = Set.copyOf(next);
        int of = latents();
        undo.push(() -> keep(of, before), () -> keep(of, after));
        locked.set(after);
    }

    /** Locks of a model with another number of latents are passed over. */
    private void keep(int of, Set<Integer> latents) {
        if (of == latents()) locked.set(latents);
    }

    /** A point drawn from the prior. */
    public void random() {
        float[] target = new float[latents()];
        kernel.gaussian(RandomStream.INTERFACE.key(seed), draws, target, 0, target.length);
        draws += target.length + 1;
        moveTo(target);
    }

    public void zero() {
        moveTo(new float[latents()]);
    }

    /** Shows another plane on the map; z stays where it is. Can be undone. */
    public void show(MapPlane next) {
        MapPlane before = mapPlane.get();
        if (next.latents() != latents())
            throw new IllegalArgumentException("plane: found " + next.latents() + " latents, expected " + latents());
        if (next == before) return;
        undo.push(() -> turnTo(before), () -> turnTo(next));
        turnTo(next);
    }

    /** As with points, a plane of another latent size is passed over. */
    private void turnTo(MapPlane next) {
        if (next.latents() == latents()) mapPlane.set(next);
    }

    /** A point of another latent size belongs to a model that is gone, and is passed over. */
    private void commit(float[] point) {
        glancing = false;
        if (point.length == committed.length) committed = point;
        show(committed);
    }

    private float[] checked(float[] point) {
        if (point.length != latents())
            throw new IllegalArgumentException("z: found " + point.length + " values, expected " + latents());
        float[] target = point.clone();
        for (int j : locked.get()) target[j] = committed[j];
        return target;
    }

    private void show(float[] point) {
        if (decoder != null) {
            float[] decoded = new float[pixels];
            long begin = System.nanoTime();
            decoder.decode(point, 1, decoded);
            time((System.nanoTime() - begin) / 1e3);
            z.set(point);
            picture.set(decoded);
        } else {
            z.set(point);
        }
    }

    /** Times decodes anew, since they are computed otherwise from now on. */
    public void timeAnew() {
        timed = 0;
        decodeMicroseconds.set(0);
    }

    private void time(double microseconds) {
        times[timed++ % TIMED] = microseconds;
        if (timed < WARM) return;
        double[] sorted = Arrays.copyOf(times, Math.min(timed, TIMED));
        Arrays.sort(sorted);
        decodeMicroseconds.set(sorted[sorted.length / 2]);
    }
}
