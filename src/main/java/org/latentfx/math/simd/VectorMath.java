package org.latentfx.math.simd;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Functions of arrays: minimax polynomials after a reduction of the argument, without a branch. The relative error
 * against double is at most 1e-6 wherever the result is a normal float, the absolute error below that 2e-38. NaN gives
 * NaN.
 *
 * <p>Two things are written for the JIT of Java 17. Vectors are not passed between methods, and a loop is not inlined
 * into its caller: where C2 has inlined too much, it allocates vectors at each turn for the rest of a run. The
 * constants are vectors already for the same reason. {@code benchmark.ElementBenchmark} shows whether a newer JIT still
 * needs it: call the loops directly and compare. Any thread may use it.
 */
enum VectorMath {
    /** eˣ: 0 below −104, infinite above 88.73. */
    EXP("exp"),
    /** e^−|x|, but not less than e⁻⁸⁷. */
    EXP_OF_MINUS_ABS("expOfMinusAbs"),
    /** 1/(1 + e⁻ˣ). */
    SIGMOID("sigmoid"),
    /** tanh x. */
    TANH("tanh"),
    /** ln(1 + x) for x in 0..1. */
    LOG1P("log1p"),
    /** ln x for normal x > 0. */
    LOG("log"),
    /** cos 2πx for |x| below 2²⁰. */
    COS_OF_TURNS("cosOfTurns");

    /** Not final, so that C2 does not inline through the handle. */
    private MethodHandle loop;

    VectorMath(String name) {
        Class<?> x = float[].class;
        try {
            loop = MethodHandles.lookup()
                    .findStatic(
                            VectorMath.class,
                            name,
                            MethodType.methodType(void.class, x, int.class, x, int.class, int.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Of {@code n} elements of {@code x} from {@code at} on, to {@code out} from {@code outAt} on; n is a multiple of
     * the vector length. {@code out} may be {@code x} at the same place.
     */
    void apply(float[] x, int at, float[] out, int outAt, int n) {
        try {
            loop.invokeExact(x, at, out, outAt, n);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();

    private static final FloatVector ONE = constant(1f);
    private static final FloatVector TWO = constant(2f);
    private static final FloatVector HALF = constant(0.5f);
    private static final FloatVector ZERO = constant(0f);

    /** Adding 1.5·2²³ rounds to an integer and leaves it in the low bits, without a conversion (slow on Java 17). */
    private static final FloatVector ROUND = constant(0x1.8p23f);

    private static final IntVector ROUND_BITS = whole(0x4B400000);
    private static final IntVector BIAS = whole(127);
    private static final IntVector ROUND_LESS_BIAS = whole(0x4B400000 - 127);

    private static final FloatVector LOWEST = constant(-87f);
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

    static FloatVector constant(float c) {
        return FloatVector.broadcast(S, c);
    }

    private static IntVector whole(int c) {
        return IntVector.broadcast(IntVector.SPECIES_PREFERRED, c);
    }

    private static void exp(float[] x, int at, float[] out, int outAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(S, x, at + i).max(EXP_LOWEST).min(EXP_HIGHEST);
            FloatVector t = v.fma(LOG2_E, ROUND);
            FloatVector turns = t.sub(ROUND);
            // e^(v − k·ln 2), the difference being at most about ½ ln 2
            FloatVector r = turns.fma(MINUS_LN2_LOW, turns.fma(MINUS_LN2_HIGH, v));
            FloatVector p = EXP6.fma(r, EXP5).fma(r, EXP4).fma(r, EXP3).fma(r, EXP2);
            p = p.fma(r.mul(r), r).add(ONE);
            // times 2ᵏ in two factors, because 2ᵏ alone would leave the range of floats at either end
            IntVector k = t.reinterpretAsInts().sub(ROUND_BITS);
            IntVector half = k.lanewise(VectorOperators.ASHR, 1);
            IntVector first = half.add(BIAS).lanewise(VectorOperators.LSHL, 23);
            IntVector second = k.sub(half).add(BIAS).lanewise(VectorOperators.LSHL, 23);
            p.mul(first.reinterpretAsFloats()).mul(second.reinterpretAsFloats()).intoArray(out, outAt + i);
        }
    }

    private static void expOfMinusAbs(float[] x, int at, float[] out, int outAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector minusSize = FloatVector.fromArray(S, x, at + i)
                    .reinterpretAsInts()
                    .or(SIGN)
                    .reinterpretAsFloats();
            FloatVector v = minusSize.blend(LOWEST, minusSize.compare(VectorOperators.LT, LOWEST));
            FloatVector t = v.fma(LOG2_E, ROUND);
            FloatVector turns = t.sub(ROUND);
            FloatVector r = turns.fma(MINUS_LN2_LOW, turns.fma(MINUS_LN2_HIGH, v));
            FloatVector p = EXP6.fma(r, EXP5).fma(r, EXP4).fma(r, EXP3).fma(r, EXP2);
            IntVector k = t.reinterpretAsInts().sub(ROUND_LESS_BIAS).lanewise(VectorOperators.LSHL, 23);
            p.fma(r.mul(r), r).add(ONE).mul(k.reinterpretAsFloats()).intoArray(out, outAt + i);
        }
    }

    private static void sigmoid(float[] x, int at, float[] out, int outAt, int n) {
        for (int i = 0; i < n; i += LANES)
            ZERO.sub(FloatVector.fromArray(S, x, at + i)).intoArray(out, outAt + i);
        EXP.apply(out, outAt, out, outAt, n);
        for (int i = 0; i < n; i += LANES)
            ONE.div(FloatVector.fromArray(S, out, outAt + i).add(ONE)).intoArray(out, outAt + i);
    }

    private static void log1p(float[] x, int at, float[] out, int outAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector u = FloatVector.fromArray(S, x, at + i);
            FloatVector p = LOG1P10.fma(u, LOG1P9).fma(u, LOG1P8).fma(u, LOG1P7).fma(u, LOG1P6);
            p = p.fma(u, LOG1P5).fma(u, LOG1P4).fma(u, LOG1P3).fma(u, LOG1P2);
            p.fma(u.mul(u), u).intoArray(out, outAt + i);
        }
    }

    private static void log(float[] x, int at, float[] out, int outAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            IntVector bits = FloatVector.fromArray(S, x, at + i).reinterpretAsInts();
            // u = 2ᵏ·(1 + f) with 1 + f in √½..√2: the exponent field, counted from √½
            IntVector k = bits.sub(ROOT_HALF_BITS).lanewise(VectorOperators.ASHR, 23);
            FloatVector f = bits.sub(k.lanewise(VectorOperators.LSHL, 23))
                    .reinterpretAsFloats()
                    .sub(ONE);
            FloatVector e = k.add(ROUND_BITS).reinterpretAsFloats().sub(ROUND);
            FloatVector p = LOG10.fma(f, LOG9).fma(f, LOG8).fma(f, LOG7);
            p = p.fma(f, LOG6).fma(f, LOG5).fma(f, LOG4).fma(f, LOG3);
            FloatVector square = f.mul(f);
            FloatVector small = p.mul(f).fma(square, e.mul(LN2_LOW)).sub(square.mul(HALF));
            e.fma(LN2_HIGH, f.add(small)).intoArray(out, outAt + i);
        }
    }

    /** A polynomial near 0, elsewhere 1 − 2/(e²ˣ + 1) with the sign put back. */
    private static void tanh(float[] x, int at, float[] out, int outAt, int n) {
        Scratch scratch = Scratch.mine(2).room(n);
        float[] e = scratch.array;
        int start = scratch.start;
        for (int i = 0; i < n; i += LANES) {
            FloatVector size = FloatVector.fromArray(S, x, at + i).abs();
            size.add(size).intoArray(e, start + i);
        }
        EXP.apply(e, start, e, start, n);
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(S, x, at + i);
            FloatVector size = v.abs();
            FloatVector far =
                    ONE.sub(TWO.div(FloatVector.fromArray(S, e, start + i).add(ONE)));
            FloatVector z = v.mul(v);
            FloatVector p = TANH11.fma(z, TANH9).fma(z, TANH7).fma(z, TANH5).fma(z, TANH3);
            FloatVector near = p.mul(z).fma(size, size);
            FloatVector both = near.blend(far, size.compare(VectorOperators.GT, TANH_FAR));
            both.reinterpretAsInts()
                    .or(v.reinterpretAsInts().and(SIGN))
                    .reinterpretAsFloats()
                    .intoArray(out, outAt + i);
        }
    }

    /** The nearest quarter turn is taken off, which is exact, and chooses function and sign. */
    private static void cosOfTurns(float[] x, int at, float[] out, int outAt, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector t = FloatVector.fromArray(S, x, at + i);
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
            chosen.lanewise(VectorOperators.XOR, sign).reinterpretAsFloats().intoArray(out, outAt + i);
        }
    }
}
