package org.latentfx.model.layer;

import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.latentfx.math.RandomStream;
import org.latentfx.nn.Layer;

/**
 * Hidden units that a step does without: each is 0 with probability p and otherwise 1/(1 − p) times as large, so that
 * sums stay what they are on average and nothing has to be done away from training (Srivastava et al. 2014). Which ones
 * depends on seed, layer, unit and the image's place in the run alone. Members of a team may take different rows at
 * once. What layers read instead is allocated at the first step with a rate.
 */
public final class Dropout {
    private final FMatrixRMaj[] inputs;
    private final FMatrixRMaj[] outputs;
    private final int heads;
    private final long[] keys;
    /** What follows each hidden layer; empty until there is a rate. */
    private FMatrixRMaj[] dropped = {};

    private double rate;
    private long drawn;

    /**
     * @param layers the whole network; neither its heads, layer {@code heads}, nor the last are touched
     * @param inputs what each layer reads. Modified.
     */
    public Dropout(List<Layer> layers, int heads, FMatrixRMaj[] inputs, FMatrixRMaj[] outputs) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.heads = heads;
        keys = new long[layers.size()];
    }

    /** Before a step. @param drawn images drawn before row 0 */
    public void begin(double rate, long seed, long drawn) {
        this.drawn = drawn;
        for (int i = 0; i < keys.length; i++) keys[i] = RandomStream.bits(RandomStream.DROPOUT.key(seed), i);
        turn(rate);
    }

    /** Before anything that is no training. */
    public void none() {
        turn(0);
    }

    private void turn(double rate) {
        if (rate == this.rate) return;
        this.rate = rate;
        if (dropped.length == 0) {
            dropped = outputs.clone();
            for (int i = 0; i < dropped.length - 1; i++)
                if (i != heads) dropped[i] = new FMatrixRMaj(outputs[i].numRows, outputs[i].numCols);
        }
        for (int i = 0; i < outputs.length - 1; i++) if (i != heads) inputs[i + 1] = rate > 0 ? dropped[i] : outputs[i];
    }

    /** From what layer {@code i} puts out, what the next one reads. */
    public void forward(int i, int from, int to) {
        if (rate == 0 || dropped[i] == outputs[i]) return;
        System.arraycopy(
                outputs[i].data,
                from * outputs[i].numCols,
                dropped[i].data,
                from * outputs[i].numCols,
                (to - from) * outputs[i].numCols);
        mask(i, dropped[i], from, to);
    }

    /** The derivative by what the next layer reads, times that of the activation, becomes that by the sums. */
    public void backward(int i, FMatrixRMaj gradient, int from, int to) {
        if (rate > 0) mask(i, gradient, from, to);
    }

    private void mask(int i, FMatrixRMaj values, int from, int to) {
        int n = values.numCols;
        float kept = (float) (1 / (1 - rate));
        for (int r = from; r < to; r++)
            for (int j = 0; j < n; j++)
                values.data[r * n + j] *= RandomStream.uniform(keys[i], (drawn + r) * n + j) < rate ? 0 : kept;
    }
}
