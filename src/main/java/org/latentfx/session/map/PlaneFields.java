package org.latentfx.session.map;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.latent.PrincipalAxes;
import org.latentfx.analysis.plane.ClassRegions;
import org.latentfx.analysis.plane.Density;
import org.latentfx.analysis.plane.Manifold;
import org.latentfx.analysis.plane.Sensitivity;
import org.latentfx.model.FrozenModel;
import org.latentfx.session.concurrent.Conflator;
import org.latentfx.session.concurrent.Throttle;
import org.latentfx.session.concurrent.UserMessages;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.MapPlane;
import org.latentfx.text.Refusal;

/**
 * What lies under the map's points, over the plane it shows with the rest of z held: decoded manifold, density with its
 * holes, decoder sensitivity, class regions. Computed on the background thread, the newest request only, and never while
 * nobody wants it. FX thread only.
 */
public final class PlaneFields {
    /** Neighbours that vote on a class. */
    public static final int VOTERS = 5;

    /** Where the aggregate posterior is below this share of the prior lies a hole. */
    public static final double HOLE_THRESHOLD = 0.05;

    /** Of a core, for following the model while it is trained; what a person asks for does not wait. */
    private static final double SHARE = 0.03;

    private static final int ROUND_MILLIS = 250;

    /** How near the rest of z must be to count as the same. */
    private static final float SAME = 1e-4f;

    private final PlaneField<Manifold> manifold =
            new PlaneField<>(FieldRequest::manifoldInputs, FieldRequest::manifold, true, this::ask);
    private final PlaneField<Density> density =
            new PlaneField<>(FieldRequest::densityInputs, FieldRequest::density, false, this::ask);
    private final PlaneField<Double> holes =
            new PlaneField<>(FieldRequest::holeInputs, FieldRequest::holes, false, this::ask);
    private final PlaneField<Sensitivity> sensitivity =
            new PlaneField<>(FieldRequest::sensitivityInputs, FieldRequest::sensitivity, true, this::ask);
    private final PlaneField<ClassRegions> regions =
            new PlaneField<>(FieldRequest::regionInputs, FieldRequest::regions, false, this::ask);
    private final List<PlaneField<?>> layers = List.of(manifold, density, holes, sensitivity, regions);

    private final Explorer explorer;
    private final ObservableValue<@Nullable LatentPoints> points;
    private final Executor background;
    private final Executor fx;
    private final Consumer<String> faults;
    private final Conflator<FieldRequest> surveys;
    private final ReadOnlyObjectWrapper<ManifoldGrid> tiling = new ReadOnlyObjectWrapper<>(new ManifoldGrid(20, false));
    private FieldRequest.Window window = new FieldRequest.Window(-4, 4, -4, 4);
    private float[] held = new float[2];
    private final Conflator<FieldRequest> following;
    private final Throttle throttle = new Throttle(SHARE, ROUND_MILLIS);
    private volatile MapPlane showing;
    private volatile @Nullable FieldRequest newest;

    /** @param faults told the sentence when something cannot be computed */
    public PlaneFields(
            Explorer explorer,
            ObservableValue<@Nullable LatentPoints> points,
            Executor background,
            Executor fx,
            Consumer<String> faults) {
        this.explorer = explorer;
        this.points = points;
        this.background = background;
        this.fx = fx;
        this.faults = faults;
        showing = explorer.mapPlane();
        surveys = new Conflator<>(background, (older, newer) -> newer, this::compute);
        // what has rested meanwhile may be older than what a person asked for
        following = new Conflator<>(
                task -> throttle.execute(background, task),
                (older, newer) -> newer,
                survey -> throttle.round(() -> compute(Objects.requireNonNullElse(newest, survey))));
        explorer.mapPlaneProperty().addListener((property, before, now) -> {
            showing = now;
            hold();
            ask();
        });
        explorer.zProperty().addListener((property, before, now) -> {
            if (hold()) ask();
        });
        explorer.modelProperty().addListener((property, before, now) -> follow());
        points.addListener((property, before, now) -> {
            if (now == null) layers.forEach(PlaneField::forget);
            else follow();
        });
    }

    // ---- properties ----

    public PlaneField<Manifold> manifold() {
        return manifold;
    }

    /** The aggregate posterior beside the prior, in view. */
    public PlaneField<Density> density() {
        return density;
    }

    /** The share of all the prior's mass that lies in holes, 0..1. */
    public PlaneField<Double> holes() {
        return holes;
    }

    public PlaneField<Sensitivity> sensitivity() {
        return sensitivity;
    }

    public PlaneField<ClassRegions> regions() {
        return regions;
    }

    public ReadOnlyObjectProperty<ManifoldGrid> tilingProperty() {
        return tiling.getReadOnlyProperty();
    }

    // ---- commands ----

    /** Lays the manifold out in another way. */
    public void tile(ManifoldGrid next) {
        if (next.equals(tiling.get())) return;
        tiling.set(next);
        ask();
    }

    /** The part of the plane that is seen; what is computed on a grid covers it. */
    public void look(double left, double right, double bottom, double top) {
        var next = new FieldRequest.Window(left, right, bottom, top);
        if (next.equals(window)) return;
        window = next;
        ask();
    }

    /** Shows the first two principal axes of the points on the map, once they are known. Can be undone. */
    public void showPrincipalAxes() {
        LatentPoints now = points.getValue();
        if (now == null) return;
        CompletableFuture.supplyAsync(() -> MapPlane.principal(PrincipalAxes.of(now)), background)
                .whenCompleteAsync(
                        (mapPlane, failure) -> {
                            if (failure != null) faults.accept(UserMessages.sentence(failure));
                            else if (mapPlane.latents() == explorer.latents()) explorer.show(mapPlane);
                        },
                        fx);
    }

    /** Shows the plane through three images' means on the map. Can be undone. */
    public void showThrough(int p, int q, int r) {
        LatentPoints now = points.getValue();
        if (now == null) return;
        try {
            explorer.show(MapPlane.through(now, p, q, r));
        } catch (Refusal refusal) {
            faults.accept(UserMessages.sentence(refusal));
        }
    }

    // ---- asking and computing ----

    /** Notes what of z lies across the plane; whether that is new. */
    private boolean hold() {
        float[] rest = explorer.plane().lift(0, 0, explorer.anchor());
        boolean same = rest.length == held.length;
        for (int j = 0; same && j < rest.length; j++) same = Math.abs(rest[j] - held[j]) < SAME;
        if (!same) held = rest;
        return !same;
    }

    /** Whether the model is changing right now. */
    public void training(boolean now) {
        throttle.training(now);
    }

    /** The model has learnt. */
    private void follow() {
        ask(following);
    }

    private void ask() {
        ask(surveys);
    }

    private void ask(Conflator<FieldRequest> conflator) {
        FrozenModel model = explorer.model();
        MapPlane mapPlane = explorer.mapPlane();
        if (model == null) return;
        hold();
        LatentPoints known = points.getValue();
        var survey = new FieldRequest(mapPlane, held, model, known, tiling.get(), window);
        newest = survey;
        conflator.offer(survey);
    }

    private void compute(FieldRequest survey) {
        try {
            for (PlaneField<?> layer : layers) layer.compute(survey, () -> showing != survey.mapPlane(), fx);
        } catch (RuntimeException | OutOfMemoryError failure) {
            fx.execute(() -> faults.accept(UserMessages.sentence(failure)));
        }
    }
}
