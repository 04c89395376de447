package org.latentfx.nn;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * The way between a model's parameters and one flat array of all their numbers, tensor by tensor, in the order of its
 * files. A tensor is a parameter or some columns of one, since what a product makes at once may be told apart in files.
 * Owned by whoever owns the parameters.
 */
public final class FlatParameters {
    /** One of the matrices that a parameter is made of. */
    public interface Part {
        FMatrixRMaj of(Parameter parameter);
    }

    /**
     * A tensor.
     *
     * @param column of the parameter's matrices at which it begins
     * @param offset of its first number in the flat array, where its rows follow each other
     */
    private record Tensor(Parameter parameter, int column, int columns, int offset) {}

    private final int size;
    private final List<Tensor> tensors = new ArrayList<>();

    /** Of a flat array with {@code size} numbers; what no tensor is added for is 0 or not read. */
    public FlatParameters(int size) {
        this.size = size;
    }

    /** Parameters as they are, which follow each other. */
    public static FlatParameters of(List<Parameter> parameters) {
        int size = parameters.stream().mapToInt(p -> p.value().getNumElements()).sum();
        var flat = new FlatParameters(size);
        int offset = 0;
        for (Parameter parameter : parameters) {
            flat.add(parameter, 0, parameter.value().numCols, offset);
            offset += parameter.value().getNumElements();
        }
        return flat;
    }

    /** One more tensor: {@code columns} of {@code parameter}'s from {@code column} on, at {@code offset}. */
    public void add(Parameter parameter, int column, int columns, int offset) {
        tensors.add(new Tensor(parameter, column, columns, offset));
    }

    /** All of one part; a copy. */
    public float[] flat(Part part) {
        float[] flat = new float[size];
        copy(flat, part, false);
        return flat;
    }

    /** Fills one part of every parameter. Throws {@link IllegalArgumentException} if the count of numbers differs. */
    public void read(float[] flat, Part part) {
        if (flat.length != size)
            throw new IllegalArgumentException("found " + flat.length + " numbers, expected " + size);
        copy(flat, part, true);
    }

    private void copy(float[] flat, Part part, boolean toMatrix) {
        for (Tensor tensor : tensors) {
            FMatrixRMaj matrix = part.of(tensor.parameter); // without rows where it is not trained
            for (int row = 0; row < matrix.numRows; row++) {
                int inMatrix = row * matrix.numCols + tensor.column;
                int inFlat = tensor.offset + row * tensor.columns;
                if (toMatrix) System.arraycopy(flat, inFlat, matrix.data, inMatrix, tensor.columns);
                else System.arraycopy(matrix.data, inMatrix, flat, inFlat, tensor.columns);
            }
        }
    }
}
