package org.latentfx.session.map;

import java.util.Arrays;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.image.ImageLosses;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.data.ImageSet;
import org.latentfx.data.Sprites;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.LatestTask;
import org.latentfx.session.concurrent.LatestTask.Token;
import org.latentfx.session.explore.Explorer;

/**
 * What the map's points are coloured by: their class, or a value that each image has: what it costs the model, or a
 * factor that is known of it. Values are found in the background, some images at a time, and follow the model while
 * somebody colours by them. FX thread only.
 */
public final class PointColours {
    /** Of a core, while training. */
    private static final double SHARE = 0.02;

    private static final int ROUND_MILLIS = 300;

    /** Images whose loss is found at a time. */
    private static final int BATCH = 512;

    /** What may be told by colour. */
    public enum By {
        CLASS,
        /** −ELBO decoded at μ, nats. */
        LOSS,
        /** The known factors of sprites. */
        SIZE,
        X,
        Y,
        ROTATION;

        /** Which factor of {@link Sprites} it is, or −1. */
        int factor() {
            return this == CLASS || this == LOSS ? -1 : ordinal() - SIZE.ordinal() + 1;
        }
    }

    /**
     * A value of each image.
     *
     * @param values one an image of the set; not a number where it is not known yet
     */
    public record Values(By by, ImageSet images, float[] values) {}

    private record Request(
            By by,
            @Nullable FrozenModel model,
            ImageSet images,
            @Nullable Values before,
            int first) {}

    private final Explorer explorer;
    private final LatestTask<ImageSet, List<By>> offers;
    private final LatestTask<Request, Values> rounds;
    private final ReadOnlyObjectWrapper<By> by = new ReadOnlyObjectWrapper<>(By.CLASS);
    private final ReadOnlyObjectWrapper<List<By>> offered = new ReadOnlyObjectWrapper<>(List.of(By.CLASS, By.LOSS));
    private final ReadOnlyObjectWrapper<@Nullable Values> values = new ReadOnlyObjectWrapper<>();
    private By wanted = By.CLASS;
    private @Nullable ImageSet images;

    /** The first image that the newest model has not measured yet, round and round; and how many it has. */
    private int next;

    private int done;

    public PointColours(Explorer explorer, ObservableValue<@Nullable LatentPoints> points, Background background) {
        this.explorer = explorer;
        offers = background.latest((running, newer) -> true, (of, token) -> offersFor(of), (of, all) -> offer(all));
        rounds = background
                .on(background.throttle(SHARE, ROUND_MILLIS).paced(background.executor()))
                .latest(
                        (running, newer) -> running.by != newer.by || running.images != newer.images,
                        PointColours::compute,
                        this::show);
        points.addListener((property, before, now) -> look(now));
        explorer.modelProperty().addListener((property, before, now) -> {
            if (now != null && now.sameWeights(before)) return; // an image costs what it costs under its own class
            done = 0;
            if (by.get() == By.LOSS) ask();
        });
        look(points.getValue());
    }

    // ---- properties and commands ----

    /** What the points are coloured by. */
    public ReadOnlyObjectProperty<By> byProperty() {
        return by.getReadOnlyProperty();
    }

    /** What is known of these images and may be chosen. */
    public ReadOnlyObjectProperty<List<By>> offeredProperty() {
        return offered.getReadOnlyProperty();
    }

    /** Each image's value; null while points are coloured by class, and until first known. */
    public ReadOnlyObjectProperty<@Nullable Values> valuesProperty() {
        return values.getReadOnlyProperty();
    }

    /** Colours by something that is {@link #offeredProperty offered}, be it that it will be. */
    public void colourBy(By next) {
        wanted = next;
        if (next == by.get() || !offered.get().contains(next)) return;
        by.set(next);
        values.set(null);
        begin();
    }

    // ---- following ----

    private void look(@Nullable LatentPoints now) {
        if (now == null || now.images() == images) return;
        images = now.images();
        values.set(null);
        offers.request(now.images());
        begin();
    }

    private void offer(List<By> all) {
        offered.set(all);
        if (all.contains(wanted)) colourBy(wanted);
        else if (!all.contains(by.get())) colourBy(By.CLASS);
    }

    /** Finds values from the first image on. */
    private void begin() {
        next = 0;
        done = 0;
        ask();
    }

    /** Asks for the values of some more images; of the loss as long as any is by older weights. */
    private void ask() {
        ImageSet of = images;
        FrozenModel model = explorer.model();
        boolean suits = model != null && of != null && suits(model, of);
        if (of == null || by.get() == By.CLASS || by.get() == By.LOSS && !suits) rounds.cancel();
        else rounds.request(new Request(by.get(), model, of, values.get(), next));
    }

    private static boolean suits(FrozenModel model, ImageSet images) {
        return model.can(Capability.ENCODES) && model.configuration().format().equals(images.format());
    }

    private void show(Request request, Values found) {
        if (request.by != by.get() || request.images != images) return;
        values.set(found);
        if (request.by != By.LOSS) return;
        int size = request.images.size();
        next = request.first + BATCH < size ? request.first + BATCH : 0;
        if (request.model != null && request.model.sameWeights(explorer.model())) done += BATCH;
        if (done < size) ask();
    }

    // ---- the background thread ----

    private static List<By> offersFor(ImageSet images) {
        return Sprites.heldOutLike(images) == null ? List.of(By.CLASS, By.LOSS) : List.of(By.values());
    }

    private static @Nullable Values compute(Request request, Token<Values> token) {
        float[] values = new float[request.images.size()];
        if (request.before == null) Arrays.fill(values, Float.NaN);
        else System.arraycopy(request.before.values, 0, values, 0, values.length);
        if (request.by == By.LOSS) measure(request, values, token);
        else if (!copyFactor(request, values)) return null;
        return new Values(request.by, request.images, values);
    }

    private static void measure(Request request, float[] values, Token<Values> token) {
        FrozenModel model = request.model;
        if (model == null) return;
        int count = Math.min(BATCH, values.length - request.first);
        double[] losses = ImageLosses.of(model, request.images, request.first, count, token.progress(0, 1));
        for (int i = 0; i < count; i++) values[request.first + i] = (float) losses[i];
    }

    private static boolean copyFactor(Request request, float[] values) {
        Sprites known = Sprites.heldOutLike(request.images);
        if (known == null) return false;
        for (int i = 0; i < values.length; i++) values[i] = known.factors()[i * Sprites.FACTORS + request.by.factor()];
        return true;
    }
}
