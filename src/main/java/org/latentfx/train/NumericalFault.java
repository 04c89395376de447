package org.latentfx.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.latentfx.model.NonFinite;
import org.latentfx.model.TrainableModel;
import org.latentfx.text.Texts;

/**
 * How a run came to a number that is none: where it was first seen, and the figures that led there. Immutable; any
 * thread may use it.
 *
 * @param step the step that left it behind
 * @param found what and where
 * @param learningRate of that step
 * @param largestWeight the largest magnitude of a finite weight before the loss was lost
 * @param gradientNorm norm of Adam's running mean of the gradient, finite values alone; nats per unit of weight
 * @param losses of the last steps before, the oldest first; nats per image
 */
public record NumericalFault(
        long step,
        NonFinite found,
        double learningRate,
        double largestWeight,
        double gradientNorm,
        List<Double> losses) {
    /** Steps whose losses are kept. */
    static final int LOSSES = 5;

    /** What a step that was too large is divided by. */
    private static final double LOWER = 10;

    /** The rate that Adam was published with (Kingma & Ba 2015). */
    private static final double USUAL = 1e-3;

    /** Of the rates that can be set. */
    private static final double LOWEST = 1e-6;

    public NumericalFault {
        losses = List.copyOf(losses);
    }

    /**
     * What is wrong with {@code model}.
     *
     * @param before the step that left its weights
     * @param now the step that showed it
     * @param train losses so far
     */
    static NumericalFault of(TrainableModel model, long before, long now, double learningRate, Series train) {
        var found = Objects.requireNonNull(model.nonFinite());
        double largest = 0;
        for (float w : model.weights().values()) if (Float.isFinite(w)) largest = Math.max(largest, Math.abs(w));
        double squares = 0;
        for (float m : model.firstMoments()) if (Float.isFinite(m)) squares += (double) m * m;
        var losses = new ArrayList<Double>();
        for (int i = Math.max(0, train.size() - LOSSES); i < train.size(); i++) losses.add(train.total(i));
        long step = found.kind().ofStepBefore() ? before : now;
        return new NumericalFault(step, found, learningRate, largest, Math.sqrt(squares), losses);
    }

    /** A learning rate that is worth a try. */
    public double suggestedRate() {
        return Math.max(LOWEST, Math.min(USUAL, learningRate / LOWER));
    }

    /** What was found where, in a few words. */
    public String words() {
        return Texts.of(
                "training.fault." + found.kind().key(),
                found.tensor(),
                number(found.value()),
                Long.toString(step),
                found.count(),
                found.size());
    }

    /** The figures that led there, a line each. */
    public List<String> figures() {
        return List.of(
                words(),
                Texts.of("training.fault.range", number(found.largest())),
                Texts.of("training.fault.rate", Settings.LEARNING_RATE.format(learningRate)),
                Texts.of("training.fault.weights", number(largestWeight)),
                Texts.of("training.fault.gradient", number(gradientNorm)),
                Texts.of(
                        "training.fault.losses",
                        losses.size(),
                        losses.stream().map(NumericalFault::number).collect(Collectors.joining(", "))));
    }

    private static String number(double value) {
        if (Double.isNaN(value)) return "NaN";
        if (Double.isInfinite(value)) return value > 0 ? "∞" : "−∞";
        return String.format(Locale.ENGLISH, "%.4g", value);
    }
}
