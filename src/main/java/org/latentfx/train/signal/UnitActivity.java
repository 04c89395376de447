package org.latentfx.train.signal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.model.Activations;
import org.latentfx.model.Encoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Posterior;
import org.latentfx.model.kind.Capability;
import org.latentfx.train.RunState;

/**
 * What the hidden units and the codes of a model are for some images.
 *
 * @param units by the name of their layer
 */
record UnitActivity(Map<String, LayerSignals.Units> units, CodeSignals codes) {
    /** Images of one pass. */
    static final int ROWS = 100;

    /** From here on a tanh hardly lets a gradient through: its derivative is below 0.02. */
    private static final double SATURATED = 0.99;

    /** @param done told the share done, 0..1; it may throw */
    static UnitActivity of(RunState state, ImageSet images, Kernel kernel, DoubleConsumer done) {
        var kind = state.configuration().kind();
        if (!kind.can(Capability.ENCODES)) return new UnitActivity(Map.of(), CodeSignals.NONE);
        var model = new FrozenModel(state.weights(), kernel);
        var activations = new Activations(model, ROWS);
        List<Counts> counts = new ArrayList<>();
        for (var layer : activations.layers()) counts.add(new Counts(layer.units()));
        int n = images.size();
        int d = model.latents();
        var encoder = new Encoder(model, ROWS);
        float[] mu = new float[n * d];
        float[] logVar = new float[n * d];
        float[] someMu = new float[ROWS * d];
        float[] someLogVar = new float[ROWS * d];
        for (int first = 0; first < n; first += ROWS) {
            done.accept((double) first / n);
            int rows = Math.min(ROWS, n - first);
            activations.pass(images, first, rows);
            for (int i = 0; i < counts.size(); i++) counts.get(i).add(activations, i, rows);
            encoder.encode(images, first, rows, someMu, someLogVar);
            System.arraycopy(someMu, 0, mu, first * d, rows * d);
            System.arraycopy(someLogVar, 0, logVar, first * d, rows * d);
        }
        var units = new LinkedHashMap<String, LayerSignals.Units>();
        Activation f = model.configuration().activation();
        for (int i = 0; i < counts.size(); i++)
            units.put(activations.layers().get(i).name(), counts.get(i).units(f, n));
        return new UnitActivity(units, kind.variational() ? codes(mu, logVar, d) : points(mu, d));
    }

    private static CodeSignals codes(float[] mu, float[] logVar, int d) {
        double[] priorKl = priorKl(mu, logVar, d);
        int clamped = 0;
        for (float s : logVar) if (Math.abs(s) >= Posterior.LIMIT) clamped++;
        Arrays.sort(logVar);
        return new CodeSignals(
                Math.exp(0.5 * logVar[0]),
                Math.exp(0.5 * logVar[logVar.length / 2]),
                Math.exp(0.5 * logVar[logVar.length - 1]),
                (double) clamped / logVar.length,
                variances(mu, d),
                priorKl);
    }

    private static double[] priorKl(float[] mu, float[] logVar, int d) {
        int n = mu.length / d;
        double[] variance = variances(mu, d);
        double[] kl = new double[d];
        for (int j = 0; j < d; j++) {
            double mean = 0;
            for (int i = 0; i < n; i++) {
                mean += mu[i * d + j] / (double) n;
                variance[j] += Math.exp(logVar[i * d + j]) / n;
            }
            kl[j] = 0.5 * (mean * mean + variance[j] - 1 - Math.log(variance[j]));
        }
        return kl;
    }

    private static CodeSignals points(float[] mu, int d) {
        return new CodeSignals(Double.NaN, Double.NaN, Double.NaN, 0, variances(mu, d), new double[0]);
    }

    /** Of each column of {@code mu}, images × d, in two passes, which no large mean spoils. */
    private static double[] variances(float[] mu, int d) {
        int n = mu.length / d;
        double[] variances = new double[d];
        for (int j = 0; j < d; j++) {
            double mean = 0;
            for (int i = 0; i < n; i++) mean += mu[i * d + j] / (double) n;
            for (int i = 0; i < n; i++) variances[j] += (mu[i * d + j] - mean) * (mu[i * d + j] - mean) / n;
        }
        return variances;
    }

    /** What the units of one layer did so far. */
    private static final class Counts {
        private final boolean[] excited;
        private final Histogram.Counter outputs = new Histogram.Counter();
        private long saturated;

        Counts(int units) {
            excited = new boolean[units];
        }

        void add(Activations of, int layer, int rows) {
            for (int r = 0; r < rows; r++)
                for (int u = 0; u < excited.length; u++) {
                    float value = of.value(layer, r, u);
                    if (value != 0) excited[u] = true;
                    if (Math.abs(value) > SATURATED) saturated++;
                    outputs.add(value);
                }
        }

        LayerSignals.Units units(Activation f, int images) {
            int dead = 0;
            for (boolean ever : excited) if (!ever && f == Activation.RELU) dead++;
            double share = f == Activation.TANH ? (double) saturated / images / excited.length : 0;
            return new LayerSignals.Units(excited.length, dead, share, outputs.histogram());
        }
    }
}
