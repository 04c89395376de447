package org.latentfx.train;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.text.Numbers;
import org.latentfx.text.Texts;
import org.latentfx.train.schedule.Schedule;
import org.latentfx.train.schedule.Schedule.Capacity;
import org.latentfx.train.schedule.Schedule.FreeBits;

/**
 * What a run minimises at the end of a history beside the reconstruction. Immutable; any thread may use it.
 *
 * @param schedule how β changes, or what stands for β · KL
 * @param beta the β in use at the last step; without meaning for a {@link Capacity}
 * @param parts what the parts of the KL are multiplied by where it is taken apart, the total correlation by β; null
 *     where it is one sum
 */
public record Objective(
        Schedule schedule, double beta, @Nullable Parts parts) {
    /** Weights of mutual information and dimension-wise KL. */
    public record Parts(double information, double dimensions) {
        /** Those of a run with these settings; null if its KL is one sum. */
        public static @Nullable Parts of(Hyperparameters run) {
            return run.model() == ModelKind.TCVAE ? new Parts(run.informationWeight(), run.dimensionWeight()) : null;
        }
    }

    /** Of a KL that is one sum. */
    public Objective(Schedule schedule, double beta) {
        this(schedule, beta, null);
    }

    /** As many digits as can be read; a history keeps about seven. */
    private static final MathContext KNOWN = new MathContext(3);

    /** Of a run with the settings {@code now} that stands at the end of {@code history}. */
    public static Objective of(Hyperparameters now, History history) {
        Series train = history.train();
        if (train.size() > 0 && now.betaScheduled())
            return at(new Objective(now.betaSchedule(), now.beta(), Parts.of(now)), train, train.size() - 1);
        return new Objective(now.betaSchedule(), now.klTermAt(0).weight(), Parts.of(now));
    }

    /**
     * The same where {@code epochs} (with their fraction) are done: what was chosen since the last step counts, which
     * is what the next one will minimise.
     */
    public static Objective of(Hyperparameters now, History history, double epochs) {
        Series train = history.train();
        long last = train.size() == 0 ? 0 : train.step(train.size() - 1);
        boolean chosenSince = history.events().stream()
                .anyMatch(event -> event.step() >= last
                        && event instanceof Event.SettingChanged<?> changed
                        && (changed.setting() == Settings.BETA || changed.setting() == Settings.BETA_SCHEDULE));
        return chosenSince
                ? new Objective(now.betaSchedule(), now.klTermAt(epochs).weight(), Parts.of(now))
                : of(now, history);
    }

    /** What the last step minimised, also where another was chosen since, for the next one. */
    public static Objective used(Hyperparameters now, History history) {
        return of(ofLastStep(now, history), history);
    }

    /**
     * What stands for the KL from the next step on, such as 4 × KL, where it was chosen since the last step; null where
     * it is what that step minimised.
     */
    public static @Nullable String chosen(Hyperparameters now, History history) {
        Hyperparameters then = ofLastStep(now, history);
        Parts parts = Parts.of(now);
        boolean same = then.beta() == now.beta()
                && then.betaSchedule().equals(now.betaSchedule())
                && Objects.equals(Parts.of(then), parts);
        if (same || history.train().size() == 0) return null;
        var next = new Objective(now.betaSchedule(), now.beta(), parts);
        return next.weighted() && now.betaScheduled()
                ? Texts.of("objective.scheduled", next.words(), Settings.BETA_SCHEDULE.shortly(now.betaSchedule()))
                : next.words();
    }

    /** The settings of the last step: what was chosen since is taken back. */
    private static Hyperparameters ofLastStep(Hyperparameters now, History history) {
        Series train = history.train();
        if (train.size() == 0) return now;
        long last = train.step(train.size() - 1);
        Hyperparameters then = now;
        List<Event> events = history.events();
        for (int i = events.size() - 1; i >= 0 && events.get(i).step() >= last; i--)
            if (events.get(i) instanceof Event.SettingChanged<?> changed) then = changed.takenBack(then);
        return then;
    }

    /** Of the step of point {@code i} of {@code series}, with the settings that it was taken with: with its own β. */
    public static Objective at(Objective setting, Series series, int i) {
        double used = setting.betaOf(series, i);
        if (setting.instead() || !Double.isFinite(used)) return setting;
        return new Objective(setting.schedule, new BigDecimal(used).round(KNOWN).doubleValue(), setting.parts);
    }

    private double betaOf(Series series, int i) {
        if (parts == null) return series.term(i) / series.kl(i);
        double others = parts.information * series.value(LossTerm.MUTUAL_INFORMATION, i)
                + parts.dimensions * series.value(LossTerm.DIMENSION_WISE_KL, i);
        return (series.term(i) - others) / series.value(LossTerm.TOTAL_CORRELATION, i);
    }

    /** Whether something else than a weighted KL, or weighted parts of it, stands in the loss. */
    private boolean instead() {
        return schedule instanceof Capacity || schedule instanceof FreeBits;
    }

    /** Whether it is β × KL with one β for each image. */
    public boolean weighted() {
        return parts == null && !instead();
    }

    /** Whether what is minimised is −ELBO, the bound itself. */
    public boolean isBound() {
        return weighted() && beta == 1;
    }

    /**
     * Two points of a run are compared by reconstruction + this × KL: with a capacity the KL goes where it is sent, and
     * parts of it are not told apart.
     */
    public double comparing() {
        if (parts != null) return 1;
        return schedule instanceof Capacity ? 0 : beta;
    }

    /** In a word or two, such as β = 0.5. */
    public String shortly() {
        if (parts != null) return Texts.of("objective.correlation", Numbers.plain(beta));
        if (weighted()) return Texts.of("objective.beta", Numbers.plain(beta));
        return Texts.of("schedule." + schedule.kind().word());
    }

    /** What is minimised of the KL, such as 0.5 × KL. */
    public String words() {
        if (parts != null)
            return Texts.of("objective.parts", times(parts.information), times(beta), times(parts.dimensions));
        if (schedule instanceof Capacity capacity)
            return Texts.of("objective.capacity", Numbers.plain(capacity.gamma()), Numbers.plain(capacity.nats()));
        if (schedule instanceof FreeBits free)
            return Texts.of(
                    beta == 1 ? "objective.free-bits" : "objective.free-bits.beta",
                    Numbers.plain(beta),
                    Numbers.plain(free.nats()));
        return Texts.of("objective.weighted", Numbers.plain(beta));
    }

    /** Nothing where it is 1. */
    private static String times(double weight) {
        return weight == 1 ? "" : Texts.of("objective.times", Numbers.plain(weight));
    }
}
