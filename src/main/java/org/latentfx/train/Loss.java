package org.latentfx.train;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.model.kind.ModelKind;

/**
 * What a model is trained by, averaged over images, each figure in its own unit. Immutable.
 *
 * @param terms which figures
 * @param values one for each
 */
public record Loss(List<LossTerm> terms, List<Double> values) {
    public Loss {
        terms = List.copyOf(terms);
        values = List.copyOf(values);
        if (terms.size() != values.size())
            throw new IllegalArgumentException("losses: found " + values + ", expected " + terms);
    }

    /** The two parts of −ELBO of a VAE: nats per image, summed over pixels or latents. */
    public Loss(double reconstruction, double kl) {
        this(ModelKind.VAE.losses(), List.of(reconstruction, kl));
    }

    /** @param values one for each of {@code terms} */
    public static Loss of(List<LossTerm> terms, double[] values) {
        return new Loss(terms, Arrays.stream(values).boxed().toList());
    }

    /** What is not known. */
    public static Loss unknown(List<LossTerm> terms) {
        return new Loss(terms, Collections.nCopies(terms.size(), Double.NaN));
    }

    /** Sums before the first image. */
    public static Loss zero(List<LossTerm> terms) {
        return of(terms, new double[terms.size()]);
    }

    /** Means, where these are sums over {@code images}. */
    public Loss over(int images) {
        return new Loss(terms, values.stream().map(sum -> sum / images).toList());
    }

    /** NaN where it is none of the model's figures. */
    public double of(LossTerm term) {
        int at = terms.indexOf(term);
        return at < 0 ? Double.NaN : values.get(at);
    }

    /** A copy of the values. */
    public double[] toArray() {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /**
     * What the pixels of an image cost: −log p(x|z), or −log p(x) of a model that has no z. Nats per image, summed over
     * pixels; NaN for a model that knows neither.
     */
    public double reconstruction() {
        return of(terms.contains(LossTerm.NLL) ? LossTerm.NLL : LossTerm.RECONSTRUCTION);
    }

    /** Nats per image, summed over latents; 0 for a model without. */
    public double kl() {
        return terms.contains(LossTerm.KL) ? of(LossTerm.KL) : 0;
    }

    /** Reconstruction and KL together: −ELBO with β = 1. */
    public double total() {
        return reconstruction() + kl();
    }
}
