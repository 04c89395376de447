package org.latentfx.model.prior;

import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.math.RandomStream;
import org.latentfx.nn.Parameter;

/**
 * The images that nobody took, u_k = sigmoid(θ_k), of which a VampPrior's components are the codes: learnt as weights,
 * so that gradients reach pixels that are nearly black, too. Members of a team may take different rows at once.
 */
public final class PseudoInputs {
    /** θ starts at the logit of a training image's pixel held within this and 1 − this. */
    private static final double HELD = 0.01;

    /** θ, count × values. */
    private final Parameter free;

    private final Kernel kernel;
    private final int values;

    public PseudoInputs(int count, int values, Kernel kernel) {
        this.values = values;
        this.kernel = kernel;
        free = Parameter.trained("prior.pseudo_inputs", count, values);
    }

    /** θ before the first step: training images chosen by {@code seed}, into {@code to[at…]}, count × values. */
    public static void initial(ImageSet images, int count, long seed, float[] to, int at) {
        int n = images.valuesPerImage();
        long key = RandomStream.bits(RandomStream.INITIAL_WEIGHTS.key(seed), Long.MAX_VALUE);
        float[] image = new float[n];
        for (int k = 0; k < count; k++) {
            // one of each of as many equal parts of the set, whose order tells nothing
            double place = (k + RandomStream.uniform(key, k)) * images.size() / count;
            images.values((int) Math.min(images.size() - 1, place), image);
            for (int i = 0; i < n; i++) {
                double p = Math.max(HELD, Math.min(1 - HELD, image[i]));
                to[at + k * n + i] = (float) Math.log(p / (1 - p));
            }
        }
    }

    /** u of {@code count} pseudo-inputs out of the θ at {@code theta[at…]}: pixels in 0..1, count × values. */
    public static float[] pixels(float[] theta, int at, int count, int values, Kernel kernel) {
        float[] pixels = new float[count * values];
        System.arraycopy(theta, at, pixels, 0, pixels.length);
        kernel.sigmoid(pixels, pixels, 0, pixels.length);
        return pixels;
    }

    public Parameter parameter() {
        return free;
    }

    /** u of pseudo-input {@code k} into {@code x[at…]}. */
    public void fill(int k, float[] x, int at) {
        System.arraycopy(free.value().data, k * values, x, at, values);
        kernel.sigmoid(x, x, at, values);
    }

    /** From u = sigmoid(θ): the derivative by θ of pseudo-input {@code k} out of that by u at {@code du[at…]}. */
    public void differentiate(int k, float[] u, float[] du, int at) {
        float[] gradient = free.gradient().data;
        for (int i = 0; i < values; i++) gradient[k * values + i] = du[at + i] * u[at + i] * (1 - u[at + i]);
    }

    /** Moves elements {@code from..to} of θ by a step. */
    public void update(Kernel.AdamStep step, int from, int to) {
        free.update(kernel, step, from, to);
    }
}
