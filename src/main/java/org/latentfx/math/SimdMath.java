package org.latentfx.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Functions of whole vectors: minimax polynomials after a reduction of the argument, without a branch. The relative error
 * against double is at most 1e-6 wherever the result is a normal float, the absolute error below that 2e-38. NaN gives
 * NaN. The constants are vectors already, because making one anew counts against what the compiler is willing to inline.
 * Any thread may use it.
 */
final class SimdMath {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

    private static final FloatVector ONE = constant(1f);
    private static final FloatVector TWO = constant(2f);
    private static final FloatVector HALF = constant(0.5f);
    private static final FloatVector ZERO = constant(0f);

    /** Adding 1.5·2²³ rounds to an integer and leaves it in the low bits, without a conversion (slow on Java 17). */
    private static final FloatVector ROUND = constant(0x1.8p23f);

    private static final IntVector ROUND_BITS = whole(0x4B400000);
    private static final IntVector BIAS = whole(127);

    private static final FloatVector EXP_LOWEST = constant(-104f);
    private static final FloatVector EXP_HIGHEST = constant(89f);
    private static final FloatVector LOG2_E = constant(1.44269504f);
    /** −ln 2 in two pieces, the first with so few bits that its product with an exponent is exact. */
    private static final FloatVector MINUS_LN2_HIGH = constant(-0.693359375f);

    private static final FloatVector MINUS_LN2_LOW = constant(2.12194440e-4f);
    private static final FloatVector EXP6 = constant(0.0013813145f);
    private static final FloatVector EXP5 = constant(0.008369419f);
    private static final FloatVector EXP4 = constant(0.041668456f);
    private static final FloatVector EXP3 = constant(0.16666515f);
    private static final FloatVector EXP2 = constant(0.49999994f);

    private static final FloatVector LOG1P10 = constant(-0.0033184735f);
    private static final FloatVector LOG1P9 = constant(0.020204589f);
    private static final FloatVector LOG1P8 = constant(-0.05766445f);
    private static final FloatVector LOG1P7 = constant(0.10680556f);
    private static final FloatVector LOG1P6 = constant(-0.15355396f);
    private static final FloatVector LOG1P5 = constant(0.19695401f);
    private static final FloatVector LOG1P4 = constant(-0.24958588f);
    private static final FloatVector LOG1P3 = constant(0.33330512f);
    private static final FloatVector LOG1P2 = constant(-0.4999993f);

    private static final IntVector ROOT_HALF_BITS = whole(0x3F3504F3);
    private static final FloatVector LN2_HIGH = constant(0.693359375f);
    private static final FloatVector LN2_LOW = constant(-2.12194440e-4f);
    private static final FloatVector LOG10 = constant(-0.076344974f);
    private static final FloatVector LOG9 = constant(0.12761578f);
    private static final FloatVector LOG8 = constant(-0.13160183f);
    private static final FloatVector LOG7 = constant(0.14201757f);
    private static final FloatVector LOG6 = constant(-0.16623357f);
    private static final FloatVector LOG5 = constant(0.20001227f);
    private static final FloatVector LOG4 = constant(-0.2500082f);
    private static final FloatVector LOG3 = constant(0.3333333f);

    private static final FloatVector TANH_FAR = constant(0.625f);
    private static final FloatVector TANH11 = constant(-0.005704987f);
    private static final FloatVector TANH9 = constant(0.020639088f);
    private static final FloatVector TANH7 = constant(-0.053739715f);
    private static final FloatVector TANH5 = constant(0.13331442f);
    private static final FloatVector TANH3 = constant(-0.3333328f);
    private static final IntVector SIGN = whole(Integer.MIN_VALUE);

    private static final FloatVector FOUR = constant(4f);
    private static final FloatVector MINUS_QUARTER = constant(-0.25f);
    private static final FloatVector SIN7 = constant(-75.39225f);
    private static final FloatVector SIN5 = constant(81.59233f);
    private static final FloatVector SIN3 = constant(-41.34166f);
    private static final FloatVector SIN1 = constant(6.2831855f);
    private static final FloatVector COS8 = constant(59.201744f);
    private static final FloatVector COS6 = constant(-85.44227f);
    private static final FloatVector COS4 = constant(64.93931f);
    private static final FloatVector COS2 = constant(-19.739208f);
    private static final IntVector WHOLE_ONE = whole(1);
    private static final IntVector WHOLE_TWO = whole(2);

    private SimdMath() {}

    static FloatVector constant(float c) {
        return FloatVector.broadcast(S, c);
    }

    private static IntVector whole(int c) {
        return IntVector.broadcast(IntVector.SPECIES_PREFERRED, c);
    }

    /** eˣ: 0 below −104, infinite above 88.73. */
    static FloatVector exp(FloatVector x) {
        FloatVector clamped = x.max(EXP_LOWEST).min(EXP_HIGHEST);
        FloatVector t = clamped.fma(LOG2_E, ROUND);
        IntVector n = t.reinterpretAsInts().sub(ROUND_BITS);
        IntVector half = n.lanewise(VectorOperators.ASHR, 1);
        // two factors, because 2ⁿ alone would leave the range of floats at either end
        return power(clamped, t.sub(ROUND)).mul(powerOfTwo(half)).mul(powerOfTwo(n.sub(half)));
    }

    /** eˣ for −87 ≤ x ≤ 0. */
    static FloatVector expNegative(FloatVector x) {
        FloatVector t = x.fma(LOG2_E, ROUND);
        return power(x, t.sub(ROUND)).mul(powerOfTwo(t.reinterpretAsInts().sub(ROUND_BITS)));
    }

    /** e^(x − n·ln 2), the difference being at most about ½ ln 2. */
    private static FloatVector power(FloatVector x, FloatVector n) {
        FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, x));
        FloatVector p = EXP6.fma(r, EXP5).fma(r, EXP4).fma(r, EXP3).fma(r, EXP2);
        return p.fma(r.mul(r), r).add(ONE);
    }

    private static FloatVector powerOfTwo(IntVector n) {
        return n.add(BIAS).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
    }

    /** 1/(1 + e⁻ˣ). */
    static FloatVector sigmoid(FloatVector x) {
        return ONE.div(exp(ZERO.sub(x)).add(ONE));
    }

    /** ln(1 + u) for u in 0..1. */
    static FloatVector log1p(FloatVector u) {
        FloatVector p = LOG1P10.fma(u, LOG1P9).fma(u, LOG1P8).fma(u, LOG1P7).fma(u, LOG1P6);
        p = p.fma(u, LOG1P5).fma(u, LOG1P4).fma(u, LOG1P3).fma(u, LOG1P2);
        return p.fma(u.mul(u), u);
    }

    /** ln u for normal u > 0. */
    static FloatVector log(FloatVector u) {
        IntVector bits = u.reinterpretAsInts();
        // u = 2ⁿ·(1 + f) with 1 + f in √½..√2: the exponent field, counted from √½
        IntVector n = bits.sub(ROOT_HALF_BITS).lanewise(VectorOperators.ASHR, 23);
        FloatVector f = bits.sub(n.lanewise(VectorOperators.LSHL, 23))
                .reinterpretAsFloats()
                .sub(ONE);
        FloatVector e = n.add(ROUND_BITS).reinterpretAsFloats().sub(ROUND);
        FloatVector p = LOG10.fma(f, LOG9).fma(f, LOG8).fma(f, LOG7);
        p = p.fma(f, LOG6).fma(f, LOG5).fma(f, LOG4).fma(f, LOG3);
        FloatVector square = f.mul(f);
        FloatVector small = p.mul(f).fma(square, e.mul(LN2_LOW)).sub(square.mul(HALF));
        return e.fma(LN2_HIGH, f.add(small));
    }

    /** tanh x: a polynomial near 0, elsewhere 1 − 2/(e²ˣ + 1) with the sign put back. */
    static FloatVector tanh(FloatVector x) {
        FloatVector size = x.abs();
        FloatVector far = ONE.sub(TWO.div(exp(size.add(size)).add(ONE)));
        FloatVector z = x.mul(x);
        FloatVector p = TANH11.fma(z, TANH9).fma(z, TANH7).fma(z, TANH5).fma(z, TANH3);
        FloatVector near = p.mul(z).fma(size, size);
        FloatVector both = near.blend(far, size.compare(VectorOperators.GT, TANH_FAR));
        return both.reinterpretAsInts().or(x.reinterpretAsInts().and(SIGN)).reinterpretAsFloats();
    }

    /** cos 2πt for |t| below 2²⁰: the nearest quarter turn is taken off, which is exact, and chooses function and sign. */
    static FloatVector cosOfTurns(FloatVector t) {
        FloatVector shifted = t.fma(FOUR, ROUND);
        IntVector quarter = shifted.reinterpretAsInts();
        FloatVector r = shifted.sub(ROUND).fma(MINUS_QUARTER, t);
        FloatVector z = r.mul(r);
        FloatVector sin = SIN7.fma(z, SIN5).fma(z, SIN3).fma(z, SIN1).mul(r);
        FloatVector cos = COS8.fma(z, COS6).fma(z, COS4).fma(z, COS2).fma(z, ONE);
        IntVector odd = WHOLE_ONE.sub(quarter.and(WHOLE_ONE)).sub(WHOLE_ONE);
        IntVector sign = quarter.add(WHOLE_ONE).and(WHOLE_TWO).lanewise(VectorOperators.LSHL, 30);
        IntVector even = odd.lanewise(VectorOperators.XOR, -1);
        IntVector chosen =
                sin.reinterpretAsInts().and(odd).or(cos.reinterpretAsInts().and(even));
        return chosen.lanewise(VectorOperators.XOR, sign).reinterpretAsFloats();
    }
}
