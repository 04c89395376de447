package org.latentfx.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Random draws and pixels by the vector: the same counter-based numbers as {@link RandomStream}, the bits exactly, the
 * normal draws to float rounding. Any thread may use it.
 */
final class SimdNoise {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> L = LongVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    private static final int LONGS = L.length();
    private static final LongVector COUNT = (LongVector) L.broadcast(0).addIndex(1);
    private static final VectorShuffle<Float> TO_EVEN = VectorShuffle.fromOp(S, i -> i & ~1);
    private static final VectorShuffle<Float> TO_ODD = VectorShuffle.fromOp(S, i -> i | 1);

    /** Sine is cosine a quarter turn earlier: the odd lanes, which hold the sines, start there. */
    private static final FloatVector BACK = FloatVector.fromArray(S, quarters(), 0);

    /** Draws made ahead of the pixels that are compared with them. */
    private static final int BLOCK = 256;

    private static final ThreadLocal<long[]> DRAWS = ThreadLocal.withInitial(() -> new long[BLOCK]);

    private SimdNoise() {}

    private static float[] quarters() {
        float[] back = new float[LANES];
        for (int i = 1; i < LANES; i += 2) back[i] = -0.25f;
        return back;
    }

    /** {@link RandomStream#bits} at {@code position}, position + 1, … */
    private static LongVector bits(long key, long position) {
        LongVector counter = COUNT.add(position + 0x9E3779B97F4A7C15L);
        return mix(mix(counter).lanewise(VectorOperators.XOR, key));
    }

    private static LongVector mix(LongVector x) {
        x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 30))
                .mul(0xBF58476D1CE4E5B9L);
        x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 27))
                .mul(0x94D049BB133111EBL);
        return x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 31));
    }

    static void gaussian(long key, long position, float[] out, int offset, int n) {
        int done = 0;
        int odd = (int) (position & 1);
        float[] piece = SimdScratch.mine(3).room(4 * LANES).array;
        if (odd == 1 && n > 0) {
            normal(key, position >> 1).intoArray(piece, 0);
            done = Math.min(n, LANES - 1);
            System.arraycopy(piece, 1, out, offset, done);
        }
        for (; done + LANES <= n; done += LANES)
            normal(key, (position + done) >> 1).intoArray(out, offset + done);
        if (done == n) return;
        normal(key, (position + done) >> 1).intoArray(piece, 0);
        System.arraycopy(piece, 0, out, offset + done, n - done);
    }

    /** The normal draws of {@link RandomStream#gaussian} for the pairs {@code pair}, pair + 1, …, side by side. */
    private static FloatVector normal(long key, long pair) {
        IntVector halves = bits(key, pair).reinterpretAsInts();
        // the odd ints hold the upper half of each draw, the even ones the lower half; both 24-bit numbers are exact
        IntVector upper = halves.lanewise(VectorOperators.LSHR, 8).add(1);
        IntVector lower = halves.and(0xFFFFFF);
        FloatVector radius = SimdMath.log(toFloat(upper)).mul(-2f).sqrt().rearrange(TO_ODD);
        FloatVector turns = toFloat(lower).rearrange(TO_EVEN).add(BACK);
        return radius.mul(SimdMath.cosOfTurns(turns));
    }

    /** n·2⁻²⁴, exactly, for n of at most 24 bits. */
    private static FloatVector toFloat(IntVector n) {
        return ((FloatVector) n.convert(VectorOperators.I2F, 0)).mul(0x1p-24f);
    }

    /** As {@link Kernel#binarise}. */
    static void binarise(byte[] bytes, int byteOffset, long key, long position, float[] out, int offset, int n) {
        long[] draws = DRAWS.get();
        for (int block = 0; block < n; block += BLOCK) {
            int size = Math.min(BLOCK, n - block);
            for (int i = 0; i < size; i += LONGS)
                bits(key, position + block + i)
                        .lanewise(VectorOperators.LSHR, 40)
                        .intoArray(draws, i);
            for (int i = 0; i < size; i++) {
                long level = (bytes[byteOffset + block + i] & 0xFFL) << 24;
                out[offset + block + i] = draws[i] * 255 < level ? 1 : 0;
            }
        }
    }
}
