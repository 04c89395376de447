package org.latentfx.app.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.ejml.data.FMatrixRMaj;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.math.WorkPartition;

/**
 * Another kernel with a clock at each of its operations, for the benchmark alone: training itself is never timed
 * inside. Any thread may use it, each writes to a clock of its own; {@link #times} and {@link #restart} want the
 * others at rest.
 */
final class TimedKernel implements Kernel {
    /** What an operation belongs to. */
    enum Phase {
        PRODUCTS,
        ELEMENT_WISE,
        /** With the layouts that the products read, made anew from the weights as they move. */
        ADAM,
        NOISE;

        String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** One operation, at one layer where it has one; sorted as its name reads. */
    record Operation(Phase phase, String name, int in, int out) {
        String label() {
            return in == 0 ? name : name + " " + in + "x" + out;
        }
    }

    /** What an operation took, summed over threads. */
    record Time(long nanos, double flop) {
        Time plus(long moreNanos, double moreFlop) {
            return new Time(nanos + moreNanos, flop + moreFlop);
        }
    }

    private final Kernel kernel;
    private final List<Map<Operation, Time>> everyClock = Collections.synchronizedList(new ArrayList<>());
    private final ThreadLocal<Map<Operation, Time>> clock = ThreadLocal.withInitial(() -> {
        var mine = new HashMap<Operation, Time>();
        everyClock.add(mine);
        return mine;
    });

    TimedKernel(Kernel kernel) {
        this.kernel = kernel;
    }

    /** Sets every clock to zero. */
    void restart() {
        for (var each : everyClock) each.clear();
    }

    /** What each operation took since the last restart, all threads together, by label. */
    Map<String, Map.Entry<Operation, Time>> times() {
        var sum = new TreeMap<String, Map.Entry<Operation, Time>>();
        for (var each : everyClock)
            each.forEach((operation, time) -> sum.merge(
                    operation.label(),
                    Map.entry(operation, time),
                    (a, b) -> Map.entry(operation, a.getValue().plus(b.getValue().nanos, b.getValue().flop))));
        return sum;
    }

    private void add(Phase phase, String name, int in, int out, long begin, double flop) {
        long nanos = System.nanoTime() - begin;
        clock.get()
                .compute(
                        new Operation(phase, name, in, out),
                        (key, time) -> time == null ? new Time(nanos, flop) : time.plus(nanos, flop));
    }

    private final class TimedGradients extends PackedMatrix {
        private final PackedMatrix gradients;

        TimedGradients(FMatrixRMaj matrix) {
            super(matrix);
            gradients = kernel.packGradients(matrix);
        }

        @Override
        public void changed(int from, int to) {
            long begin = System.nanoTime();
            gradients.changed(from, to);
            add(Phase.PRODUCTS, "packing", 0, matrix.numCols, begin, 0);
        }
    }

    private final class TimedWeights extends PackedWeights {
        private final PackedWeights weights;

        TimedWeights(FMatrixRMaj matrix) {
            super(matrix);
            weights = kernel.packWeights(matrix);
        }

        @Override
        public void changed(int from, int to) {
            weights.changed(from, to);
        }

        @Override
        public void adam(AdamStep step, float[] gradient, int at, float[] m, float[] v, int from, int to) {
            long begin = System.nanoTime();
            weights.adam(step, gradient, at, m, v, from, to);
            add(Phase.ADAM, "adam", matrix.numRows, matrix.numCols, begin, 0);
        }
    }

    @Override
    public String name() {
        return kernel.name();
    }

    @Override
    public String description() {
        return kernel.description();
    }

    @Override
    public PackedWeights packWeights(FMatrixRMaj matrix) {
        return new TimedWeights(matrix);
    }

    @Override
    public PackedMatrix packGradients(FMatrixRMaj matrix) {
        return new TimedGradients(matrix);
    }

    @Override
    public void forward(float[] x, int xAt, PackedWeights w, float[] bias, Activation f, float[] y, int yAt, int rows) {
        long begin = System.nanoTime();
        kernel.forward(x, xAt, ((TimedWeights) w).weights, bias, f, y, yAt, rows);
        add(Phase.PRODUCTS, "forward", w.matrix.numRows, w.matrix.numCols, begin, flop(rows, w));
    }

    @Override
    public void backwardInput(
            float[] dy, int dyAt, PackedWeights w, float[] x, int xAt, Activation f, float[] dx, int dxAt, int rows) {
        long begin = System.nanoTime();
        kernel.backwardInput(dy, dyAt, ((TimedWeights) w).weights, x, xAt, f, dx, dxAt, rows);
        add(Phase.PRODUCTS, "backward", w.matrix.numRows, w.matrix.numCols, begin, flop(rows, w));
    }

    private static double flop(int rows, PackedWeights w) {
        return 2.0 * rows * w.matrix.numRows * w.matrix.numCols;
    }

    @Override
    public void addWeightGradient(
            float[] x, int xAt, int in, float[] dy, int dyAt, int out, int rows, float[] dw, int dwAt) {
        long begin = System.nanoTime();
        kernel.addWeightGradient(x, xAt, in, dy, dyAt, out, rows, dw, dwAt);
        add(Phase.PRODUCTS, "gradient", in, out, begin, 2.0 * rows * in * out);
    }

    @Override
    public void activate(Activation f, float[] x, float[] y, int offset, int n) {
        long begin = System.nanoTime();
        kernel.activate(f, x, y, offset, n);
        add(Phase.ELEMENT_WISE, "activation", 0, 0, begin, 0);
    }

    @Override
    public void timesDerivative(Activation f, float[] x, int xAt, float[] dx, int dxAt, int n) {
        long begin = System.nanoTime();
        kernel.timesDerivative(f, x, xAt, dx, dxAt, n);
        add(Phase.ELEMENT_WISE, "derivative", 0, 0, begin, 0);
    }

    @Override
    public void weightGradient(
            FMatrixRMaj x, PackedMatrix dy, int batch, WorkPartition rows, int member, GradientRows use) {
        long[] begin = {System.nanoTime()};
        int out = dy.matrix.numCols;
        kernel.weightGradient(x, ((TimedGradients) dy).gradients, batch, rows, member, (block, at, first, last) -> {
            double flop = 2.0 * (last - first) * batch * out;
            add(Phase.PRODUCTS, "gradient", x.numCols, out, begin[0], flop);
            use.rows(block, at, first, last);
            begin[0] = System.nanoTime();
        });
    }

    @Override
    public void biasGradient(FMatrixRMaj dy, int batch, float[] db, int from, int to) {
        long begin = System.nanoTime();
        kernel.biasGradient(dy, batch, db, from, to);
        add(Phase.ELEMENT_WISE, "bias-gradient", 0, 0, begin, 0);
    }

    @Override
    public double bernoulli(
            float[] logits, int logitOffset, float[] targets, int targetOffset, int n, float scale, float[] gradient) {
        long begin = System.nanoTime();
        double loss = kernel.bernoulli(logits, logitOffset, targets, targetOffset, n, scale, gradient);
        add(Phase.ELEMENT_WISE, "bernoulli", 0, 0, begin, 0);
        return loss;
    }

    @Override
    public void adam(AdamStep step, float[] gradient, float[] m, float[] v, float[] value, int from, int to) {
        long begin = System.nanoTime();
        kernel.adam(step, gradient, m, v, value, from, to);
        add(Phase.ADAM, "adam", 0, 0, begin, 0);
    }

    @Override
    public void gaussian(long key, long position, float[] out, int offset, int n) {
        long begin = System.nanoTime();
        kernel.gaussian(key, position, out, offset, n);
        add(Phase.NOISE, "gaussian", 0, 0, begin, 0);
    }

    @Override
    public void dequantise(byte[] bytes, int byteOffset, float[] out, int offset, int n) {
        long begin = System.nanoTime();
        kernel.dequantise(bytes, byteOffset, out, offset, n);
        add(Phase.ELEMENT_WISE, "dequantise", 0, 0, begin, 0);
    }

    @Override
    public void binarise(byte[] bytes, int byteOffset, long key, long position, float[] out, int offset, int n) {
        long begin = System.nanoTime();
        kernel.binarise(bytes, byteOffset, key, position, out, offset, n);
        add(Phase.NOISE, "binarise", 0, 0, begin, 0);
    }

    @Override
    public void exp(float[] x, float[] out, int offset, int n) {
        long begin = System.nanoTime();
        kernel.exp(x, out, offset, n);
        add(Phase.ELEMENT_WISE, "exp", 0, 0, begin, 0);
    }

    @Override
    public void sigmoid(float[] x, float[] out, int offset, int n) {
        long begin = System.nanoTime();
        kernel.sigmoid(x, out, offset, n);
        add(Phase.ELEMENT_WISE, "sigmoid", 0, 0, begin, 0);
    }
}
