package org.latentfx.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Random draws by the vector: the same counter-based numbers as {@link RandomStream}, the pixels exactly, the normal draws
 * to float rounding. It works in blocks with a short loop for each step, since no vector is handed from method to method
 * (see {@link SimdMath}). Any thread may use it.
 */
final class SimdNoise {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> L = LongVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    private static final int LONGS = L.length();
    private static final LongVector COUNT = (LongVector) L.broadcast(0).addIndex(1);
    private static final LongVector FIRST = L.broadcast(0xBF58476D1CE4E5B9L).reinterpretAsLongs();
    private static final LongVector SECOND = L.broadcast(0x94D049BB133111EBL).reinterpretAsLongs();
    private static final VectorShuffle<Integer> TO_EVEN = VectorShuffle.fromOp(I, i -> i & ~1);
    private static final VectorShuffle<Integer> TO_ODD = VectorShuffle.fromOp(I, i -> i | 1);
    private static final IntVector LOW_24 = IntVector.broadcast(I, 0xFFFFFF);
    private static final FloatVector UNIT = FloatVector.broadcast(S, 0x1p-24f);
    private static final FloatVector MINUS_TWO = FloatVector.broadcast(S, -2f);

    /** Sine is cosine a quarter turn earlier: the odd lanes, which hold the sines, start there. */
    private static final FloatVector BACK = FloatVector.fromArray(S, quarters(), 0);

    /** Elements made at a time. */
    private static final int BLOCK = 256;

    private static final ThreadLocal<SimdNoise> MINE = ThreadLocal.withInitial(SimdNoise::new);

    private final int[] draws = new int[2 * BLOCK];
    private final float[] normals = new float[BLOCK];
    private final float[] waves = new float[BLOCK];

    private SimdNoise() {}

    private static float[] quarters() {
        float[] back = new float[LANES];
        for (int i = 1; i < LANES; i += 2) back[i] = -0.25f;
        return back;
    }

    /** {@link RandomStream#bits} at {@code position} and on: the lower and the upper half of each, side by side. */
    private void draw(long key, long position, int n) {
        LongVector counter = COUNT.add(position + 0x9E3779B97F4A7C15L);
        for (int i = 0; i < n; i += LONGS) {
            // mixed twice, with the key in between; written out, for the reason given at SimdMath
            LongVector x = counter.lanewise(VectorOperators.XOR, counter.lanewise(VectorOperators.LSHR, 30))
                    .mul(FIRST);
            x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 27))
                    .mul(SECOND);
            x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 31))
                    .lanewise(VectorOperators.XOR, key);
            x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 30))
                    .mul(FIRST);
            x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 27))
                    .mul(SECOND);
            x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 31));
            x.reinterpretAsInts().intoArray(draws, 2 * i);
            counter = counter.add(LONGS);
        }
    }

    /** As {@link Kernel#gaussian}. */
    static void gaussian(long key, long position, float[] out, int offset, int n) {
        SimdNoise mine = MINE.get();
        for (int done = 0; done < n; ) {
            int skip = (int) (position + done & 1);
            int size = Math.min(BLOCK - skip, n - done);
            mine.draw(key, position + done >> 1, (skip + size + 1) / 2);
            mine.radii(skip + size);
            mine.turn(skip + size);
            System.arraycopy(mine.normals, skip, out, offset + done, size);
            done += size;
        }
    }

    /** √(−2 ln u₁) for each pair, twice. */
    private void radii(int n) {
        for (int i = 0; i < n; i += LANES) {
            IntVector upper = IntVector.fromArray(I, draws, i).rearrange(TO_ODD);
            // k·2⁻²⁴, exactly, for k of at most 24 bits
            IntVector k = upper.lanewise(VectorOperators.LSHR, 8).add(1);
            ((FloatVector) k.convert(VectorOperators.I2F, 0)).mul(UNIT).intoArray(normals, i);
        }
        int whole = (n + LANES - 1) / LANES * LANES;
        SimdMath.log(normals, 0, normals, 0, whole);
        for (int i = 0; i < n; i += LANES)
            FloatVector.fromArray(S, normals, i).mul(MINUS_TWO).sqrt().intoArray(normals, i);
    }

    /** Times cos 2πu₂ in the even, sin 2πu₂ in the odd lanes. */
    private void turn(int n) {
        for (int i = 0; i < n; i += LANES) {
            IntVector k = IntVector.fromArray(I, draws, i).rearrange(TO_EVEN).and(LOW_24);
            FloatVector turns = ((FloatVector) k.convert(VectorOperators.I2F, 0)).mul(UNIT);
            turns.add(BACK).intoArray(waves, i);
        }
        int whole = (n + LANES - 1) / LANES * LANES;
        SimdMath.cosOfTurns(waves, 0, waves, 0, whole);
        for (int i = 0; i < n; i += LANES)
            FloatVector.fromArray(S, waves, i)
                    .mul(FloatVector.fromArray(S, normals, i))
                    .intoArray(normals, i);
    }

    /** As {@link Kernel#binarise}: with k the upper 24 bits, 255·k < level·2²⁴ just if ⌊255·k/2²⁴⌋ < level. */
    static void binarise(byte[] bytes, int byteOffset, long key, long position, float[] out, int offset, int n) {
        SimdNoise mine = MINE.get();
        int[] draws = mine.draws;
        for (int block = 0; block < n; block += BLOCK) {
            int size = Math.min(BLOCK, n - block);
            mine.draw(key, position + block, size);
            int from = byteOffset + block;
            int to = offset + block;
            for (int i = 0; i < size; i++) {
                int threshold = (draws[2 * i + 1] >>> 8) * 255 >>> 24;
                out[to + i] = threshold - (bytes[from + i] & 0xFF) >>> 31;
            }
        }
    }
}
