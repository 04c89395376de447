package org.latentfx.model.look;

import org.latentfx.math.Kernel;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.gan.AdversarialLosses;
import org.latentfx.model.gan.Discriminator;
import org.latentfx.model.kind.Capability;

/**
 * What the frozen discriminator of a GAN thinks of pictures: sigmoid(D(x)), from 0 (made) to 1 (real). One thread at a
 * time.
 */
public final class Opinion {
    private final int rows;
    private final int values;
    private final Discriminator discriminator;

    /**
     * Takes some milliseconds; throws {@link org.latentfx.text.Refusal} if the model has no discriminator.
     *
     * @param rows pictures looked at together; calls may ask for any number
     */
    public Opinion(FrozenModel model, int rows) {
        ModelConfiguration of = model.configuration();
        of.kind().need(Capability.JUDGES);
        this.rows = rows;
        values = of.values();
        Kernel kernel = model.kernel();
        discriminator = new Discriminator(values, of.widths(), rows, kernel);
        discriminator.restore(model.weights().values(), 0); // its tensors come first
    }

    /** Of {@code count} pictures of numbers in 0..1, row-major. */
    public void of(float[] pictures, int count, float[] opinions) {
        for (int done = 0; done < count; done += rows) {
            int some = Math.min(rows, count - done);
            System.arraycopy(pictures, done * values, discriminator.seen.data, 0, some * values);
            discriminator.judge(0, some);
            for (int r = 0; r < some; r++)
                opinions[done + r] = (float) AdversarialLosses.sigmoid(discriminator.opinion(r));
        }
    }
}
