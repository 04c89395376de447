package org.latentfx.analysis.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latentfx.analysis.Progress;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Activation;
import org.latentfx.model.Activations;
import org.latentfx.model.Encoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Posterior;

/**
 * Whether the units of a model work: those that no image excites, those that are driven against their bounds, and how
 * wide q(z|x) is. Immutable by convention; made on the calling thread by a pure function.
 *
 * @param images how many images were looked at
 * @param layers the hidden layers in order; none in a linear model
 * @param leastSigma the least σ of any code; at most {@code largestSigma}
 * @param medianSigma half of all σ are below
 * @param clamped share of log σ² at a bound of ±10, 0..1
 */
public record LayerActivity(
        int images, List<Layer> layers, double leastSigma, double medianSigma, double largestSigma, double clamped) {
    /** So many tell a unit that is dead from one that is rarely needed. */
    public static final int IMAGES = 2000;

    private static final int ROWS = 128;

    /** From here on a tanh hardly lets a gradient through: its derivative is below 0.02. */
    private static final double SATURATED = 0.99;

    /** How grave it is; the thresholds are those of this project's table of training health. */
    public enum Level {
        GOOD,
        NOTE,
        BAD
    }

    /**
     * A hidden layer.
     *
     * @param dead units that put out 0 for every image; only of ReLU
     * @param saturated share of outputs near ±1, 0..1; only of tanh
     */
    public record Layer(String name, int units, int dead, double saturated) {
        private static final double NOTED = 0.2;
        private static final double GRAVE = 0.5;

        /** What share of the units is dead or of the outputs saturated, whichever is more. */
        public double idle() {
            return Math.max((double) dead / units, saturated);
        }

        public Level level() {
            if (idle() >= GRAVE) return Level.BAD;
            return idle() >= NOTED ? Level.NOTE : Level.GOOD;
        }
    }

    /** Looks at the first {@value #IMAGES} of {@code set}. */
    public static LayerActivity of(FrozenModel model, ImageSet set, Progress progress) {
        int n = Math.min(IMAGES, set.size());
        var activations = new Activations(model, ROWS);
        var counts = new ArrayList<Counts>();
        for (var layer : activations.layers()) counts.add(new Counts(layer.name(), layer.units()));
        int d = model.latents();
        var encoder = new Encoder(model, ROWS);
        float[] mu = new float[ROWS * d];
        float[] some = new float[ROWS * d];
        float[] logVar = new float[n * d];
        for (int first = 0; first < n; first += ROWS) {
            progress.at(first, n);
            int rows = Math.min(ROWS, n - first);
            activations.pass(set, first, rows);
            for (int i = 0; i < counts.size(); i++) counts.get(i).add(activations, i, rows);
            encoder.encode(set, first, rows, mu, some);
            System.arraycopy(some, 0, logVar, first * d, rows * d);
        }
        Activation f = model.configuration().activation();
        return of(n, counts.stream().map(c -> c.layer(f, n)).toList(), logVar);
    }

    private static LayerActivity of(int images, List<Layer> layers, float[] logVar) {
        int clamped = 0;
        for (float s : logVar) if (Math.abs(s) >= Posterior.LIMIT) clamped++;
        Arrays.sort(logVar);
        return new LayerActivity(
                images,
                layers,
                Math.exp(0.5 * logVar[0]),
                Math.exp(0.5 * logVar[logVar.length / 2]),
                Math.exp(0.5 * logVar[logVar.length - 1]),
                (double) clamped / logVar.length);
    }

    /** What the units of one layer did so far. */
    private static final class Counts {
        private final String name;
        private final boolean[] excited;
        private long saturated;

        Counts(String name, int units) {
            this.name = name;
            excited = new boolean[units];
        }

        void add(Activations of, int layer, int rows) {
            for (int r = 0; r < rows; r++)
                for (int u = 0; u < excited.length; u++) {
                    float value = of.value(layer, r, u);
                    if (value != 0) excited[u] = true;
                    if (Math.abs(value) > SATURATED) saturated++;
                }
        }

        Layer layer(Activation f, int images) {
            int dead = 0;
            for (boolean ever : excited) if (!ever && f == Activation.RELU) dead++;
            double share = f == Activation.TANH ? (double) saturated / images / excited.length : 0;
            return new Layer(name, excited.length, dead, share);
        }
    }
}
