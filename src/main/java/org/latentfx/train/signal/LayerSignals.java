package org.latentfx.train.signal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one layer did at one moment of a run. Immutable by convention; any thread.
 *
 * @param name as in {@link org.latentfx.model.ModelConfiguration#tensors()}, without the part behind the last point
 * @param tensors its weight and its bias, named as there
 * @param units what its units put out; null for a layer without an activation (the heads and the output)
 */
public record LayerSignals(
        String name, List<Tensor> tensors, @Nullable Units units) {
    /** An update of less than this share of the weights hardly moves them; one of more throws them about. */
    public static final double LEAST_RATIO = 1e-5;

    public static final double MOST_RATIO = 1e-1;

    /** From this share of dead units or saturated outputs on, it is noted. */
    public static final double NOTED_SHARE = 0.2;

    /** From this share on, it is grave. */
    public static final double GRAVE_SHARE = 0.5;

    /**
     * One tensor and the step that comes next.
     *
     * @param gradientNorm L2 norm of the gradient of what is minimised, averaged over the batch; nats per image and
     *     unit of weight
     * @param weightNorm L2 norm of its values
     * @param updateNorm L2 norm of what the step adds to them
     * @param values how its values are distributed
     */
    public record Tensor(String name, double gradientNorm, double weightNorm, double updateNorm, Histogram values) {
        /** ‖ΔW‖/‖W‖; NaN where all values are 0. */
        public double updateRatio() {
            return weightNorm > 0 ? updateNorm / weightNorm : Double.NaN;
        }
    }

    /**
     * The units of a hidden layer.
     *
     * @param count how many
     * @param dead units that put out 0 for every image; only of ReLU
     * @param saturated share of outputs near ±1, 0..1; only of tanh
     * @param outputs how the outputs are distributed over units and images
     */
    public record Units(int count, int dead, double saturated, Histogram outputs) {}

    public LayerSignals {
        tensors = List.copyOf(tensors);
    }

    /** L2 norm of the layer's gradient, all of its tensors together. */
    public double gradientNorm() {
        double squares = 0;
        for (Tensor tensor : tensors) squares += tensor.gradientNorm() * tensor.gradientNorm();
        return Math.sqrt(squares);
    }

    /** ‖ΔW‖/‖W‖ of the next step, of the weights alone: biases begin at 0. */
    public double updateRatio() {
        return tensors.get(0).updateRatio();
    }

    /** Share of units that no image excites, 0..1; NaN for a layer without units. */
    public double deadShare() {
        return units == null ? Double.NaN : (double) units.dead() / units.count();
    }

    /** Share of outputs near their bounds, 0..1; NaN for a layer without units. */
    public double saturatedShare() {
        return units == null ? Double.NaN : units.saturated();
    }

    /** Whether the weights move as fast as they should: about a thousandth a step. */
    public Level ratioLevel() {
        double ratio = updateRatio();
        return ratio >= LEAST_RATIO && ratio <= MOST_RATIO || Double.isNaN(ratio) ? Level.GOOD : Level.NOTE;
    }

    /** How grave it is what share of the units is dead or of the outputs saturated, whichever is more. */
    public Level unitsLevel() {
        double idle = units == null ? 0 : Math.max(deadShare(), units.saturated());
        if (idle >= GRAVE_SHARE) return Level.BAD;
        return idle >= NOTED_SHARE ? Level.NOTE : Level.GOOD;
    }
}
