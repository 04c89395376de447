package org.latentfx.math.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.latentfx.math.Kernel;
import org.latentfx.math.RandomStream;

/**
 * Random draws by the vector: the same counter-based numbers as {@link RandomStream}, the pixels exactly, the normal
 * draws to float rounding, made in blocks. Any thread may use it.
 */
final class Noise {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> L = LongVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    private static final int LONGS = L.length();
    private static final LongVector COUNT = (LongVector) L.broadcast(0).addIndex(1);
    private static final LongVector FIRST = L.broadcast(0xBF58476D1CE4E5B9L).reinterpretAsLongs();
    private static final LongVector SECOND = L.broadcast(0x94D049BB133111EBL).reinterpretAsLongs();
    private static final FloatVector MINUS_TWO = FloatVector.broadcast(S, -2f);

    private static final float UNIT = 0x1p-24f;

    /** Elements made at a time. */
    private static final int BLOCK = 256;

    private static final ThreadLocal<Noise> MINE = ThreadLocal.withInitial(Noise::new);

    private final long[] draws = new long[BLOCK];
    private final float[] normals = new float[BLOCK];
    private final float[] waves = new float[BLOCK];

    private Noise() {}

    /** {@link RandomStream#bits} at {@code position} and on, to {@code draws}. */
    private void draw(long key, long position, int n) {
        LongVector counter = COUNT.add(position + 0x9E3779B97F4A7C15L);
        for (int i = 0; i < n; i += LONGS) {
            // mixed twice, with the key in between; not a method, for the reason given at VectorMath
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
            x.intoArray(draws, i);
            counter = counter.add(LONGS);
        }
    }

    /** As {@link Kernel#gaussian}. */
    static void gaussian(long key, long position, float[] out, int offset, int n) {
        Noise mine = MINE.get();
        for (int done = 0; done < n; ) {
            int skip = (int) (position + done & 1);
            int size = Math.min(BLOCK - skip, n - done);
            mine.draw(key, position + done >> 1, (skip + size + 1) / 2);
            mine.radii(skip + size);
            mine.applyAngles(skip + size);
            System.arraycopy(mine.normals, skip, out, offset + done, size);
            done += size;
        }
    }

    /** √(−2 ln u₁) for each pair, twice; u₁ from the upper 24 bits of a draw. */
    private void radii(int n) {
        for (int i = 0; i < n; i++) normals[i] = ((int) (draws[i >> 1] >>> 40) + 1) * UNIT;
        int whole = (n + LANES - 1) / LANES * LANES;
        VectorMath.LOG.apply(normals, 0, normals, 0, whole);
        for (int i = 0; i < n; i += LANES)
            FloatVector.fromArray(S, normals, i).mul(MINUS_TWO).sqrt().intoArray(normals, i);
    }

    /**
     * Times cos 2πu₂ in the even, sin 2πu₂ in the odd elements; u₂ from the lower 24 bits, sine a quarter turn back.
     */
    private void applyAngles(int n) {
        for (int i = 0; i < n; i++) waves[i] = ((int) draws[i >> 1] & 0xFFFFFF) * UNIT - (i & 1) * 0.25f;
        int whole = (n + LANES - 1) / LANES * LANES;
        VectorMath.COS_OF_TURNS.apply(waves, 0, waves, 0, whole);
        for (int i = 0; i < n; i += LANES)
            FloatVector.fromArray(S, waves, i)
                    .mul(FloatVector.fromArray(S, normals, i))
                    .intoArray(normals, i);
    }

    /** As {@link Kernel#binarise}: with k the upper 24 bits, 255·k < level·2²⁴ just if ⌊255·k/2²⁴⌋ < level. */
    static void binarise(byte[] bytes, int byteOffset, long key, long position, float[] out, int offset, int n) {
        Noise mine = MINE.get();
        long[] draws = mine.draws;
        for (int block = 0; block < n; block += BLOCK) {
            int size = Math.min(BLOCK, n - block);
            mine.draw(key, position + block, size);
            int from = byteOffset + block;
            int to = offset + block;
            for (int i = 0; i < size; i++) {
                int threshold = (int) (draws[i] >>> 40) * 255 >>> 24;
                out[to + i] = threshold - (bytes[from + i] & 0xFF) >>> 31;
            }
        }
    }
}
