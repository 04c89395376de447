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
import org.latentfx.model.kind.Capability;
import org.latentfx.model.prior.Posterior;
import org.latentfx.train.RunState;

/**
 * What the hidden units and the codes of a model are for some images.
 *
 * @param units by the name of their layer
 */
record UnitActivity(Map<String, LayerSignals.Units> units, CodeSignals codes) {
    /** Images of one pass. */
    static final int ROWS = 100;

    /** @param done told the share done, 0..1; it may throw */
    static UnitActivity of(RunState state, ImageSet images, Kernel kernel, DoubleConsumer done) {
        var kind = state.configuration().kind();
        if (kind.can(Capability.JUDGES))
            return new UnitActivity(PlayerUnits.of(state, images, kernel, done), CodeSignals.NONE);
        if (!kind.can(Capability.ENCODES)) return new UnitActivity(Map.of(), CodeSignals.NONE);
        var model = new FrozenModel(state.weights(), kernel);
        var activations = new Activations(model, ROWS);
        List<UnitCounts> counts = new ArrayList<>();
        for (var layer : activations.layers()) counts.add(new UnitCounts(layer.units()));
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
            for (int i = 0; i < counts.size(); i++) {
                int layer = i;
                counts.get(i).add((row, unit) -> activations.value(layer, row, unit), rows);
            }
            encoder.encode(images, first, rows, someMu, someLogVar);
            System.arraycopy(someMu, 0, mu, first * d, rows * d);
            System.arraycopy(someLogVar, 0, logVar, first * d, rows * d);
        }
        var units = new LinkedHashMap<String, LayerSignals.Units>();
        Activation f = model.configuration().activation();
        for (int i = 0; i < counts.size(); i++)
            units.put(activations.layers().get(i).name(), counts.get(i).units(f, n));
        return new UnitActivity(
                units,
                kind.variational() ? codes(mu, logVar, d, state.configuration().sampledFromNormal()) : points(mu, d));
    }

    /** @param normal whether the prior is N(0, I), which codes can be held against one latent at a time */
    private static CodeSignals codes(float[] mu, float[] logVar, int d, boolean normal) {
        double[] priorKl = normal ? priorKl(mu, logVar, d) : new double[0];
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
}
