package org.latentfx.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What in a model is not a finite number, or is beyond all bounds. Immutable; any thread may use it.
 *
 * @param tensor its name, or the layer's whose output it is; "" of the loss
 * @param value the first such value: NaN, an infinity, or the loss in nats per image
 * @param count how many values of it are not finite
 * @param size how many values there are
 * @param largest the largest magnitude among those that are finite; 0 if none is
 */
public record NonFinite(Kind kind, String tensor, double value, int count, int size, double largest) {
    /** In the order in which they are looked at: what a step reads comes before what it computes. */
    public enum Kind {
        WEIGHT,
        FIRST_MOMENT,
        SECOND_MOMENT,
        OUTPUT,
        LOSS;

        /** As in files. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether the step before has left it behind. */
        public boolean ofStepBefore() {
            return ordinal() < OUTPUT.ordinal();
        }
    }

    /**
     * The first thing in {@code vae} in the order in which a step meets them: weights, moments, what the layers put out
     * in the last step, its loss. Null if all is well. Takes a look at every number.
     */
    public static @Nullable NonFinite in(Autoencoder vae) {
        var configuration = vae.configuration();
        var found = stored(configuration, vae.weights().values(), vae.firstMoments(), vae.secondMoments());
        if (found != null || !vae.diverged()) return found;
        found = output(configuration, vae);
        if (found != null) return found;
        return new NonFinite(Kind.LOSS, "", vae.lost(), 1, 1, 0);
    }

    /** The same of a model whose layers' outputs are not looked at. @param loss that is not well if it diverged */
    static @Nullable NonFinite in(TrainableModel model, double loss) {
        var found =
                stored(model.configuration(), model.weights().values(), model.firstMoments(), model.secondMoments());
        return found != null || !model.diverged() ? found : new NonFinite(Kind.LOSS, "", loss, 1, 1, 0);
    }

    /** The first of what a model keeps from step to step; null if all is finite. */
    private static @Nullable NonFinite stored(ModelConfiguration of, float[] weights, float[] first, float[] second) {
        float[][] stored = {weights, first, second};
        for (int k = 0; k < stored.length; k++)
            for (var tensor : of.tensors()) {
                var search = new Search();
                search.look(stored[k], tensor.offset(), tensor.offset() + tensor.size());
                if (search.count > 0) return search.as(Kind.values()[k], tensor.name());
            }
        return null;
    }

    /** The first of what the layers put out, the heads as one that is called as the first; null if all is finite. */
    private static @Nullable NonFinite output(ModelConfiguration of, Autoencoder vae) {
        int heads = of.hidden().size();
        for (int i = 0; i <= 2 * heads + 1; i++) {
            var outputs = i <= heads ? vae.encoder.output(i) : vae.decoder.output(i - heads - 1);
            var search = new Search();
            search.look(outputs.data, 0, vae.batch * outputs.numCols);
            String weight = of.tensors()
                    .get(2 * (i > heads ? i + of.heads().size() - 1 : i))
                    .name();
            if (search.count > 0) return search.as(Kind.OUTPUT, weight.substring(0, weight.lastIndexOf('.')));
        }
        return null;
    }

    /** Counts values that are not finite, and remembers the first. */
    private static final class Search {
        private double first;
        private int count;
        private int size;
        private double largest;

        void look(float[] values, int from, int to) {
            size += to - from;
            for (int i = from; i < to; i++) {
                if (Float.isFinite(values[i])) largest = Math.max(largest, Math.abs(values[i]));
                else if (count++ == 0) first = values[i];
            }
        }

        NonFinite as(Kind kind, String tensor) {
            return new NonFinite(kind, tensor, first, count, size, largest);
        }
    }
}
