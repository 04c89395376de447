package org.latentfx.math.simd;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.latentfx.math.Kernel;

/**
 * Element-wise operations on ranges of arrays, one pass each. A tail shorter than a vector goes through the same vector
 * code in a padded scratch where rounding could differ, so an element's value never depends on where a range ends.
 * Loops run while i is below a fixed end; of other loops C2 keeps the bounds checks. Any thread may use it.
 */
final class Elements {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

    /** As many bytes as there are lanes. */
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(LANES * Byte.SIZE));

    private static final FloatVector ZERO = VectorMath.constant(0f);
    private static final FloatVector ONE = VectorMath.constant(1f);
    private static final FloatVector LEVELS = VectorMath.constant(255f);

    private Elements() {}

    private static void each(VectorMath f, float[] x, float[] out, int offset, int n) {
        int whole = n / LANES * LANES;
        f.apply(x, offset, out, offset, whole);
        if (whole == n) return;
        float[] piece = Scratch.mine(1).room(LANES).array;
        System.arraycopy(x, offset + whole, piece, 0, n - whole);
        Arrays.fill(piece, n - whole, LANES, 0);
        f.apply(piece, 0, piece, 0, LANES);
        System.arraycopy(piece, 0, out, offset + whole, n - whole);
    }

    static void exp(float[] x, float[] out, int offset, int n) {
        each(VectorMath.EXP, x, out, offset, n);
    }

    static void sigmoid(float[] x, float[] out, int offset, int n) {
        each(VectorMath.SIGMOID, x, out, offset, n);
    }

    static void tanh(float[] x, float[] out, int offset, int n) {
        each(VectorMath.TANH, x, out, offset, n);
    }

    /** y = max(x, leak·x). */
    static void leaky(float[] x, float leak, float[] y, int offset, int n) {
        int i = offset;
        int end = offset + n;
        int whole = end - n % LANES;
        // vector body
        for (; i < whole; i += LANES) {
            FloatVector v = FloatVector.fromArray(S, x, i);
            v.max(v.mul(leak)).intoArray(y, i);
        }
        // scalar tail
        for (; i < end; i++) y[i] = Math.max(x[i], leak * x[i]);
    }

    /** y = x·sigmoid(x). */
    static void silu(float[] x, float[] y, int offset, int n) {
        Scratch scratch = sigmoids(x, offset, n);
        float[] s = scratch.array;
        int ahead = scratch.start - offset;
        int i = offset;
        int end = offset + n;
        int whole = end - n % LANES;
        // vector body
        for (; i < whole; i += LANES)
            FloatVector.fromArray(S, x, i)
                    .mul(FloatVector.fromArray(S, s, ahead + i))
                    .intoArray(y, i);
        // scalar tail
        for (; i < end; i++) y[i] = x[i] * s[ahead + i];
    }

    /** The sigmoids of {@code n} elements of {@code x}, in this thread's scratch. */
    private static Scratch sigmoids(float[] x, int offset, int n) {
        int whole = n / LANES * LANES;
        Scratch scratch = Scratch.mine(2).room(whole + LANES);
        VectorMath.SIGMOID.apply(x, offset, scratch.array, scratch.start, whole);
        int rest = scratch.start + whole;
        System.arraycopy(x, offset + whole, scratch.array, rest, n - whole);
        Arrays.fill(scratch.array, rest + n - whole, rest + LANES, 0);
        VectorMath.SIGMOID.apply(scratch.array, rest, scratch.array, rest, LANES);
        return scratch;
    }

    /** dx ← dx ⊙ s·(1 + x·(1 − s)), where s = sigmoid(x). */
    static void timesSiluDerivative(float[] x, int xAt, float[] dx, int dxAt, int n) {
        Scratch scratch = sigmoids(x, xAt, n);
        float[] array = scratch.array;
        int start = scratch.start;
        int i = 0;
        int whole = n - n % LANES;
        // vector body
        for (; i < whole; i += LANES) {
            FloatVector s = FloatVector.fromArray(S, array, start + i);
            FloatVector v = FloatVector.fromArray(S, x, xAt + i);
            FloatVector slope = ONE.sub(s).mul(v).add(ONE).mul(s);
            FloatVector.fromArray(S, dx, dxAt + i).mul(slope).intoArray(dx, dxAt + i);
        }
        // scalar tail
        for (; i < n; i++) {
            float s = array[start + i];
            dx[dxAt + i] *= ((1 - s) * x[xAt + i] + 1) * s;
        }
    }

    /** dx ← dx ⊙ f′, where f′ is given as a function of the activations y: 1 or {@code leak} by sign. */
    static void timesDerivative(float[] y, int yAt, float leak, float[] dx, int dxAt, int n) {
        int ahead = yAt - dxAt;
        int i = dxAt;
        int end = dxAt + n;
        int whole = end - n % LANES;
        // vector body
        for (; i < whole; i += LANES) {
            FloatVector d = FloatVector.fromArray(S, dx, i);
            var positive = FloatVector.fromArray(S, y, ahead + i).compare(VectorOperators.GT, 0f);
            d.mul(leak).blend(d, positive).intoArray(dx, i);
        }
        // scalar tail
        for (; i < end; i++) dx[i] *= y[ahead + i] > 0 ? 1 : leak;
    }

    /** dx ← dx ⊙ (1 − y²). */
    static void timesTanhDerivative(float[] y, int yAt, float[] dx, int dxAt, int n) {
        int ahead = yAt - dxAt;
        int i = dxAt;
        int end = dxAt + n;
        int whole = end - n % LANES;
        // vector body
        for (; i < whole; i += LANES) {
            FloatVector v = FloatVector.fromArray(S, y, ahead + i);
            FloatVector derivative = FloatVector.broadcast(S, 1f).sub(v.mul(v));
            FloatVector.fromArray(S, dx, i).mul(derivative).intoArray(dx, i);
        }
        // scalar tail
        for (; i < end; i++) {
            float v = y[ahead + i];
            dx[i] *= 1 - v * v;
        }
    }

    /** db_j = Σ_r dy_rj, the rows in order. */
    static void columnSums(float[] dy, int stride, int batch, float[] db, int from, int to) {
        int j = from;
        int whole = to - (to - from) % LANES;
        // vector body
        for (; j < whole; j += LANES) {
            FloatVector sum = FloatVector.zero(S);
            for (int r = 0; r < batch; r++) sum = sum.add(FloatVector.fromArray(S, dy, r * stride + j));
            sum.intoArray(db, j);
        }
        // scalar tail
        for (; j < to; j++) {
            float sum = 0;
            for (int r = 0; r < batch; r++) sum += dy[r * stride + j];
            db[j] = sum;
        }
    }

    /** As {@link Kernel#bernoulli}. */
    static double bernoulli(
            float[] logits, int logitsAt, float[] targets, int targetsAt, int n, float scale, float[] gradient) {
        int whole = n / LANES * LANES;
        double loss = losses(logits, logitsAt, targets, targetsAt, whole, scale, gradient, logitsAt);
        int rest = n - whole;
        if (rest == 0) return loss;
        float[] last = Scratch.mine(1).room(2 * LANES).array;
        // a logit of −200 adds nothing to the sum
        Arrays.fill(last, 0, LANES, -200);
        Arrays.fill(last, LANES, 2 * LANES, 0);
        System.arraycopy(logits, logitsAt + whole, last, 0, rest);
        System.arraycopy(targets, targetsAt + whole, last, LANES, rest);
        loss += losses(last, 0, last, LANES, LANES, scale, last, 0);
        System.arraycopy(last, 0, gradient, logitsAt + whole, rest);
        return loss;
    }

    /** The sum of the losses of whole vectors, kept in compensated pairs of floats (Kahan 1965), and their gradient. */
    private static double losses(
            float[] logits,
            int logitsAt,
            float[] targets,
            int targetsAt,
            int n,
            float scale,
            float[] gradient,
            int gradientAt) {
        // u = e^−|l| and ln(1 + u)
        Scratch scratch = Scratch.mine(2).room(2 * n + 2 * LANES);
        float[] array = scratch.array;
        int us = scratch.start;
        int logs = us + n;
        VectorMath.EXP_OF_MINUS_ABS.apply(logits, logitsAt, array, us, n);
        VectorMath.LOG1P.apply(array, us, array, logs, n);
        // not the constants ZERO: C2 would allocate the sums at each turn (benchmark.ElementBenchmark)
        FloatVector sum = FloatVector.zero(S);
        FloatVector lost = FloatVector.zero(S);
        for (int i = 0; i < n; i += LANES) {
            FloatVector l = FloatVector.fromArray(S, logits, logitsAt + i);
            FloatVector x = FloatVector.fromArray(S, targets, targetsAt + i);
            FloatVector u = FloatVector.fromArray(S, array, us + i);
            var positive = l.compare(VectorOperators.GE, ZERO);
            FloatVector softplus = FloatVector.fromArray(S, array, logs + i).add(ZERO.blend(l, positive));
            FloatVector loss = softplus.sub(x.mul(l)).sub(lost);
            FloatVector next = sum.add(loss);
            lost = next.sub(sum).sub(loss);
            sum = next;
            // sigmoid(l) is 1/(1 + u) or u/(1 + u) by the sign of l
            FloatVector top = u.blend(ONE, positive);
            top.div(u.add(ONE)).sub(x).mul(scale).intoArray(gradient, gradientAt + i);
        }
        sum.intoArray(array, us);
        lost.intoArray(array, us + LANES);
        double total = 0;
        for (int i = us; i < us + LANES; i++) total += (double) array[i] - array[i + LANES];
        return total;
    }

    /** out = byte/255. */
    static void dequantise(byte[] bytes, int byteOffset, float[] out, int offset, int n) {
        int whole = n / LANES * LANES;
        for (int i = 0; i < whole; i += LANES) {
            var levels = (IntVector)
                    ByteVector.fromArray(BYTES, bytes, byteOffset + i).convertShape(VectorOperators.B2I, INTS, 0);
            ((FloatVector) levels.and(0xFF).convert(VectorOperators.I2F, 0))
                    .div(LEVELS)
                    .intoArray(out, offset + i);
        }
        // scalar tail
        for (int i = whole; i < n; i++) out[offset + i] = (bytes[byteOffset + i] & 0xFF) / 255f;
    }

    /** As {@link Kernel#adam}; tiny moments become exact zeros, because denormals are slow, and zeros stay zero. */
    static void adam(
            Kernel.AdamStep step, float[] gradient, int at, float[] m, float[] v, float[] value, int from, int to) {
        float beta1 = step.beta1();
        float beta2 = step.beta2();
        // √(v/c) + ε is (√v + ε√c)/√c
        float root = (float) Math.sqrt(step.correction2());
        float rate = -step.rate() * root / step.correction1();
        float epsilon = step.epsilon() * root;
        int ahead = at - from;
        int i = from;
        int whole = to - (to - from) % LANES;
        // vector body
        for (; i < whole; i += LANES) {
            FloatVector g = FloatVector.fromArray(S, gradient, ahead + i);
            FloatVector m1 = FloatVector.fromArray(S, m, i).mul(beta1).add(g.mul(1 - beta1));
            FloatVector v1 =
                    FloatVector.fromArray(S, v, i).mul(beta2).add(g.mul(g).mul(1 - beta2));
            m1 = m1.add(1e-25f).sub(1e-25f);
            v1 = v1.add(1e-30f).sub(1e-30f);
            m1.intoArray(m, i);
            v1.intoArray(v, i);
            FloatVector.fromArray(S, value, i)
                    .add(m1.mul(rate).div(v1.sqrt().add(epsilon)))
                    .intoArray(value, i);
        }
        // scalar tail
        for (; i < to; i++) {
            float g = gradient[ahead + i];
            float m1 = (m[i] * beta1 + g * (1 - beta1) + 1e-25f) - 1e-25f;
            float v1 = (v[i] * beta2 + g * g * (1 - beta2) + 1e-30f) - 1e-30f;
            m[i] = m1;
            v[i] = v1;
            value[i] += m1 * rate / ((float) Math.sqrt(v1) + epsilon);
        }
    }
}
