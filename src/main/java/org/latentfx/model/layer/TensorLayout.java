package org.latentfx.model.layer;

import java.util.List;

/**
 * How PyTorch lays out a tensor that stands here as a matrix whose rows are places × channels of what comes in and
 * whose columns are places × channels of what goes out, channels together: there a channel's places stand together.
 *
 * @param shape as in PyTorch: [out, in], [out, in, kernel, kernel], transposed [in, out, kernel, kernel]; [out] of a
 *     bias
 * @param rowPlaces places among the rows
 * @param columnPlaces places among the columns
 * @param inputsFirst whether PyTorch counts what comes in before what goes out
 * @param fanIn numbers that one output is a sum of
 * @param fanOut outputs that one input adds to
 */
public record TensorLayout(
        List<Integer> shape, int rowPlaces, int columnPlaces, boolean inputsFirst, int fanIn, int fanOut) {
    /** Where number {@code n} of PyTorch's tensor stands in the {@code rows × columns} matrix. */
    public int place(int n, int rows, int columns) {
        int row = inputsFirst ? n / columns : n % rows;
        int column = inputsFirst ? n % columns : n / rows;
        return together(row, rows, rowPlaces) * columns + together(column, columns, columnPlaces);
    }

    private static int together(int n, int count, int places) {
        return n % places * (count / places) + n / places;
    }
}
