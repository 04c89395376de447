package org.latentfx.model.look;

import org.ejml.data.FMatrixRMaj;
import org.latentfx.math.Kernel;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.autoregressive.MaskedLayers;
import org.latentfx.model.kind.Capability;
import org.latentfx.model.likelihood.LogitRows;
import org.latentfx.nn.Dense;
import org.latentfx.nn.FlatParameters;
import org.latentfx.nn.Parameter;

/**
 * −log p(x) of pictures by a frozen autoregressive model, exact: the sum of −log p(x_i | x_<i) over their values, all
 * of them by one pass. One thread at a time; nothing is allocated by picture.
 */
public final class ExactLikelihood {
    private final FrozenModel model;
    private final int rows;
    private final MaskedLayers layers;
    private final FMatrixRMaj x;
    private final FMatrixRMaj[] outputs;
    private final LogitRows logits;

    /**
     * Packs the weights anew; throws {@link org.latentfx.text.Refusal} if the model knows no such thing.
     *
     * @param rows pictures looked at together; calls may ask for any number
     */
    public ExactLikelihood(FrozenModel model, int rows) {
        var of = model.configuration();
        of.kind().need(Capability.AUTOREGRESSIVE);
        this.model = model;
        this.rows = rows;
        Kernel kernel = model.kernel();
        layers = new MaskedLayers(of.values(), of.widths(), of.activation(), false, kernel);
        FlatParameters.of(layers.parameters()).read(model.weights().values(), Parameter::value);
        layers.changed();
        x = new FMatrixRMaj(rows, of.values());
        outputs = layers.layers().stream()
                .map(layer -> new FMatrixRMaj(rows, layer.out()))
                .toArray(FMatrixRMaj[]::new);
        logits = new LogitRows(kernel, outputs[outputs.length - 1].data, of.values());
    }

    /**
     * Nats of each of {@code count} pictures, 0 or 1 or grey between them, summed over values; of grey values they are
     * cross-entropies.
     *
     * @param pictures row-major; not modified
     */
    public void nats(float[] pictures, int count, double[] nats) {
        int values = x.numCols;
        for (int done = 0; done < count; done += rows) {
            int some = Math.min(rows, count - done);
            System.arraycopy(pictures, done * values, x.data, 0, some * values);
            pass(some);
            var likelihood = model.configuration().likelihood();
            for (int r = 0; r < some; r++) nats[done + r] = likelihood.loss(logits, r, x.data, r * values, 1, 1);
        }
    }

    /** Nats of each value of one picture: −log p(x_i | x_<i), at the place where the value is. A new array. */
    public float[] natsByValue(float[] picture) {
        System.arraycopy(picture, 0, x.data, 0, picture.length);
        pass(1);
        var likelihood = model.configuration().likelihood();
        float[] each = new float[picture.length];
        for (int i = 0; i < each.length; i++) each[i] = (float) likelihood.term(logits.values()[i], picture[i], 1);
        return each;
    }

    private void pass(int some) {
        FMatrixRMaj in = x;
        for (int i = 0; i < outputs.length; i++) {
            Dense layer = layers.layers().get(i);
            layer.forward(in, outputs[i], 0, some);
            in = outputs[i];
        }
    }
}
