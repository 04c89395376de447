package org.latentfx.session.map;

import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.latent.PrincipalAxes;
import org.latentfx.analysis.plane.ClassRegions;
import org.latentfx.analysis.plane.Density;
import org.latentfx.analysis.plane.LineDensity;
import org.latentfx.analysis.plane.Manifold;
import org.latentfx.analysis.plane.Realism;
import org.latentfx.analysis.plane.Sensitivity;
import org.latentfx.model.FrozenModel;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.LatestTask;
import org.latentfx.session.concurrent.LatestTask.Token;
import org.latentfx.session.concurrent.UserMessages;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.MapPlane;
import org.latentfx.text.Refusal;

/**
 * What lies under the map's points, over the plane it shows with the rest of z held: decoded manifold, density with its
 * holes, decoder sensitivity, discriminator, class regions. Computed on the background thread, the newest request only,
 * and never while nobody wants it. FX thread only.
 */
public final class PlaneFields {
    /** Of a core, for following the model while it is trained; what a person asks for does not wait. */
    private static final double SHARE = 0.03;

    private static final int ROUND_MILLIS = 250;

    /** So many images tell which latents are used. */
    private static final int WEIGHED = 500;

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
    private final PlaneField<Realism> realism =
            new PlaneField<>(FieldRequest::realismInputs, FieldRequest::realism, true, this::ask);
    private final PlaneField<ClassRegions> regions =
            new PlaneField<>(FieldRequest::regionInputs, FieldRequest::regions, false, this::ask);
    private final PlaneField<LineDensity> line =
            new PlaneField<>(FieldRequest::lineInputs, FieldRequest::lineDensity, false, this::ask);
    private final List<PlaneField<?>> layers = List.of(manifold, line, density, holes, sensitivity, realism, regions);

    private final PointColours colours;
    private final CodeScale scale;
    private final Explorer explorer;
    private final ObservableValue<@Nullable LatentPoints> points;
    private final Consumer<String> say;
    private final LatestTask<FieldRequest, Runnable> asked;
    private final LatestTask<FieldRequest, Runnable> followed;
    private final LatestTask<LatentPoints, MapPlane> principal;
    private final ReadOnlyObjectWrapper<ManifoldGrid> manifoldGrid =
            new ReadOnlyObjectWrapper<>(new ManifoldGrid(20, false));
    private FieldRequest.Window window = new FieldRequest.Window(-4, 4, -4, 4);
    private float[] held = new float[2];

    public PlaneFields(Explorer explorer, ObservableValue<@Nullable LatentPoints> points, Background background) {
        this.explorer = explorer;
        this.points = points;
        say = background.say();
        colours = new PointColours(explorer, points, background);
        scale = new CodeScale(explorer, points);
        scale.property().addListener((property, before, now) -> ask());
        asked = task(background);
        followed = task(background.on(background.throttle(SHARE, ROUND_MILLIS).paced(background.executor())));
        principal = background.latest(
                (running, newer) -> true,
                (known, token) -> MapPlane.principal(PrincipalAxes.of(known)),
                (known, mapPlane) -> {
                    if (mapPlane.latents() == explorer.latents()) explorer.show(mapPlane);
                });
        explorer.mapPlaneProperty().addListener((property, before, now) -> {
            updateHeld();
            ask();
        });
        explorer.zProperty().addListener((property, before, now) -> {
            if (updateHeld()) ask();
        });
        explorer.modelProperty().addListener((property, before, now) -> ask(followed));
        points.addListener((property, before, now) -> {
            if (now == null) layers.forEach(PlaneField::clear);
            else ask(followed);
            if (now != null && explorer.mapPlane().byUse()) explorer.followUse(use(now));
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

    /** The aggregate posterior beside the prior of a model with one latent, in view. */
    public PlaneField<LineDensity> line() {
        return line;
    }

    public PlaneField<Sensitivity> sensitivity() {
        return sensitivity;
    }

    /** The opinion of a GAN's discriminator. */
    public PlaneField<Realism> realism() {
        return realism;
    }

    public PlaneField<ClassRegions> regions() {
        return regions;
    }

    /** What the points over it all are coloured by. */
    public PointColours colours() {
        return colours;
    }

    /** How large codes are, which says how far the manifold reaches. */
    public CodeScale scale() {
        return scale;
    }

    public ReadOnlyObjectProperty<ManifoldGrid> manifoldGridProperty() {
        return manifoldGrid.getReadOnlyProperty();
    }

    // ---- commands ----

    /** Lays the manifold out in another way. */
    public void tile(ManifoldGrid next) {
        if (next.equals(manifoldGrid.get())) return;
        manifoldGrid.set(next);
        ask();
    }

    /** The part of the plane that is seen; what is computed on a grid covers it. */
    public void cover(double left, double right, double bottom, double top) {
        var next = new FieldRequest.Window(left, right, bottom, top);
        if (next.equals(window)) return;
        window = next;
        ask();
    }

    /** Shows the two latents used most, and follows them from then on. Can be undone. */
    public void showMostUsed() {
        LatentPoints now = points.getValue();
        if (now != null && now.latents() == explorer.latents()) explorer.show(MapPlane.mostUsed(use(now)));
    }

    /** How much each latent is used: its KL in nats, or where a code is a point how much the codes vary. */
    private double[] use(LatentPoints now) {
        FrozenModel model = explorer.model();
        return model == null ? now.klPerLatent(WEIGHED) : now.use(model.configuration(), WEIGHED);
    }

    /** Shows the first two principal axes of the points on the map, once they are known. Can be undone. */
    public void showPrincipalAxes() {
        LatentPoints now = points.getValue();
        if (now != null) principal.request(now);
    }

    /** Shows the plane through three images' means on the map. Can be undone. */
    public void showThrough(int p, int q, int r) {
        LatentPoints now = points.getValue();
        if (now == null) return;
        try {
            explorer.show(MapPlane.through(now, p, q, r));
        } catch (Refusal refusal) {
            say.accept(UserMessages.sentence(refusal));
        }
    }

    // ---- asking and computing ----

    /** Notes what of z lies across the plane; whether that is new. */
    private boolean updateHeld() {
        float[] rest = explorer.plane().lift(0, 0, explorer.anchor());
        boolean same = rest.length == held.length;
        for (int j = 0; same && j < rest.length; j++) same = Math.abs(rest[j] - held[j]) < SAME;
        if (!same) held = rest;
        return !same;
    }

    /** What a person asked for waits for nothing, and makes needless what was to follow the model. */
    private void ask() {
        followed.cancel();
        ask(asked);
    }

    private void ask(LatestTask<FieldRequest, Runnable> task) {
        FrozenModel model = explorer.model();
        MapPlane mapPlane = explorer.mapPlane();
        if (model == null) {
            task.cancel();
            return;
        }
        updateHeld();
        LatentPoints known = points.getValue();
        task.request(new FieldRequest(
                mapPlane,
                held,
                model,
                known,
                manifoldGrid.get(),
                window,
                scale.property().get()));
    }

    /** What lies over the same plane is finished, or nothing would ever be seen of a model that learns. */
    private LatestTask<FieldRequest, Runnable> task(Background background) {
        return background.latest(
                (running, newer) -> running.mapPlane() != newer.mapPlane(),
                this::compute,
                (request, show) -> show.run());
    }

    private @Nullable Runnable compute(FieldRequest request, Token<Runnable> token) {
        for (PlaneField<?> layer : layers) layer.compute(request, token);
        return null;
    }
}
