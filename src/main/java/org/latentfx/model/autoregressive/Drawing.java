package org.latentfx.model.autoregressive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.latentfx.math.Activation;
import org.latentfx.math.RandomStream;

/**
 * A picture in the making by a MADE, value by value in the model's order: how likely the next one is, given those put
 * so far. A hidden unit of degree m hears values of places up to m alone, so it is computed once, when these are known;
 * a whole picture costs no more than one pass through the network. One thread at a time; nothing is allocated by value.
 */
public final class Drawing {
    /** What reads a layer of numbers: its weights (in × out) begin at {@code at} in the model's numbers. */
    private record Reader(int at, int[] degrees, float[] bias, float[] sums) {
        int out() {
            return sums.length;
        }
    }

    private final float[] weights;
    private final Activation activation;
    /** The hidden layers and the output, whose degrees are the places of the values. */
    private final List<Reader> readers = new ArrayList<>();
    /** The values in the order in which they are drawn. */
    private final int[] order;
    /** The units of each hidden layer by degree. */
    private final List<int[]> units = new ArrayList<>();
    /** How many of them are computed. */
    private final int[] computed;

    private int put;

    /** @param weights all numbers of the model in the order of {@link MaskedLayers#parameters}; not modified */
    public Drawing(float[] weights, int values, List<Integer> widths, Activation activation) {
        this.weights = weights;
        this.activation = activation;
        var sizes = new ArrayList<>(widths);
        sizes.add(values);
        int degrees = 0;
        int in = values;
        for (int out : sizes) {
            degrees += (in + 1) * out;
            in = out;
        }
        int[] places = numbers(weights, degrees, values);
        order = sorted(places);
        degrees += values;
        int at = 0;
        in = values;
        for (int i = 0; i < sizes.size(); i++) {
            int out = sizes.get(i);
            boolean last = i == widths.size();
            int[] own = last ? places : numbers(weights, degrees, out);
            float[] bias = new float[out];
            System.arraycopy(weights, at + in * out, bias, 0, out);
            readers.add(new Reader(at, own, bias, new float[out]));
            if (!last) units.add(sorted(own));
            at += (in + 1) * out;
            degrees += last ? 0 : out;
            in = out;
        }
        computed = new int[units.size()];
        begin();
    }

    private static int[] numbers(float[] from, int at, int count) {
        return IntStream.range(0, count).map(i -> (int) from[at + i]).toArray();
    }

    /** Indices by degree; those of one degree in their order. */
    private static int[] sorted(int[] degrees) {
        return IntStream.range(0, degrees.length)
                .boxed()
                .sorted(Comparator.comparingInt(i -> degrees[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** An empty picture. */
    public void begin() {
        put = 0;
        for (int i = 0; i < computed.length; i++) computed[i] = 0;
        for (Reader reader : readers) System.arraycopy(reader.bias, 0, reader.sums, 0, reader.out());
    }

    /** How many values are put. */
    public int done() {
        return put;
    }

    /** Whether all are. */
    public boolean finished() {
        return put == order.length;
    }

    /** Which value is next. */
    public int next() {
        return order[put];
    }

    /** The values in the order in which they are drawn. Not to be written to. */
    public int[] order() {
        return order;
    }

    /** The logit of the next value's probability of being 1, given those put so far. */
    public float logit() {
        Reader output = readers.get(readers.size() - 1);
        int value = order[put];
        int place = output.degrees[value];
        for (int i = 0; i < units.size(); i++) compute(i, place);
        return output.sums[value];
    }

    /** Computes the units of layer {@code i} that hear nothing from {@code place} on. */
    private void compute(int i, int place) {
        Reader layer = readers.get(i);
        Reader above = readers.get(i + 1);
        int[] sorted = units.get(i);
        for (; computed[i] < sorted.length && layer.degrees[sorted[computed[i]]] < place; computed[i]++) {
            int unit = sorted[computed[i]];
            add(activation.apply(layer.sums[unit]), above, unit);
        }
    }

    /** The next value is {@code x}, in 0..1. */
    public void put(float x) {
        add(x, readers.get(0), order[put]);
        put++;
    }

    /** What number {@code x} of input {@code row} adds to the sums; a weight that is cut is 0. */
    private void add(float x, Reader to, int row) {
        if (x == 0) return;
        float[] sums = to.sums;
        int at = to.at + row * sums.length;
        for (int j = 0; j < sums.length; j++) sums[j] += x * weights[at + j];
    }

    /**
     * Draws a whole picture: value i is 1 where uniform number i of {@code key} is below its probability.
     *
     * @param known values that are given, by index; those below 0 are drawn
     * @param logits of each value at {@code at} and behind it, given those before it. Modified.
     * @param drawn likewise, 0 or 1, or what is known. Modified.
     */
    public void whole(long key, float[] known, float[] logits, float[] drawn, int at) {
        begin();
        while (!finished()) {
            int value = next();
            float logit = logit();
            float given = known.length == 0 ? -1 : known[value];
            float x = given >= 0 ? given : drawn(key, value, logit);
            logits[at + value] = logit;
            drawn[at + value] = x;
            put(x);
        }
    }

    /** Value {@code value} of picture {@code key}, 0 or 1, drawn with the probability that {@code logit} gives. */
    public static float drawn(long key, int value, float logit) {
        return RandomStream.uniform(key, value) < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
    }
}
