package org.latentfx.analysis.inpainting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.latentfx.analysis.Progress;
import org.latentfx.math.Kernel;
import org.latentfx.model.DecoderJacobian;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.prior.Prior;
import org.latentfx.text.Refusal;

/**
 * Asking the decoder which z draws a picture of which some pixels are known: the walk that Adam takes on z from the
 * best of several starts, with the encoder out of play. Cost in nats: −Σ log p(x|z) over the known pixels plus the
 * share asked for of −log p(z) (constant left out). Of a model that gives images no likelihood the first part is the
 * sum of squared differences, as is usual for GANs (Zhu et al. 2016). Immutable by convention; computed on the calling
 * thread.
 *
 * @param walk z after each step from the best start, up to the lowest cost found
 * @param costs at each z of the walk
 * @param start which start it came from
 * @param steps how many were taken from each start
 * @param finished false if it was cancelled early; the walk is then what was found until then
 */
public record Inversion(List<float[]> walk, double[] costs, int start, int steps, boolean finished) {
    private static final double RATE = 0.1;

    /** Cost at the start of the walk. */
    public double before() {
        return costs[0];
    }

    /** Cost at its end. */
    public double after() {
        return costs[costs.length - 1];
    }

    /** The z found. */
    public float[] z() {
        return walk.get(walk.size() - 1);
    }

    /**
     * Takes {@code steps} steps of Adam from all {@code starts} at once, the rate falling along half a cosine.
     * Cancelling ends it early with what is found. {@link Refusal} if no pixel is known.
     *
     * @param picture pixels in 0..1
     * @param known which pixels count
     * @param priorWeight share of −log p(z) in the cost: 0 the likeliest picture, 1 the likeliest z as well
     */
    public static Inversion of(
            FrozenModel model,
            float[] picture,
            boolean[] known,
            List<float[]> starts,
            double priorWeight,
            int steps,
            Progress progress) {
        int[] pixels = IntStream.range(0, known.length).filter(i -> known[i]).toArray();
        if (pixels.length == 0) throw new Refusal("analysis.known.none");
        if (starts.isEmpty() || steps < 1)
            throw new IllegalArgumentException(
                    "inversion: found " + starts.size() + " starts and " + steps + " steps, expected some of each");
        int d = model.configuration().latents();
        var descent = new Descent(model, picture, pixels, starts, priorWeight);
        var walks = new ArrayList<float[]>();
        var costs = new ArrayList<double[]>();
        boolean finished = true;
        for (int step = 0; ; step++) {
            double[] now = descent.costs();
            walks.add(descent.z.clone());
            costs.add(now);
            progress.done().accept((double) step / steps);
            if (step == steps) break;
            finished = !progress.cancelled().getAsBoolean();
            if (!finished) break;
            descent.step(step, steps);
        }
        return best(walks, costs, d, finished);
    }

    /** The points on their way, all starts at once. */
    private static final class Descent {
        private final Kernel kernel;
        private final DecoderJacobian jacobian;
        private final KnownPixels cost;
        private final double priorWeight;
        private final Prior prior;
        private final boolean normal;
        private final int rows;
        private final float[] z;
        private final float[] gradient;
        private final float[] m;
        private final float[] v;
        private final float[] logitGradients;

        Descent(FrozenModel model, float[] picture, int[] pixels, List<float[]> starts, double priorWeight) {
            int d = model.configuration().latents();
            kernel = model.kernel();
            this.priorWeight = priorWeight;
            prior = model.prior();
            normal = model.configuration().pseudoInputs() == 0;
            rows = starts.size();
            jacobian = new DecoderJacobian(model, rows);
            cost = new KnownPixels(model, picture, pixels);
            z = new float[rows * d];
            for (int r = 0; r < rows; r++) System.arraycopy(starts.get(r), 0, z, r * d, d);
            gradient = new float[rows * d];
            m = new float[rows * d];
            v = new float[rows * d];
            logitGradients = new float[rows * picture.length];
        }

        /** What each point costs, and how that changes with its logits. */
        double[] costs() {
            int n = logitGradients.length / rows;
            int d = z.length / rows;
            jacobian.at(z, rows);
            double[] costs = new double[rows];
            for (int r = 0; r < rows; r++) {
                costs[r] = cost.of(jacobian.logits(), r * n, logitGradients);
                if (!normal && priorWeight > 0) costs[r] -= priorWeight * prior.logDensity(z, r * d);
                for (int i = r * d; i < (r + 1) * d && normal; i++) costs[r] += 0.5 * priorWeight * z[i] * z[i];
            }
            return costs;
        }

        void step(int step, int steps) {
            jacobian.pullLogits(logitGradients, gradient);
            for (int r = 0; r < rows; r++) prior.addGradient(z, r * (z.length / rows), (float) priorWeight, gradient);
            double rate = RATE * (1 + Math.cos(Math.PI * step / steps)) / 2;
            kernel.adam(Kernel.AdamStep.at(step + 1, rate), gradient, m, v, z, 0, z.length);
        }
    }

    private static Inversion best(List<float[]> walks, List<double[]> costs, int d, boolean finished) {
        int start = 0;
        int end = 0;
        for (int step = 0; step < costs.size(); step++) {
            int best = lowest(costs.get(step));
            if (costs.get(step)[best] < costs.get(end)[start]) {
                start = best;
                end = step;
            }
        }
        var walk = new ArrayList<float[]>();
        double[] along = new double[end + 1];
        for (int step = 0; step <= end; step++) {
            walk.add(Arrays.copyOfRange(walks.get(step), start * d, (start + 1) * d));
            along[step] = costs.get(step)[start];
        }
        return new Inversion(List.copyOf(walk), along, start, costs.size() - 1, finished);
    }

    private static int lowest(double[] values) {
        int lowest = 0;
        for (int i = 1; i < values.length; i++) if (values[i] < values[lowest]) lowest = i;
        return lowest;
    }
}
