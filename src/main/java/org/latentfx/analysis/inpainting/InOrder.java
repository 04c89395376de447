package org.latentfx.analysis.inpainting;

import java.util.Arrays;
import org.latentfx.data.PictureFormat;
import org.latentfx.model.FrozenModel;

/**
 * A picture in the order of an autoregressive model, with how likely each value was given those before it. Exact: what
 * is drawn behind given values is drawn from p(rest | given). Immutable by convention; pure functions make it.
 *
 * @param order of the values, the first drawn first
 * @param probability that a value is 1, given those before it; by the place where the value is
 * @param values 0 or 1, by place
 * @param given how many of the first were not drawn but given
 */
public record InOrder(PictureFormat format, int[] order, float[] probability, float[] values, int given) {
    /** From here on a pixel counts as 1. */
    private static final float INKED = 0.5f;

    /** {@code pixels} in 0..1 taken as 0 or 1, from a half on as 1: what a model of such values is asked about. */
    public static float[] inked(float[] pixels) {
        float[] inked = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) inked[i] = pixels[i] >= INKED ? 1 : 0;
        return inked;
    }

    /** The draw of noise {@code key}, of which the first {@code given} values are those of {@code known}. */
    public static InOrder drawn(FrozenModel model, long key, float[] known, int given) {
        var drawing = model.drawing();
        int[] order = drawing.order().clone();
        float[] asked = new float[order.length];
        Arrays.fill(asked, -1);
        for (int k = 0; k < given; k++) asked[order[k]] = known[order[k]];
        float[] logits = new float[order.length];
        float[] values = new float[order.length];
        drawing.whole(key, asked, logits, values, 0);
        for (int i = 0; i < logits.length; i++)
            logits[i] = (float) model.configuration().likelihood().mean(logits[i]);
        return new InOrder(model.configuration().format(), order, logits, values, given);
    }

    /** {@code picture} itself, of 0 and 1. */
    public static InOrder of(FrozenModel model, float[] picture) {
        return drawn(model, 0, picture, picture.length);
    }

    /** −log p of the value at place {@code i} given those before it, nats. */
    public double nats(int i) {
        double p = values[i] > 0 ? probability[i] : 1 - probability[i];
        return -Math.log(Math.max(p, Float.MIN_NORMAL));
    }

    /** The same of the first {@code count} in their order together. */
    public double natsOfFirst(int count) {
        double sum = 0;
        for (int k = 0; k < count; k++) sum += nats(order[k]);
        return sum;
    }
}
