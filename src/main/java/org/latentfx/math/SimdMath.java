package org.latentfx.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Functions of whole vectors: minimax polynomials after a reduction of the argument, without a branch. The relative error
 * against double is at most 1e-6 wherever the result is a normal float, the absolute error below that 2e-38. NaN gives
 * NaN. Any thread may use it.
 */
final class SimdMath {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

    /** Adding 1.5·2²³ rounds to an integer and leaves it in the low bits, without a conversion (slow on Java 17). */
    private static final float ROUND = 0x1.8p23f;

    private static final int ROUND_BITS = 0x4B400000;
    private static final float LOG2_E = 1.44269504f;

    /** ln 2 in two pieces, the first with so few bits that its product with an exponent is exact. */
    private static final float LN2_HIGH = 0.693359375f;

    private static final float LN2_LOW = -2.12194440e-4f;

    private SimdMath() {}

    /** eˣ: 0 below −104, infinite above 88.73. */
    static FloatVector exp(FloatVector x) {
        FloatVector clamped = x.max(-104f).min(89f);
        FloatVector t = clamped.fma(constant(LOG2_E), constant(ROUND));
        IntVector n = t.reinterpretAsInts().sub(ROUND_BITS);
        IntVector half = n.lanewise(VectorOperators.ASHR, 1);
        // two factors, because 2ⁿ alone would leave the range of floats at either end
        return power(clamped, t.sub(ROUND)).mul(powerOfTwo(half)).mul(powerOfTwo(n.sub(half)));
    }

    /** eˣ for x ≤ 0, not less than e⁻⁸⁷. */
    static FloatVector expNegative(FloatVector x) {
        FloatVector clamped = x.max(-87f);
        FloatVector t = clamped.fma(constant(LOG2_E), constant(ROUND));
        IntVector n = t.reinterpretAsInts().sub(ROUND_BITS);
        return power(clamped, t.sub(ROUND)).mul(powerOfTwo(n));
    }

    /** e^(x − n·ln 2), the difference being at most about ½ ln 2. */
    private static FloatVector power(FloatVector x, FloatVector n) {
        FloatVector r = n.fma(constant(-LN2_LOW), n.fma(constant(-LN2_HIGH), x));
        FloatVector p = constant(0.0013813145f);
        p = p.fma(r, constant(0.008369419f));
        p = p.fma(r, constant(0.041668456f));
        p = p.fma(r, constant(0.16666515f));
        p = p.fma(r, constant(0.49999994f));
        return p.fma(r.mul(r), r).add(1f);
    }

    private static FloatVector powerOfTwo(IntVector n) {
        return n.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
    }

    /** 1/(1 + e⁻ˣ). */
    static FloatVector sigmoid(FloatVector x) {
        return constant(1f).div(exp(x.neg()).add(1f));
    }

    /** ln(1 + u) for u in 0..1. */
    static FloatVector log1p(FloatVector u) {
        FloatVector p = constant(-0.0033184735f);
        p = p.fma(u, constant(0.020204589f));
        p = p.fma(u, constant(-0.05766445f));
        p = p.fma(u, constant(0.10680556f));
        p = p.fma(u, constant(-0.15355396f));
        p = p.fma(u, constant(0.19695401f));
        p = p.fma(u, constant(-0.24958588f));
        p = p.fma(u, constant(0.33330512f));
        p = p.fma(u, constant(-0.4999993f));
        return p.fma(u.mul(u), u);
    }

    /** ln u for normal u > 0. */
    static FloatVector log(FloatVector u) {
        IntVector bits = u.reinterpretAsInts();
        // u = 2ⁿ·(1 + f) with 1 + f in √½..√2: the exponent field, counted from √½
        IntVector n = bits.sub(0x3F3504F3).lanewise(VectorOperators.ASHR, 23);
        FloatVector f = bits.sub(n.lanewise(VectorOperators.LSHL, 23))
                .reinterpretAsFloats()
                .sub(1f);
        FloatVector e = n.add(ROUND_BITS).reinterpretAsFloats().sub(ROUND);
        FloatVector p = constant(-0.076344974f);
        p = p.fma(f, constant(0.12761578f));
        p = p.fma(f, constant(-0.13160183f));
        p = p.fma(f, constant(0.14201757f));
        p = p.fma(f, constant(-0.16623357f));
        p = p.fma(f, constant(0.20001227f));
        p = p.fma(f, constant(-0.2500082f));
        p = p.fma(f, constant(0.3333333f));
        FloatVector square = f.mul(f);
        FloatVector small = p.mul(f).fma(square, e.mul(LN2_LOW)).sub(square.mul(0.5f));
        return e.fma(constant(LN2_HIGH), f.add(small));
    }

    /** tanh x: a polynomial near 0, elsewhere 1 − 2/(e²ˣ + 1) with the sign put back. */
    static FloatVector tanh(FloatVector x) {
        FloatVector size = x.abs();
        FloatVector far = constant(1f).sub(constant(2f).div(exp(size.add(size)).add(1f)));
        FloatVector z = x.mul(x);
        FloatVector p = constant(-0.005704987f);
        p = p.fma(z, constant(0.020639088f));
        p = p.fma(z, constant(-0.053739715f));
        p = p.fma(z, constant(0.13331442f));
        p = p.fma(z, constant(-0.3333328f));
        FloatVector near = p.mul(z).fma(size, size);
        FloatVector both = near.blend(far, size.compare(VectorOperators.GT, 0.625f));
        return both.reinterpretAsInts()
                .or(x.reinterpretAsInts().and(Integer.MIN_VALUE))
                .reinterpretAsFloats();
    }

    /** cos 2πt for |t| below 2²⁰: the nearest quarter turn is taken off, which is exact, and chooses function and sign. */
    static FloatVector cosOfTurns(FloatVector t) {
        FloatVector shifted = t.fma(constant(4f), constant(ROUND));
        IntVector quarter = shifted.reinterpretAsInts();
        FloatVector r = shifted.sub(ROUND).fma(constant(-0.25f), t);
        FloatVector z = r.mul(r);
        FloatVector sin = constant(-75.39225f);
        sin = sin.fma(z, constant(81.59233f));
        sin = sin.fma(z, constant(-41.34166f));
        sin = sin.fma(z, constant(6.2831855f)).mul(r);
        FloatVector cos = constant(59.201744f);
        cos = cos.fma(z, constant(-85.44227f));
        cos = cos.fma(z, constant(64.93931f));
        cos = cos.fma(z, constant(-19.739208f));
        cos = cos.fma(z, constant(1f));
        IntVector odd = quarter.and(1).neg();
        IntVector sign = quarter.add(1).and(2).lanewise(VectorOperators.LSHL, 30);
        IntVector chosen =
                sin.reinterpretAsInts().and(odd).or(cos.reinterpretAsInts().and(odd.not()));
        return chosen.lanewise(VectorOperators.XOR, sign).reinterpretAsFloats();
    }

    private static FloatVector constant(float c) {
        return FloatVector.broadcast(S, c);
    }
}
