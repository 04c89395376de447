package org.latentfx.model.layer;

import org.ejml.data.FMatrixRMaj;
import org.latentfx.math.RandomStream;

/**
 * Hidden units that a step does without: each is 0 with probability p and otherwise 1/(1 − p) times as large, so that
 * sums stay what they are on average and nothing has to be done away from training (Srivastava et al. 2014). Which ones
 * depends on seed, layer, unit and the row's place in the run alone. Members of a team may take different rows at
 * once. What layers read instead is allocated at the first step with a rate.
 */
final class Dropout {
    private final FMatrixRMaj[] inputs;
    private final FMatrixRMaj[] outputs;
    private final int first;
    private final long[] keys;
    /** What follows each hidden layer; empty until there is a rate. */
    private FMatrixRMaj[] dropped = {};

    private double rate;
    private long place;

    /**
     * Of layers that follow each other; what the last puts out is not touched.
     *
     * @param first number of the first layer in the whole network, by which layers are told apart
     * @param inputs what each layer reads. Modified.
     */
    Dropout(int first, FMatrixRMaj[] inputs, FMatrixRMaj[] outputs) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.first = first;
        keys = new long[outputs.length];
    }

    /** Before a step. @param place of row 0 among all rows of the run */
    void begin(double rate, long seed, long place) {
        this.place = place;
        for (int i = 0; i < keys.length; i++) keys[i] = RandomStream.bits(RandomStream.DROPOUT.key(seed), first + i);
        turn(rate);
    }

    /** Before anything that is no training. */
    void none() {
        turn(0);
    }

    private void turn(double rate) {
        if (rate == this.rate) return;
        this.rate = rate;
        int last = outputs.length - 1;
        if (dropped.length == 0) {
            dropped = new FMatrixRMaj[last];
            for (int i = 0; i < last; i++) dropped[i] = new FMatrixRMaj(outputs[i].numRows, outputs[i].numCols);
        }
        for (int i = 0; i < last; i++) inputs[i + 1] = rate > 0 ? dropped[i] : outputs[i];
    }

    /** From what layer {@code i} puts out, what the next one reads. */
    void forward(int i, int from, int to) {
        if (rate == 0 || i == dropped.length) return;
        System.arraycopy(
                outputs[i].data,
                from * outputs[i].numCols,
                dropped[i].data,
                from * outputs[i].numCols,
                (to - from) * outputs[i].numCols);
        mask(i, dropped[i], from, to);
    }

    /** The derivative by what the next layer reads, times that of the activation, becomes that by the sums. */
    void backward(int i, FMatrixRMaj gradient, int from, int to) {
        if (rate > 0) mask(i, gradient, from, to);
    }

    private void mask(int i, FMatrixRMaj values, int from, int to) {
        int n = values.numCols;
        float kept = (float) (1 / (1 - rate));
        for (int r = from; r < to; r++)
            for (int j = 0; j < n; j++)
                values.data[r * n + j] *= RandomStream.uniform(keys[i], (place + r) * n + j) < rate ? 0 : kept;
    }
}
