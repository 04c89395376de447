package org.latentfx.math;

import org.ejml.data.FMatrixRMaj;

/**
 * The shape checks that every kernel makes once at its door, before it touches an array. A failed check is a
 * programming error and names all the numbers involved. Any thread may use it.
 */
public final class Shapes {
    private Shapes() {}

    /** Y = f(X·W + b), rows {@code from..to}. */
    public static void forward(FMatrixRMaj x, FMatrixRMaj w, float[] bias, FMatrixRMaj y, int from, int to) {
        apart(x, y, "forward");
        if (x.numCols != w.numRows || w.numCols != y.numCols || bias.length != w.numCols)
            throw new IllegalArgumentException(
                    "forward: X " + of(x) + " · W " + of(w) + " + b " + bias.length + " does not give Y " + of(y));
        range("forward", from, to, Math.min(x.numRows, y.numRows));
    }

    /** dX = (dY·Wᵀ) ⊙ f′(X), rows {@code from..to}. */
    public static void backwardInput(FMatrixRMaj dy, FMatrixRMaj w, FMatrixRMaj x, FMatrixRMaj dx, int from, int to) {
        apart(dy, dx, "backwardInput");
        if (dy.numCols != w.numCols || w.numRows != dx.numCols || x.numCols != dx.numCols)
            throw new IllegalArgumentException("backwardInput: dY " + of(dy) + " · (W " + of(w) + ")ᵀ ⊙ f′(X " + of(x)
                    + ") does not give dX " + of(dx));
        range("backwardInput", from, to, Math.min(Math.min(dy.numRows, x.numRows), dx.numRows));
    }

    /** dW = Xᵀ·dY over {@code batch} rows, rows {@code from..to} of dW. */
    public static void weightGradient(FMatrixRMaj x, FMatrixRMaj dy, int batch, FMatrixRMaj dw, int from, int to) {
        apart(x, dw, "weightGradient");
        apart(dy, dw, "weightGradient");
        if (x.numCols != dw.numRows || dy.numCols != dw.numCols)
            throw new IllegalArgumentException(
                    "weightGradient: (X " + of(x) + ")ᵀ · dY " + of(dy) + " does not give dW " + of(dw));
        weightGradient(x, dy, batch, from, to);
    }

    /** The same where dW goes elsewhere. */
    public static void weightGradient(FMatrixRMaj x, FMatrixRMaj dy, int batch, int from, int to) {
        range("weightGradient batch", 0, batch, Math.min(x.numRows, dy.numRows));
        range("weightGradient", from, to, x.numCols);
    }

    /** One step on elements {@code from..to} of arrays of these lengths, their gradient from {@code at} on. */
    public static void adam(float[] gradient, int at, float[] m, float[] v, float[] value, int from, int to) {
        range("adam", from, to, Math.min(Math.min(m.length, v.length), value.length));
        range("adam gradient", at, at + to - from, gradient.length);
    }

    /** db = column sums of dY over {@code batch} rows, columns {@code from..to}. */
    public static void biasGradient(FMatrixRMaj dy, int batch, float[] db, int from, int to) {
        if (db.length != dy.numCols)
            throw new IllegalArgumentException("biasGradient: dY " + of(dy) + " does not give db " + db.length);
        range("biasGradient batch", 0, batch, dy.numRows);
        range("biasGradient", from, to, db.length);
    }

    /** {@code from ≤ to} within {@code 0..limit}. */
    public static void range(String operation, int from, int to, int limit) {
        if (from < 0 || from > to || to > limit)
            throw new IllegalArgumentException(operation + ": rows " + from + ".." + to + " outside 0.." + limit);
    }

    private static void apart(FMatrixRMaj input, FMatrixRMaj output, String operation) {
        if (input.data == output.data && input.data.length > 0)
            throw new IllegalArgumentException(
                    operation + ": input " + of(input) + " and output " + of(output) + " share one array");
    }

    private static String of(FMatrixRMaj a) {
        return a.numRows + "×" + a.numCols;
    }
}
