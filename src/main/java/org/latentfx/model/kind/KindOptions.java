package org.latentfx.model.kind;

import org.latentfx.model.autoregressive.PixelOrder;
import org.latentfx.model.codebook.CodebookShape;

/**
 * What only some kinds of model have, each kind at most one of them. Immutable; {@code ModelConfiguration} checks it.
 *
 * @param classes how many a conditional model is told apart, within {@code ModelConfiguration.CLASSES}; 0 of any other
 * @param samples k of an importance-weighted model, within {@code ModelConfiguration.SAMPLES}; 1 of any other
 * @param pseudoInputs K of a VAE whose prior is learnt, within {@code ModelConfiguration.PSEUDO_INPUTS}; 0 where it
 *     is N(0, I)
 * @param codebook what a VQ-VAE rounds latents to, within {@code ModelConfiguration.CODES}; none of any other
 * @param order in which an autoregressive model draws values; natural of any other
 */
public record KindOptions(int classes, int samples, int pseudoInputs, CodebookShape codebook, PixelOrder order) {
    public static final KindOptions NONE = new KindOptions(0, 1, 0, CodebookShape.NONE, PixelOrder.NATURAL);

    public static KindOptions classes(int count) {
        return new KindOptions(count, 1, 0, CodebookShape.NONE, PixelOrder.NATURAL);
    }

    public static KindOptions samples(int k) {
        return new KindOptions(0, k, 0, CodebookShape.NONE, PixelOrder.NATURAL);
    }

    public static KindOptions pseudoInputs(int count) {
        return new KindOptions(0, 1, count, CodebookShape.NONE, PixelOrder.NATURAL);
    }

    public static KindOptions codebook(CodebookShape shape) {
        return new KindOptions(0, 1, 0, shape, PixelOrder.NATURAL);
    }

    public static KindOptions order(PixelOrder order) {
        return new KindOptions(0, 1, 0, CodebookShape.NONE, order);
    }
}
