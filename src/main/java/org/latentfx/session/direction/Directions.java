package org.latentfx.session.direction;

import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.latent.Direction;
import org.latentfx.analysis.latent.DirectionScore;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.math.RandomStream;
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
 * Two groups of held-out images, the direction from the mean of one to the mean of the other, and z moved along it.
 * Whether the direction is more than chance is judged in the background while anybody {@link #watch watches}. FX thread
 * only.
 */
public final class Directions {
    /**
     * Some held-out images.
     *
     * @param label the class they are all of; −1 if they were chosen one by one
     * @param members their indices; not to be written to
     */
    public record Group(String name, int label, int[] members) {}

    private record Request(LatentPoints points, Group from, Group to) {
        boolean sameGroups(Request other) {
            return from == other.from && to == other.to;
        }
    }

    private final Explorer explorer;
    private final HeldOutEncodings encodings;
    private final Consumer<String> say;
    private final long key;
    private final LatestTask<Request, DirectionScore> judgement;
    private final ReadOnlyObjectWrapper<@Nullable Group> from = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Group> to = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Direction> direction = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable DirectionScore> score = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable String> fault = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyDoubleWrapper strength = new ReadOnlyDoubleWrapper();
    private float[] start;
    private boolean moving;
    private boolean watched;

    /** @param seed of the random groups and directions that the direction is compared with */
    public Directions(Explorer explorer, HeldOutEncodings encodings, Background background, long seed) {
        this.explorer = explorer;
        this.encodings = encodings;
        say = background.say();
        key = RandomStream.EVALUATION.key(seed);
        start = explorer.z();
        // of a model that learns each judgement is finished, or none would ever be
        judgement = new LatestTask<>(
                background.executor(),
                background.fx(),
                (running, newer) -> !running.sameGroups(newer),
                this::judge,
                (request, found) -> show(found, null),
                this::failed);
        explorer.zProperty().addListener((property, before, now) -> {
            if (moving) return;
            start = now;
            strength.set(0);
        });
        encodings.pointsProperty().addListener((property, before, now) -> follow(before, now));
    }

    // ---- properties ----

    /** The group that the direction leaves, A. */
    public ReadOnlyObjectProperty<@Nullable Group> fromProperty() {
        return from.getReadOnlyProperty();
    }

    /** The group that the direction leads to, B. */
    public ReadOnlyObjectProperty<@Nullable Group> toProperty() {
        return to.getReadOnlyProperty();
    }

    /** From the mean of A to the mean of B; null while one of them has no images. */
    public ReadOnlyObjectProperty<@Nullable Direction> directionProperty() {
        return direction.getReadOnlyProperty();
    }

    /** How the direction compares with chance; null until known. */
    public ReadOnlyObjectProperty<@Nullable DirectionScore> scoreProperty() {
        return score.getReadOnlyProperty();
    }

    /** Why there is no direction or score, as a sentence; null if nothing is wrong. */
    public ReadOnlyObjectProperty<@Nullable String> faultProperty() {
        return fault.getReadOnlyProperty();
    }

    /** How much of the direction is in z since something else moved it; 1 is the whole way from mean to mean. */
    public ReadOnlyDoubleProperty strengthProperty() {
        return strength.getReadOnlyProperty();
    }

    // ---- commands ----

    /** Whether anybody looks: only then directions are judged. */
    public void watch(boolean now) {
        watched = now;
        if (watched && score.get() == null) find();
    }

    public void from(Group a) {
        from.set(a);
        find();
    }

    public void to(Group b) {
        to.set(b);
        find();
    }

    /** The other way round. */
    public void swap() {
        Group a = from.get();
        from.set(to.get());
        to.set(a);
        find();
    }

    /** All held-out images of class {@code label}; null while there are none encoded. */
    public @Nullable Group ofClass(int label) {
        LatentPoints points = encodings.pointsProperty().get();
        return points == null ? null : ofClass(points, label);
    }

    /** Shows z with {@code amount} of the direction added, without committing to it. */
    public void preview(double amount) {
        Direction known = direction.get();
        if (known != null) move(amount, () -> explorer.preview(known.apply(start, amount)));
    }

    /** Moves z by {@code amount} of the direction from where it was before; can be undone. */
    public void apply(double amount) {
        Direction known = direction.get();
        if (known != null) move(amount, () -> explorer.moveTo(known.apply(start, amount)));
    }

    /** Moves z to a place; can be undone. */
    public void moveTo(LatentTarget place) {
        float[] z = found(place);
        if (z != null) explorer.moveTo(z);
    }

    /** Moves z to a − b + c: what is to {@code c} as {@code a} is to {@code b}. Can be undone. */
    public void analogy(LatentTarget a, LatentTarget b, LatentTarget c) {
        float[] za = found(a);
        float[] zb = za == null ? null : found(b);
        float[] zc = zb == null ? null : found(c);
        if (za != null && zb != null && zc != null) explorer.moveTo(Direction.analogy(za, zb, zc));
    }

    private float @Nullable [] found(LatentTarget place) {
        LatentPoints points = encodings.pointsProperty().get();
        if (points == null) return null;
        float[] z = place.in(points);
        if (z == null) say.accept(Texts.of("paths.place.gone", place.name()));
        return z;
    }

    private void move(double amount, Runnable by) {
        moving = true;
        try {
            by.run();
        } finally {
            moving = false;
        }
        strength.set(amount);
    }

    // ---- the direction ----

    private void follow(@Nullable LatentPoints before, @Nullable LatentPoints now) {
        if (now == null) {
            direction.set(null);
            withdraw(null);
            return;
        }
        boolean other = before == null || before.images() != now.images();
        if (other || from.get() == null || to.get() == null) {
            from.set(again(now, from.get(), 0));
            to.set(again(now, to.get(), Math.min(1, now.images().classNames().size() - 1)));
        }
        find();
    }

    private static Group again(LatentPoints points, @Nullable Group group, int label) {
        return ofClass(points, group == null || group.label < 0 ? label : group.label);
    }

    private static Group ofClass(LatentPoints points, int label) {
        String name = points.images().className(label);
        return new Group(Texts.of("directions.class", name), label, Direction.members(points, label));
    }

    private void find() {
        LatentPoints points = encodings.pointsProperty().get();
        Group a = from.get();
        Group b = to.get();
        if (points == null || a == null || b == null) return;
        try {
            direction.set(Direction.between(points, a.members, b.members));
            fault.set(null);
            if (watched) judgement.request(new Request(points, a, b));
            else withdraw(null);
        } catch (Refusal refusal) {
            direction.set(null);
            withdraw(refusal.getMessage());
        }
    }

    private DirectionScore judge(Request request, Token<DirectionScore> token) {
        return DirectionScore.of(request.points, request.from.members, request.to.members, key, token.progress(0, 1));
    }

    /** No judgement is wanted now. */
    private void withdraw(@Nullable String sentence) {
        judgement.cancel();
        show(null, sentence);
    }

    /** That a group is too small is said where it is chosen, and that the program is at fault everywhere. */
    private void failed(Throwable failure) {
        String sentence = UserMessages.sentence(failure);
        show(null, sentence);
        if (!(failure instanceof Refusal)) say.accept(sentence);
    }

    private void show(@Nullable DirectionScore found, @Nullable String sentence) {
        score.set(found);
        fault.set(sentence);
    }
}
