package org.latentfx.io.exchange;

import org.latentfx.data.Letters;
import org.latentfx.model.Likelihood;

/** What turns a decoder's logits into the means of p(x|z), in the operators of an ONNX graph. Pure functions. */
final class OnnxMeans {
    /** Below it a series: in 32-bit floats the formula loses digits near 0. */
    private static final float NEAR = 0.5f;

    private OnnxMeans() {}

    /** Adds to {@code graph} that {@code mean} is the mean of {@code values} values with {@code logits}. */
    static void of(OnnxGraph graph, Likelihood likelihood, int values, String logits, String mean) {
        if (likelihood.ofWords())
            graph.reshape(logits, "places", -1, Letters.SYMBOLS)
                    .operator("Softmax", "letters", "places")
                    .reshape("letters", mean, values);
        else if (likelihood == Likelihood.CONTINUOUS_BERNOULLI) continuous(graph, logits, mean);
        else graph.operator("Sigmoid", mean, logits);
    }

    /** 1/(1 − e^−ℓ) − 1/ℓ, or near 0 the series ½ + ℓ (1/12 − ℓ² (1/720 − ℓ²/30240)). */
    private static void continuous(OnnxGraph graph, String logits, String mean) {
        graph.constant("one", 1)
                .operator("Neg", "minus_logits", logits)
                .operator("Exp", "decayed", "minus_logits")
                .operator("Neg", "minus_decayed", "decayed")
                .operator("Add", "share", "minus_decayed", "one")
                .operator("Reciprocal", "inverse_share", "share")
                .operator("Reciprocal", "inverse", logits)
                .operator("Sub", "far", "inverse_share", "inverse");
        graph.constant("a0", 0.5f)
                .constant("a1", 1 / 12f)
                .constant("a3", -1 / 720f)
                .constant("a5", 1 / 30240f)
                .operator("Mul", "square", logits, logits)
                .operator("Mul", "s5", "square", "a5")
                .operator("Add", "s3", "s5", "a3")
                .operator("Mul", "s3_square", "s3", "square")
                .operator("Add", "s1", "s3_square", "a1")
                .operator("Mul", "s1_logits", "s1", logits)
                .operator("Add", "near", "s1_logits", "a0");
        graph.constant("nearness", NEAR)
                .operator("Abs", "size", logits)
                .operator("Less", "is_near", "size", "nearness")
                .operator("Where", mean, "is_near", "near", "far");
    }
}
