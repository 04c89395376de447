package org.latentfx.nn;

import org.ejml.data.FMatrixRMaj;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;

/**
 * A layer y = f(a) with sums a = L(x) + b, L being linear in x: its parameters and its passes, each on a range of rows,
 * one image a row. It keeps no activations; the caller owns them. Several threads may run one pass on different rows;
 * passes may not overlap. In training the rows go through {@link #forward}, {@link #backward} and {@link #collect};
 * then each member of the team takes its part of {@link #gradients} or {@link #gradientsAndUpdate}.
 */
public interface Layer {
    /** Ranges of {@link #collect} begin at multiples of so many rows. */
    int UNIT = 6;

    /** Numbers in a row of x. */
    int in();

    /** Numbers in a row of y. */
    int out();

    /** As matrix whose columns are units or channels: rows × columns as the products want it. */
    Parameter weight();

    /** One row. */
    Parameter bias();

    Activation activation();

    /** y = f(a) for rows {@code from..to}. x: batch × in. Not modified. y: batch × out. Modified. */
    void forward(FMatrixRMaj x, FMatrixRMaj y, int from, int to);

    /** a for rows {@code from..to}. x: batch × in. Not modified. a: batch × out. Modified. */
    void sums(FMatrixRMaj x, FMatrixRMaj a, int from, int to);

    /** y = f(a) from the sums. a: batch × out. Not modified. y: batch × out. Modified. */
    void activate(FMatrixRMaj a, FMatrixRMaj y, int from, int to);

    /**
     * From y = f(L(x) + b) with x = g(u): du = Lᵀ(da) ⊙ g′ for rows {@code from..to}, where da is the loss's derivative
     * by a (batch × out) and {@code x} is what {@link Activation#derivative} of g takes: x, or u if {@link
     * Activation#ofSum}. da, x: Not modified. du: batch × in. Modified.
     */
    void backward(FMatrixRMaj da, FMatrixRMaj x, Activation g, FMatrixRMaj du, int from, int to);

    /** Wraps {@code da} (batch × out, kept by reference) with what this layer's gradients take beside it. */
    Kernel.PackedMatrix wrap(FMatrixRMaj da);

    /**
     * Must be called once x and da hold rows {@code from..to}, by the thread that wrote them; {@code from} is a
     * multiple of {@link #UNIT}, and so is {@code to} but at the batch's end. {@code da} is from {@link #wrap}.
     */
    void collect(FMatrixRMaj x, Kernel.PackedMatrix da, int from, int to);

    /**
     * Must be called before a team of {@code members} goes through {@link #gradients} or {@link #gradientsAndUpdate}.
     */
    void begin(Kernel.AdamStep step, int members);

    /**
     * The gradients of weight and bias over {@code batch} rows, of the part that this member can take. x, da: Not
     * modified.
     */
    void gradients(FMatrixRMaj x, Kernel.PackedMatrix da, int batch, int member, int members);

    /** The same, and moves that part of the parameters by one step of Adam; the weight's gradient may be used up. */
    void gradientsAndUpdate(FMatrixRMaj x, Kernel.PackedMatrix da, int batch, int member, int members);

    /** The same weights, kept by reference, without bias and activation: what a tangent passes through. */
    Layer linear();

    /** From now on only {@link #forward} is called, and {@link #weight} may lose its numbers. */
    void forwardOnly();

    /** Must be called after the weights were written to from outside. */
    void changed();
}
